"""How an interview's plan follows from its position: time limit, bank and language."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from interviews import conversation, demo, jobs, services
from interviews.interviewer.plan import Banked
from interviews.models import Candidate, Interview, Position, Turn
from tests.interviews.scenes import RECORD, SAID, asked, claim, turn_of

pytestmark = pytest.mark.django_db


def begun_minutes_ago(minutes: int, limit: int, extra: int = 0) -> Interview:
    Position.objects.filter(pk=demo.position("en").pk).update(time_limit_minutes=limit)
    interview = asked()
    begun = timezone.now() - timedelta(minutes=minutes)
    Interview.objects.filter(pk=interview.pk).update(started_at=begun, extra_time_percent=extra)
    return Interview.objects.get(pk=interview.pk)


@pytest.mark.parametrize(
    ("minutes", "limit", "extra", "closes"),
    [(31, 30, 0, True), (29, 30, 0, False), (31, 30, 25, False), (38, 30, 25, True), (600, 0, 0, False)],
)
def test_when_the_time_is_up_the_next_question_is_the_closing(
    minutes: int, limit: int, extra: int, closes: bool
) -> None:
    interview = begun_minutes_ago(minutes, limit, extra)
    services.answer(interview, 1, SAID)
    assert (turn_of(interview, 2).kind == Turn.Kind.CLOSE) == closes


def test_a_question_that_is_queued_when_the_time_runs_out_is_still_asked() -> None:
    interview = begun_minutes_ago(29, 30)
    services.answer(interview, 1, SAID)
    Interview.objects.filter(pk=interview.pk).update(started_at=timezone.now() - timedelta(minutes=31))
    turn = claim()
    assert conversation.turn_context(turn).ask == turn.ask
    assert turn.kind == Turn.Kind.FOLLOW_UP


def test_a_question_that_failed_closes_when_it_is_retried_after_the_time_is_up() -> None:
    interview = begun_minutes_ago(29, 30)
    services.answer(interview, 1, SAID)
    jobs.fail(claim(), "timeout", "", RECORD)
    Interview.objects.filter(pk=interview.pk).update(started_at=timezone.now() - timedelta(minutes=31))
    services.retry(Interview.objects.get(pk=interview.pk), 2)
    assert turn_of(interview, 2).kind == Turn.Kind.CLOSE


def test_a_case_holds_what_the_graph_begins_with() -> None:
    interview = asked()
    services.answer(interview, 1, SAID)
    case = conversation.turn_context(turn_of(interview, 2))
    assert [exchange.answer for exchange in case.history] == [SAID]
    assert case.plan.bank == tuple(map(Banked, interview.position.topics, demo.BANK["en"]))
    assert (case.brief, case.ask) == (interview.brief, turn_of(interview, 2).ask)
    assert (case.refusals, case.session) == (0, interview.pk)


def test_a_bank_is_used_only_in_its_own_language() -> None:
    position = demo.position("ko")
    Position.objects.filter(pk=position.pk).update(style="mixed")
    position.refresh_from_db()
    assert services.create_interview(position, "Kim").plan.bank
    elsewhere = services.create_interview(position, "Kim", "en")
    assert (elsewhere.plan.style, elsewhere.plan.bank, elsewhere.plan.topics) == ("adaptive", (), position.topics)


def test_a_verbatim_position_takes_no_other_language() -> None:
    position = demo.position("ko")
    Position.objects.filter(pk=position.pk).update(style="verbatim")
    position.refresh_from_db()
    kim = Candidate.objects.create(name="Kim")
    Interview(position=position, candidate=kim, language="ko").full_clean()
    assert not Interview(position=position, language="ko").asks_a_model
    assert Interview(position=position, language="en").asks_a_model
    with pytest.raises(ValidationError, match="verbatim"):
        Interview(position=position, candidate=kim, language="en").full_clean()
    with pytest.raises(CommandError, match="verbatim, so only in ko"):
        call_command("invite", candidate="Kim", position=position.pk, language="en")


def test_a_candidate_is_told_how_much_time_there_is(client: Client) -> None:
    position = demo.position("en")
    Position.objects.filter(pk=position.pk).update(time_limit_minutes=30)
    position.refresh_from_db()
    interview = services.create_interview(position, "Kim")
    Interview.objects.filter(pk=interview.pk).update(extra_time_percent=25)
    page = client.get(f"/i/{services.make_invitation(interview)}/").content.decode()
    assert "You have 38 minutes, counted from the first question." in page
    assert "Take the time you need" not in page
