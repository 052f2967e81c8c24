"""The stream counters of the web processes, read from /metrics."""

import re
from collections.abc import Mapping, Sequence

import httpx

from .crowd import Party

_SAMPLE = re.compile(r"^(stream_\w+)(\{[^}]*\})? ([0-9.e+]+)$", re.MULTILINE)
SHOWN = ("stream_replayed_total", "stream_repaired_total", 'stream_offers_total{outcome="live"}')


def read(url: str) -> dict[str, float]:
    """Return the samples of a web process by name and labels, or nothing if it does not answer."""
    try:
        found = _SAMPLE.findall(httpx.get(f"{url}/metrics", timeout=5).raise_for_status().text)
    except httpx.HTTPError:
        return {}
    return {name + labels: float(value) for name, labels, value in found}


def viewers(samples: Mapping[str, float]) -> float:
    return sum(value for name, value in samples.items() if name.startswith("stream_viewers"))


def shown(samples: Mapping[str, float]) -> float:
    """Return the number of events that feeds have received, from Pub/Sub or the log."""
    return sum(samples.get(name, 0) for name in SHOWN)


def seen(parties: Sequence[Party], web: int) -> int:
    """Return how many events that web process's viewers have seen: the greatest offsets of their epochs."""
    return sum(sum(party.steady[web].page.reached.values()) for party in parties)


def complaint(before: Mapping[str, float], after: Mapping[str, float], expected: int) -> str:
    """Return what does not add up, or "" if it does or a reset left events out."""
    if before.get("stream_resets_total") != after.get("stream_resets_total"):
        return ""
    taken = shown(after) - shown(before)
    changes = {name: after[name] - before.get(name, 0) for name in after}
    return "" if taken == expected else f"viewers saw {expected:g} events, feeds took in {taken:g}: {changes}"
