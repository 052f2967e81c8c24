"""What people do with an interview. Runs on SQLite here and on PostgreSQL through test_postgresql.py."""

import time
import unicodedata
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import override

from interviews import demo, jobs, services
from interviews.access.roles import visible_to
from interviews.access.tokens import token_hash
from interviews.api.errors import MESSAGES
from interviews.interviewer.ask import Ask, Move, Probe
from interviews.interviewer.fence import MAX_ANSWER_CHARS
from interviews.models import AccessToken, Interview, Position, Turn
from interviews.record import snapshot
from interviews.services import Rejected

from .scenes import RECORD, SAID, ask_next, asked, claim, finished, ready, started, turn_of

pytestmark = pytest.mark.django_db

Status = Interview.Status


def rejected(code: str) -> Any:
    return pytest.raises(Rejected, match=f"^{code}$")


def test_only_the_hash_of_an_invitation_is_stored() -> None:
    interview = services.create_interview(demo.position("ko"), "김하늘")
    token = services.make_invitation(interview)
    assert interview.invitation_hash == token_hash(token) != token
    assert services.find_invitation(token) == interview


def test_a_new_invitation_replaces_the_one_before() -> None:
    interview = services.create_interview(demo.position("ko"), "김하늘")
    old, new = services.make_invitation(interview), services.make_invitation(interview)
    assert services.find_invitation(old) is None
    assert services.find_invitation(new) == interview


def test_an_interview_is_in_its_positions_language_by_default() -> None:
    assert services.create_interview(demo.position("ko"), "A").language == "ko"
    assert services.create_interview(demo.position("ko"), "A", "en").language == "en"


def test_an_invitation_that_ran_out_before_the_start_ends_the_interview() -> None:
    interview = services.create_interview(demo.position("ko"), "A")
    services.make_invitation(interview, days=-1)
    services.expire_invitation(interview)
    assert interview.status == Status.EXPIRED
    assert interview.is_over


def test_an_invitation_that_ran_out_during_the_interview_ends_nothing() -> None:
    interview = started()
    services.make_invitation(interview, days=-1)
    services.expire_invitation(interview)
    interview.refresh_from_db()
    assert interview.status == Status.RUNNING


@pytest.mark.parametrize("consented", [True, False])
def test_a_new_invitation_revives_an_expired_interview(consented: bool) -> None:
    interview = ready() if consented else services.create_interview(demo.position("ko"), "A")
    services.make_invitation(interview, days=-1)
    services.expire_invitation(interview)
    services.make_invitation(interview)
    assert interview.status == (Status.READY if consented else Status.INVITED)


def test_the_first_consent_is_kept() -> None:
    interview = services.create_interview(demo.position("ko"), "A")
    services.consent(interview, "en")
    first = interview.consented_at
    services.consent(interview, "ko")
    assert (interview.consent_language, interview.consented_at) == ("en", first)
    assert interview.consent_version == services.CONSENT_VERSION
    assert interview.status == Status.READY


def test_the_database_refuses_an_interview_that_goes_on_without_consent() -> None:
    interview = services.create_interview(demo.position("ko"), "A")
    with pytest.raises(IntegrityError), transaction.atomic():
        Interview.objects.filter(pk=interview.pk).update(status=Status.RUNNING)


def test_a_start_asks_the_first_question_and_a_second_one_changes_nothing() -> None:
    interview = ready()
    assert services.start(interview) == services.start(interview) == 1
    turn = interview.turns.get()
    assert (turn.number, turn.kind, turn.topic, turn.status) == (1, "open", "Python", "queued")
    interview.refresh_from_db()
    assert interview.status == Status.RUNNING
    assert interview.started_at is not None


def test_a_start_before_consent_is_rejected() -> None:
    interview = services.create_interview(demo.position("en"), "A")
    with rejected("not_ready"):
        services.start(interview)
    assert not interview.turns.exists()


def test_an_answer_queues_the_next_question() -> None:
    interview = asked()
    assert services.answer(interview, 1, f"  {SAID}\n") == 2
    assert turn_of(interview).answer == SAID
    assert turn_of(interview, 2).ask == Ask("Python", Move.FOLLOW_UP, Probe.SITUATION)


def test_the_same_answer_again_gets_the_same_reply_and_changes_nothing() -> None:
    interview = asked()
    text = "We moved to PostgreSQL."
    assert services.answer(interview, 1, text) == services.answer(interview, 1, f"{text}\n") == 2
    assert interview.turns.count() == 2


def test_the_same_answer_again_is_accepted_even_after_the_interview_has_moved_on() -> None:
    interview = finished()
    assert services.answer(interview, 1, turn_of(interview).answer) == 2


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "empty"), (" \n\t\u3000", "empty"), ("\u200b", "empty"), ("\u3164 \u00ad\n\ufeff", "empty"),
     ("\ud800", "malformed"), ("x" * 4_001, "too_large"), ("한" * 4_001, "too_large"),
     ("😀" * 4_001, "too_large"), (" ".join("x" * 2_001), "too_large"), ("x" * 65_537, "too_large")],
)  # fmt: skip
def test_a_text_that_cannot_be_an_answer_is_rejected_and_nothing_changes(text: str, code: str) -> None:
    interview = asked()
    with rejected(code):
        services.answer(interview, 1, text)
    assert (turn_of(interview).status, turn_of(interview).answer) == ("asked", "")


@pytest.mark.parametrize("character", ["x", "한", "😀", "\u1112\u1161\u11ab"])
def test_the_limit_of_an_answer_counts_what_is_stored(character: str) -> None:
    interview = asked()
    services.answer(interview, 1, f"{' ' * 9_000}{character * MAX_ANSWER_CHARS}\n\n")
    assert turn_of(interview).answer == unicodedata.normalize("NFC", character) * MAX_ANSWER_CHARS
    assert len(turn_of(interview).answer) == MAX_ANSWER_CHARS


