"""One rule says who may ask a model about an interview; the page, the request and the reading all keep to it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db.models.functions import Now
from django.test import Client
from django.urls import reverse

from interviews import demo
from interviews.models import Assessment, AuditEntry, Interview, Membership, Position
from interviews.services import assessments, scorecards
from interviews.services.rejected import Rejected
from tests.interviews.evaluation.cards import browser, rater, sheet, submitted
from tests.interviews.scenes import finished, started

from .scenes import rated, waiting

pytestmark = pytest.mark.django_db

HEADING = "What a model found"


def refused_at(interview: Interview, user: User) -> set[str]:
    """Return the paths that do not let the user through."""
    client = browser(user)
    page = client.get(reverse("staff:scorecards", args=[interview.pk]))
    shut = set()
    if HEADING not in page.content.decode():
        shut.add("page")
    if client.get(reverse("staff:findings-parts", args=[interview.pk])).status_code != 200:
        shut.add("reading")
    if client.post(reverse("staff:ask-model", args=[interview.pk])).status_code != 302:
        shut.add("post")
    try:
        assessments.ask(Interview.objects.get(pk=interview.pk), user)
    except Rejected as rejected:
        if rejected.code not in ("running", "asked"):
            shut.add("service")
    return shut


EVERYWHERE = {"page", "reading", "post", "service"}


def off(interview: Interview, user: User) -> None:
    Position.objects.update(is_assessed=False)


def old_consent(interview: Interview, user: User) -> None:
    Interview.objects.update(consent_version="2026-11-29")


def no_consent(interview: Interview, user: User) -> None:
    Interview.objects.update(consent_version="")


def only_a_draft(interview: Interview, user: User) -> None:
    interview.scorecards.all().delete()
    scorecards.save_draft(interview, user, sheet(interview, 4, 4))


def waived(interview: Interview, user: User) -> None:
    interview.scorecards.all().delete()
    scorecards.waive(interview, user)


def another_persons(interview: Interview, user: User) -> None:
    interview.scorecards.all().delete()
    submitted(interview, rater("bob"), 3, 3)


def of_another_interview(interview: Interview, user: User) -> None:
    interview.scorecards.all().delete()
    submitted(finished(), user, 3, 3)


def nothing_answered(interview: Interview, user: User) -> None:
    interview.turns.all().delete()


def goes_on(interview: Interview, user: User) -> None:
    Interview.objects.update(status=Interview.Status.RUNNING)


def no_right(interview: Interview, user: User) -> None:
    user.user_permissions.clear()


def observes(interview: Interview, user: User) -> None:
    user.user_permissions.clear()
    Membership.objects.create(user=user, position=interview.position, role="observer")


def recruits_elsewhere(interview: Interview, user: User) -> None:
    user.user_permissions.clear()
    Membership.objects.create(user=user, position=demo.position("ko"), role="recruiter")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (off, "off"),
        (old_consent, "consent"),
        (no_consent, "consent"),
        (only_a_draft, "unrated"),
        (waived, "unrated"),
        (another_persons, "unrated"),
        (of_another_interview, "unrated"),
        (nothing_answered, "closed"),
        (goes_on, "closed"),
        (no_right, "stranger"),
        (observes, "stranger"),
        (recruits_elsewhere, "stranger"),
    ],
)
def test_nobody_gets_past_the_rule(change: Callable[[Interview, User], None], code: str) -> None:
    interview, user = rated()
    change(interview, user)
    user = User.objects.get(pk=user.pk)
    assert assessments.refusal(Interview.objects.get(pk=interview.pk), user) == code
    assert refused_at(interview, user) == EVERYWHERE
    assert not assessments.readable_by(user, Interview.objects.filter(pk=interview.pk)).exists()
    assert not Assessment.objects.exists()


def test_who_has_rated_may_ask() -> None:
    interview, user = rated()
    assert refused_at(interview, user) == set()
    assert list(assessments.readable_by(user, Interview.objects.all())) == [interview]
    assert Assessment.objects.count() == 3 * len(interview.rubric.names)
    asked = AuditEntry.objects.get(action="ask_model")
    assert (asked.object_id, asked.user_id, asked.details) == (interview.pk, user.pk, {"round": 1})


def test_a_new_draft_after_a_submitted_scorecard_changes_nothing() -> None:
    interview, user = rated()
    card = scorecards.newest(interview, user)
    assert card
    scorecards.save_draft(interview, user, sheet(interview, 2, 2, revision=card.revision))
    assert assessments.refusal(interview, user) == ""


def test_strangers_and_candidates_get_nothing() -> None:
    interview, _user = rated()
    for name in ("findings-parts", "ask-model"):
        address = reverse(f"staff:{name}", args=[interview.pk])
        assert (Client().get if name == "findings-parts" else Client().post)(address).status_code == 404


def test_what_was_found_is_hidden_again_when_the_position_allows_no_model() -> None:
    interview, user = waiting()
    off(interview, user)
    assert HEADING not in browser(user).get(reverse("staff:scorecards", args=[interview.pk])).content.decode()


def test_passes_have_different_seeds_and_a_place() -> None:
    interview, _user = waiting()
    rows = list(interview.assessments.values_list("order", "competency", "number", "asked_by_name"))
    names = interview.rubric.names
    assert rows == [(order, name, one, "ada") for order, name in enumerate(names, 1) for one in (1, 2, 3)]
    assert len(set(interview.assessments.values_list("seed", flat=True))) == len(rows)


def code_of(interview: Interview, user: Any) -> str:
    try:
        assessments.ask(interview, user)
    except Rejected as rejected:
        return rejected.code
    return ""


def ended(rows: Any, state: str, **fields: Any) -> None:
    rows.update(state=state, finished_at=Now(), **fields)


def test_nobody_asks_until_they_like_the_answer() -> None:
    interview, user = waiting()
    assert code_of(interview, user) == "running"
    ended(interview.assessments, "done")
    assert code_of(interview, user) == "asked"


def test_only_what_failed_is_asked_again_and_the_earlier_passes_stay() -> None:
    interview, user = waiting()
    first, second = interview.rubric.names
    ended(interview.assessments, "done")
    ended(interview.assessments.filter(competency=second, number=2), "failed", failure="timeout")
    assert code_of(interview, user) == ""
    assert set(interview.assessments.filter(round=2).values_list("competency", flat=True)) == {second}
    assert interview.assessments.filter(round=1).count() == 6
    newest = assessments.newest(interview)
    assert [row.round for row in newest[first]] == [1, 1, 1] and [row.round for row in newest[second]] == [2, 2, 2]


def test_other_anchors_are_another_question() -> None:
    interview, user = waiting()
    ended(interview.assessments, "done", rubric_version="another")
    assert code_of(interview, user) == ""
    assert interview.assessments.filter(round=2).count() == 6


def test_practice_is_never_assessed() -> None:
    _interview, user = rated()
    practice = started()
    Interview.objects.filter(pk=practice.pk).update(practice=True, consent_version="", status="finished")
    assert assessments.refusal(Interview.objects.get(pk=practice.pk), user) == "consent"
