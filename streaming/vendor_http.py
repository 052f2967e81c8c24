"""What clients of vendors' HTTP servers share: addresses fit for a log, and how long a server asks to be left alone."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

_SECONDS = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?")


def without_password(url: str) -> str:
    """Return the URL without user, password, query and fragment."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def retry_after_seconds(headers: Mapping[str, str]) -> float | None:
    """Return how long to wait before the next request, None if the server does not say so in a readable form.

    Reads Retry-After, in seconds or as a date (RFC 9110, 10.2.3), and OpenAI's own Retry-After-Ms. The names in
    `headers` are in lower case, or matched in any case. A date in the past is 0.
    """
    for name, in_a_second in (("retry-after-ms", 1000), ("retry-after", 1)):
        if _SECONDS.fullmatch(value := headers.get(name, "").strip()):
            return float(value) / in_a_second
    try:
        at = parsedate_to_datetime(headers.get("retry-after", ""))
        return max(0.0, (at - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None
