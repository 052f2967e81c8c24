"""Clients of `/v1/chat`: with an access token, an API key, or a cookie."""

from typing import Any

from django.http import HttpResponse
from django.test import Client

from interviews import services
from interviews.access import api_keys, practice
from interviews.access.practice import PracticeRequest
from interviews.models import ApiKey, Interview
from tests.interviews.scenes import ask_next

from .scenes import post

CHAT = "/v1/chat"


class Chat:
    """Posts messages with `say("...")`. Keyword arguments go into the body."""

    def __init__(self, secret: str = "", client: Client | None = None, **headers: str) -> None:
        self._client = client or Client()
        self._headers = headers | ({"authorization": f"Bearer {secret}"} if secret else {})

    def say(self, message: Any = "", **more: Any) -> HttpResponse:
        return self.send({"message": message, **more})

    def send(self, body: Any) -> HttpResponse:
        return post(self._client, CHAT, body, **self._headers)


def candidate(interview: Interview) -> Chat:
    return Chat(services.open_session(interview)[0])


def practising(made: ApiKey) -> Interview:
    """Return a practice interview of that key whose first question is open."""
    interview = practice.create(PracticeRequest(language="en"), made.name, made)
    services.start(interview)
    ask_next()
    return interview


def key(name: str = "robot", **fields: Any) -> tuple[ApiKey, str]:
    made = ApiKey(name=name, **fields)
    secret = api_keys.equip(made)
    made.save()
    return made, secret
