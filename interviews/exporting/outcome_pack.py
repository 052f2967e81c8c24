"""What a candidate may get about the outcome: a notice that the company edits, and what laws let people know.

Every sentence has to be true of the interview at hand. A person hands it over; this service sends nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interviews.models import Assessment, Decision, Interview, Organisation, Turn
from interviews.privacy import retention

from .paper import GREY, HEADING, SMALL, TEXT, TITLE, Paper

NOTICE_CHARS = 4000

Verdict = Decision.Verdict


class Section(NamedTuple):
    heading: str
    paragraphs: Sequence[str]


@dataclass(frozen=True, slots=True)
class OutcomePack:
    """The pack in one language. `notice` is a proposal, in neutral words."""

    interview: Interview
    language: str
    title: str
    about: str
    notice: str
    sections: Sequence[Section]


def pack_of(interview: Interview, decision: Decision, language: str) -> OutcomePack:
    """Return what the candidate may get about this decision, in `language`."""
    company = Organisation.current()
    with translation.override(language):
        sections = [
            Section(_("What part an AI had"), list(_part_of_ai(interview, decision, company))),
            Section(_("Which data were used"), list(_data(interview, decision))),
            Section(_("What you can ask for"), list(_rights(interview))),
            Section(_("Whom to turn to, and by when you get an answer"), list(_contact(company))),
        ]
        about = [company.name, interview.position.title, interview.name, _day(timezone.now(), company)]
        return OutcomePack(
            interview, language, _("About the outcome of your interview"), " · ".join(filter(None, about)),
            _notice(interview, decision, company), sections,
        )  # fmt: skip


def as_pdf(pack: OutcomePack, notice: str) -> bytes:
    """Return the pack as a PDF file, with `notice` as the company has worded it."""
    with translation.override(pack.language):
        page = Paper(pack.interview, pack.language)
        page.add_page()
        page.put(pack.title, TITLE)
        page.put(pack.about, SMALL, GREY)
        page.put(notice, TEXT, above=6)
        for section in pack.sections:
            page.keep_together(30)
            page.put(section.heading, HEADING, above=6)
            for paragraph in section.paragraphs:
                page.put(paragraph, TEXT, above=1.5)
        return bytes(page.output())


def _day(moment: datetime, company: Organisation) -> str:
    return date_format(moment.astimezone(company.zone), "DATE_FORMAT", use_l10n=True)


def _notice(interview: Interview, decision: Decision, company: Organisation) -> str:
    words = {
        Verdict.ADVANCE: _("We would like to go on with your application. We will tell you what comes next."),
        Verdict.REJECT: _("We have decided not to go on with your application this time."),
        Verdict.WITHDRAWN: _("You have withdrawn, and so we do not go on with your application."),
    }[Verdict(decision.verdict)]
    about = {"name": interview.name, "position": interview.position.title}
    thanks = _("Thank you for your interest in “%(position)s” and for your time.") % about
    return "\n\n".join(filter(None, [_("Hello %(name)s,") % about, f"{thanks} {words}", company.name]))


def _asked(interview: Interview) -> Any:
    """Return the turns with a question. One that was put in other words is the same question."""
    turns = interview.turns.exclude(question="").exclude(kind=Turn.Kind.CLOSE)
    return turns.exclude(status=Turn.Status.REPHRASED)


def _part_of_ai(interview: Interview, decision: Decision, company: Organisation) -> Iterator[str]:
    if not _asked(interview).exists():
        yield _("No question was asked.")
    elif interview.asks_a_model:
        yield _(
            "An AI interviewer, a language model, held the interview: it asked questions and followed up on answers."
        )
    else:
        yield _("A program held the interview. It asked the questions that people of the company had written.")
    yield from _assessment(interview)
    raters = decision.scorecards.order_by().values("rater_name").distinct().count()
    if raters:
        yield (
            ngettext(
                "%d person read your answers and rated them. The decision rests on that.",
                "%d people read your answers and rated them. The decision rests on that.",
                raters,
            )
            % raters
        )
    yield _("A person decided, on %(day)s.") % {"day": _day(decision.decided_at, company)}
    if decision.confirmed_at:
        yield _("A second person confirmed the decision, on %(day)s.") % {"day": _day(decision.confirmed_at, company)}


def _assessment(interview: Interview) -> Iterator[str]:
    """Say whether a model looked for evidence. A pass that failed, or that had nothing to read, found nothing."""
    passes = interview.assessments.filter(state=Assessment.State.DONE).exclude(prompt_sha256="")
    names = list(dict.fromkeys(passes.order_by("order").values_list("competency", flat=True)))
    if not names:
        yield _("No AI rated your answers, compared you with others or decided about you.")
        return
    yield _(
        "After a person had rated your answers, a language model looked in them for evidence about: %(names)s. It "
        "gave ratings from 1 to 5, or said that there was not enough evidence. Only people who had rated before could "
        "see it."
    ) % {"names": ", ".join(names)}
    yield _("No AI compared you with others or decided about you. The copy that you can ask for has what it found.")


def _data(interview: Interview, decision: Decision) -> Iterator[str]:
    turns = _asked(interview)
    counts = {"asked": turns.count(), "answered": turns.filter(status=Turn.Status.ANSWERED).count()}
    yield _("The questions, and the answers that you sent: %(answered)d of %(asked)d questions were answered.") % counts
    rated: dict[str, Any] = {}
    for card in decision.scorecards.all():
        rated |= dict.fromkeys(card.seen_rubric.names)
    if rated:
        yield _("Your answers were rated for: %(names)s.") % {"names": ", ".join(rated)}
    yield _(
        "Also recorded: your name and how to reach you, when questions were asked and answers sent, and to what you "
        "agreed before the interview. Neither your voice nor your picture was recorded."
    )


def _rights(interview: Interview) -> Iterator[str]:
    rights = (
        _("A copy of what is kept about you, and the correction of what is wrong in it."),
        _("An explanation of how it was decided, and of the part that the AI had."),
        _("That a person looks at your interview again, who has not rated it before."),
    )
    yield from (f"• {right}" for right in rights)
    if days := retention.days_kept(interview.position):
        words = ngettext(
            "Your interview is kept until %d day after its end. Please ask before then.",
            "Your interview is kept until %d days after its end. Please ask before then.",
            days,
        )
        yield words % days


def _contact(company: Organisation) -> Iterator[str]:
    yield _("Open the link of your interview and choose “Ask the people who invited you”. It also works after the end.")
    if company.has_contact:
        contact = ", ".join(filter(None, [company.contact_name, company.contact_email, company.contact_phone]))
        yield _("Or turn to: %(contact)s.") % {"contact": contact}
    else:
        yield _("Or turn to the person who sent you the link.")
    answer = ngettext(
        "You get an answer within %d day after you have asked.",
        "You get an answer within %d days after you have asked.",
        company.request_days,
    )
    no_harm = _("Asking for something is no disadvantage to you.")
    yield f"{answer % company.request_days} {no_harm}"
