"""An interview as a PDF file of A4 pages, with the font embedded."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from interviews.assessing.findings import FoundCompetency, findings_of
from interviews.models import Decision, Rating, Scorecard, Turn
from interviews.record.transcript import Passage, question_numbers

from .account import Account
from .paper import GREY, HEADING, SMALL, TEXT, TITLE, Paper


def as_pdf(account: Account) -> bytes:
    """Return the file, with its headings in the language that is active."""
    page = Paper(account.interview, account.interview.language)
    page.add_page()
    page.put(account.interview.name, TITLE)
    for fact in _facts(account):
        page.put(fact, SMALL, GREY)
    for passage in account.passages:
        _put_passage(page, account, passage)
    if not account.passages:
        page.put(_("No question was asked."), TEXT, above=6)
    if judgements := account.judgements:
        for card in judgements.scorecards:
            _put_card(page, account, card, card.pk in judgements.current)
        if judgements.passes:
            _put_findings(page, account)
        for decision in judgements.decisions:
            _put_decision(page, account, decision)
    return bytes(page.output())


def _facts(account: Account) -> Iterator[str]:
    interview = account.interview
    yield f"{interview.position.title} · {interview.get_language_display()} · {interview.get_status_display()}"
    yield " · ".join(part for part in (account.email, account.external_id) if part) or _("No e-mail, no external ID")
    moments = {_("Opened"): interview.opened_at, _("Began"): interview.started_at, _("Finished"): interview.finished_at}
    for label, moment in moments.items():
        if moment:
            yield f"{label}: {_date(account, moment)}"


def _date(account: Account, moment: datetime) -> str:
    there = moment.astimezone(account.company.zone)
    return f"{date_format(there, 'DATETIME_FORMAT', use_l10n=True)} ({there.tzname()})"


def _put_passage(page: Paper, account: Account, passage: Passage) -> None:
    turn = passage.turn
    page.keep_together(30)
    page.put(_label(passage), SMALL, GREY, above=5)
    if turn.question:
        page.put(turn.question, HEADING, above=0.5)
    if turn.answer:
        page.put(turn.answer, TEXT, above=1.5)
    elif outcome := _outcome(turn):
        page.put(outcome, TEXT, GREY, above=1.5)


def _label(passage: Passage) -> str:
    turn = passage.turn
    if passage.is_closing:
        return _("Closing words")
    words = _("Question %d") if passage.is_numbered else _("Question %d, in other words")
    return f"{words % passage.number} · {turn.topic} · {turn.get_kind_display()}"


def _outcome(turn: Turn) -> str:
    """Return what became of a question that has no answer."""
    if turn.status in (Turn.Status.CLOSED, Turn.Status.ANSWERED):
        return ""
    return f"— {turn.get_status_display()}"


def _put_card(page: Paper, account: Account, card: Scorecard, is_current: bool) -> None:
    page.keep_together(40)
    page.put(_("Scorecard of %s") % card.rater_name, HEADING, above=8)
    assert card.submitted_at is not None
    facts = [_date(account, card.submitted_at), str(card.get_recommendation_display())]
    page.put(" · ".join(facts if is_current else [*facts, _("replaced by a later version")]), SMALL, GREY)
    for rating in card.ratings.all():
        _put_rating(page, account, rating)


def _put_rating(page: Paper, account: Account, rating: Rating) -> None:
    page.put(f"{rating.competency}: {_score(rating.score)}", TEXT, above=3)
    if rating.note:
        page.put(rating.note, TEXT, GREY)
    for quote in rating.quotes.all():
        _put_quote(page, account, quote.text, quote.turn.number)


def _put_findings(page: Paper, account: Account) -> None:
    """Put the newest findings of a model. Files for programs have all passes."""
    found = findings_of(account.interview)
    page.keep_together(40)
    page.put(_("What a model found"), HEADING, above=8)
    page.put(_("A model’s rating decides nothing: people do."), SMALL, GREY)
    for name, sha256 in found.models:
        page.put(" ".join([_("Model: %(name)s") % {"name": name}, f"({sha256})" if sha256 else ""]), SMALL, GREY)
    for competency in found.competencies:
        _put_found(page, account, competency)
    if found.orders:
        page.put(_("Said to the software"), TEXT, above=3)
    for order in found.orders:
        _put_quote(page, account, order.text, order.turn)


def _put_found(page: Paper, account: Account, found: FoundCompetency) -> None:
    rating = found.together.rating if found.together else None
    page.keep_together(20)
    if found.together:
        page.put(f"{found.name}: {_score(rating)}", TEXT, above=3)
        passes = " · ".join(_score(row.rating) for row in found.done)
        page.put(f"{_('Passes:')} {passes}", SMALL, GREY)
        if found.together.reason:
            page.put(found.together.reason, TEXT, GREY)
    else:
        page.put(found.name, TEXT, above=3)
    for quote in found.quotes:
        _put_quote(page, account, quote.text, quote.turn)
    for why in found.failures:
        page.put(f"{_('No result of a pass.')} {why}", SMALL, GREY)
    if found.is_open:
        so_far = _("%(made)s of %(total)s passes so far.")
        page.put(so_far % {"made": found.made, "total": len(found.passes)}, SMALL, GREY)


def _put_quote(page: Paper, account: Account, text: str, turn: int) -> None:
    where = _("(question %(number)s)") % {"number": question_numbers(account.passages)[turn]}
    page.put(f"“{text}” {where}", SMALL, above=0.5)


def _score(score: int | None) -> str:
    return _("not enough evidence") if score is None else str(score)


def _put_decision(page: Paper, account: Account, decision: Decision) -> None:
    page.keep_together(40)
    page.put(_("Decision: %(name)s") % {"name": decision.get_verdict_display()}, HEADING, above=8)
    page.put(f"{decision.decided_by_name} · {_date(account, decision.decided_at)}", SMALL, GREY)
    if decision.confirmed_at:
        by = _("confirmed by %(name)s") % {"name": decision.confirmed_by_name}
        page.put(f"{by} · {_date(account, decision.confirmed_at)}", SMALL, GREY)
    elif decision.is_pending:
        page.put(_("not confirmed by a second person"), SMALL, GREY)
    page.put(decision.reason, TEXT, above=1)
    if names := ", ".join(card.rater_name for card in decision.scorecards.all()):
        label = _("Rests on the scorecards of:")
        page.put(f"{label} {names}", SMALL, GREY)
