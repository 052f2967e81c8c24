"""The page of one interview for staff: who sees it, what it shows, and what its actions do."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from interviews import demo, jobs, services
from interviews.composition import current
from interviews.models import Interview, StaffAction, Turn
from tests.interviews.composed import composed, unreachable
from tests.interviews.scenes import RECORD, asked, claim, finished, ready, started, turn_of

pytestmark = pytest.mark.django_db

Status = Interview.Status
RECRUITER = ("view_interview", "change_interview")


@pytest.fixture(autouse=True)
def nobody_is_here(db: None) -> None:
    current().redis.flushdb()


def page_of(interview: Interview) -> str:
    return reverse("staff:interview", args=[interview.pk])


def parts_of(interview: Interview) -> str:
    return reverse("staff:interview-parts", args=[interview.pk])


def signed_in(*permissions: str, name: str = "ada", language: str = "en") -> Client:
    """Return the browser of a member of staff with these permissions."""
    user = User.objects.create_user(name, is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client(headers={"accept-language": language})
    client.force_login(user)
    return client


def text(response: Any) -> str:
    return str(response.content.decode())


def act(client: Client, interview: Interview, action: str, reason: str = "It is off topic.", **more: str) -> Any:
    newest = interview.turns.order_by("-number").first()
    data = {"action": action, "reason": reason, "turn": str(newest.number) if newest else "", **more}
    return client.post(page_of(interview), data, follow=True)


def kept() -> list[tuple[str, str, int | None, str]]:
    return [(each.user_name, each.kind, each.turn, each.reason) for each in StaffAction.objects.all()]


@pytest.mark.parametrize("path", [page_of, parts_of])
def test_strangers_candidates_and_staff_without_the_permission_get_404(path: Any) -> None:
    interview = asked()
    entered = Client()
    entered.post(f"/i/{services.make_invitation(interview)}/")
    for client in (Client(), entered, signed_in(), signed_in("view_position", name="eve")):
        assert client.get(path(interview)).status_code == 404
    assert signed_in("view_interview", name="bob").get(path(interview)).status_code == 200
    assert signed_in("view_interview", name="cy").get(path(Interview(pk=10**19))).status_code == 404


def test_the_page_shows_name_questions_answers_and_nothing_meant_for_the_candidate() -> None:
    interview = finished()
    shown = text(signed_in("view_interview").get(page_of(interview)))
    assert "<h1>Kim</h1>" in shown
    assert shown.count("talk__answer") == interview.position.question_count
    assert "That was project number 2." in shown
    assert "Thank you for taking part" not in shown
    assert "Your answer" not in shown


def test_an_answer_is_shown_as_text() -> None:
    interview = asked()
    services.answer(interview, 1, "<script>alert(1)</script> & more")
    shown = text(signed_in("view_interview").get(page_of(interview)))
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in shown
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", shown)


def test_each_question_is_one_item_with_its_state() -> None:
    interview = asked()
    services.rephrase(interview, 1)
    claim()
    services.stop_question(interview, 2, User.objects.create_user("boss"))
    jobs.fail(turn_of(interview, 2), jobs.CANCELLED, "", RECORD)
    shown = text(signed_in("view_interview").get(parts_of(interview)))
    assert shown.count('<li class="talk__turn"') == 2
    assert "The candidate asked for other words." in shown
    assert "Question 1, in other words" in shown
    assert "Your team stopped this question." in shown


def test_who_is_here_is_named() -> None:
    interview = asked()
    ada, bob = signed_in("view_interview"), signed_in("view_interview", name="bob")
    assert "Also here" not in text(ada.get(page_of(interview)))
    assert "Also here: ada" in text(bob.get(parts_of(interview)))
    assert "Also here: bob" in text(ada.get(parts_of(interview)))
    assert "Also here" not in text(ada.get(parts_of(started())))


def test_without_redis_the_page_says_that_it_does_not_know() -> None:
    interview = asked()
    with composed(redis_address=unreachable()):
        assert "It is not known whether the candidate is connected." in text(
            signed_in("view_interview").get(page_of(interview))
        )


def test_waiting_times_are_a_chart_and_a_table() -> None:
    interview = finished()
    Turn.objects.get(interview=interview, number=2).generations.update(total_ms=2_500, first_audio_ms=900)
    shown = text(signed_in("view_interview").get(page_of(interview)))
    assert shown.count('class="first-token" cx="') == interview.position.question_count + 1 + 1  # and the legend's
    assert '<th scope="row">2</th><td>0.04</td><td>0.90</td><td>2.50</td><td>1</td>' in shown


def test_an_interview_that_is_over_can_be_played_again_from_the_record() -> None:
    interview = finished()
    start = turn_of(interview, 1).queued_at
    Turn.objects.filter(interview=interview, number=1).update(answered_at=start + timedelta(seconds=30))
    Turn.objects.filter(interview=interview, number=1).get().generations.update(first_token_ms=400, total_ms=2_000)
    shown = text(signed_in("view_interview").get(page_of(interview)))
    scenes = json.loads(re.findall(r'<script id="timeline" type="application/json">(.*?)</script>', shown)[0])
    assert scenes[0] == {"turn": 1, "queued": 0, "first": 400, "done": 2_000, "answered": 30_000}
    assert [scene["turn"] for scene in scenes] == [1, 2, 3, 4, 5]
    assert scenes[-1]["answered"] is None
    assert "data-replay" in shown
    assert "data-replay" not in text(signed_in("view_interview", name="bob").get(page_of(asked())))


def test_a_running_interview_is_played_again_from_the_record_without_its_log() -> None:
    interview = asked()
    services.answer(interview, 1, "I did it.")
    current().redis.flushdb()  # the log lives for a day
    client = signed_in("view_interview")
    watched = text(client.get(page_of(interview)))
    assert 'href="?replay"' in watched
    assert _scenes(watched) == [] and '"over": false' in watched
    replayed = text(client.get(page_of(interview), {"replay": ""}))
    assert [scene["turn"] for scene in _scenes(replayed)] == [1]
    assert '"over": true' in replayed and f'href="{page_of(interview)}">Back to watching' in replayed
    assert 'href="?replay"' not in replayed


def test_nothing_is_offered_to_play_before_a_question_was_asked() -> None:
    assert "?replay" not in text(signed_in("view_interview").get(page_of(started())))


def _scenes(page: str) -> Any:
    found = re.search(r'<script id="timeline" type="application/json">(.*?)</script>', page)
    assert found
    return json.loads(found[1])


def test_who_may_only_watch_has_no_actions() -> None:
    interview = started()
    reader = signed_in("view_interview")
    assert "act__form" not in text(reader.get(page_of(interview)))
    assert act(reader, interview, "stop").status_code == 404
    assert turn_of(interview).status == "queued"
    assert kept() == []


def test_a_question_is_stopped_and_asked_again_with_reasons() -> None:
    interview = started()
    recruiter = signed_in(*RECRUITER)
    shown = text(act(recruiter, interview, "stop", "  Not about\n the job. "))
    assert "The question was stopped." in shown
    assert "Your team stopped this question." in shown
    assert turn_of(interview).status == "failed"
    assert "The question is being asked again." in text(act(recruiter, interview, "ask_again", "By mistake."))
    assert turn_of(interview).status == "queued"
    assert kept() == [("ada", "stop", 1, "Not about the job."), ("ada", "ask_again", 1, "By mistake.")]
    history = text(recruiter.get(page_of(interview)))
    assert history.index("had the question asked again") < history.index("stopped the question")
    assert '<q class="history__reason">Not about the job.</q>' in history


def test_cancelling_ends_the_interview_and_its_question() -> None:
    interview = started()
    candidate = services.open_session(interview)[0]
    shown = text(act(signed_in(*RECRUITER), interview, "cancel", "Withdrawn."))
    assert "The interview was cancelled." in shown
    assert "act__form" not in shown
    interview.refresh_from_db()
    assert (interview.status, turn_of(interview).status) == (Status.CANCELLED, "failed")
    headers = {"authorization": f"Bearer {candidate}"}
    answer = Client().post(
        f"/v1/interviews/{interview.pk}/retry", {"turn": 1}, content_type="application/json", headers=headers
    )
    assert answer.json()["code"] == "over"


@pytest.mark.parametrize("make", [lambda: services.create_interview(demo.position("en"), "Kim"), ready, started])
def test_an_interview_can_be_cancelled_at_any_stage(make: Any) -> None:
    interview = make()
    act(signed_in(*RECRUITER), interview, "cancel")
    interview.refresh_from_db()
    assert interview.status == Status.CANCELLED


@pytest.mark.parametrize(
    ("action", "changes", "message"),
    [
        ("stop", {"reason": "  "}, "Write a reason first."),
        ("stop", {"reason": "x" * 301}, "at most 300 characters"),
        ("stop", {"turn": "7"}, "the question has gone on"),
        ("explode", {}, "the question has gone on"),
        ("ask_again", {}, "the question has gone on"),
    ],
)
def test_an_action_that_is_not_possible_changes_nothing(action: str, changes: dict[str, str], message: str) -> None:
    interview = started() if action != "ask_again" else asked()
    before = turn_of(interview).status
    response = act(signed_in(*RECRUITER), interview, action, **changes)
    assert response.status_code == 422
    assert message in text(response)
    assert turn_of(interview).status == before
    assert kept() == []


def test_a_reason_that_was_refused_stays_in_its_field() -> None:
    interview = started()
    shown = text(act(signed_in(*RECRUITER), interview, "cancel", "x" * 301))
    assert f'value="{"x" * 301}" aria-invalid="true"' in shown
    assert '<details class="act" data-name="cancel" open>' in shown


def test_an_interview_that_is_over_cannot_be_cancelled() -> None:
    interview = finished()
    assert "not running any more" in text(act(signed_in(*RECRUITER), interview, "cancel"))
    interview.refresh_from_db()
    assert interview.status == Status.FINISHED


def test_links_and_stops_in_admin_are_in_the_history_too() -> None:
    interview = started()
    boss = Client(headers={"accept-language": "en"})
    boss.force_login(User.objects.create_superuser("boss"))
    boss.post(
        reverse("admin:interviews_interview_change_many", args=["replace_links"]), {"ids": interview.pk, "days": 1}
    )
    boss.post(
        reverse("admin:interviews_interview_changelist"),
        {"action": "stop_questions", "_selected_action": [interview.pk]},
    )
    assert kept() == [("boss", "invite", None, ""), ("boss", "stop", 1, "")]


def test_admin_links_to_the_page_from_the_list_and_from_the_form() -> None:
    interview = asked()
    boss = Client()
    boss.force_login(User.objects.create_superuser("boss"))
    for name, args in (("changelist", []), ("change", [interview.pk])):
        assert f'href="{page_of(interview)}"' in text(
            boss.get(reverse(f"admin:interviews_interview_{name}", args=args))
        )


def test_an_interview_with_a_history_can_be_deleted_by_who_may_delete_interviews() -> None:
    interview = started()
    services.cancel_interview(interview, User.objects.create_user("boss"))
    clerk = signed_in("view_interview", "delete_interview")
    clerk.post(reverse("admin:interviews_interview_delete", args=[interview.pk]), {"confirmed": "yes"})
    assert not Interview.objects.exists()
    assert kept() == []


def test_the_page_takes_few_queries(django_assert_max_num_queries: Any) -> None:
    interview = finished()
    client = signed_in(*RECRUITER)
    client.get(page_of(interview))
    with django_assert_max_num_queries(12):
        client.get(page_of(interview))


def test_the_parts_know_korean() -> None:
    interview = asked("ko")
    shown = text(signed_in("view_interview", language="ko").get(page_of(interview)))
    assert "지켜보는 중입니다." in shown
    assert timezone.get_current_timezone_name() in shown
