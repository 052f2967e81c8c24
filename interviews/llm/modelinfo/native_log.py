"""Captures llama.cpp's log, which is the only place where it reports the sizes of its buffers."""

import ctypes
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import llama_cpp

MIB = 1024 * 1024
_BUFFER = re.compile(r": +(\S+) +(model|output|compute) buffer size = +([\d.]+) MiB")
_LAYER = re.compile(r"layer +\d+: dev = (\S+)")
_CACHE = re.compile(r"^llama_(?:kv_cache|memory_recurrent): size = +([\d.]+) MiB")


@contextmanager
def capture_log() -> Iterator[list[str]]:
    """Collect the pieces of text that llama.cpp logs in any thread, instead of passing them to the log callback."""
    before, data = llama_cpp.llama_log_callback(), ctypes.c_void_p()
    llama_cpp.llama_log_get(ctypes.byref(before), ctypes.byref(data))
    pieces: list[str] = []

    @llama_cpp.llama_log_callback
    def collect(_level: int, text: bytes, _: object) -> None:
        pieces.append(text.decode("utf-8", "replace"))

    llama_cpp.llama_log_set(collect, ctypes.c_void_p(0))
    try:
        yield pieces
    finally:
        llama_cpp.llama_log_set(before, data)


def parse_buffer_sizes(pieces: Iterable[str]) -> dict[str, Counter[str]]:
    """Return bytes by purpose ("model", "cache", "compute", "output") and buffer ("CPU", "CPU_Mapped", "CUDA0").

    The log line of a cache gives the size of all its layers, even if nothing was allocated. Each buffer gets the share
    of its layers.
    """
    sizes: dict[str, Counter[str]] = {kind: Counter() for kind in ("model", "cache", "compute", "output")}
    layers: Counter[str] = Counter()
    for line in "".join(pieces).splitlines():
        if match := _BUFFER.search(line):
            sizes[match[2]][match[1]] += _bytes(match[3])
        elif match := _LAYER.search(line):
            layers[match[1]] += 1
        elif match := _CACHE.search(line):
            for device, count in layers.items():
                sizes["cache"][device] += _bytes(match[1]) * count // layers.total()
            layers.clear()
    return sizes


def _bytes(mebibytes: str) -> int:
    return round(float(mebibytes) * MIB)
