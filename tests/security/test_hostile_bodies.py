"""Forms that cannot be read, texts that are none and numbers that no column takes, in every POST: no error of ours."""

from collections.abc import Iterator
from functools import cache
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.test import Client

from .routes import address, requests_of_the_site
from .test_access import body_of, nothing_is_kept
from .visitors import Visitor

pytestmark = pytest.mark.django_db

FORM, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data; boundary=B"
CSRF = "x" * 32
SURROGATE = b"\\ud800"  # to Python's encoding unicode_escape
HOSTILE = ["9" * 20, "9" * 5_000, "²", "-1", "x", "\0", "1,x"]
FIELDS = ("ids", "competencies-TOTAL_FORMS", "position", "confirm", "turn")  # that a page may have beside its own
NO_ENCODINGS = ("hex", "undefined", "zlib", "idna", "utf-16", "unicode_escape", "x" * 500)


def parts(names: list[str], value: bytes) -> bytes:
    head = b'--B\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
    return b"".join(head % (name.encode(), value) for name in names) + b"--B--\r\n"


def bodies(names: list[str]) -> Iterator[tuple[str, bytes]]:
    """Yield content types and bodies, also some that a form with these fields may have."""
    for encoding in NO_ENCODINGS:
        yield f"{MULTIPART}; charset={encoding}", parts(names, SURROGATE)
        yield f"{FORM}; charset={encoding}", b"a=%ff"
        yield f"application/json; charset={encoding}", b"[]"
    yield MULTIPART, parts(names, b"\0\xff")
    yield MULTIPART, b"--B\r\nContent-Disposition: form-data; name*=hex''%ff; filename*=hex''%ff\r\n\r\nx\r\n--B--\r\n"
    yield MULTIPART, parts(["x"] * 2_000, b"")
    yield "multipart/form-data", b"without a boundary"
    yield "multipart/form-data; boundary=\xff", b""
    yield FORM, b"x=y&" * 2_000


def posts() -> list[str]:
    """Return all but the one that answers 503 as long as no worker is there."""
    return sorted(request for request in requests_of_the_site() - {"POST readyz"} if request.startswith("POST "))


def who_posts(request: str, everybody: dict[str, Visitor]) -> Visitor:
    """Return the visitor who may do it, with a token against forged requests."""
    visitor = everybody["superuser" if request.startswith(("POST admin/", "POST staff/")) else "browser"]
    cookie = f"{visitor.headers['cookie']}; {settings.CSRF_COOKIE_NAME}={CSRF}"
    return Visitor({**visitor.headers, "cookie": cookie, "x-csrftoken": CSRF}, visitor.interview)


@cache  # WhiteNoise reads every static file when a client makes its first request
def client() -> Client:
    return Client(enforce_csrf_checks=True, raise_request_exception=False)


def status(request: str, visitor: Visitor, body: bytes, content_type: str) -> int:
    client().cookies.clear()  # of the one before
    path = address(request.removeprefix("POST "), visitor.interview)
    with nothing_is_kept():
        return int(client().generic("POST", path, body, content_type, headers=visitor.headers).status_code)


def test_no_body_is_an_error_of_ours(everybody: dict[str, Visitor]) -> None:
    wrong = []
    for request in [*posts(), "POST nothing/here"]:
        visitor = who_posts(request, everybody)
        for content_type, body in bodies([*body_of(request, visitor.interview), "username", "password", "text"]):
            if status(request, visitor, body, content_type) >= 500:
                wrong.append((request, content_type[:60]))
    assert not wrong, "\n".join(map(str, wrong))


def test_no_value_in_a_form_is_an_error_of_ours(everybody: dict[str, Visitor]) -> None:
    wrong = []
    for request in posts():
        visitor = who_posts(request, everybody)
        usual = body_of(request, visitor.interview)
        for name in () if request.startswith("POST v1/") else {*usual, *FIELDS}:
            for value in HOSTILE:
                body = urlencode({**usual, name: value}).encode()
                if status(request, visitor, body, FORM) >= 500:
                    wrong.append((request, name, value[:20]))
    assert not wrong, "\n".join(map(str, wrong))
