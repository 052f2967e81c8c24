"""Candidates ask people for something: by their link or from the room, and nobody else does it for them."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from interviews import services
from interviews.models import CandidateRequest, Interview
from interviews.pages import help
from tests.interviews.scenes import ready

pytestmark = pytest.mark.django_db

ASKED = {"kind": "more_time", "text": "I use a screen reader.", "reply_to": "kim@example.com"}


@pytest.fixture
def interview() -> Interview:
    return ready()


@pytest.fixture
def link(interview: Interview) -> str:
    return f"/i/{services.make_invitation(interview)}/help/"


def staff(*permissions: str) -> User:
    user = User.objects.create_user("staff", is_staff=True)
    user.user_permissions.add(*Permission.objects.filter(codename__in=permissions))
    return user


def test_a_request_by_link_reaches_the_recruiter(client: Client, interview: Interview, link: str) -> None:
    response = client.post(link, ASKED)
    assert "Your request has been sent" in response.content.decode()
    made = interview.requests.get()
    assert (made.kind, made.text, made.reply_to, made.state) == (*ASKED.values(), "open")
    client.post(link, ASKED)
    assert interview.requests.count() == 1, "a page sent twice is one request"


@pytest.mark.parametrize(
    "given",
    [{}, {"kind": "raise"}, {"kind": "problem"}, {"kind": "other", "text": "  "}, {**ASKED, "text": "x" * 2001},
     {**ASKED, "text": "a\0b"}, {**ASKED, "reply_to": "x" * 201}],
    ids=["nothing", "unknown kind", "no word", "blank", "too long", "NUL", "long address"],
)  # fmt: skip
def test_a_request_that_says_nothing_is_refused(
    client: Client, interview: Interview, link: str, given: dict[str, str]
) -> None:
    response = client.post(link, given)
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    assert not interview.requests.exists()


def test_requests_are_limited(client: Client, interview: Interview, link: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(help, "REQUESTS_AN_HOUR", 1)
    client.post(link, ASKED)
    response = client.post(link, {**ASKED, "kind": "person"})
    assert response.status_code == 429
    assert interview.requests.count() == 1


def test_the_room_has_the_same_page_for_its_candidate_alone(client: Client, interview: Interview, link: str) -> None:
    address = reverse("interviews:help", args=[interview.pk])
    assert client.get(address).status_code == 404
    client.force_login(staff("view_interview", "change_interview"))
    assert client.get(address).status_code == 404
    own = Client()
    own.post(link.removesuffix("help/"))
    assert own.get(address).status_code == 200
    own.post(address, {"kind": "problem", "text": "No sound."})
    assert interview.requests.get().text == "No sound."


def test_a_request_needs_our_own_form(interview: Interview, link: str) -> None:
    assert Client(enforce_csrf_checks=True).post(link, ASKED).status_code == 403
    assert not interview.requests.exists()


def test_an_unknown_link_asks_for_nothing(client: Client) -> None:
    assert client.post("/i/unknown/help/", ASKED).status_code == 404


def test_what_was_asked_is_in_no_log(client: Client, link: str, caplog: Any, capsys: Any) -> None:
    client.post(link, ASKED)
    client.post(link, {"kind": "x", "text": ASKED["text"]})
    assert "screen reader" not in caplog.text + "".join(capsys.readouterr())


def test_staff_settle_a_request_and_their_name_is_kept(client: Client, interview: Interview) -> None:
    request = services.ask_people(interview, "person")
    user = staff("view_candidaterequest", "change_candidaterequest")
    client.force_login(user)
    index = client.get(reverse("admin:index"), headers={"accept-language": "en"}).content.decode()
    assert "<strong>1</strong> request of a candidate is open" in index
    address = reverse("admin:interviews_candidaterequest_change", args=[request.pk])
    client.post(address, {"state": "granted", "note": "Called her."})
    request.refresh_from_db()
    assert (request.state, request.note, request.settled_by) == ("granted", "Called her.", user)
    assert request.settled_at is not None
    client.post(address, {"state": "open", "note": ""})
    request.refresh_from_db()
    assert (request.state, request.settled_by, request.settled_at) == ("open", None, None)
    assert client.post(address, {"state": "lost"}).status_code == 200
    assert CandidateRequest.objects.get().state == "open"
