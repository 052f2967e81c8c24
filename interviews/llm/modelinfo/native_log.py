"""What llama.cpp says while it works: the only place where it tells the sizes of its buffers."""

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
    """Its pieces of text, instead of what else is done with them. Whoever listens in two threads hears both."""
    before, data = llama_cpp.llama_log_callback(), ctypes.c_void_p()
    llama_cpp.llama_log_get(ctypes.byref(before), ctypes.byref(data))
    said: list[str] = []

    @llama_cpp.llama_log_callback
    def hear(_level: int, text: bytes, _: object) -> None:
        said.append(text.decode("utf-8", "replace"))

    llama_cpp.llama_log_set(hear, ctypes.c_void_p(0))
    try:
        yield said
    finally:
        llama_cpp.llama_log_set(before, data)


def parse_buffer_sizes(said: Iterable[str]) -> dict[str, Counter[str]]:
    """Bytes by purpose ("model", "cache", "compute", "output") and by buffer ("CPU", "CPU_Mapped", "CUDA0").

    A cache's own line has the size of all its layers, also where none was allocated; a buffer gets its layers' part.
    """
    sizes: dict[str, Counter[str]] = {kind: Counter() for kind in ("model", "cache", "compute", "output")}
    layers: Counter[str] = Counter()
    for line in "".join(said).splitlines():
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
