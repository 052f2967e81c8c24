"""The memory that a worker takes, foretold: llama.cpp lays out the buffers of any number of slots and allocates none.

What a worker with N slots has resident, in bytes:

    process   Python and all that a worker imports, measured in the process that asks; and RUNNING_BYTES
    model     its tensors: the file is mapped, and all of it is read at once; repacked ones come on top. And its
              vocabulary, measured by loading it
    KV cache  cells x layers x KV heads x (size of a K head + of a V head) x 2 (F16), where cells = N x context,
              rounded up as llama.cpp does. It is zeroed at the start, and so resident from then on
    compute   room for a batch's intermediate results over a full cache, and for its outputs (4 bytes for each token of
              the vocabulary and each sequence). It becomes resident as the cache fills

Layers on a GPU take that GPU's memory, and are counted by its name.
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

# Connections, threads, a voice and its clips, about. Beyond all else that is counted here, workers of one slot that had
# asked a question had 6 MB without a voice, and 15 to 22 MB with espeak-ng.
RUNNING_BYTES = 10_000_000
STATM = Path("/proc/self/statm")  # Linux: pages of all, resident, shared, ...
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Footprint:
    """Bytes. `devices`: those on each GPU; all others are the process's own memory."""

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
        return {**asdict(self), "total_bytes": self.total_bytes}


class WeightlessModel(GgufModel):
    """A model without its weights. Contexts made of it have sizes, and no buffers."""

    def __init__(self, path: str, gpu_layers: int = 0) -> None:
        self.path = Path(path)
        options = llama_cpp.llama_model_default_params()
        options.n_gpu_layers, options.no_alloc = gpu_layers, True
        options.load_mode = llama_cpp.LLAMA_LOAD_MODE_NONE  # what is mapped has its weights
        llama_cpp.llama_backend_init()
        self.pointer = llama_cpp.llama_model_load_from_file(str(path).encode(), options)
        if not self.pointer:
            raise ModelUnavailable(f"LLM_MODEL={path}: llama.cpp cannot load it. Is it a whole GGUF file?")
        self.is_recurrent, self.window = False, 0  # nothing is computed with it
        self.trained_context = llama_cpp.llama_model_n_ctx_train(self.pointer)


class FootprintEstimator:
    """Of one model file. The process that makes it must have imported what a worker imports, and no model yet.
    ModelUnavailable."""

    def __init__(self, path: str, gpu_layers: int, context: int) -> None:
        """`context`: tokens of an interview."""
        before = resident_bytes()
        with capture_log():
            self._outline = WeightlessModel(path, gpu_layers)
        self.process_bytes = before + RUNNING_BYTES
        self._vocabulary_bytes = resident_bytes() - before
        self.context = min(context, self._outline.trained_context)

    def footprint(self, slots: int, weights: Mapping[str, int]) -> Footprint:
        """With so many slots, and the weights (bytes by buffer) that loading the model told of."""
        with capture_log() as said:
            LlamaContext(self._outline, context_size(self.context, slots), threads=1).close()
        sizes = parse_buffer_sizes(said)
        cache, compute = sizes["cache"], sizes["compute"] + sizes["output"]
        devices = _on_devices(Counter(weights) + cache + compute)
        model_bytes = self._vocabulary_bytes + _on_host(weights)
        return Footprint(slots, self.process_bytes, model_bytes, _on_host(cache), _on_host(compute), devices)

    def close(self) -> None:
        self._outline.close()


def resident_bytes() -> int:
    """What this process has in memory."""
    return int(STATM.read_text().split()[1]) * PAGE_BYTES


def _is_host(buffer: str) -> bool:
    # A GPU's own host buffers (CUDA_Host) are this machine's memory, too.
    return buffer.startswith("CPU") or buffer.endswith("_Host")


def _on_host(sizes: Mapping[str, int]) -> int:
    return sum(size for buffer, size in sizes.items() if _is_host(buffer))


def _on_devices(sizes: Mapping[str, int]) -> dict[str, int]:
    return {buffer: size for buffer, size in sizes.items() if not _is_host(buffer)}