def test_the_message_for_a_long_answer_names_the_limit() -> None:
    for language in ("ko", "en"):
        with override(language):
            assert f"{MAX_ANSWER_CHARS:,}" in str(MESSAGES["too_large"])


def test_an_answer_is_kept_in_composed_form() -> None:
    interview = asked()
    decomposed = unicodedata.normalize("NFD", "장애를 제가 직접 고쳤고, 그 뒤로는 café 팀이 맡았습니다.")
    services.answer(interview, 1, decomposed)
    assert turn_of(interview).answer == unicodedata.normalize("NFC", decomposed) != decomposed
    assert services.answer(interview, 1, turn_of(interview).answer) == 2


def test_a_text_made_to_be_slow_to_compose_is_not() -> None:
    marks = "a" + "\u0301\u0316" * (2 * MAX_ANSWER_CHARS - 1)  # 0.8 s in one piece
    began = time.perf_counter()
    with rejected("too_large"):
        services.answer(asked(), 1, marks)
    assert time.perf_counter() - began < 0.5


def test_a_different_second_answer_is_rejected() -> None:
    interview = asked()
    services.answer(interview, 1, "First.")
    with rejected("answered"):
        services.answer(interview, 1, "Second.")
    assert turn_of(interview).answer == "First."


@pytest.mark.parametrize("number", [2, 0, -1, 32_767])
def test_an_answer_to_a_turn_that_does_not_exist_is_rejected(number: int) -> None:
    interview = asked()
    with rejected("wrong_turn"):
        services.answer(interview, number, "Hello.")


def test_an_answer_before_the_question_is_complete_is_rejected() -> None:
    interview = started()
    with rejected("wrong_turn"):
        services.answer(interview, 1, "Early.")


def test_the_closing_words_take_no_answer() -> None:
    interview = finished()
    with rejected("wrong_turn"):
        services.answer(interview, 5, "Goodbye.")


def test_the_closing_words_end_the_interview() -> None:
    interview = finished()
    assert interview.status == Status.FINISHED
    assert interview.finished_at is not None
    assert list(interview.turns.order_by("number").values_list("number", "status")) == [
        (1, "answered"), (2, "answered"), (3, "answered"), (4, "answered"), (5, "closed"),
    ]  # fmt: skip


def test_a_lost_attempt_saves_neither_the_question_nor_the_end() -> None:
    interview = started()
    turn = claim(lease=timedelta(seconds=-1))
    claim("w2")
    assert not services.save_question(turn, "late", RECORD)
    assert turn_of(interview).question == ""


def test_a_cancel_and_a_retry_of_a_turn_that_does_not_exist_are_rejected() -> None:
    interview = started()
    with rejected("wrong_turn"):
        services.cancel(interview, 2, by="candidate")
    with rejected("wrong_turn"):
        services.retry(interview, 2)


def test_a_retry_of_a_queued_or_running_question_changes_nothing() -> None:
    interview = started()
    services.retry(interview, 1)
    claim()
    services.retry(interview, 1)
    assert turn_of(interview).status == Turn.Status.RUNNING


def test_a_retry_of_a_question_that_was_asked_is_rejected() -> None:
    interview = asked()
    with rejected("wrong_turn"):
        services.retry(interview, 1)


def test_a_session_expires_after_a_day_and_expired_ones_are_deleted() -> None:
    interview = ready()
    services.open_session(interview)
    AccessToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    token, expires_at = services.open_session(interview)
    assert AccessToken.objects.get().token_hash == token_hash(token)
    assert timedelta(hours=23) < expires_at - timezone.now() <= timedelta(hours=24)


def test_staff_see_interviews_only_with_the_permission() -> None:
    interview = started()
    clerk = User.objects.create_user("clerk", is_staff=True)
    assert not Interview.objects.filter(visible_to(clerk)).exists()
    clerk.user_permissions.add(Permission.objects.get(codename="view_interview"))
    clerk = User.objects.get(pk=clerk.pk)
    assert Interview.objects.filter(visible_to(clerk)).get() == interview
    clerk.is_active = False
    assert not Interview.objects.filter(visible_to(clerk)).exists()


def test_the_snapshot_covers_the_newest_ended_attempt() -> None:
    interview = started()
    assert snapshot.snapshot(interview)["last_event_id"] == ""
    turn = ask_next("Why?")
    told = snapshot.snapshot(interview)
    assert told["last_event_id"] == f"{turn.generation_id}-3"
    assert told["turns"] == [
        {"turn": 1, "kind": "open", "topic": "Python", "status": "asked", "question": "Why?", "answer": ""}
    ]


def test_a_reset_has_only_the_questions_that_are_complete() -> None:
    interview = asked()
    services.answer(interview, 1, "We moved to PostgreSQL.")
    jobs.fail(claim(), "empty", "", RECORD)
    assert [turn["turn"] for turn in snapshot.finished_turns(interview)] == [1]


@pytest.mark.parametrize("competencies", ["", " \n "])
def test_a_position_without_a_competency_is_not_created(competencies: str) -> None:
    with pytest.raises(ValueError, match="name at least one"):
        Position.objects.create(slug="x", title="X", language="en", competencies=competencies)
    assert not Position.objects.exists()


def test_the_demo_link_opens_a_new_interview_once_the_last_is_over() -> None:
    token = "t" * 20
    first = demo.interview(token)
    assert demo.interview(token) == first
    Interview.objects.filter(pk=first.pk).update(status=Status.CANCELLED)
    second = demo.interview(token)
    assert second != first
    assert services.find_invitation(token) == second
