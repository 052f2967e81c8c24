"""The page of a scorecard and of scorecards side by side: who sees them, what they show and what they send."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from interviews import demo
from interviews.composition import current
from interviews.models import Competency, Interview, Membership, Rating, Scorecard
from tests.interviews.evaluation.cards import EVALUATE, browser, quoted, rater, submitted
from tests.interviews.scenes import finished, started

pytestmark = pytest.mark.django_db

PAGES = ("scorecard", "scorecards")


@pytest.fixture
def nobody_stays() -> Iterator[None]:
    """Forget who had the page of an interview open."""
    yield
    current().redis.flushdb()


def address(name: str, interview: Interview) -> str:
    return reverse(f"staff:{name}", args=[interview.pk])


def text(response: Any) -> str:
    return str(response.content.decode())


def form(interview: Interview, **fields: Any) -> dict[str, Any]:
    """Return what a browser sends of a complete scorecard."""
    sent = {"rubric": interview.rubric.version, "revision": "0", "editor": "tab", "recommendation": "yes"}
    return sent | {"score-0": "4", "score-1": "none", "note-0": "Knows it."} | fields


@pytest.mark.parametrize("name", PAGES)
def test_only_who_may_evaluate_sees_a_scorecard(name: str) -> None:
    interview = finished()
    for user in (rater("reader", "view_interview"), rater("blind", "evaluate_interview")):
        assert browser(user).get(address(name, interview)).status_code == 404
    assert Client().get(address(name, interview)).status_code == 404
    assert browser(rater()).get(address(name, interview)).status_code == 200
    assert browser(rater("bob")).get(address(name, started())).status_code == 404


@pytest.mark.parametrize(
    ("role", "status"), [("administrator", 200), ("recruiter", 200), ("hiring_manager", 200), ("observer", 404)]
)
def test_the_roles_that_rate(role: str, status: int) -> None:
    interview = finished()
    user = User.objects.create_user(role, is_staff=True)
    Membership.objects.create(user=user, position=interview.position, role=role)
    assert browser(user).get(address("scorecard", interview)).status_code == status
    elsewhere = demo.position("ko")
    Membership.objects.update(position=elsewhere)
    assert browser(user).get(address("scorecard", interview)).status_code == 404


def test_the_page_shows_answers_and_what_earns_which_score() -> None:
    interview = finished()
    Competency.objects.filter(name="Python").update(anchor_1="Guesses <b>.", anchor_5="Explains trade-offs.")
    frozen = dict(interview.frozen)
    del frozen["rubric"]
    Interview.objects.filter(pk=interview.pk).update(frozen=frozen)
    shown = text(browser(rater()).get(address("scorecard", interview)))
    assert "That was project number 2." in shown
    assert "<dt>1</dt><dd>Guesses &lt;b&gt;.</dd>" in shown and "<dt>3</dt>" not in shown
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", shown)


def test_a_draft_is_saved_and_shown_again() -> None:
    interview, client = finished(), browser(rater())
    words = ":".join(map(str, quoted(interview, "moved the queue")))
    sent = form(interview, **{"quote-0": words, "score-1": "", "recommendation": ""})
    reply = client.post(address("scorecard-draft", interview), sent)
    assert (reply.status_code, reply.json()) == (200, {"revision": 1})
    shown = text(client.get(address("scorecard", interview)))
    assert f'value="{words}" checked' in shown
    assert re.search(r'name="score-0" value="4" checked', shown)
    assert ">Knows it.</textarea>" in shown
    assert 'name="revision" value="1"' in shown


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({"rubric": "old"}, 409, "rubric"),
        ({"score-0": "x"}, 422, "malformed"),
        ({"score-0": "9"}, 422, "malformed"),
        ({"quote-0": "1:2"}, 422, "malformed"),
        ({"quote-0": "1:0:3:Nonsense"}, 422, "malformed"),
        ({"revision": "-1"}, 422, "malformed"),
        ({"revision": "٣"}, 422, "malformed"),
    ],
)
def test_a_draft_that_cannot_be_kept_says_why(fields: dict[str, str], status: int, code: str) -> None:
    interview = finished()
    reply = browser(rater()).post(address("scorecard-draft", interview), form(interview, **fields))
    assert (reply.status_code, reply.json()["code"]) == (status, code)
    assert reply.json()["message"]
    assert not Scorecard.objects.exists()


def test_submitting_leads_to_the_scorecards_of_all() -> None:
    interview = finished()
    submitted(interview, rater("bob"), 2, 3)
    client = browser(rater())
    hidden = text(client.get(address("scorecards", interview)))
    assert "1 person has submitted" in hidden and "bob" not in hidden
    shown = text(client.post(address("scorecard", interview), form(interview), follow=True))
    assert "Your scorecard is submitted." in shown
    assert "bob" in shown and "Knows it." in shown
    assert "two or more apart at: Python" in shown


def test_a_refused_scorecard_shows_what_was_sent() -> None:
    interview = finished()
    response = browser(rater()).post(address("scorecard", interview), form(interview, **{"score-1": ""}))
    assert response.status_code == 422
    assert "It is not submitted yet" in text(response)
    assert ">Knows it.</textarea>" in text(response)
    assert 'name="score-0" value="4" checked' in text(response)


def test_line_breaks_of_a_form_without_scripts_are_those_of_the_answer() -> None:
    interview = finished()
    turn = interview.turns.get(number=1)
    turn.answer = "One.\nTwo."
    turn.save()
    browser(rater()).post(address("scorecard", interview), form(interview, **{"quote-0": "1:0:9:One.\r\nTwo."}))
    assert Rating.objects.get(competency="Python").quotes.get().text == "One.\nTwo."


def test_reading_without_rating_ends_rating() -> None:
    interview = finished()
    submitted(interview, rater("bob"), 2, 3)
    client = browser(rater())
    assert "bob" in text(client.post(address("scorecards", interview), follow=True))
    assert "so you cannot rate this interview" in text(client.get(address("scorecard", interview)))
    assert client.post(address("scorecard", interview), form(interview)).status_code == 409


def test_who_has_rated_does_not_lose_it_by_reading() -> None:
    interview, ada = finished(), rater()
    submitted(interview, ada, 2, 3)
    assert browser(ada).post(address("scorecards", interview)).status_code == 302
    assert Scorecard.objects.get().state == Scorecard.State.SUBMITTED


@pytest.mark.usefixtures("nobody_stays")
def test_the_page_of_an_interview_links_to_its_scorecards_once_it_is_over() -> None:
    client, over = browser(rater()), finished()
    link = f'href="{address("scorecard", over)}"'
    assert link in text(client.get(reverse("staff:interview", args=[over.pk])))
    running = started()
    assert "/scorecard" not in text(client.get(reverse("staff:interview", args=[running.pk])))
    reader = browser(rater("reader", "view_interview"))
    assert link not in text(reader.get(reverse("staff:interview", args=[over.pk])))


def test_the_pages_take_few_queries(django_assert_max_num_queries: Any) -> None:
    interview = finished()
    for name in ("bob", "cy", "di"):
        submitted(interview, rater(name), 2, 3)
    client = browser(rater("eve", *EVALUATE))
    client.post(address("scorecards", interview))
    for page in PAGES:
        client.get(address(page, interview))
        with django_assert_max_num_queries(15):
            client.get(address(page, interview))


def test_the_pages_know_korean() -> None:
    interview, ada = finished(), rater()
    client = browser(ada, "ko")
    assert "평가표" in text(client.get(address("scorecard", interview)))
    submitted(interview, ada, 2, 3)
    assert "평가표" in text(client.get(address("scorecards", interview)))
