"""What comes out of the interviewer's graph while it asks a question, in this order:

    WordingStarted, Text, Text, ...                      a wording that may be refused halfway
    WordingStarted, Text, Text, ..., QuestionAccepted    the wording that stands

Every `WordingStarted` voids the texts before it. `QuestionAccepted` comes once and last.
"""

from typing import NamedTuple

from interviews.llm.message import Message
from interviews.llm.sampling import Sampling

from .frame import NO_FRAME, QuestionFrame


class Refusal(NamedTuple):
    """Why a wording was refused.

    `flaw` is a `check.Flaw` or a code of `llm.errors`. `detail` is for operators and never quotes the model. `text` is
    everything that the model wrote, including what was not shown. The counts are None if they are unknown, and the
    finish reason is "" if the model was stopped.
    """

    flaw: str
    detail: str
    text: str
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    finish_reason: str = ""


class WordingStarted(NamedTuple):
    """A try at the question begins.

    `chat` is the prompt, with the beginning of the question if code writes that, and `sampling` is how the model draws;
    a wording without a model has neither. `refusal` says why the previous wording is void, and is None for the first
    one. `frame` is what code writes of the question.
    """

    chat: list[Message]
    sampling: Sampling | None
    refusal: Refusal | None
    frame: QuestionFrame = NO_FRAME


class Text(NamedTuple):
    """The next words of the current wording, never empty."""

    text: str


class QuestionAccepted(NamedTuple):
    """The current wording passed the check to its end. The counts are None if they are unknown, as for the bank."""

    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    finish_reason: str = ""


QuestionEvent = WordingStarted | Text | QuestionAccepted
