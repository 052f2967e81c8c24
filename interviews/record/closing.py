"""The event that closes an attempt, built from its record, so that every publisher sends the same event."""

from typing import Any

from asgiref.sync import sync_to_async
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from interviews import jobs
from interviews.models import Generation
from streaming.log import AppendStatus, RedisLog
from streaming.wire.events import QuestionDone, QuestionFailed, Timings, encode, type_name
from streaming.wire.position import StreamPosition

CANCELLED_BY = {
    "candidate": _("You stopped this question."),
    "staff": _("The interviewer's team stopped this question."),
}
MESSAGES: dict[str, Any] = {
    "model_unavailable": _("The interviewer cannot be reached at the moment. Your answers are safe."),
    "prompt_too_long": _("The conversation has grown too long for the interviewer. Your answers are safe."),
    "empty": _("The interviewer could not come up with this question."),
    "timeout": _("The interviewer took too long over this question."),
    "internal": _("Something went wrong on our side while this question was written. Your answers are safe."),
}


def closing_event(generation: Generation) -> QuestionDone | QuestionFailed:
    """Build the closing event of an attempt that has ended. Its turn and interview must be loaded."""
    turn = generation.turn
    if generation.outcome == Generation.Outcome.DONE:
        return QuestionDone(
            turn=turn.number,
            text=turn.question,
            sentences=generation.sentences,
            timings=Timings(**generation.timings),
        )
    code = generation.failure_code
    by = turn.cancel_by if code == jobs.CANCELLED else ""
    with override(turn.interview.language):
        message = str(CANCELLED_BY.get(by, MESSAGES["internal"]) if by else MESSAGES.get(code, MESSAGES["internal"]))
    return QuestionFailed(turn=turn.number, code=code, message=message, retryable=code in jobs.RETRYABLE, by=by)


async def publish(log: RedisLog, generation: Generation) -> None:
    """Append the closing event at the end of its attempt, and mark it as published.

    If Redis lost the events before it, the log is dropped: viewers who saw all of them take the event, and all others
    get a `reset`.
    """
    event = closing_event(generation)
    position = StreamPosition(generation.pk, generation.last_offset or 1)
    data = encode(event, position)
    appended = await log.append(generation.turn.interview_id, position, [(type_name(event), data)])
    if appended.status is AppendStatus.GONE:
        await log.abandon(generation.turn.interview_id, data)
    await sync_to_async(jobs.mark_published)(generation.pk)
