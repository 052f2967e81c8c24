"""A thin wrapper of llama.cpp's context: the KV cache of all sequences, and the call that computes a batch."""

import ctypes
from collections.abc import Sequence
from typing import Any, NamedTuple

import llama_cpp
import numpy as np

from interviews.llm.errors import ModelUnavailable

from .gguf_model import GgufModel
from .steps.prefill_budget import TILE

DONE = 0  # of llama_decode; every other code is an error
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
    """Tokens that a stream of the KV cache holds, streams (at most 256), and tokens in one batch."""

    context: int
    streams: int
    batch: int


class LlamaContext:
    """A llama.cpp context with a stream of cells for each sequence. Not thread-safe.

    Attention of a sequence visits its own stream only, whatever the others hold. llama.cpp computes the rows of
    neighbouring streams together, so a batch is fastest if its rows are in the order of their ids, without holes.
    """

    def __init__(self, model: GgufModel, size: ContextSize, threads: int) -> None:
        """Allocate the cache and the compute buffers. Raise ModelUnavailable if there is not enough memory."""
        self.model = model
        options = llama_cpp.llama_context_default_params()
        cells = size.context * size.streams
        options.n_ctx, options.n_seq_max, options.kv_unified = cells, size.streams, False
        options.n_batch = options.n_ubatch = size.batch
        # Otherwise it would allocate logits, one for each token of the vocabulary, for every token of a batch.
        options.n_outputs_max = size.streams
        options.n_threads = options.n_threads_batch = threads
        options.no_perf = True
        self.pointer = llama_cpp.llama_init_from_model(model.pointer, options)
        if not self.pointer:
            raise ModelUnavailable(
                f"LLM_MODEL={model.path}: no memory for {cells} tokens of context. "
                "Lower LLM_CONTEXT or WORKER_CONCURRENCY."
            )
        self.context = int(llama_cpp.llama_n_ctx_seq(self.pointer))
        # More tokens than this in one batch abort the process.
        self.batch = int(llama_cpp.llama_n_batch(self.pointer))
        # What a recurrent model or a sliding window has computed cannot be taken back.
        self.can_pad = not model.is_recurrent and not model.sliding_window
        self._pads_tiles = self.can_pad and not llama_cpp.llama_supports_gpu_offload() and self.batch >= TILE
        self._memory = llama_cpp.llama_get_memory(self.pointer)
        self._batch = _Batch(self.batch, positions=self.context + self.batch)

    def close(self) -> None:
        """Free the context. The model stays loaded."""
        llama_cpp.llama_free(self.pointer)

    def decode(self, rows: Sequence[BatchRow]) -> int:
        """Compute the rows as one batch, and return DONE or llama.cpp's error code.

        After an error every stream of the batch must be cut back.
        """
        if len(rows) == 1 and self._pads_tiles and (missing := self._missing(rows[0])):
            [row] = rows
            end = row.position + len(row.tokens)
            code = self._decode([row, BatchRow(row.id, end, [0] * missing, wants_logits=False)])
            self.cut(row.id, end)
            return code
        return self._decode(rows)

    def _missing(self, row: BatchRow) -> int:
        """Return the number of tokens that are added to a slice of a prompt, so that it is computed faster."""
        fits = row.position + TILE <= self.context
        return TILE - len(row.tokens) if fits and PAD_FROM <= len(row.tokens) < TILE else 0

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
        """Empty the cache."""
        llama_cpp.llama_memory_clear(self._memory, False)

    def cut(self, id: int, length: int) -> None:
        """Keep a stream's first `length` tokens."""
        llama_cpp.llama_memory_seq_rm(self._memory, id, length or -1, -1)

    def save(self, id: int) -> bytearray:
        """Return a copy of a stream's keys and values."""
        state = bytearray(llama_cpp.llama_state_seq_get_size(self.pointer, id))
        written = llama_cpp.llama_state_seq_get_data(self.pointer, _bytes_of(state), len(state), id)
        return state if written else bytearray()

    def load(self, id: int, state: bytearray) -> bool:
        """Put a copy into an empty stream. Return whether llama.cpp accepted it; if not, the stream is empty."""
        if state and llama_cpp.llama_state_seq_set_data(self.pointer, _bytes_of(state), len(state), id):
            return True
        self.cut(id, 0)
        return False

    def holds(self, id: int, length: int) -> bool:
        """Return whether a stream still has every cell needed to continue after its first `length` tokens.

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


def _bytes_of(state: bytearray) -> Any:
    return (ctypes.c_uint8 * len(state)).from_buffer(state)


def _pointer(array: Any, kind: Any) -> Any:
    return ctypes.cast(array.ctypes.data, ctypes.POINTER(kind))
