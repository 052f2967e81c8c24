"""How audit entries are chained: each one's hash covers the previous hash and its own content."""

import hashlib
import json
import re
from datetime import UTC, datetime
from typing import Any

START = "0" * 64  # what the first entry follows
CODE = re.compile(r"[a-z0-9_.:-]{1,40}", re.ASCII)


def entry_hash(previous: str, content: dict[str, Any]) -> str:
    """Return the SHA-256 of a previous hash and of the content as canonical JSON: sorted, without spaces, ASCII."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def moment(at: datetime) -> str:
    """Return a time as hashes cover it: in UTC, to the microsecond, in whatever zone a database returns it."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def demand_codes(details: dict[str, Any]) -> None:
    """Raise ValueError unless all values are numbers, flags or short codes.

    An entry outlives the person that it is about. Names and sentences do not fit.
    """
    for name, value in details.items():
        values = value if isinstance(value, list) else [value]
        for one in values:
            if not (one is None or isinstance(one, bool | int) or (isinstance(one, str) and CODE.fullmatch(one))):
                raise ValueError(f"{name}: an audit entry takes numbers, flags and codes, and no text")
