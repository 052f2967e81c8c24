"""One message of a chat, in the form that chat templates and model servers take."""

from typing import Literal, TypedDict


class Message(TypedDict):
    """Who speaks, and the text."""

    role: Literal["system", "user", "assistant"]
    content: str
