"""An API client for candidates, and snapshots of the database to compare."""

import json
from typing import Any

from django.core import serializers
from django.http import HttpResponse
from django.test import Client

from interviews import demo, services
from interviews.composition import current
from interviews.models import AccessToken, Generation, Interview, Turn

PATH = "/v1/interviews/{}"


class Candidate:
    """Holds an access token of one interview."""

    def __init__(self, interview: Interview, **headers: str) -> None:
        self.interview = interview
        self.token, _ = services.open_session(interview)
        self._client = Client(headers={"authorization": f"Bearer {self.token}", **headers})

    def post(self, action: str, body: Any = None, interview: int | None = None) -> HttpResponse:
        return post(self._client, f"{PATH.format(interview or self.interview.pk)}/{action}", body)

    def get(self, interview: int | None = None) -> HttpResponse:
        return self._client.get(PATH.format(interview or self.interview.pk))


def post(client: Client, path: str, body: Any = None, **headers: str) -> HttpResponse:
    """Post `body` as JSON, or unchanged if it is bytes."""
    data = body if isinstance(body, bytes) else json.dumps({} if body is None else body).encode()
    return client.post(path, data, content_type="application/json", headers=headers)


def database() -> str:
    """Return everything that a request could have changed."""
    rows = [*Interview.objects.order_by("pk"), *Turn.objects.order_by("pk"), *Generation.objects.order_by("pk")]
    return str(serializers.serialize("json", [*rows, *AccessToken.objects.order_by("pk")]))


def refusal(response: HttpResponse) -> tuple[int, str]:
    """Return the status and the code, after checking that the body has a code, a message and nothing else.

    Only a malformed request may name a field, too.
    """
    body = response.json()
    assert set(body) - {"field"} == {"code", "message"}, body
    assert "field" not in body or body["code"] == "malformed"
    assert body["message"].strip().endswith((".", "다.", "요.")), body
    return response.status_code, body["code"]


def invited() -> tuple[Interview, str]:
    interview = services.create_interview(demo.position("ko"), "김하늘")
    return interview, services.make_invitation(interview)


def called(scope: str, caller: object, times: int, per_minute: int) -> None:
    """Count `times` requests of the caller."""
    for _ in range(times):
        assert current().rate_limiter.hit(scope, str(caller), per_minute) == 0
