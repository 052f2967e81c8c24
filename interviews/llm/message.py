"""One message of a chat, as every chat template and every model server takes it."""

from typing import Literal, TypedDict


class Message(TypedDict):
    """Who says it, and what."""

    role: Literal["system", "user", "assistant"]
    content: str
