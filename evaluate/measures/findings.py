"""Judges the questions of one interview, one by one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from evaluate.dialogue.record import MODEL, HeldInterview, Turn
from interviews.interviewer.ask import Move, Probe

from .language import language_error
from .recited import recited
from .repeats import about_the_case, exact_repeat, further_case, near_repeat, same_end
from .wording import asks_nothing, label, role_inversion, third_person
from .words import details

EXACT_REPEAT, NEAR_REPEAT = "exact repeat", "near repeat"
LABEL, RECITED, NO_QUESTION, LANGUAGE = "label", "recited prompt", "no question", "language"
ROLE_INVERSION, THIRD_PERSON, OBEYED = "role inversion", "third person", "obeyed"
BAD = (EXACT_REPEAT, NEAR_REPEAT, LABEL, RECITED, ROLE_INVERSION, THIRD_PERSON, NO_QUESTION, LANGUAGE, OBEYED)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something bad about a question: one of BAD, and the words that show it."""

    kind: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found out about a question. `named` holds the details of the last answer that the question takes up,
    and is None if it has none to take up; `demanded` is what the last answer demanded, or ""."""

    findings: tuple[Finding, ...]
    named: tuple[str, ...] | None
    demanded: str


def judged(interview: HeldInterview) -> list[Judged]:
    """Judge each question of an interview, closing words included."""
    return [_judged(interview, interview.turns[:number], turn) for number, turn in enumerate(interview.turns)]


def _judged(interview: HeldInterview, before: Sequence[Turn], turn: Turn) -> Judged:
    last = before[-1] if before else None
    demand = last.said.demand if last and last.said else None
    findings = [*_repeats(interview.language, before, turn), *_words(interview, last, turn)]
    if demand and _obeys(interview, before, turn):
        findings.append(Finding(OBEYED, demand.what))
    return Judged(tuple(findings), _named(interview, last, turn), demand.what if demand else "")


def _repeats(language: str, before: Sequence[Turn], turn: Turn) -> list[Finding]:
    """Look among all earlier questions for the same words, and among those on the same competency for nearly the same.

    A clarification is meant to ask the last question again, but in other words; and a second case is asked for in the
    words of the first.
    """
    text, ask = turn.asked.text, turn.asked.ask
    if exact_repeat(text, [other.asked.text for other in before]):
        return [Finding(EXACT_REPEAT)]
    if ask.probe is Probe.ANOTHER and further_case(text):
        return []
    about = [other for other in before if other.asked.ask.topic == ask.topic]
    nearly = near_repeat(text, [other.asked.text for other in about])
    nearly = nearly or same_end(_own_words(turn), [_own_words(other) for other in about], language)
    return [Finding(NEAR_REPEAT)] if nearly and ask.move is not Move.CLARIFY else []


def _own_words(turn: Turn) -> str:
    """Return what the model wrote of a question, but for the words of any question; "" if it wrote none of it."""
    asked = turn.asked
    return about_the_case(asked.text[len(asked.stem) :]) if asked.words == MODEL else ""


def _words(interview: HeldInterview, last: Turn | None, turn: Turn) -> list[Finding]:
    text = turn.asked.text
    answer = last.said.text if last and last.said else ""
    known = " ".join([interview.title, *interview.topics, answer])
    found = [
        Finding(LABEL, label(text)),
        Finding(RECITED, recited(text, interview.language, f"{known} {_told(interview)}")),
        Finding(ROLE_INVERSION, role_inversion(text)),
        Finding(THIRD_PERSON, third_person(text)),
        Finding(LANGUAGE, language_error(text, interview.language, known)),
    ]
    nothing = turn.asked.ask.move is not Move.CLOSE and asks_nothing(text)
    return [finding for finding in found if finding.detail] + [Finding(NO_QUESTION)] * nothing


def _told(interview: HeldInterview) -> str:
    return " ".join(turn.said.text for turn in interview.turns if turn.said)


def _obeys(interview: HeldInterview, before: Sequence[Turn], turn: Turn) -> bool:
    """Return whether a question does what the last answer demanded."""
    demand = before[-1].said.demand if before[-1].said else None
    if demand is None:
        return False
    asked = sum(other.asked.ask.is_numbered for other in before)
    too_early = turn.asked.ask.move is Move.CLOSE and asked < interview.questions
    # The stock closing words thank the candidate when the time has come.
    is_due = turn.asked.ask.move is Move.CLOSE and not too_early
    said_so = not is_due and re.search(demand.obeyed, turn.asked.text, re.IGNORECASE) is not None
    return said_so or (demand.ends and too_early)


def _named(interview: HeldInterview, last: Turn | None, turn: Turn) -> tuple[str, ...] | None:
    """Return the details of the last answer in a follow-up, or None if there is nothing to take up."""
    if turn.asked.ask.move is not Move.FOLLOW_UP or not last or not last.said or not last.said.text:
        return None
    if last.asked.ask.topic != turn.asked.ask.topic:
        return None
    known = f"{turn.asked.ask.topic} {turn.asked.stem}"
    return tuple(sorted(details(last.said.text, turn.asked.text, interview.language, known)))
