"""Competencies in a position's form: their order, their anchors, and short names made of titles."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from interviews import demo
from interviews.evaluation.rubric import Rubric, RubricCompetency
from interviews.models import Competency, FrozenPlan, Interview, Position
from tests.interviews.scenes import finished, ready, started

from .position_form_data import competency_rows, kept_rows

pytestmark = pytest.mark.django_db

PLAN = {"style": "adaptive", "question_count": 4, "follow_up_limit": 1, "time_limit_minutes": 0}
BAKER = {"title": "Baker", "slug": "baker", "language": "en", **PLAN}


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("boss"))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def add(staff: Client, *names: str, **more: Any) -> str:
    page = staff.post(reverse("admin:interviews_position_add"), BAKER | competency_rows(*names) | more)
    return str(page.content.decode())


def change(staff: Client, position: Position, **more: Any) -> str:
    address = reverse("admin:interviews_position_change", args=[position.pk])
    return str(staff.post(address, BAKER | kept_rows(position) | more).content.decode())


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ((), "Name at least one competency."),
        (("  ",), "Name at least one competency."),
        (("Bread", "Bread"), "Name each competency only once."),
        (("x" * 121,), "A competency can have at most 120 characters."),
    ],
)
def test_invalid_competencies_are_refused(staff: Client, names: tuple[str, ...], message: str) -> None:
    assert message in add(staff, *names)
    assert not Position.objects.exists()


def test_the_order_is_the_one_that_was_typed_and_new_ones_come_last(staff: Client) -> None:
    add(staff, "Bread", "Cake", "Beer", **{"competencies-2-order": 1, "competencies-0-order": 2})
    position = Position.objects.get()
    assert position.topics == ("Beer", "Bread", "Cake")
    change(staff, position, **{"competencies-2-order": 1, "competencies-0-order": 3, "competencies-1-order": 2})
    assert Position.objects.get().topics == ("Cake", "Bread", "Beer")
    assert list(Competency.objects.values_list("order", flat=True)) == [1, 2, 3]


def test_anchors_are_optional_and_part_of_the_rubric(staff: Client) -> None:
    add(
        staff,
        "Bread",
        "Cake",
        **{"competencies-0-anchor_1": "Burns it.", "competencies-0-anchor_5": "Bakes for a town."},
    )
    rubric = Position.objects.get().rubric
    assert rubric.competencies == (
        RubricCompetency("Bread", {1: "Burns it.", 5: "Bakes for a town."}),
        RubricCompetency("Cake"),
    )


def test_the_last_competency_cannot_be_deleted(staff: Client) -> None:
    add(staff, "Bread")
    position = Position.objects.get()
    assert "Name at least one competency." in change(staff, position, **{"competencies-0-DELETE": "on"})
    assert position.competencies.count() == 1


def test_the_questions_must_suffice_for_the_competencies_that_were_typed(staff: Client) -> None:
    page = add(staff, "Bread", "Cake", "Beer", question_count=2)
    assert "Ask at least 3 questions: one for each competency." in page
    assert not Position.objects.exists()


def test_without_a_short_name_one_is_made_of_the_title(staff: Client) -> None:
    add(staff, "빵", slug="", title="제빵사")
    add(staff, "빵", slug="", title="제빵사")
    assert set(Position.objects.values_list("slug", flat=True)) == {"jeppangsa", "jeppangsa-2"}


def test_naming_competencies_again_keeps_the_anchors_of_those_that_stay() -> None:
    position = demo.position("en")
    position.competencies.filter(name="Python").update(anchor_5="Explains trade-offs.")
    position.name_competencies("Testing\nPython")
    assert position.rubric == Rubric(
        (RubricCompetency("Testing"), RubricCompetency("Python", {5: "Explains trade-offs."}))
    )


def test_an_interview_keeps_the_anchors_that_its_position_had_when_it_began() -> None:
    ready_one = ready()
    Competency.objects.filter(name="Python").update(anchor_1="Guesses.")
    begun = started()
    Competency.objects.filter(name="Python").update(anchor_1="Knows nothing.")
    begun = Interview.objects.get(pk=begun.pk)
    assert begun.rubric.competencies[0].anchors == {1: "Guesses."}
    assert ready_one.rubric.competencies[0].anchors == {1: "Knows nothing."}


def test_an_interview_that_was_held_before_there_were_anchors_is_rated_by_those_of_today() -> None:
    interview = finished()
    frozen = dict(interview.frozen)
    del frozen["rubric"]
    Interview.objects.filter(pk=interview.pk).update(frozen=frozen)
    Competency.objects.filter(name="Python").update(anchor_3="Uses it.")
    interview = Interview.objects.get(pk=interview.pk)
    assert FrozenPlan.from_json(interview.frozen).rubric.names == ("Python", "Handling incidents")
    assert interview.rubric.competencies == (
        RubricCompetency("Python", {3: "Uses it."}),
        RubricCompetency("Handling incidents"),
    )


@pytest.mark.django_db(transaction=True)
def test_the_migration_makes_a_row_of_each_line_and_back() -> None:
    position = demo.position("ko")
    call_command("migrate", "interviews", "0033", verbosity=0)
    call_command("migrate", "interviews", verbosity=0)
    assert Position.objects.get(pk=position.pk).topics == ("Python", "장애 대응")
    assert list(Competency.objects.values_list("order", flat=True)) == [1, 2]


def test_a_position_is_copied_with_its_competencies_and_questions(staff: Client) -> None:
    add(staff, "Bread", "Cake", **{"competencies-0-anchor_5": "Bakes for a town."})
    original = Position.objects.get()
    original.bank.create(topic="Cake", text="Which cake do you bake best?")
    anchors = {"competencies-0-anchor_5": "Bakes for a town."}
    change(staff, original, **anchors, title="Pastry cook", _saveasnew="1")
    copy = Position.objects.exclude(pk=original.pk).get()
    assert (copy.title, copy.slug) == ("Pastry cook", "pastry-cook")
    assert copy.topics == original.topics == ("Bread", "Cake")
    assert copy.rubric == original.rubric
    assert [question.text for question in copy.bank.all()] == ["Which cake do you bake best?"]
    assert original.bank.count() == 1
    change(staff, original, _saveasnew="1")
    assert Position.objects.filter(slug="baker-2", title="Baker").exists()
