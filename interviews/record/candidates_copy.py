"""What was asked and answered, for the candidate to keep."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from interviews.models import Interview, Turn


def told_turns(interview: Interview) -> Sequence[Turn]:
    """Return the turns whose question was asked, in order."""
    return interview.turns.filter(status__in=Turn.DONE).order_by("number")


def as_text(interview: Interview) -> str:
    """Return the transcript as plain text, with the labels in the language that is active."""
    parts = [interview.position.title]
    for turn in told_turns(interview):
        parts.append(f"{_('Question')}\n{turn.question}")
        if turn.answer:
            parts.append(f"{_('Your answer')}\n{turn.answer}")
        elif turn.status == Turn.Status.SKIPPED:
            parts.append(str(_("You skipped this question.")))
    return "\n\n".join(parts) + "\n"
