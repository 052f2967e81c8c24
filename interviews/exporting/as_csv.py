"""An interview as lines of a table, one for each question."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from interviews.inviting import safe_csv

from .account import Account


def heading() -> bytes:
    """Return the first line, with the byte order mark that the file begins with, in the language that is active."""
    columns = [
        _("interview"), _("candidate"), _("e-mail"), _("external ID"), _("position"), _("language"), _("status"),
        _("opened"), _("turn"), _("kind"), _("competency"), _("question"), _("answer"), _("what became of it"),
        _("asked"), _("answered"),
    ]  # fmt: skip
    return safe_csv.write(columns, [])


def as_csv(account: Account) -> bytes:
    """Return the lines of an interview. One of which nothing was asked has one line."""
    return safe_csv.lines(_rows(account))


def _rows(account: Account) -> Iterator[list[object]]:
    interview = account.interview
    about: list[object] = [
        interview.pk, interview.name, account.email, account.external_id, interview.position.title,
        interview.get_language_display(), interview.get_status_display(), account.time(interview.opened_at),
    ]  # fmt: skip
    for turn in (passage.turn for passage in account.passages):
        said = [turn.number, turn.get_kind_display(), turn.topic, turn.question, turn.answer, turn.get_status_display()]
        yield [*about, *said, account.time(turn.queued_at), account.time(turn.answered_at)]
    if not account.passages:
        yield [*about, *[""] * 8]
