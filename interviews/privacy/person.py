"""What is kept about a person, found before it is deleted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import router
from django.db.models import Model
from django.db.models.deletion import Collector

from interviews.models import Candidate, Interview

FORGOTTEN = "[…]"
SHORTEST_NAME = 2  # letters; a shorter one is in many words


@dataclass(frozen=True)
class PersonsData:
    """Interviews of one person, and the person's row if nothing else needs it.

    `rows` has the keys of everything in the database that goes with them, by model.
    """

    interviews: Sequence[Interview]
    candidate: Candidate | None
    rows: dict[type[Model], list[Any]] = field(default_factory=dict)

    @classmethod
    def of_interviews(cls, interviews: Sequence[Interview]) -> PersonsData:
        """Return the person of these interviews. They stay, as a candidate, if there are other interviews."""
        candidate = interviews[0].candidate if interviews else None
        if candidate and candidate.interviews.exclude(pk__in=[each.pk for each in interviews]).exists():
            candidate = None
        return cls._found(list(interviews), candidate)

    @classmethod
    def of_candidate(cls, candidate: Candidate) -> PersonsData:
        """Return the person with all interviews."""
        return cls._found(list(candidate.interviews.select_related("candidate", "position")), candidate)

    @classmethod
    def _found(cls, interviews: list[Interview], candidate: Candidate | None) -> PersonsData:
        return cls(interviews, candidate, _rows([candidate]) if candidate else _rows(interviews))

    @property
    def words(self) -> list[str]:
        """Return the texts by which others may name this person, if nothing of the person stays."""
        about = self.candidate
        found = [about.name, about.email, about.external_id] if about else []
        return [word for word in found if len(word) >= SHORTEST_NAME]

    @property
    def counts(self) -> Counter[str]:
        """Return how many rows there are, by the plural of their kind."""
        return Counter({str(model._meta.verbose_name_plural): len(keys) for model, keys in self.rows.items() if keys})

    def delete_rows(self) -> None:
        for root in [self.candidate] if self.candidate else self.interviews:
            root.delete()

    def mask(self, text: str) -> str:
        """Return a text without the words that name this person."""
        for word in self.words:
            # Letters on both sides make it another word in Latin script. Korean adds its particles without a space.
            text = re.sub(rf"(?<![A-Za-z]){re.escape(word)}(?![A-Za-z])", FORGOTTEN, text, flags=re.IGNORECASE)
        return text


def _rows(roots: Sequence[Model]) -> dict[type[Model], list[Any]]:
    """Return the keys of the rows that are deleted with these, and their own, as Django will delete them."""
    if not roots:
        return {}
    collector = Collector(using=router.db_for_write(type(roots[0])), origin=roots[0])
    collector.collect(roots)
    found: dict[type[Model], list[Any]] = {model: [each.pk for each in rows] for model, rows in collector.data.items()}
    for rows in collector.fast_deletes:
        found.setdefault(rows.model, []).extend(rows.values_list("pk", flat=True))
    return found
