"""A model's assessment of one competency: what it wrote, read and verified, and the passes put together. Pure."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median_low
from typing import Any

from .evidence import Citation, Transcript
from .masking import OpenPassage
from .prompt import MAX_QUOTES, MAX_REASON_CHARS, NONE
from .rubric import SCORES

PASSES = 3  # about each competency, with different seeds, to see how much is chance


class Unreadable(ValueError):
    """Raised if what a model wrote is not in the form of an assessment."""


@dataclass(frozen=True, slots=True)
class OnePass:
    """What one run of the model found.

    `rating` is 1 to 5, or None if there is not enough evidence, which is always so without a quotation. `dropped` is
    the number of quotations that the model gave and nobody said.
    """

    quotes: tuple[Citation, ...]
    rating: int | None
    reason: str
    dropped: int = 0


@dataclass(frozen=True, slots=True)
class Combined:
    """The passes together. `rating` is the middle one; None if most passes found too little evidence.

    `spread` is the difference between the highest and the lowest rating, or None if any pass gave none and any other
    gave one: then they do not agree on whether there is evidence.
    """

    rating: int | None
    spread: int | None
    quotes: tuple[Citation, ...]
    reason: str


NOTHING_SAID = OnePass((), None, "")


def read(written: str, passages: Sequence[OpenPassage], transcript: Transcript) -> OnePass:
    """Read what a model wrote about these passages of a transcript. Raise Unreadable.

    A quotation is the number of a passage. A server that ignores the form may give words instead: they are looked for
    in the transcript, and dropped if nobody said them.
    """
    fields = _fields(written)
    given = fields.get("quotes")
    if not isinstance(given, list):
        raise Unreadable('no list "quotes"')
    found = [_quote(item, passages, transcript) for item in given]
    quotes = tuple(dict.fromkeys(quote for quote in found if quote))[:MAX_QUOTES]
    reason = " ".join(str(fields.get("reason", "")).split())[: MAX_REASON_CHARS[transcript.language]]
    rating = _rating(fields.get("rating"))
    return OnePass(quotes, rating if quotes else None, reason, dropped=found.count(None))


def combined(passes: Sequence[OnePass]) -> Combined:
    """Put passes together, at least one."""
    rated = [one.rating for one in passes if one.rating is not None]
    rating = median_low(rated) if 2 * len(rated) > len(passes) else None
    agrees = len(rated) in (0, len(passes))
    spread = max(rated, default=0) - min(rated, default=0) if agrees else None
    typical = next(one for one in passes if one.rating == rating)
    counts = {quote: sum(quote in one.quotes for one in passes) for one in passes for quote in one.quotes}
    by_count = sorted(counts, key=lambda quote: (-counts[quote], quote.turn, quote.start))
    return Combined(rating, spread, tuple(by_count), typical.reason)


def _fields(written: str) -> dict[str, Any]:
    """Return the first object in a text; a server that ignores the form may write something around it."""
    start = written.find("{")
    if start < 0:
        raise Unreadable("no JSON object")
    try:
        fields, _ = json.JSONDecoder().raw_decode(written, start)
    except (ValueError, RecursionError) as error:
        raise Unreadable("broken JSON") from error
    return dict(fields)


def _quote(item: Any, passages: Sequence[OpenPassage], transcript: Transcript) -> Citation | None:
    if isinstance(item, int) and not isinstance(item, bool):
        return passages[item - 1].quote if 1 <= item <= len(passages) else None
    return transcript.find(item) if isinstance(item, str) else None


def _rating(value: Any) -> int | None:
    if value == NONE:
        return None
    if isinstance(value, int) and not isinstance(value, bool) and value in SCORES:
        return value
    raise Unreadable("no rating")
