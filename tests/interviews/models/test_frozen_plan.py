"""The plan of an interview stays what it was when the interview began."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from interviews import demo, services
from interviews.interviewer.plan import Style
from interviews.models import FrozenPlan, Interview, Position, Turn
from tests.interviews.scenes import SAID, ask_next, asked, finished, ready, started, turn_of

pytestmark = pytest.mark.django_db


def rewritten(position: Position) -> None:
    """Edit everything of the position, as one would for the next candidates."""
    position.title, position.description = "Gardener", "Roses."
    position.name_competencies("Pruning")
    position.question_count, position.follow_up_limit, position.time_limit_minutes = 1, 0, 1
    position.style = Style.MIXED
    position.save()
    position.bank.all().delete()


def again(interview: Interview) -> Interview:
    return Interview.objects.get(pk=interview.pk)


def told(interview: Interview) -> tuple[Any, ...]:
    return interview.brief, interview.plan, interview.minutes, interview.question_count, interview.asks_a_model


def test_before_it_begins_an_interview_has_its_positions_plan() -> None:
    interview = ready()
    assert interview.frozen is None
    rewritten(interview.position)
    assert again(interview).plan.topics == ("Pruning",)
    assert (again(interview).question_count, again(interview).minutes) == (1, 1)


def test_an_edit_of_the_position_does_not_reach_an_interview_that_has_begun() -> None:
    interview = asked()
    before = told(again(interview))
    rewritten(interview.position)
    assert told(again(interview)) == before
    services.answer(again(interview), 1, SAID)
    assert turn_of(interview, 2).topic == "Python"


def test_a_second_start_freezes_nothing_anew() -> None:
    interview = started()
    rewritten(interview.position)
    services.start(again(interview))
    assert again(interview).brief.title == "Backend developer"


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("style", list(Style))
def test_what_is_frozen_is_what_was_planned(language: str, style: Style) -> None:
    position = demo.position("ko")
    Position.objects.filter(pk=position.pk).update(style=style)
    interview = services.create_interview(Position.objects.get(pk=position.pk), "Kim", language)
    services.consent(interview, language)
    planned = told(interview)
    services.start(interview)
    assert told(again(interview)) == planned
    frozen = FrozenPlan.of(interview.position, language)
    assert FrozenPlan.from_json(frozen.to_json()) == frozen
    assert bool(frozen.plan.bank) == (language == "ko")


def progress(client: Client) -> str:
    client.force_login(User.objects.create_superuser("boss"))
    page = client.get(reverse("admin:interviews_interview_changelist")).content.decode()
    return page.split('<td class="field-progress">')[1].split("<")[0]


def test_the_admin_counts_by_the_frozen_plan(client: Client) -> None:
    rewritten(finished().position)
    assert progress(client) == "4 / 4"


def test_the_admin_counts_skipped_questions_and_none_that_is_being_put_in_other_words(client: Client) -> None:
    interview = asked()
    services.skip(interview, 1)
    ask_next()
    services.rephrase(interview, 2)
    assert progress(client) == "1 / 4"


@pytest.mark.django_db(transaction=True)
def test_the_migration_freezes_what_has_begun() -> None:
    begun, elsewhere, waiting = asked(), asked("ko"), ready()
    Interview.objects.filter(pk=elsewhere.pk).update(language="en")
    expected = {each.pk: FrozenPlan.of(each.position, again(each).language) for each in (begun, elsewhere)}
    call_command("migrate", "interviews", "0007", verbosity=0)
    call_command("migrate", "interviews", verbosity=0)
    frozen = Interview.objects.exclude(frozen=None)
    assert {each.pk: FrozenPlan.from_json(each.frozen) for each in frozen} == expected
    assert again(waiting).frozen is None
    assert Turn.objects.count() == 2
