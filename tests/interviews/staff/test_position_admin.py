"""Positions in the admin: valid and invalid plans and banks."""

from typing import Any

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from interviews import demo, services
from interviews.interviewer.feasibility import preview
from interviews.models import Interview, Membership, Position
from tests.interviews.staff.position_form_data import competency_rows, kept_rows

pytestmark = pytest.mark.django_db

ADD = reverse("admin:interviews_position_add")


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("boss"))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def add(staff: Client, bread: str = "", cake: str = "", **fields: Any) -> tuple[Position | None, str]:
    """Return the new position, if there is one, and the page. `bread` and `cake` are the questions on each."""
    filled: dict[str, Any] = {
        "title": "Baker", "slug": "baker", "language": "en", "style": "adaptive", **competency_rows("Bread", "Cake"),
        "question_count": 4, "follow_up_limit": 1, "time_limit_minutes": 0,
        "competencies-0-questions": bread, "competencies-1-questions": cake,
    }  # fmt: skip
    page = staff.post(ADD, filled | fields).content.decode()
    return Position.objects.filter(slug="baker").first(), page


def change(staff: Client, position: Position, **fields: Any) -> str:
    """Save the form of the position with these changes, and return the page that follows."""
    filled: dict[str, Any] = {
        "title": "Baker", "slug": "baker", "language": "en", "style": position.style, "follow_up_limit": 1,
        "question_count": position.question_count, "time_limit_minutes": 0, **kept_rows(position),
    }  # fmt: skip
    address = reverse("admin:interviews_position_change", args=[position.pk])
    return str(staff.post(address, filled | fields, follow=True).content.decode())


def bank_of(position: Position) -> list[tuple[str, str]]:
    return list(position.bank.values_list("topic", "text"))


def test_a_position_is_kept_with_its_bank(staff: Client) -> None:
    position, _ = add(staff, " What is a  sponge?\r\n\r\n", "And an icing?", style="mixed")
    assert position
    assert [banked.text for banked in position.plan.bank] == ["What is a sponge?", "And an icing?"]
    assert position.plan.style == "mixed"


def test_questions_are_added_changed_moved_and_deleted_line_by_line(staff: Client) -> None:
    position, _ = add(staff, "One?\nTwo?\nThree?", "Four?")
    assert position
    page = change(staff, position, **{"competencies-0-questions": "Three?\r\nTwo, then?\r\nFive?"})
    assert "was changed successfully" in page
    assert bank_of(position) == [("Bread", "Three?"), ("Bread", "Two, then?"), ("Bread", "Five?"), ("Cake", "Four?")]


def test_a_bank_that_nobody_changed_is_left_alone(staff: Client) -> None:
    position, _ = add(staff, "One?\nTwo?", "Three?")
    assert position
    before = list(position.bank.values())
    assert "was changed successfully" in change(staff, position, title="Master baker")
    assert list(position.bank.values()) == before
    changed = LogEntry.objects.get(action_flag=CHANGE).get_change_message()
    assert changed == "Changed Title."


def test_a_competency_takes_its_questions_with_it(staff: Client) -> None:
    position, _ = add(staff, "One?", "Two?", style="mixed")
    assert position
    change(staff, position, **{"competencies-0-name": "Loaves"})
    assert bank_of(position) == [("Loaves", "One?"), ("Cake", "Two?")]
    change(staff, position, **{"competencies-0-DELETE": "on"})
    assert bank_of(position) == [("Cake", "Two?")]


@pytest.mark.parametrize("again", ["What is a sponge?", "  what is  a SPONGE? "])
def test_a_question_is_in_the_bank_only_once(staff: Client, again: str) -> None:
    position, page = add(staff, "What is a sponge?", again)
    assert position is None
    assert "This question is in the bank twice: " in page
    assert add(staff, f"What is a sponge?\n{again}")[0] is None


@pytest.mark.parametrize(
    ("question", "told"), [("x" * 501, "at most 500 characters"), ("What\0?", "Null characters are not allowed")]
)
def test_a_question_that_cannot_be_kept_is_refused(staff: Client, question: str, told: str) -> None:
    position, page = add(staff, f"What is a sponge?\n{question}")
    assert position is None
    assert told in page
    assert "What is a sponge?" in page


