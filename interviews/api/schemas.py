"""The bodies of the API and of a socket's messages."""

from datetime import datetime
from typing import Literal

from ninja import Schema
from pydantic import Field, StrictBool, StrictInt, StrictStr


class SessionIn(Schema):
    invitation: StrictStr
    consent: StrictBool = Field(description="The candidate agreed to the interview's terms.")


class SessionOut(Schema):
    interview: int
    access_token: str
    expires_at: datetime


class TurnRef(Schema):
    turn: StrictInt = Field(ge=1, le=32_767)


class AnswerIn(TurnRef):
    text: StrictStr


class Wish(Schema):
    """Which interview to speak in; `position` and `language` are those of a new practice interview."""

    interview: StrictInt | None = Field(
        default=None, description="Left out: the token's; with an API key a new practice one."
    )
    position: StrictStr | None = Field(
        default=None, pattern="^[-a-zA-Z0-9_]{1,50}$", description="Short name of a position; left out, the demo's."
    )
    language: Literal["ko", "en"] | None = Field(default=None, description="Left out: the position's.")


class MessageIn(Schema):
    """`turn` is the question that `text` answers; left out, the one that is open."""

    text: StrictStr = Field(description="Empty: begin, ask a failed question again, or hear the current one.")
    turn: StrictInt | None = Field(default=None, ge=1, le=32_767)


class ChatIn(Wish):
    message: StrictStr = Field(description="The answer. Empty: begin, ask a failed question again, or wait on.")
    turn: StrictInt | None = Field(
        default=None,
        ge=1,
        le=32_767,
        description="The question that `message` answers. Without it the "
        "open one: a message that is sent again after its reply was lost may then answer the next question.",
    )


class ChatOut(Schema):
    interview: int
    turn: int
    kind: str = Field(description="open, follow_up, clarify or close")
    text: str = Field(description="The question, whole.")


class FailureOut(Schema):
    code: str = Field(description="As in `question.failed`.")
    message: str = Field(description="For the candidate, in the interview's language.")
    retryable: bool
    by: str = Field(description="Who stopped the question, candidate or staff; empty where nobody did.")


class TurnOut(Schema):
    turn: int
    kind: str = Field(description="open, follow_up, clarify or close")
    topic: str
    status: str = Field(description="queued, running, asked, failed, answered or closed")
    question: str
    answer: str
    failure: FailureOut | None = Field(default=None, description="Of a failed question alone.")


class InterviewOut(Schema):
    interview: int
    status: str = Field(description="invited, ready, running, paused, finished, cancelled or expired")
    language: str
    turns: list[TurnOut]
    last_event_id: str = Field(description="The stream position that `turns` covers; empty before the first.")


class ErrorOut(Schema):
    code: str = Field(description="For programs.")
    message: str = Field(description="For people, in the reader's language.")
    interview: int | None = Field(None, description="Of a question that `/v1/chat` could not tell alone.")
