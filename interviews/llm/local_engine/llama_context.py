"""A thin wrapper of llama.cpp's context: the KV cache of all sequences, and the call that computes a batch."""

import ctypes
from collections.abc import Sequence
from typing import Any, NamedTuple

import llama_cpp
import numpy as np

from interviews.llm.errors import ModelUnavailable

from .gguf_model import GgufModel
from .steps.prefill_budget import TILE

# Return codes of llama_decode; every other one is an error.
DONE, NO_ROOM = 0, 1
# On a CPU, a slice of one prompt that nearly fills a tile of attention is faster if it is padded to a full tile.
PAD_FROM = 40
MAX_SEQUENCES = 256  # llama.cpp's limit


class BatchRow(NamedTuple):
    """Tokens of sequence `id`, the first of them at `position`. `wants_logits`: a token is drawn after the last one."""

    id: int
    position: int
    tokens: Sequence[int]
    wants_logits: bool


class ContextSize(NamedTuple):
    """Tokens that the KV cache holds, sequences (at most 256), and tokens in one batch."""

    cells: int
    sequences: int
    batch: int


class LlamaContext:
    """A llama.cpp context for many sequences. Not thread-safe.

    One buffer serves all sequences (kv_unified), so that a long sequence can use what short ones leave, and so that
    sequences can share the cells of a prefix.
    """

    def __init__(self, model: GgufModel, size: ContextSize, threads: int) -> None:
        """Allocate the cache and the compute buffers. Raise ModelUnavailable if there is not enough memory."""
        self.model = model
        options = llama_cpp.llama_context_default_params()
        # One more sequence, for the padding of tiles.
        self._scratch, sequences = size.sequences, min(MAX_SEQUENCES, size.sequences + 1)
        options.n_ctx, options.n_seq_max, options.kv_unified = size.cells, sequences, True
        # With equal sizes a batch is computed whole or not at all, and a failed one leaves no part of it behind.
        options.n_batch = options.n_ubatch = size.batch
        # Otherwise it would allocate logits, one for each token of the vocabulary, for every token of a batch.
        options.n_outputs_max = sequences
        options.n_threads = options.n_threads_batch = threads
        options.no_perf = True
        self.pointer = llama_cpp.llama_init_from_model(model.pointer, options)
        if not self.pointer:
            raise ModelUnavailable(
                f"LLM_MODEL={model.path}: no memory for {size.cells} tokens of context. "
                "Lower LLM_CONTEXT or WORKER_CONCURRENCY."
            )
        self.cells = llama_cpp.llama_n_ctx(self.pointer)
        # More tokens than this in one batch abort the process.
        self.batch = int(llama_cpp.llama_n_batch(self.pointer))
        on_cpu = not llama_cpp.llama_supports_gpu_offload()
        self._pads = on_cpu and self._scratch < MAX_SEQUENCES and self.batch >= TILE and not model.is_recurrent
        self._memory = llama_cpp.llama_get_memory(self.pointer)
        self._batch = _Batch(self.batch, positions=self.cells + self.batch)

    def close(self) -> None:
        """Free the context. The model stays loaded."""
        llama_cpp.llama_free(self.pointer)

    def decode(self, rows: Sequence[BatchRow], width: int = 0) -> int:
        """Compute the rows as one batch, and return DONE, NO_ROOM (nothing has changed) or llama.cpp's error code.

        A batch of fewer tokens than `width` is filled up to it, if there is room. After an error every sequence of the
        batch must be cut back.
        """
        if self._pads and (missing := self._missing(rows, width)) > 0:
            padding = BatchRow(self._scratch, 0, [0] * missing, wants_logits=False)
            code = self._decode([*rows, padding])
            self.cut(self._scratch, 0)
            if code != NO_ROOM:
                return code
        return self._decode(rows)

    def _missing(self, rows: Sequence[BatchRow], width: int) -> int:
        """Return the number of tokens to add, so that the batch is computed faster."""
        length = sum(len(row.tokens) for row in rows)
        if len(rows) == 1 and PAD_FROM <= length < TILE:
            return TILE - length
        return width - length

    def _decode(self, rows: Sequence[BatchRow]) -> int:
        return int(llama_cpp.llama_decode(self.pointer, self._batch.fill(rows)))

    def logits(self, index: int) -> "np.ndarray[Any, Any]":
        """Return the logits after the last batch's token `index`, for which they must have been requested.

        They are llama.cpp's memory, which the next batch overwrites.
        """
        pointer = llama_cpp.llama_get_logits_ith(self.pointer, index)
        floats = ctypes.cast(pointer, ctypes.POINTER(ctypes.c_float))
        return np.ctypeslib.as_array(floats, (self.model.vocabulary_tokens,))

    def clear(self) -> None:
        """Empty the cache. The next tokens go to its first cells, as in a new one."""
        llama_cpp.llama_memory_clear(self._memory, False)

    def cut(self, id: int, length: int) -> None:
        """Keep a sequence's first `length` tokens."""
        llama_cpp.llama_memory_seq_rm(self._memory, id, length or -1, -1)

    def share(self, source: int, target: int, length: int) -> None:
        """Let the empty sequence `target` begin with the first `length` tokens of `source`, without copying cells."""
        llama_cpp.llama_memory_seq_cp(self._memory, source, target, 0, length)

    def holds(self, id: int, length: int) -> bool:
        """Return whether a sequence still has every cell needed to continue after its first `length` tokens.

        A model with a sliding window may have reused some of them.
        """
        if not self.model.sliding_window:
            return True
        first = llama_cpp.llama_memory_seq_pos_min(self._memory, id)
        last = llama_cpp.llama_memory_seq_pos_max(self._memory, id)
        return bool(last == length - 1 and first <= max(0, length - self.model.sliding_window))


class _Batch:
    """A llama_batch over NumPy arrays, which are filled by slices instead of token by token."""

    def __init__(self, size: int, positions: int) -> None:
        self._numbers = np.arange(positions, dtype=np.int32)
        self._token = np.zeros(size, np.int32)
        self._position = np.zeros(size, np.int32)
        self._sequence = np.zeros(size, np.int32)
        self._counts = np.ones(size, np.int32)
        self._wants_logits = np.zeros(size, np.int8)
        # Each token has a pointer to its list of sequences: ours point into one array, at one element each.
        self._pointers = (self._sequence.ctypes.data + 4 * np.arange(size, dtype=np.uint64)).astype(np.uint64)
        self._struct = llama_cpp.llama_batch(
            n_tokens=0,
            token=_pointer(self._token, llama_cpp.llama_token),
            embd=None,
            pos=_pointer(self._position, llama_cpp.llama_pos),
            n_seq_id=_pointer(self._counts, ctypes.c_int32),
            seq_id=ctypes.cast(self._pointers.ctypes.data, ctypes.POINTER(ctypes.POINTER(llama_cpp.llama_seq_id))),
            logits=_pointer(self._wants_logits, ctypes.c_int8),
        )

    def fill(self, rows: Sequence[BatchRow]) -> Any:
        """Return the llama_batch of `rows`. It is valid until the next call."""
        at = 0
        for row in rows:
            end = at + len(row.tokens)
            self._token[at:end] = row.tokens
            self._position[at:end] = self._numbers[row.position : row.position + end - at]
            self._sequence[at:end] = row.id
            self._wants_logits[at:end] = False
            self._wants_logits[end - 1] = row.wants_logits
            at = end
        self._struct.n_tokens = at
        return self._struct


def _pointer(array: Any, kind: Any) -> Any:
    return ctypes.cast(array.ctypes.data, ctypes.POINTER(kind))
