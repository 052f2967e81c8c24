"""Candidates of a position side by side: who is shown to whom, and how far raters agree."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from interviews import demo
from interviews.models import Interview, Membership, Position
from interviews.services import scorecards
from interviews.staff.evaluation.comparison import comparison_of
from interviews.templatetags.evaluation import dots
from tests.interviews.evaluation.cards import browser, rater, submitted
from tests.interviews.scenes import finished

pytestmark = pytest.mark.django_db


def page_of(position: Position) -> str:
    return reverse("staff:comparison", args=[position.pk])


def candidate(name: str, *ratings: tuple[User, tuple[int | None, int | None]]) -> Interview:
    """Create an interview that these people rated."""
    interview = finished()
    interview.candidate.name = name
    interview.candidate.save()
    for user, scores in ratings:
        submitted(interview, user, *scores)
    return interview


def test_only_who_may_evaluate_at_the_position_sees_the_page() -> None:
    position = demo.position("en")
    assert browser(rater()).get(page_of(position)).status_code == 200
    assert browser(rater("reader", "view_interview")).get(page_of(position)).status_code == 404
    manager = User.objects.create_user("manager", is_staff=True)
    Membership.objects.create(user=manager, position=position, role="hiring_manager")
    assert browser(manager).get(page_of(position)).status_code == 200
    assert browser(manager).get(page_of(demo.position("ko"))).status_code == 404
    assert browser(manager).get(page_of(Position(pk=10**15))).status_code == 404


def test_candidates_are_in_the_order_of_their_names_with_scores_and_recommendations() -> None:
    ada, bob = rater(), rater("bob")
    candidate("Zoe", (ada, (5, 5)))
    candidate("Amy", (ada, (2, None)), (bob, (3, 4)))
    rows = comparison_of(demo.position("en"), ada).rows
    assert [row.interview.name for row in rows] == ["Amy", "Zoe"]
    assert [cell.values for cell in rows[0].cells] == [[2, 3], [4]]
    assert (rows[0].cells[0].mean, rows[0].raters) == (2.5, 2)
    assert rows[0].recommendations == [("rather yes", 2)]


def test_who_has_not_rated_a_candidate_is_not_led_by_others() -> None:
    ada, bob = rater(), rater("bob")
    candidate("Amy", (ada, (2, 2)), (bob, (3, 4)))
    hidden = candidate("Zoe", (bob, (1, 1)))
    found = comparison_of(demo.position("en"), ada)
    assert [row.interview.name for row in found.rows] == ["Amy"]
    assert found.hidden == 1
    shown = browser(ada).get(page_of(demo.position("en"))).content.decode()
    link = reverse("staff:scorecard", args=[hidden.pk])
    assert f'own scorecard. <a href="{link}">Zoe</a></p>' in shown and shown.count("Zoe") == 1
    scorecards.waive(hidden, ada)
    assert len(comparison_of(demo.position("en"), ada).rows) == 2


def test_two_raters_are_compared_by_kappa() -> None:
    ada, bob = rater(), rater("bob")
    for name, one, other in (("A", 1, 2), ("B", 3, 3), ("C", 5, 4)):
        candidate(name, (ada, (one, 3)), (bob, (other, 3)))
    python, incidents, together = comparison_of(demo.position("en"), ada).agreements
    assert python[1] and python[1].coefficient == "kappa" and python[1].rated == 3 and python[1].value is not None
    assert incidents[1] and incidents[1].value is None  # nobody differs
    assert together[0] == "" and together[1] and together[1].rated == 6


def test_three_raters_are_compared_by_icc() -> None:
    ada, bob, cy = rater(), rater("bob"), rater("cy")
    for name, one in (("D", 1), ("E", 5), ("F", 3)):
        candidate(name, (ada, (one, 1)), (bob, (one, 2)), (cy, (one, 3)))
    python = comparison_of(demo.position("en"), ada).agreements[0]
    assert python[1] and (python[1].coefficient, python[1].raters, python[1].rated) == ("icc_single", 3, 3)


def test_small_samples_are_warned_of() -> None:
    ada, bob = rater(), rater("bob")
    candidate("Amy", (ada, (2, 2)), (bob, (3, 4)))
    assert "says more about chance" in browser(ada).get(page_of(demo.position("en"))).content.decode()


def test_equal_scores_are_dots_beside_each_other() -> None:
    assert dots([4, 2, 4]) == [(35, 10), (85, 8), (85, 12)]


def test_without_scores_in_common_nothing_is_said_of_agreement() -> None:
    ada = rater()
    candidate("Amy", (ada, (2, 2)))
    shown = browser(ada).get(page_of(demo.position("en"))).content.decode()
    assert "Nothing to compare yet" in shown and "says more about chance" not in shown


def test_practice_is_left_out() -> None:
    ada = rater()
    practice = candidate("Amy", (ada, (2, 2)))
    Interview.objects.filter(pk=practice.pk).update(practice=True)
    assert comparison_of(demo.position("en"), ada).rows == []


def test_the_number_of_queries_does_not_grow_with_the_candidates(django_assert_max_num_queries: Any) -> None:
    ada, bob = rater(), rater("bob")
    for number in range(4):
        candidate(f"C{number}", (ada, (1 + number, 3)), (bob, (2, 3)))
    position = Position.objects.get(slug="demo-en")
    with django_assert_max_num_queries(7):
        comparison_of(position, ada)


def test_a_positions_form_links_to_the_page() -> None:
    position = demo.position("en")
    link = f'href="{page_of(position)}"'
    change = reverse("admin:interviews_position_change", args=[position.pk])
    reading = ("view_position", "view_interview")
    assert link in browser(rater("ada", *reading, "evaluate_interview")).get(change).content.decode()
    assert link not in browser(rater("bob", *reading)).get(change).content.decode()
