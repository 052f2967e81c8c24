"""An evaluation: what it is about, and its interviews; and its form in JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from evaluate.candidates.occupation import CandidateManner
from evaluate.dialogue.record import HeldInterview, Turn
from evaluate.measures.figures import Figures, figures
from evaluate.measures.findings import Judged, judged

from .about import About


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a report tells."""

    about: About
    interviews: Sequence[HeldInterview]

    @property
    def whole(self) -> Figures:
        return figures(self.interviews)

    @property
    def by_language(self) -> dict[str, Figures]:
        return {
            language: figures([one for one in self.interviews if one.language == language])
            for language in self.about.languages
        }

    @property
    def by_manner(self) -> dict[str, Figures]:
        present = {one.manner for one in self.interviews}
        return {
            manner: figures([one for one in self.interviews if one.manner == manner])
            for manner in CandidateManner
            if manner in present
        }


def as_json(evaluation: Evaluation) -> str:
    """Return the whole evaluation as JSON."""
    content = {
        "about": asdict(evaluation.about),
        "figures": {
            "all": asdict(evaluation.whole),
            "languages": {name: asdict(one) for name, one in evaluation.by_language.items()},
            "manners": {name: asdict(one) for name, one in evaluation.by_manner.items()},
        },
        "interviews": [_interview(interview) for interview in evaluation.interviews],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _interview(interview: HeldInterview) -> dict[str, Any]:
    turns = [_turn(turn, found) for turn, found in zip(interview.turns, judged(interview), strict=True)]
    return {
        "name": interview.name,
        "number": interview.number,
        "language": interview.language,
        "manner": interview.manner,
        "title": interview.title,
        "topics": interview.topics,
        "questions": interview.questions,
        "turns": turns,
    }


def _turn(turn: Turn, found: Judged) -> dict[str, Any]:
    """Return a turn's asked question, flattened, with what was found out about it and what was said to it."""
    asked = asdict(turn.asked)
    return {
        **asked.pop("ask"),
        **asked,
        **asdict(found),
        "score": asdict(turn.score) if turn.score else None,
        "said": turn.said.text if turn.said else None,
        "button": turn.said.button if turn.said else None,
    }
