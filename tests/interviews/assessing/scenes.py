"""An interview that a model may assess, and a person who may ask for it."""

import json
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User

from interviews import demo
from interviews.models import Interview, Position
from interviews.services import assessments
from ops.vendors.chat_server import MODEL, Reply
from tests.interviews.evaluation.cards import rater, submitted
from tests.interviews.scenes import finished

SERVED = {"model": MODEL, "model_sha256": ""}


def allowed(position: Position | None = None, model: str = MODEL, sha256: str = "") -> None:
    """Let this model assess at a position, as its form does."""
    place = position or demo.position("en")
    Position.objects.filter(pk=place.pk).update(is_assessed=True, assessed_by=assessments.identity(model, sha256))


def rated(language: str = "en", name: str = "ada") -> tuple[Interview, User]:
    """Return an interview whose position allows the scripted server's model, and somebody who has rated it."""
    interview, user = finished(language), rater(name)
    submitted(interview, user, 4, 4)
    allowed(interview.position)
    return Interview.objects.get(pk=interview.pk), user


def waiting(language: str = "en") -> tuple[Interview, User]:
    """Return an interview about which a model was asked."""
    interview, user = rated(language)
    assessments.ask(interview, user)
    return interview, user


def says(quotes: list[Any], rating: Any = 4, reason: str = "Moved the queue.") -> Reply:
    """Return the reply of a server whose model finds this."""
    return Reply((json.dumps({"quotes": quotes, "reason": reason, "rating": rating}),))


def report(folder: Path, good: bool = True, name: str = "m.json", **about: Any) -> Path:
    """Write a report as `make evaluate-assessment` does, and return the folder."""
    known = {"model": MODEL, "sha256": "", "languages": ["en", "ko"]} | about
    (folder / name).write_text(json.dumps({"about": known, "good_enough": good, "figures": []}), encoding="utf-8")
    return folder
