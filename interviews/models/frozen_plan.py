"""A position's plan as an interview took it over when it began: later edits of the position do not reach it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from interviews.evaluation.rubric import Rubric, RubricCompetency
from interviews.interviewer.plan import Banked, Plan, Style

from .position import Position


@dataclass(frozen=True, slots=True)
class FrozenPlan:
    """Everything that the interviewer and the pages take from a position. The time limit is without extra time.

    `rubric` has the plan's topics, with the anchors that they had.
    """

    title: str
    description: str
    plan: Plan
    time_limit_minutes: int
    voice_name: str
    rubric: Rubric

    @classmethod
    def of(cls, position: Position, language: str) -> FrozenPlan:
        """Return the plan of an interview that begins now.

        In another language than the position's it has no bank, and the site's default voice.
        """
        plan = position.plan
        if language != position.language:
            plan = replace(plan, style=Style.ADAPTIVE, bank=())
        voice_name = position.voice_in(language)
        return cls(position.title, position.description, plan, position.time_limit_minutes, voice_name, position.rubric)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> FrozenPlan:
        plan = Plan(
            topics=tuple(data["topics"]),
            questions=data["questions"],
            follow_ups=data["follow_ups"],
            style=Style(data["style"]),
            bank=tuple(Banked(topic, text) for topic, text in data["bank"]),
        )
        voice_name = data.get("voice_name", "")  # interviews of before 0.6 have none
        rubric = _rubric(plan.topics)
        if "rubric" in data:  # which interviews of before 0.7 have not
            rubric = Rubric.from_json(data["rubric"])
        return cls(data["title"], data["description"], plan, data["time_limit_minutes"], voice_name, rubric)

    def to_json(self) -> dict[str, Any]:
        """Return the form in which Interview.frozen keeps it. Migration 0008 writes it as it was then."""
        return {
            "title": self.title,
            "description": self.description,
            "topics": list(self.plan.topics),
            "questions": self.plan.questions,
            "follow_ups": self.plan.follow_ups,
            "style": self.plan.style.value,
            "bank": [list(banked) for banked in self.plan.bank],
            "time_limit_minutes": self.time_limit_minutes,
            "voice_name": self.voice_name,
            "rubric": self.rubric.to_json(),
        }


def _rubric(topics: tuple[str, ...]) -> Rubric:
    return Rubric(tuple(RubricCompetency(topic) for topic in topics))
