"""A candidate's link in a browser in which staff are signed in: nobody consents, begins or answers in their name."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from interviews import demo, services
from interviews.access import visitors
from interviews.models import Interview
from tests.interviews.scenes import asked, ready

pytestmark = pytest.mark.django_db

CONSENT = {"consent": "yes", "language": "en", "version": services.CONSENT_VERSION}


@pytest.fixture
def interview() -> Interview:
    return services.create_interview(demo.position("en"), "Kim")


@pytest.fixture
def link(interview: Interview) -> str:
    return reverse("interviews:invitation", args=[services.make_invitation(interview)])


@pytest.fixture
def staff() -> Client:
    user = User.objects.create_user("clerk", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_interview"))
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def text(response: Any) -> str:
    return str(response.content.decode())


def test_staff_see_whose_link_it_is_and_cannot_consent(staff: Client, interview: Interview, link: str) -> None:
    page = text(staff.get(link))
    assert "This link belongs to a candidate" in page
    assert f'href="{reverse("staff:interview", args=[interview.pk])}"' in page
    assert 'name="consent"' not in page
    assert staff.post(link, CONSENT).status_code == 403
    interview.refresh_from_db()
    assert interview.consented_at is None


def test_staff_cannot_consent_through_the_api_either(staff: Client, interview: Interview) -> None:
    body = {"invitation": services.make_invitation(interview), "consent": True}
    response = staff.post("/v1/sessions", body, content_type="application/json")
    assert (response.status_code, response.json()["code"]) == (404, "not_found")
    assert not interview.access_tokens.exists()
    assert Client().post("/v1/sessions", body, content_type="application/json").status_code == 201


def test_staff_without_the_permission_get_no_link_to_the_page(interview: Interview, link: str) -> None:
    client = Client()
    client.force_login(User.objects.create_user("clerk", is_staff=True))
    assert "/staff/" not in text(client.get(link))


@pytest.mark.parametrize(("make", "action"), [(ready, "start"), (asked, "answers"), (asked, "skip")])
def test_who_entered_and_signed_in_afterwards_is_staff(staff: Client, make: Any, action: str) -> None:
    interview = make()
    session = staff.session
    visitors.let_in(session, interview)
    session.save()
    staff.cookies[next(iter(staff.cookies))] = session.session_key
    body = {"turn": 1, "text": "I did it."}
    response = staff.post(f"/v1/interviews/{interview.pk}/{action}", body, content_type="application/json")
    assert (response.status_code, response.json()["code"]) == (404, "not_found")
    assert staff.get(reverse("interviews:room", args=[interview.pk])).status_code == 302


def test_a_colleague_who_is_no_staff_may_be_a_candidate(interview: Interview, link: str) -> None:
    client = Client()
    client.force_login(User.objects.create_user("customer"))
    assert client.post(link, CONSENT).status_code == 302
    interview.refresh_from_db()
    assert interview.consented_at is not None
