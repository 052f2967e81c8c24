"""Practice interviews of staff: through the admin's button, and through the API with the cookie."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from interviews import demo, services
from interviews.models import Interview, Position
from tests.interviews.api.chatting import Chat
from tests.interviews.api.scenes import refusal
from tests.interviews.scenes import ask_next

pytestmark = pytest.mark.django_db


def clerk(*permissions: str, csrf: bool = True) -> Client:
    """Return a browser in which a member of staff with these permissions is signed in."""
    user = User.objects.create_user("clerk", is_staff=True, first_name="Ada", last_name="Lovelace")
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    client.force_login(user)
    if csrf:
        client.cookies["csrftoken"] = "x" * 32
    return client


def press(client: Client, position: Position) -> Any:
    address = reverse("interviews:practise", args=[position.pk])
    return client.post(address, {"csrfmiddlewaretoken": "x" * 32})


def test_staff_start_a_practice_interview() -> None:
    client = clerk("add_interview")
    position = demo.position("en")
    response = press(client, position)
    interview = Interview.objects.get()
    assert (response.status_code, response["Location"]) == (302, reverse("interviews:room", args=[interview.pk]))
    assert (interview.practice, interview.status, interview.name) == (True, "ready", "Ada Lovelace")
    assert (interview.position, interview.language, interview.api_key) == (position, "en", None)
    page = client.get(response["Location"]).content.decode()
    assert "This is a practice interview. It does not count." in page
    assert "data-begin" in page
    assert "get in touch with you" not in page
    start = f"/v1/interviews/{interview.pk}/start"
    assert client.post(start, headers={"x-csrftoken": "x" * 32}).json() == {"turn": 1}


def test_a_candidates_room_says_nothing_of_practice() -> None:
    interview = services.create_interview(demo.position("en"), "Kim")
    client = Client()
    invitation = reverse("interviews:invitation", args=[services.make_invitation(interview)])
    agreed = {"consent": "yes", "version": services.CONSENT_VERSION, "language": "en"}
    page = client.post(invitation, agreed, follow=True).content.decode()
    assert "practice interview" not in page.lower()
    assert "get in touch with you" in page


def test_practising_keeps_staff_signed_in_and_opens_no_other_interview() -> None:
    client = clerk("add_interview")
    other = services.create_practice(demo.position("en"), "Bob")
    press(client, demo.position("en"))
    press(client, demo.position("ko"))
    mine = Interview.objects.exclude(pk=other.pk)
    rooms = [client.get(reverse("interviews:room", args=[interview.pk])).status_code for interview in [*mine, other]]
    assert rooms == [200, 200, 404]


def test_nobody_practises_without_the_permission_or_without_the_page() -> None:
    position = demo.position("en")
    assert press(clerk("view_interview"), position).status_code == 404
    User.objects.all().delete()
    assert press(clerk("add_interview", csrf=False), position).status_code == 403
    assert press(Client(), position).status_code == 404
    User.objects.all().delete()
    client = clerk("add_interview")
    assert client.get(reverse("interviews:practise", args=[position.pk])).status_code == 405
    assert client.post("/positions/999/practise", {"csrfmiddlewaretoken": "x" * 32}).status_code == 404
    assert not Interview.objects.exists()


def test_staff_chat_with_their_cookie_in_the_interviews_that_they_made() -> None:
    client = clerk("add_interview", "view_interview")
    press(client, demo.position("en"))
    interview = Interview.objects.get()
    services.start(interview)
    ask_next()
    chat = Chat(client=client, **{"x-csrftoken": "x" * 32})
    assert chat.say(interview=interview.pk).json()["text"] == "Why?"
    watched = services.create_practice(demo.position("en"), "Bob")
    assert refusal(chat.say(interview=watched.pk)) == (404, "not_found")


@pytest.mark.parametrize("headers", [{}, {"x-csrftoken": "x" * 32, "origin": "https://evil.example"}])
def test_a_chat_by_cookie_needs_csrf_and_origin_and_makes_nothing_without(headers: dict[str, str]) -> None:
    chat = Chat(client=clerk("add_interview"), **headers)
    assert refusal(chat.say()) == (403, "forbidden")
    assert not Interview.objects.exists()


def test_a_chat_by_cookie_makes_nothing_without_the_permission() -> None:
    chat = Chat(client=clerk("view_interview"), **{"x-csrftoken": "x" * 32})
    assert refusal(chat.say()) == (404, "not_found")
    assert not Interview.objects.exists()


def test_a_practice_interview_goes_on_without_consent_and_no_other_does() -> None:
    services.start(services.create_practice(demo.position("en"), "Ada"))
    interview = services.create_interview(demo.position("en"), "Ada")
    with pytest.raises(services.Rejected, match="not_ready"):
        services.start(interview)
