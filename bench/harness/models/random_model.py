"""Writes a GGUF file with random weights, for benches in which the words do not matter."""

from pathlib import Path
from typing import Any

import gguf
import numpy as np

from .random_vocabulary import BYTES, SPECIAL, TEMPLATE, Templates, add_vocabulary
from .shape import SHAPE_40M, TINY, Shape

__all__ = ["SHAPE_40M", "SPECIAL", "TINY", "Shape", "write_random_model"]

DEVIATION = 0.05
BLOCK = 32  # weights in a Q8_0 block: one F16 scale, then 32 int8
_UNIFORM_INT8 = 73.9  # the standard deviation of a uniformly distributed byte
Q8_0, F16 = gguf.GGMLQuantizationType.Q8_0, gguf.GGMLQuantizationType.F16


def write_random_model(
    path: Path, shape: Shape, seed: int = 1, *, ends_every: int = 0, templates: Templates = TEMPLATE
) -> Path:
    """Write a model of that shape to `path` and return the path, holding at most one matrix in memory.

    With `ends_every`, every n-th word of the vocabulary ends a sentence; with 0 there are no sentences. `templates` is
    the chat template, or a list of named ones: `{"name": ..., "template": ...}`.
    """
    writer = gguf.GGUFWriter(path, shape.architecture)
    _describe(writer, shape)
    add_vocabulary(writer, shape.vocabulary, ends_every, templates)
    _list_tensors(writer, shape)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_ti_data_to_file()
    _write_tensors(writer, shape, np.random.default_rng(seed))
    writer.close()
    return path


def _describe(writer: gguf.GGUFWriter, shape: Shape) -> None:
    writer.add_name("random")
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.feed_forward)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.kv_heads or shape.heads)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(shape.head)
    writer.add_rope_freq_base(shape.rope_base)
    if shape.sliding_window:
        writer.add_sliding_window(shape.sliding_window)
        writer.add_sliding_window_pattern(2)
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_Q8_0 if shape.q8 else gguf.LlamaFileType.MOSTLY_F16)


def _list_tensors(writer: gguf.GGUFWriter, shape: Shape) -> None:
    for name, rows, columns in shape.matrices():
        width = columns // BLOCK * (2 + BLOCK) if shape.q8 else columns  # for Q8_0, gguf expects the number of bytes
        kind, size = (np.uint8, 1) if shape.q8 else (np.float16, 2)
        writer.add_tensor_info(name, (rows, width), np.dtype(kind), rows * width * size, Q8_0 if shape.q8 else F16)
    for name, length in shape.norms():
        writer.add_tensor_info(name, (length,), np.dtype(np.float32), 4 * length)


def _write_tensors(writer: gguf.GGUFWriter, shape: Shape, random: np.random.Generator) -> None:
    draw = _q8_0 if shape.q8 else _f16
    for number, (_, rows, columns) in enumerate(shape.matrices()):
        scales = np.full(rows, DEVIATION, dtype=np.float32)
        if number == 0:
            # Bytes and markers are practically never drawn: every token is a word, and a question ends at the limit,
            # so that runs are comparable.
            scales[: BYTES + len(SPECIAL)] *= 0.01
        writer.write_tensor_data(draw(random, columns, scales))
    for _, length in shape.norms():
        writer.write_tensor_data(np.ones(length, dtype=np.float32))


def _f16(random: np.random.Generator, columns: int, scales: Any) -> Any:
    weights = random.standard_normal((len(scales), columns), dtype=np.float32)
    weights *= scales[:, None]
    return weights.astype(np.float16)


def _q8_0(random: np.random.Generator, columns: int, scales: Any) -> Any:
    """Make quantized blocks directly: quantizing a billion weights would take longer than the bench."""
    blocks = np.empty((len(scales), columns // BLOCK, 2 + BLOCK), dtype=np.uint8)
    blocks[:, :, 2:] = np.frombuffer(random.bytes(len(scales) * columns), np.uint8).reshape(len(scales), -1, BLOCK)
    blocks[:, :, :2] = (scales / _UNIFORM_INT8).astype(np.float16).view(np.uint8).reshape(-1, 1, 2)
    return blocks.reshape(len(scales), -1)
