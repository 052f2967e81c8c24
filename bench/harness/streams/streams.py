"""Creates interviews with an access token each in the database; over HTTP they would exceed the rate limits."""

import json
from dataclasses import dataclass

from ops.stack import Stack

_MAKE = """
import json
from django.db import transaction
from interviews import demo, services
with transaction.atomic():
    position = demo.position("en")
    made = [services.create_interview(position, "Bench", "en") for _ in range({count})]
    print(json.dumps([[interview.pk, services.open_session(interview)[0]] for interview in made]))
"""


@dataclass(frozen=True, slots=True)
class Stream:
    """An interview and an access token for it."""

    interview_id: int
    access_token: str


def make_streams(stack: Stack, count: int) -> list[Stream]:
    made = json.loads(stack.manage("shell", "-v", "0", "-c", _MAKE.format(count=count)))
    return [Stream(*pair) for pair in made]
