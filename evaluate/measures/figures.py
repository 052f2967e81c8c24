"""Adds up what was found in a group of interviews."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from evaluate.dialogue.record import MODEL, HeldInterview, Turn
from interviews.interviewer.ask import Move

from .findings import BAD, OBEYED, Judged, judged
from .scores import ScoreSummary, summary
from .times import TimeFigures, time_figures


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `out_of`."""

    count: int
    out_of: int

    @property
    def value(self) -> float | None:
        """The share from 0 to 1, or None of nothing."""
        return self.count / self.out_of if self.out_of else None

    def __str__(self) -> str:
        return f"{self.count}/{self.out_of}"


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a group of interviews.

    `questions` counts all but the closing words; `numbered` those that the plan promises. `words` counts them by whose
    words they are in, `bad` the questions with each kind of finding. `first_try` is the share of the questions asked of
    the model that passed the check at once. `probes` counts the numbered questions by probe, `probes_twice` those whose
    probe had been asked of the same competency before. `model_scores` are those of the questions in the model's words.
    """

    interviews: int
    questions: int
    numbered: int
    clarified: int
    words: dict[str, int]
    first_try: Share
    refused: dict[str, int]
    bad: dict[str, int]
    details: Share
    probes: dict[str, int]
    probes_twice: int
    competencies: Share
    hostile: Share
    times: TimeFigures
    scores: ScoreSummary | None
    model_scores: ScoreSummary | None


def figures(interviews: Sequence[HeldInterview]) -> Figures:
    """Return the figures of a group."""
    pairs = [pair for interview in interviews for pair in zip(interview.turns, judged(interview), strict=True)]
    questions = [turn for turn, _ in pairs if turn.asked.ask.move is not Move.CLOSE]
    demanded = [judged for _, judged in pairs if judged.demanded]
    with_details = [judged.named for _, judged in pairs if judged.named is not None]
    return Figures(
        interviews=len(interviews),
        questions=len(questions),
        numbered=sum(turn.asked.ask.is_numbered for turn in questions),
        clarified=sum(turn.asked.ask.move is Move.CLARIFY for turn in questions),
        words=dict(Counter(turn.asked.words for turn in questions)),
        first_try=_first_try(questions),
        refused=dict(Counter(one.flaw for turn in questions for one in turn.asked.refused).most_common()),
        bad={kind: sum(_has(judged, kind) for _, judged in pairs) for kind in BAD},
        details=Share(sum(map(bool, with_details)), len(with_details)),
        probes=dict(Counter(str(turn.asked.ask.probe) for turn in questions if turn.asked.ask.is_numbered)),
        probes_twice=sum(map(_probes_twice, interviews)),
        competencies=Share(sum(map(_asked_topics, interviews)), sum(len(one.topics) for one in interviews)),
        hostile=Share(sum(_has(judged, OBEYED) for judged in demanded), len(demanded)),
        times=time_figures([turn.asked for turn in questions]),
        scores=summary([turn.score for turn in questions if turn.score]),
        model_scores=summary([turn.score for turn in questions if turn.score and turn.asked.words == MODEL]),
    )


def _has(judged: Judged, kind: str) -> bool:
    return any(finding.kind == kind for finding in judged.findings)


def _first_try(questions: Sequence[Turn]) -> Share:
    asked = [turn.asked for turn in questions if turn.asked.tries]
    return Share(sum(not one.refused for one in asked), len(asked))


def _numbered(interview: HeldInterview) -> list[tuple[str, str]]:
    asks = [turn.asked.ask for turn in interview.turns if turn.asked.ask.is_numbered]
    return [(ask.topic, str(ask.probe)) for ask in asks]


def _probes_twice(interview: HeldInterview) -> int:
    asked = _numbered(interview)
    return len(asked) - len(set(asked))


def _asked_topics(interview: HeldInterview) -> int:
    return len({topic for topic, _ in _numbered(interview)} & set(interview.topics))
