"""Estimates of a worker's memory. tests/interviews/worker/test_worker_metrics.py compares them with a real worker."""

import ctypes
from collections.abc import Iterator
from pathlib import Path

import llama_cpp
import pytest

from bench.harness.models.random_model import TINY
from interviews.llm.errors import ModelUnavailable
from interviews.llm.local_engine.engine import Engine
from interviews.llm.local_engine.gguf_model import GgufModel
from interviews.llm.modelinfo.footprint import FootprintEstimator, resident_bytes
from interviews.llm.modelinfo.native_log import MIB, capture_log, parse_buffer_sizes

CONTEXT = 2048
KV_TOKEN_BYTES = TINY.layers * TINY.heads * (TINY.head + TINY.head) * 2
ON_A_GPU = """\
load_tensors:   CPU_Mapped model buffer size =   100.00 MiB
load_tensors:        CUDA0 model buffer size =   400.00 MiB
llama_context:  CUDA_Host  output buffer size =     2.00 MiB
llama_kv_cache: layer   0: dev = CPU
llama_kv_cache: layer   1: dev = CUDA0
llama_kv_cache: layer   2: filtered
llama_kv_cache:        CPU KV buffer size =     0.00 MiB
llama_kv_cache: size =   64.00 MiB (  4096 cells,   2 layers,  4/1 seqs), K (f16):   32.00 MiB, V (f16):   32.00 MiB
llama_kv_cache_iswa: creating     SWA KV cache, size = 1024 cells
llama_kv_cache: layer   2: dev = CUDA0
llama_kv_cache: size =    8.00 MiB (  1024 cells,   1 layers,  4/1 seqs), K (f16):    4.00 MiB, V (f16):    4.00 MiB
sched_reserve:      CUDA0 compute buffer size =    10.00 MiB
sched_reserve:  CUDA_Host compute buffer size =     1.50 MiB
"""


@pytest.fixture
def estimator(model_path: Path) -> Iterator[FootprintEstimator]:
    estimator = FootprintEstimator(str(model_path), 0, CONTEXT)
    yield estimator
    estimator.close()


@pytest.mark.parametrize("piece", [1, 7, 10_000])
def test_buffer_sizes_are_parsed_by_purpose_and_device(piece: int) -> None:
    log = [ON_A_GPU[at : at + piece] for at in range(0, len(ON_A_GPU), piece)]
    assert parse_buffer_sizes(log) == {
        "model": {"CPU_Mapped": 100 * MIB, "CUDA0": 400 * MIB},
        "cache": {"CPU": 32 * MIB, "CUDA0": 40 * MIB},
        "compute": {"CUDA0": 10 * MIB, "CUDA_Host": 1.5 * MIB},
        "output": {"CUDA_Host": 2 * MIB},
    }


def test_capturing_the_log_restores_the_callback(tmp_path: Path) -> None:
    def listener() -> int | None:
        callback, data = llama_cpp.llama_log_callback(), ctypes.c_void_p()
        llama_cpp.llama_log_get(ctypes.byref(callback), ctypes.byref(data))
        return ctypes.cast(callback, ctypes.c_void_p).value

    before = listener()
    with pytest.raises(ModelUnavailable), capture_log() as log:
        assert listener() != before
        broken = tmp_path / "broken.gguf"
        broken.write_bytes(b"nonsense")
        GgufModel(str(broken))
    assert "magic" in "".join(log)
    assert listener() == before


def test_each_slot_adds_one_context_to_the_cache(estimator: FootprintEstimator) -> None:
    for slots in (1, 2, 16):
        assert estimator.footprint(slots, {}).kv_bytes == slots * CONTEXT * KV_TOKEN_BYTES


def test_the_context_is_limited_to_the_trained_one(model_path: Path) -> None:
    estimator = FootprintEstimator(str(model_path), 0, 10 * TINY.context)
    assert estimator.footprint(1, {}).kv_bytes == TINY.context * KV_TOKEN_BYTES


def test_the_estimate_equals_the_buffers_of_a_real_engine(gguf: GgufModel, estimator: FootprintEstimator) -> None:
    slots = 4
    with capture_log() as log:
        Engine(gguf, context=CONTEXT, slots=slots, threads=1).close()
    real, estimated = parse_buffer_sizes(log), estimator.footprint(slots, {})
    assert estimated.kv_bytes == real["cache"].total() > 0
    assert estimated.compute_bytes == (real["compute"] + real["output"]).total() > 0


def test_estimating_many_slots_allocates_no_memory_for_them(estimator: FootprintEstimator) -> None:
    before = resident_bytes()
    with capture_log():
        estimated = [estimator.footprint(256, {}) for _ in range(4)]
    assert sum(footprint.total_bytes - footprint.process_bytes for footprint in estimated) > 2**30
    assert resident_bytes() - before < 2**28


def test_gpu_memory_is_reported_separately(estimator: FootprintEstimator) -> None:
    without = estimator.footprint(1, {})
    footprint = estimator.footprint(1, {"CPU_Mapped": 100, "CUDA_Host": 10, "CUDA0": 400})
    assert (footprint.model_bytes - without.model_bytes, footprint.devices) == (110, {"CUDA0": 400})


def test_a_file_that_is_not_a_model_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(b"nonsense")
    with pytest.raises(ModelUnavailable, match=r"broken\.gguf: llama\.cpp cannot load it"):
        FootprintEstimator(str(broken), 0, CONTEXT)
