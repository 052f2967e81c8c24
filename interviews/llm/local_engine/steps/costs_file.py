"""Keeps the measured costs of steps in a file, so that the next start of a worker need not measure them again."""

import json
import os
import platform
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import llama_cpp
import structlog

from .costs import StepCosts

log = structlog.get_logger(__name__)

CPU_INFO = Path("/proc/cpuinfo")


class CostsFile:
    """The file of one model in a folder. It counts only on the machine, for the threads, and for the llama.cpp with
    which it was made."""

    def __init__(self, folder: Path, model_sha256: str, threads: int) -> None:
        self._path = folder / f"steps-{model_sha256[:16]}-{threads}.json"
        self._made_for = {"model_sha256": model_sha256, "threads": threads, **_machine()}

    def read(self, slots: int) -> StepCosts | None:
        """Return the costs of steps of up to `slots` rows, None if the file is missing, broken, or made for another
        machine or fewer slots."""
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
            if kept["made_for"] != self._made_for or kept["slots"] < slots:
                return None
            return _costs(kept["seconds"])
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            log.warning("measured steps cannot be read and are measured anew", file=str(self._path), reason=str(error))
            return None

    def write(self, costs: StepCosts, slots: int) -> None:
        """Keep the costs. A file that cannot be written is only logged."""
        content = {"made_for": self._made_for, "slots": slots, "seconds": dict(costs.seconds)}
        half = self._path.with_suffix(f".{os.getpid()}")
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            half.write_text(json.dumps(content, indent=1), encoding="utf-8")
            half.replace(self._path)
        except OSError as error:
            log.warning("measured steps cannot be kept", file=str(self._path), reason=str(error))


def _costs(seconds: Mapping[str, Any]) -> StepCosts:
    """Raise ValueError if these are no costs."""
    costs = {int(width): float(value) for width, value in seconds.items()}
    if 1 not in costs or min(costs) < 1 or not all(0 < value < float("inf") for value in costs.values()):
        raise ValueError("no costs of steps")
    return StepCosts(costs)


def _machine() -> dict[str, Any]:
    """Return what tells this machine from another one, as far as llama.cpp's speed goes."""
    return {
        "cpu": _cpu_name(),
        "cores": os.cpu_count(),
        "instructions": llama_cpp.llama_print_system_info().decode("utf-8", "replace"),
        "llama_cpp": llama_cpp.__version__,
    }


def _cpu_name() -> str:
    if CPU_INFO.is_file():
        for line in CPU_INFO.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.machine()
