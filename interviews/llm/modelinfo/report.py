"""What `manage.py modelinfo` found, as lines for a reader. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

MODEL = {
    "path": "file",
    "name": "name",
    "licence": "licence",
    "architecture": "architecture",
    "parameters": "parameters",
    "quantisation": "quantisation",
    "file_bytes": "size of the file",
    "trained_context": "trained for",
    "layers": "layers",
    "embedding_width": "embedding width",
    "heads": "heads",
    "rope_base": "RoPE base",
    "sliding_window": "sliding window",
    "vocabulary_tokens": "vocabulary",
    "bos": "begins with",
    "eos": "ends with",
    "end_markers": "ends also with",
    "chat_template": "chat template",
    "sha256": "SHA-256",
}
COLUMNS = {
    "slots": "slots",
    "process_bytes": "process",
    "model_bytes": "model",
    "kv_bytes": "KV cache",
    "compute_bytes": "compute",
    "total_bytes": "in all",
}


def lines(told: Mapping[str, Any]) -> Iterator[str]:
    yield from _model(told["model"])
    yield ""
    yield f"Memory of a worker that asks so many questions at once, in interviews of {told['context']:,} tokens"
    yield from _memory(told["memory"], told["slots"])
    if told["speed"]:
        yield ""
        yield from _speed(told["speed"])


def size(count: int) -> str:
    """Bytes in MB or GB, of a million and a thousand million."""
    return f"{count / 1e9:,.2f} GB" if count >= 1e9 else f"{count / 1e6:,.1f} MB"


def _model(model: Mapping[str, Any]) -> Iterator[str]:
    shown = {
        **model,
        "parameters": " ".join(filter(None, [f"{model['parameters']:,}", model["size_label"]])),
        "file_bytes": size(model["file_bytes"]),
        "trained_context": f"{model['trained_context']:,} tokens",
        "heads": f"{model['heads']:,}, of keys and values {model['kv_heads']:,}",
        "rope_base": f"{model['rope_base']:,.0f}" if model["rope_base"] else None,
        "sliding_window": f"{model['sliding_window']:,} tokens" if model["sliding_window"] else None,
        "vocabulary_tokens": f"{model['vocabulary_tokens']:,} tokens",
        "end_markers": " ".join(marker for marker in model["end_markers"] if marker != model["eos"]),
    }
    for key, label in MODEL.items():
        value = shown[key]
        yield f"{label:<18}{value if value else '–'}"


def _memory(rows: list[dict[str, Any]], slots: int) -> Iterator[str]:
    devices = sorted({device for row in rows for device in row["devices"]})
    yield "".join(f"{label:>12}" for label in [*COLUMNS.values(), *devices])
    for row in rows:
        sizes = [size(row[key]) for key in list(COLUMNS)[1:]]
        sizes += [size(row["devices"].get(device, 0)) for device in devices]
        mark = "  ← --slots" if row["slots"] == slots else ""
        yield f"{row['slots']:>12}" + "".join(f"{text:>12}" for text in sizes) + mark


def _speed(speed: Mapping[str, Any]) -> Iterator[str]:
    yield f"Speed on this machine with LLM_THREADS={speed['threads']}"
    yield f"{'reading':<18}{rate(speed['prompt'])}"
    yield f"{'writing':<18}{rate(speed['one_stream'])} in one stream"
    if speed["slots"] > 1:
        together = speed["together"]
        yield f"{'':<18}{rate(together)} in {speed['slots']}, {rate(together / speed['slots'])} in each"
    for tokens, seconds in speed["first_token_seconds"].items():
        about = "at least some " if tokens in speed["extrapolated"] else ""
        yield f"{'first token':<18}{about}{seconds:,.2f} s after a prompt of {tokens:,} new tokens"


def rate(tokens_a_second: float) -> str:
    digits = 0 if tokens_a_second >= 100 else 1
    return f"{tokens_a_second:,.{digits}f} tokens/s"