def test_whoever_may_only_read_a_position_sees_its_questions(client: Client) -> None:
    position = demo.position("en")
    manager = User.objects.create_user("manager", is_staff=True)
    Membership.objects.create(user=manager, role="hiring_manager", position=position)
    client.force_login(manager)
    page = client.get(reverse("admin:interviews_position_change", args=[position.pk])).content.decode()
    for _topic, question in bank_of(position):
        assert f"<div>{question}</div>" in page
    assert "<textarea" not in page


def test_a_verbatim_position_needs_a_bank_question_on_each_competency(staff: Client) -> None:
    position, page = add(staff, cake="What is a sponge?", style="verbatim", question_count=2)
    assert position is None
    assert "Add one on each of: Bread." in page
    assert "Add one on each of: Bread, Cake." in add(staff, style="verbatim", question_count=2)[1]
    assert add(staff, "What is a sponge?", "And an icing?", style="verbatim", question_count=2)[0]


def test_a_verbatim_position_promises_no_more_questions_than_its_bank_has(staff: Client) -> None:
    position, page = add(staff, "What is a sponge?", "And an icing?", style="verbatim", question_count=3)
    assert position is None
    assert "This position asks 3 questions, all from the bank, which has 2." in page


@pytest.mark.parametrize(
    ("count", "message"),
    [(1, "Ask at least 2 questions: one for each competency."), (11, "10 can be asked without repetition.")],
)
def test_a_number_of_questions_that_cannot_be_held_is_refused_at_its_field(
    staff: Client, count: int, message: str
) -> None:
    position, page = add(staff, question_count=count)
    assert position is None
    field = page.split('class="form-row errors field-question_count"')[1].split('class="form-row')[0]
    assert message in field


@pytest.mark.parametrize("count", [2, 10])
def test_the_fewest_and_the_most_questions_can_be_held(staff: Client, count: int) -> None:
    assert add(staff, question_count=count)[0]


def test_the_plan_is_previewed_as_a_list_of_questions(staff: Client) -> None:
    position, _ = add(staff, cake="And an icing?", style="mixed")
    assert position
    page = staff.get(reverse("admin:interviews_position_change", args=[position.pk])).content.decode()
    assert page.split("<ol>")[1].split("</ol>")[0] == (
        "<li>Bread: a case of the candidate&#x27;s own</li>"
        "<li>Bread: when and where it was, and what was at stake</li>"
        "<li>Cake: “And an icing?”</li>"
        "<li>Cake: when and where it was, and what was at stake</li>"
    )
    assert "Name the competencies: the questions appear here while you type." in staff.get(ADD).content.decode()


def test_the_demo_positions_can_be_held() -> None:
    for language in demo.POSITIONS:
        position = demo.position(language)
        position.full_clean()
        assert {ask.topic for ask, _ in preview(position.plan)} == set(position.topics)


def test_the_last_bank_question_of_a_verbatim_position_cannot_be_deleted(staff: Client) -> None:
    bread = {"style": "verbatim", "question_count": 1}
    position, _ = add(staff, **bread, **competency_rows("Bread", **{"competencies-0-questions": "What is a sponge?"}))
    assert position
    assert "Add one on each of: Bread." in change(staff, position, **{"competencies-0-questions": ""})
    assert position.bank.exists()


def test_practice_is_not_counted(staff: Client) -> None:
    position = demo.position("en")
    services.create_interview(position, "Ada")
    Interview.objects.create(position=position, practised_by="boss", language="en", practice=True)
    page = staff.get(reverse("admin:interviews_position_changelist")).content.decode()
    assert '<td class="field-interview_count">1</td>' in page


def test_a_positions_page_has_a_practice_button(staff: Client) -> None:
    position = demo.position("en")
    page = staff.get(reverse("admin:interviews_position_change", args=[position.pk])).content.decode()
    assert f'action="{reverse("interviews:practise", args=[position.pk])}"' in page
