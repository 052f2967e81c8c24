"""What each walk needs: visitors who read one language, invitations, and the inspector of what they see."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from ops.stack import Stack

from ..candidate import Candidate
from ..visitor import LOCALES, Visitor
from .inspector import StateInspector

COMPLAINTS = "status of 4|status of 50[03]|ERR_"


@dataclass(frozen=True)
class Walk:
    language: str
    inspector: StateInspector
    visit: Callable[..., Visitor]
    stack: Stack

    def visitor(self, **options: object) -> Visitor:
        """Return somebody with a phone, who reads the walk's language."""
        settings = {"width": 360, "height": 740, "locale": LOCALES[self.language], "reduced_motion": "reduce"}
        visitor = self.visit(**settings | options)
        visitor.expect_complaint(COMPLAINTS)
        return visitor

    def candidate(self, **options: object) -> Candidate:
        return self.invited(self.visitor(**options))

    def invited(self, visitor: Visitor) -> Candidate:
        return Candidate(visitor, self.stack.invite(self.language), self.language)

    def look(self, page: Page, state: str) -> None:
        self.inspector.look(page, state)

    def go(self, page: Page, path: str, state: str) -> None:
        page.goto(path)
        self.look(page, state)

    def change(self, someone: Candidate, code: str) -> None:
        """Run `code`, which may name the candidate's `interview`, in the product."""
        self.stack.console.run("shell", "-v", "0", "-c", INTERVIEW.format(pk=someone.interview) + code)


INTERVIEW = """
from datetime import timedelta
from django.utils import timezone
from interviews import services
from interviews.models import Interview, Organisation, Turn
from interviews.services import course
interview = Interview.objects.select_related("position", "candidate").get(pk={pk})
"""
