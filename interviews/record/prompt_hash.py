"""The hash of a prompt, by which a replay checks that it rebuilt the prompt that the model read."""

import hashlib
import json
from collections.abc import Sequence

from interviews.llm.message import Message


def sha256_of(chat: Sequence[Message]) -> str:
    """Return the hex SHA-256 of a chat's roles and texts."""
    return hashlib.sha256(json.dumps(chat, ensure_ascii=False).encode()).hexdigest()
