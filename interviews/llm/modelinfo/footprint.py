"""Estimates the memory of a worker. llama.cpp lays out its buffers for any number of slots without allocating them.

The resident memory of a worker with N slots, in bytes:

    process   Python and everything that a worker imports, measured in the calling process, plus RUNNING_BYTES
    model     the tensors, because the mapped file is read completely; repacked tensors come on top. Plus the
              vocabulary, measured by loading it
    KV cache  cells x layers x KV heads x (size of a K head + of a V head) x 2 (F16), where cells = N x context,
              rounded up as llama.cpp does. It is zeroed at the start, so it is resident from then on
    compute   intermediate results of a batch over a full cache, and its outputs (4 bytes for each token of the
              vocabulary and each sequence). It becomes resident as the cache fills

Layers on a GPU are counted by the GPU's name instead.
"""

import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import llama_cpp

from interviews.llm.errors import ModelUnavailable
from interviews.llm.local_engine.engine import context_size
from interviews.llm.local_engine.gguf_model import GgufModel
from interviews.llm.local_engine.llama_context import LlamaContext

from .native_log import capture_log, parse_buffer_sizes

# Roughly what connections, threads, a voice and its clips take. Beyond everything else that is counted here, workers
# with one slot that had asked a question took 6 MB without a voice, and 15 to 22 MB with espeak-ng.
RUNNING_BYTES = 10_000_000
STATM = Path("/proc/self/statm")  # Linux: total, resident and shared pages
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Footprint:
    """Memory in bytes. `devices` is the memory on each GPU; everything else is in the process."""

    slots: int
    process_bytes: int
    model_bytes: int
    kv_bytes: int
    compute_bytes: int
    devices: dict[str, int]

    @property
    def total_bytes(self) -> int:
        return self.process_bytes + self.model_bytes + self.kv_bytes + self.compute_bytes

    def as_dict(self) -> dict[str, Any]:
        """Return the fields as JSON values, with the total."""
        return {**asdict(self), "total_bytes": self.total_bytes}


class WeightlessModel(GgufModel):
    """A model without its weights. Its contexts have buffer sizes, but allocate nothing."""

    def __init__(self, path: str, gpu_layers: int = 0) -> None:
        self.path = Path(path)
        options = llama_cpp.llama_model_default_params()
        options.n_gpu_layers, options.no_alloc = gpu_layers, True
        options.load_mode = llama_cpp.LLAMA_LOAD_MODE_NONE  # a mapped file would have its weights
        llama_cpp.llama_backend_init()
        self.pointer = llama_cpp.llama_model_load_from_file(str(path).encode(), options)
        if not self.pointer:
            raise ModelUnavailable(f"LLM_MODEL={path}: llama.cpp cannot load it. Is it a whole GGUF file?")
        self.is_recurrent, self.sliding_window = False, 0  # it computes nothing, so these do not matter
        self.trained_context = llama_cpp.llama_model_n_ctx_train(self.pointer)


class FootprintEstimator:
    """Estimates the footprint of one model file, for any number of slots.

    Create it in a process that has imported everything that a worker imports, but has not loaded a model.
    """

    def __init__(self, path: str, gpu_layers: int, context: int) -> None:
        """`context` is the longest interview in tokens. Raise ModelUnavailable if llama.cpp cannot load the file."""
        before = resident_bytes()
        with capture_log():
            self._model = WeightlessModel(path, gpu_layers)
        self.process_bytes = before + RUNNING_BYTES
        self._vocabulary_bytes = resident_bytes() - before
        self.context = min(context, self._model.trained_context)

    def footprint(self, slots: int, weights: Mapping[str, int]) -> Footprint:
        """Return the footprint of `slots` slots. `weights` are bytes by buffer, from the log of loading the model."""
        with capture_log() as log:
            LlamaContext(self._model, context_size(self.context, slots), threads=1).close()
        sizes = parse_buffer_sizes(log)
        cache, compute = sizes["cache"], sizes["compute"] + sizes["output"]
        devices = _on_devices(Counter(weights) + cache + compute)
        model_bytes = self._vocabulary_bytes + _on_host(weights)
        return Footprint(slots, self.process_bytes, model_bytes, _on_host(cache), _on_host(compute), devices)

    def close(self) -> None:
        """Free llama.cpp's model."""
        self._model.close()


def resident_bytes() -> int:
    """Return the resident memory of this process."""
    return int(STATM.read_text().split()[1]) * PAGE_BYTES


def _is_host(buffer: str) -> bool:
    # The host buffers of a GPU (CUDA_Host) are in this machine's memory, too.
    return buffer.startswith("CPU") or buffer.endswith("_Host")


def _on_host(sizes: Mapping[str, int]) -> int:
    return sum(size for buffer, size in sizes.items() if _is_host(buffer))


def _on_devices(sizes: Mapping[str, int]) -> dict[str, int]:
    return {buffer: size for buffer, size in sizes.items() if not _is_host(buffer)}
