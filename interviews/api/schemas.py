"""The bodies of API requests and responses, and of messages on a socket."""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import BeforeValidator, Field, StrictBool, StrictInt, StrictStr

from interviews.access.practice import PracticeRequest

KIND = "open, follow_up, clarify or close"


def _whole(value: Any) -> Any:
    """Return 4.0 as 4: to JSON they are the same number."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


WholeNumber = Annotated[StrictInt, BeforeValidator(_whole)]


class SessionIn(Schema):
    invitation: StrictStr = Field(description="The token from the invitation link.")
    consent: StrictBool = Field(description="Whether the candidate agrees to the interview's terms.")


class SessionOut(Schema):
    interview: int
    access_token: str
    expires_at: datetime


class TurnRef(Schema):
    turn: WholeNumber = Field(ge=1, le=32_767)


class AnswerIn(TurnRef):
    text: StrictStr = Field(json_schema_extra={"minLength": 1}, description="An answer without a letter is a 422.")


class DraftIn(TurnRef):
    text: StrictStr


class ChatTarget(Schema):
    """The interview to chat in. `position` and `language` describe a new practice interview."""

    interview: WholeNumber | None = Field(
        default=None, description="Default: the access token's interview. With an API key, a new practice interview."
    )
    position: StrictStr | None = Field(
        default=None, pattern="^[-a-zA-Z0-9_]{1,50}$", description="Short name of a position. Default: the demo one."
    )
    language: Literal["ko", "en"] | None = Field(default=None, description="Default: the position's language.")

    @property
    def practice(self) -> PracticeRequest:
        return PracticeRequest(self.position, self.language)


class MessageIn(Schema):
    """A chat message on a socket. `turn` is the question that `text` answers; the default is the open question."""

    text: StrictStr = Field(description="Empty: start the interview, retry a failed question, or repeat the open one.")
    turn: WholeNumber | None = Field(default=None, ge=1, le=32_767)


class ChatIn(ChatTarget):
    message: StrictStr = Field(
        description="The answer. Empty: start the interview, retry a failed question, or keep waiting."
    )
    turn: WholeNumber | None = Field(
        default=None,
        ge=1,
        le=32_767,
        description="The question that `message` answers. Default: the open question. Without it, a message that is "
        "sent again because its reply was lost may answer the next question.",
    )


class ChatOut(Schema):
    interview: int
    turn: int
    kind: str = Field(description=KIND)
    text: str = Field(description="The whole question.")


class FailureOut(Schema):
    code: str = Field(description="The code of `question.failed`.")
    message: str = Field(description="For the candidate, in the interview's language.")
    retryable: bool
    by: str = Field(description="Who stopped the question, candidate or staff. Empty if nobody did.")


class TurnOut(Schema):
    turn: int
    kind: str = Field(description=KIND)
    topic: str
    status: str = Field(
        description="queued, running, asked, failed, answered, skipped, rephrased or closed. A rephrased question "
        "is asked in other words by the next turn."
    )
    question: str
    answer: str
    failure: FailureOut | None = Field(default=None, description="Present if the question has failed.")
    interrupted_seconds: int | None = Field(
        default=None,
        description="For how long the interviewer was away before the question. Absent if it was not. A time limit is "
        "put off by as much.",
    )


class InterviewOut(Schema):
    interview: int
    status: str = Field(description="invited, ready, running, paused, finished, cancelled or expired")
    language: str
    ends_at: datetime | None = Field(
        default=None,
        description="When the time is up, while the interview runs. Absent without a time limit. The open question "
        "may still be answered then. While the interview is paused it moves on, because no time runs.",
    )
    turns: list[TurnOut]
    last_event_id: str = Field(
        description="The stream position up to which `turns` is complete. Empty before the first question."
    )


class ErrorOut(Schema):
    code: str = Field(description="For programs.")
    message: str = Field(description="For people, in the reader's language.")
    field: str | None = Field(
        None, description="The field that is missing or has a wrong value, if the code is `malformed`."
    )
    interview: int | None = Field(
        None, description="The interview in which a question failed. Only `/v1/chat` returns it."
    )
