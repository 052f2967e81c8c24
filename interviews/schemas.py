"""The bodies of the API and of a socket's messages."""

from datetime import datetime

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
    failure: FailureOut | None = Field(None, description="Of a failed question alone.")


class InterviewOut(Schema):
    interview: int
    status: str = Field(description="invited, ready, running, paused, finished, cancelled or expired")
    language: str
    turns: list[TurnOut]
    last_event_id: str = Field(description="The stream position that `turns` covers; empty before the first.")


class ErrorOut(Schema):
    code: str = Field(description="For programs.")
    message: str = Field(description="For people, in the reader's language.")
