"""The history of an interview: when people rated and decided, for those who may read what."""

import pytest
from django.urls import reverse

from interviews.services import decisions, scorecards
from tests.interviews.evaluation.cards import browser, rater, sheet
from tests.interviews.scenes import finished

pytestmark = pytest.mark.django_db


def test_scorecards_and_decisions_are_told_without_what_they_say() -> None:
    interview, bo, ada = finished(), rater("bo"), rater("ada")
    address = reverse("staff:interview", args=[interview.pk])
    scores = [2] * len(interview.rubric.competencies)
    card = scorecards.submit(interview, bo, sheet(interview, *scores, recommendation="no"))
    line = "<strong>bo</strong>: submitted a scorecard"
    assert line in browser(bo).get(address).content.decode()
    assert line not in browser(ada).get(address).content.decode()
    decisions.decide(interview, bo, "reject", "Two outages.", [card.pk])
    for user in (bo, ada):
        shown = browser(user).get(address).content.decode()
        assert line in shown and "<strong>bo</strong>: decided about the candidate" in shown
        assert "Two outages" not in shown and "does not go on" not in shown
    shown = browser(rater("reader", "view_interview")).get(address).content.decode()
    assert "submitted a scorecard" not in shown and "decided about" not in shown
