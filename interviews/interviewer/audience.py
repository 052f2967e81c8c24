"""Whom the graph speaks to while it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from interviews.llm.message import Message

if TYPE_CHECKING:
    from interviews.llm.sampling import Sampling


class Refused(NamedTuple):
    """A question that was not fit to be asked. `detail` is for operators; `text` is all that the model wrote, also what
    was not shown."""

    flaw: str
    detail: str
    text: str


class Begins(NamedTuple):
    """A try at the question. The bank's has neither prompt nor sampling."""

    chat: list[Message]
    sampling: Sampling | None
    instead_of: Refused | None


class Audience(Protocol):
    """Hears every try at a question, the words of each as they come."""

    async def begin(self, begins: Begins) -> None:
        """What was said before is void."""

    def say(self, text: str) -> None: ...
