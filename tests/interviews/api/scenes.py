"""An API client that speaks as a candidate does, and what the database looks like before and after."""

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
    """`body` as JSON, or as it is where it is bytes."""
    data = body if isinstance(body, bytes) else json.dumps({} if body is None else body).encode()
    return client.post(path, data, content_type="application/json", headers=headers)


def database() -> str:
    """All that a request could have changed."""
    rows = [*Interview.objects.order_by("pk"), *Turn.objects.order_by("pk"), *Generation.objects.order_by("pk")]
    return str(serializers.serialize("json", [*rows, *AccessToken.objects.order_by("pk")]))


def refusal(response: HttpResponse) -> tuple[int, str]:
    """Status and code; the body has these two members and a sentence."""
    body = response.json()
    assert set(body) == {"code", "message"}, body
    assert body["message"].strip().endswith((".", "다.", "요.")), body
    return response.status_code, body["code"]


def invited() -> tuple[Interview, str]:
    interview = services.create_interview(demo.position("ko"), "김하늘")
    return interview, services.make_invitation(interview)


def called(scope: str, caller: object, times: int, per_minute: int) -> None:
    """As if somebody had called so often just now."""
    for _ in range(times):
        assert current().rate_limiter.hit(scope, str(caller), per_minute) == 0
