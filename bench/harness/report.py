"""Builds results.md: a section for each bench, with the time, machine and command of the run. Pure."""

import re
from collections.abc import Iterable, Mapping

HEAD = (
    "# Benchmarks\n\n"
    "Ours and the peer were measured in the same run, on the same machine: compare them, do not quote single figures. "
    "Figures are medians with [smallest-largest]; a ratio is the median of the pairs' ratios.\n"
)
_SECTION = re.compile(r"^## (\S+)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)


def renewed(report: str, measured: Mapping[str, str], order: Iterable[str]) -> str:
    """Return the report with the `measured` sections replaced. `order` names all sections; others are dropped."""
    sections = {**dict(_SECTION.findall(report)), **measured}
    kept = [(name, sections[name].strip()) for name in order if name in sections]
    return "\n".join([HEAD, *(f"## {name}\n\n{section}\n" for name, section in kept)])
