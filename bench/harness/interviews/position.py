"""The demo position for benches: invitations, and the prompts of its interviews."""

import json
from collections.abc import Sequence
from typing import Any

from interviews.interviewer.ask import Brief, Exchange
from interviews.interviewer.frame import frame_of, framed
from interviews.interviewer.plan import Plan, next_ask
from interviews.interviewer.prompts import messages
from interviews.llm.freedom import Freedom
from interviews.llm.message import Message
from ops.stack import Stack

_MAKE = """
import json
from dataclasses import asdict
from interviews import demo, services
position = demo.position("{language}")
made = [services.create_interview(position, "Bench", "{language}") for _ in range({count})]
print(json.dumps({{
    "invitations": [services.make_invitation(interview) for interview in made],
    "brief": asdict(made[0].brief), "plan": asdict(position.plan),
}}))
"""


class DemoPosition:
    """Creates all invitations with one command, as each takes seconds to start. Benches pop them from the list."""

    def __init__(self, stack: Stack, interviews: int, language: str = "en") -> None:
        make = _MAKE.format(count=interviews, language=language)
        made: dict[str, Any] = json.loads(stack.manage("shell", "-v", "0", "-c", make))
        self.invitations: list[str] = made["invitations"]
        self._brief = Brief(**made["brief"])
        self._plan = Plan(**{**made["plan"], "topics": tuple(made["plan"]["topics"])})

    def prompt(self, turns: Sequence[dict[str, Any]], number: int) -> list[Message]:
        """Return the model's prompt for question `number`; `turns` is that of GET /v1/interviews/<id>."""
        history: list[Exchange] = []
        for turn in turns[: number - 1]:
            history.append(Exchange(next_ask(self._plan, history), turn["question"], turn["answer"]))
        ask = next_ask(self._plan, history)
        frame = frame_of(self._brief, history, ask, Freedom.STEM)
        return framed(messages(self._brief, history, ask, Freedom.STEM), frame)
