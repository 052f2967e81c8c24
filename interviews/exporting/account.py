"""What an export says of an interview, in every format."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from interviews.models import Interview, Organisation
from interviews.record.transcript import Passage, transcript_of

from . import evaluated
from .evaluated import Judgements


@dataclass(frozen=True, slots=True)
class Account:
    """An interview with its transcript. Times are in the company's time zone.

    `judgements` is None in an account for somebody who may not read them.
    """

    interview: Interview
    passages: Sequence[Passage]
    company: Organisation
    judgements: Judgements | None = None

    @classmethod
    def of(cls, interview: Interview, *, with_judgements: bool = False, with_findings: bool = False) -> "Account":
        judgements = Judgements.of(interview, with_findings=with_findings) if with_judgements else None
        return cls(interview, transcript_of(interview), Organisation.current(), judgements)

    @property
    def email(self) -> str:
        return self.interview.candidate.email if self.interview.candidate else ""

    @property
    def external_id(self) -> str:
        return self.interview.candidate.external_id if self.interview.candidate else ""

    def time(self, moment: datetime | None) -> str:
        """Return the moment in ISO 8601, to the second, with its offset; "" for None."""
        return moment.astimezone(self.company.zone).isoformat(timespec="seconds") if moment else ""


def as_json(account: Account) -> dict[str, Any]:
    """Return the interview as programs read it. A turn has the fields of `GET /v1/interviews/<id>`.

    `scorecards`, `decisions` and `model_passes` are null for somebody who may not read them.
    """
    judgements = account.judgements
    interview = account.interview
    return {
        "interview": interview.pk,
        "candidate": {"name": interview.name, "email": account.email, "external_id": account.external_id},
        "position": {"short_name": interview.position.slug, "title": interview.position.title},
        "language": interview.language,
        "status": interview.status,
        "opened_at": account.time(interview.opened_at),
        "consented_at": account.time(interview.consented_at),
        "started_at": account.time(interview.started_at),
        "finished_at": account.time(interview.finished_at),
        "turns": [_turn(account, passage) for passage in account.passages],
        **(evaluated.as_json(judgements, account.time) if judgements else evaluated.NOTHING),
    }


def _turn(account: Account, passage: Passage) -> dict[str, Any]:
    turn = passage.turn
    return {
        "turn": turn.number,
        "number": passage.number,
        "kind": turn.kind,
        "topic": turn.topic,
        "status": turn.status,
        "question": turn.question,
        "answer": turn.answer,
        "queued_at": account.time(turn.queued_at),
        "answered_at": account.time(turn.answered_at),
    }
