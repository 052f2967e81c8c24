"""The site's response to a body that is too long."""

import json
from typing import Any

import pytest
from asgiref.testing import ApplicationCommunicator

from interview_site.asgi import application
from interview_site.body_limits import FORM_BYTES, LIMITS


async def posted(path: str, length: int, language: str = "en") -> tuple[int, dict[bytes, bytes], bytes]:
    headers = [(b"host", b"127.0.0.1"), (b"accept-language", language.encode()), (b"content-length", b"%d" % length)]
    scope: dict[str, Any] = {"type": "http", "path": path, "method": "POST", "query_string": b"", "headers": headers}
    client = ApplicationCommunicator(application, scope)
    await client.send_input({"type": "http.request", "body": b"", "more_body": False})
    start = await client.receive_output(10)
    return start["status"], dict(start["headers"]), (await client.receive_output(10))["body"]


@pytest.mark.parametrize(("language", "word"), [("en", "too long"), ("ko", "깁니다")])
async def test_the_api_says_in_json_that_a_body_is_too_long(language: str, word: str) -> None:
    status, headers, body = await posted("/v1/interviews/1/answers", 64 * 1024 + 1, language)
    assert (status, headers[b"x-content-type-options"]) == (413, b"nosniff")
    told = json.loads(body)
    assert told["code"] == "too_large"
    assert word in told["message"]


@pytest.mark.parametrize(("language", "word"), [("en", "too much at once"), ("ko", "분량")])
async def test_a_page_says_it_as_a_page(language: str, word: str) -> None:
    status, headers, body = await posted("/admin/interviews/position/add/", FORM_BYTES + 1, language)
    assert (status, headers[b"content-type"]) == (413, b"text/html; charset=utf-8")
    assert word in body.decode()


def test_a_form_with_fifteen_long_korean_questions_fits_and_elsewhere_would_not() -> None:
    form = 15 * 500 * len("%EA%B0%80")
    assert LIMITS.of("/admin/interviews/position/1/change/") > form > LIMITS.of("/v1/chat")
