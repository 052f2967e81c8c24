"""Formats what `manage.py modelinfo` found as text. Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from interviews.llm.local_engine.steps.costs import StepCosts

MODEL = {
    "path": "file",
    "name": "name",
    "licence": "licence",
    "architecture": "architecture",
    "parameters": "parameters",
    "quantisation": "quantisation",
    "file_bytes": "size of the file",
    "trained_context": "trained context",
    "layers": "layers",
    "embedding_width": "embedding width",
    "heads": "heads",
    "rope_base": "RoPE base",
    "sliding_window": "sliding sliding_window",
    "vocabulary_tokens": "vocabulary",
    "bos": "BOS token",
    "eos": "EOS token",
    "end_markers": "other end tokens",
    "chat_template": "chat template",
    "sha256": "SHA-256",
}
COLUMNS = {
    "slots": "slots",
    "process_bytes": "process",
    "model_bytes": "model",
    "kv_bytes": "KV cache",
    "compute_bytes": "compute",
    "total_bytes": "total",
}


def lines(info: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of the report. `info` is what `--json` prints."""
    yield from _model(info["model"])
    yield ""
    yield f"Memory of a worker by slots (questions at once), with interviews of {info['context']:,} tokens"
    yield from _memory(info["memory"], info["slots"])
    if info["speed"]:
        yield ""
        yield from _speed(info["speed"])


def size(count: int) -> str:
    """Format bytes as MB or GB (powers of 1000)."""
    return f"{count / 1e9:,.2f} GB" if count >= 1e9 else f"{count / 1e6:,.1f} MB"


def _model(model: Mapping[str, Any]) -> Iterator[str]:
    shown = {
        **model,
        "parameters": " ".join(filter(None, [f"{model['parameters']:,}", model["size_label"]])),
        "file_bytes": size(model["file_bytes"]),
        "trained_context": f"{model['trained_context']:,} tokens",
        "heads": f"{model['heads']:,} ({model['kv_heads']:,} for keys and values)",
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
    yield f"{'writing':<18}{rate(speed['one_stream'])} for one question"
    if speed["slots"] > 1:
        together = speed["together"]
        yield f"{'':<18}{rate(together)} for {speed['slots']} at once, {rate(together / speed['slots'])} for each"
    for tokens, seconds in speed["first_token_seconds"].items():
        about = "at least " if tokens in speed["extrapolated"] else ""
        yield f"{'first token':<18}after {about}{seconds:,.2f} s, for a prompt of {tokens:,} new tokens"
    if speed["step_seconds"]:
        yield ""
        yield from _steps(speed["step_seconds"])


def _steps(step_seconds: Mapping[int, float]) -> Iterator[str]:
    """Yield the costs of steps, and how a round of one token for each question is divided into steps."""
    costs = StepCosts(step_seconds)
    yield f"{'questions at once':<18}{'a step of all':>16}{'steps in a round':>20}{'in all':>18}"
    for rows in step_seconds:
        groups = costs.groups(rows)
        division = " + ".join(f"{count} x {size}" for size, count in Counter(groups).items())
        seconds = sum(costs.of(costs.padded(size)) for size in groups)
        yield f"{rows:>17} {1000 * costs.of(rows):>13,.1f} ms{division:>20}{rate(rows / seconds):>18}"


def rate(tokens_per_second: float) -> str:
    """Format a rate."""
    digits = 0 if tokens_per_second >= 100 else 1
    return f"{tokens_per_second:,.{digits}f} tokens/s"
