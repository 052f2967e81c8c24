"""What is kept of a prompt: enough to build it again and to know that it is the same."""

import hashlib
import json
from collections.abc import Sequence

from interviews.llm.message import Message


def sha256_of(chat: Sequence[Message]) -> str:
    return hashlib.sha256(json.dumps(chat, ensure_ascii=False).encode()).hexdigest()
