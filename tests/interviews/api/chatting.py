"""Clients of `/v1/chat`: with an access token, an API key, or a cookie."""

from typing import Any

from django.http import HttpResponse
from django.test import Client

from interviews import services
from interviews.access import api_keys
from interviews.models import ApiKey, Interview

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


def key(name: str = "robot", **fields: Any) -> tuple[ApiKey, str]:
    made = ApiKey(name=name, **fields)
    secret = api_keys.equip(made)
    made.save()
    return made, secret
