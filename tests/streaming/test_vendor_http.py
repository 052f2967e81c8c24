"""A vendor server's Retry-After, and its address without the password."""

import pytest

from streaming.vendor_http import retry_after_seconds, without_password

DATE = "Wed, 21 Oct 2015 07:28:00 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "3"}, 3.0),
        ({"retry-after": "1.5"}, 1.5),
        ({"retry-after": DATE}, 0.0),
        ({"retry-after": DATE.replace("GMT", "-0000")}, None),
        ({"retry-after-ms": "20", "retry-after": "3"}, 0.02),
        *(({"retry-after": text}, None) for text in ("", "soon", "-1", "nan", "inf", "²", "9" * 5000)),
    ],
)
def test_retry_after_is_read_in_seconds_or_as_a_date(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after_seconds(headers) == seconds


def test_an_address_is_shown_without_its_password() -> None:
    assert without_password("https://me:secret@host:8000/v1?key=secret#part") == "https://host:8000/v1"
