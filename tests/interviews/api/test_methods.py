"""Requests with a wrong HTTP method."""

import pytest
from django.test import Client

from .scenes import refusal


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/v1/sessions", "POST"),
        ("DELETE", "/v1/sessions", "POST"),
        ("OPTIONS", "/v1/sessions", "POST"),
        ("POST", "/v1/interviews/1", "GET"),
        ("GET", "/v1/interviews/1/answers", "POST"),
        ("PUT", "/v1/interviews/1/cancel", "POST"),
    ],
)
def test_a_wrong_method_is_a_405_that_names_the_allowed_ones(
    client: Client, method: str, path: str, allowed: str
) -> None:
    response = client.generic(method, path)
    assert refusal(response) == (405, "method_not_allowed")
    assert response.headers["Allow"] == allowed


def test_a_wrong_method_is_explained_in_the_readers_language(client: Client) -> None:
    messages = [
        client.get("/v1/sessions", headers={"accept-language": code}).json()["message"] for code in ("ko", "en")
    ]
    assert messages[1] == "This address does not accept this HTTP method."
    assert messages[0] != messages[1]
