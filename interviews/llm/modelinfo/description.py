"""Describes a model file from its metadata and its vocabulary."""

import ctypes
from typing import Any

import llama_cpp

from interviews.llm.errors import ModelUnavailable
from interviews.llm.local_engine.chat_template import ChatTemplate
from interviews.llm.local_engine.gguf_model import GgufModel

DESCRIPTION_BYTES = 128


def describe(model: GgufModel) -> dict[str, Any]:
    """Return the fields of `modelinfo --json`; None if the file says nothing. Contexts and windows are in tokens."""
    file = model.path.stat()
    return {
        "path": str(model.path),
        "sha256": model.sha256,
        "file_bytes": file.st_size,
        "name": model.metadata("general.name") or None,
        "licence": model.metadata("general.license") or None,
        **_size(model),
        **_shape(model),
        **_vocabulary(model),
    }


def _size(model: GgufModel) -> dict[str, Any]:
    buffer = ctypes.create_string_buffer(DESCRIPTION_BYTES)
    llama_cpp.llama_model_desc(model.pointer, buffer, len(buffer))
    # Architecture, size, file type: "exaone4 1.2B Q4_K - Medium".
    architecture, _, quantisation = buffer.value.decode("utf-8", "replace").split(maxsplit=2)
    return {
        "architecture": architecture,
        "size_label": model.metadata("general.size_label") or None,
        "parameters": llama_cpp.llama_model_n_params(model.pointer),
        "quantisation": quantisation,
    }


def _shape(model: GgufModel) -> dict[str, Any]:
    pointer, architecture = model.pointer, model.metadata("general.architecture")
    rope_base = model.metadata(f"{architecture}.rope.freq_base")
    return {
        "trained_context": model.trained_context,
        "layers": llama_cpp.llama_model_n_layer(pointer),
        "embedding_width": llama_cpp.llama_model_n_embd(pointer),
        "heads": llama_cpp.llama_model_n_head(pointer),
        "kv_heads": llama_cpp.llama_model_n_head_kv(pointer),
        "rope_base": float(rope_base) if rope_base else None,
        "sliding_window": llama_cpp.llama_model_n_swa(pointer) or None,
    }


def _vocabulary(model: GgufModel) -> dict[str, Any]:
    return {
        "vocabulary_tokens": model.vocabulary_tokens,
        # If the file names none, llama.cpp uses the numbers of Llama's vocabulary.
        "bos": _token_name(model, model.bos) if model.metadata("tokenizer.ggml.bos_token_id") else None,
        "eos": _token_name(model, model.eos) if model.metadata("tokenizer.ggml.eos_token_id") else None,
        "end_markers": [_token_name(model, token) for token in range(model.vocabulary_tokens) if _is_end(model, token)],
        "chat_template": _template_status(model),
    }


def _is_end(model: GgufModel, token: int) -> bool:
    return bool(llama_cpp.llama_vocab_is_eog(model.vocabulary, token))


def _token_name(model: GgufModel, token: int) -> str | None:
    return model.piece(token, special=True).decode("utf-8", "replace") if token >= 0 else None


def _template_status(model: GgufModel) -> str:
    """Return "works", or the reason why it does not."""
    try:
        ChatTemplate(model)
    except ModelUnavailable as error:
        return str(error).removeprefix(f"LLM_MODEL={model.path}: ")
    return "works"
