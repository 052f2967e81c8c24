"""llama.cpp's context, a thin shell: the KV cache of all sequences, and the one call that computes."""

import ctypes
from collections.abc import Sequence
from typing import Any, NamedTuple

import llama_cpp
import numpy as np

from interviews.llm.errors import ModelUnavailable

from .gguf_model import GgufModel
from .prefill_budget import TILE

# llama_decode's answers; every other one is an error.
DONE, NO_ROOM = 0, 1
# A slice of one prompt that nearly fills a tile of attention on a CPU is computed sooner with a full one.
PAD_FROM = 40
MAX_SEQUENCES = 256  # that llama.cpp knows


class BatchRow(NamedTuple):
    """Tokens that follow what sequence `id` holds up to `position`. `draws`: a token is to be drawn after the last."""

    id: int
    position: int
    tokens: Sequence[int]
    draws: bool


class ContextSize(NamedTuple):
    """Tokens of KV in all, sequences (256 at most), tokens in one call."""

    cells: int
    sequences: int
    batch: int


class LlamaContext:
    """Not for several threads. ModelUnavailable where memory does not suffice.

    One buffer serves all sequences (kv_unified), so that a long one may take what short ones leave, and so that a
    prefix can be shared by naming its cells twice.
    """

    def __init__(self, model: GgufModel, size: ContextSize, threads: int) -> None:
        self.model = model
        options = llama_cpp.llama_context_default_params()
        # One more, for what fills up a tile.
        self._scratch, sequences = size.sequences, min(MAX_SEQUENCES, size.sequences + 1)
        options.n_ctx, options.n_seq_max, options.kv_unified = size.cells, sequences, True
        # A batch is computed whole or not at all: a failed one leaves nothing behind of its first part.
        options.n_batch = options.n_ubatch = size.batch
        # Else it would keep room for a whole vocabulary behind each token of a prompt.
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
        # More than that in one call ends the process.
        self.batch = int(llama_cpp.llama_n_batch(self.pointer))
        on_cpu = not llama_cpp.llama_supports_gpu_offload()
        self._pads = on_cpu and self._scratch < MAX_SEQUENCES and self.batch >= TILE and not model.is_recurrent
        self._memory = llama_cpp.llama_get_memory(self.pointer)
        self._batch = _Batch(self.batch, positions=self.cells + self.batch)

    def close(self) -> None:
        llama_cpp.llama_free(self.pointer)

    def decode(self, rows: Sequence[BatchRow]) -> int:
        """Read what the rows hold. DONE; NO_ROOM, and nothing has changed; or an error, after which every sequence of
        the batch must be cut back."""
        if self._pads and len(rows) == 1 and PAD_FROM <= (length := len(rows[0].tokens)) < TILE:
            padding = BatchRow(self._scratch, 0, [0] * (TILE - length), draws=False)
            code = self._decode([*rows, padding])
            self.cut(self._scratch, 0)
            if code != NO_ROOM:
                return code
        return self._decode(rows)

    def _decode(self, rows: Sequence[BatchRow]) -> int:
        return int(llama_cpp.llama_decode(self.pointer, self._batch.fill(rows)))

    def cut(self, id: int, length: int) -> None:
        """Keep a sequence's first `length` tokens."""
        llama_cpp.llama_memory_seq_rm(self._memory, id, length or -1, -1)

    def share(self, source: int, target: int, length: int) -> None:
        """Make an empty sequence begin with another's first `length` tokens. Costs no cells and no copying."""
        llama_cpp.llama_memory_seq_cp(self._memory, source, target, 0, length)

    def holds(self, id: int, length: int) -> bool:
        """Whether a sequence still has all that is needed to go on behind its first `length` tokens. A model with a
        sliding window may have lost some of it."""
        if not self.model.window:
            return True
        first = llama_cpp.llama_memory_seq_pos_min(self._memory, id)
        last = llama_cpp.llama_memory_seq_pos_max(self._memory, id)
        return bool(last == length - 1 and first <= max(0, length - self.model.window))


class _Batch:
    """llama_batch over arrays of our own, filled by slices."""

    def __init__(self, size: int, positions: int) -> None:
        self._numbers = np.arange(positions, dtype=np.int32)
        self._token = np.zeros(size, np.int32)
        self._position = np.zeros(size, np.int32)
        self._sequence = np.zeros(size, np.int32)
        self._counts = np.ones(size, np.int32)
        self._draws = np.zeros(size, np.int8)
        # Each token names its sequences by a pointer: ours point into one array, a place each.
        self._pointers = (self._sequence.ctypes.data + 4 * np.arange(size, dtype=np.uint64)).astype(np.uint64)
        self._struct = llama_cpp.llama_batch(
            n_tokens=0,
            token=_pointer(self._token, llama_cpp.llama_token),
            embd=None,
            pos=_pointer(self._position, llama_cpp.llama_pos),
            n_seq_id=_pointer(self._counts, ctypes.c_int32),
            seq_id=ctypes.cast(self._pointers.ctypes.data, ctypes.POINTER(ctypes.POINTER(llama_cpp.llama_seq_id))),
            logits=_pointer(self._draws, ctypes.c_int8),
        )

    def fill(self, rows: Sequence[BatchRow]) -> Any:
        at = 0
        for row in rows:
            end = at + len(row.tokens)
            self._token[at:end] = row.tokens
            self._position[at:end] = self._numbers[row.position : row.position + end - at]
            self._sequence[at:end] = row.id
            self._draws[at:end] = False
            self._draws[end - 1] = row.draws
            at = end
        self._struct.n_tokens = at
        return self._struct


def _pointer(array: Any, kind: Any) -> Any:
    return ctypes.cast(array.ctypes.data, ctypes.POINTER(kind))
