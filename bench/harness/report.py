"""results.md: a section for each bench, which says when and how it was measured. Pure."""

import re
from collections.abc import Iterable, Mapping

HEAD = (
    "# Benchmarks\n\n"
    "Ours and its peer in the same run, on the same machine: compare them, and don't quote the bare figures. "
    "Medians, with [smallest-largest]; a ratio is the median of the pairs' ratios.\n"
)
_SECTION = re.compile(r"^## (\S+)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)


def renewed(report: str, measured: Mapping[str, str], order: Iterable[str]) -> str:
    """The report with the sections that were measured anew; `order` names those that there may be."""
    sections = {**dict(_SECTION.findall(report)), **measured}
    kept = [(name, sections[name].strip()) for name in order if name in sections]
    return "\n".join([HEAD, *(f"## {name}\n\n{section}\n" for name, section in kept)])
