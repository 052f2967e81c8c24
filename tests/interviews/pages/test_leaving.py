"""A candidate finishes later, and signs out on a device that is not their own."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from interviews import demo, services
from interviews.models import Interview

pytestmark = pytest.mark.django_db


@pytest.fixture
def interview() -> Interview:
    return services.create_interview(demo.position("en"), "Sam")


@pytest.fixture
def link(interview: Interview) -> str:
    return reverse("interviews:invitation", args=[services.make_invitation(interview)])


@pytest.fixture
def candidate(client: Client, link: str) -> Client:
    client.post(link, {"consent": "yes", "version": services.CONSENT_VERSION, "language": "en"})
    return client


def leaving(interview: Interview) -> str:
    return reverse("interviews:leave", args=[interview.pk])


def room(interview: Interview) -> str:
    return reverse("interviews:room", args=[interview.pk])


def text(response: Any) -> str:
    return response.content.decode()


def test_the_room_leads_to_the_page_which_leads_back(candidate: Client, interview: Interview) -> None:
    assert f'href="{leaving(interview)}"' in text(candidate.get(room(interview)))
    page = text(candidate.get(leaving(interview)))
    assert f'href="{room(interview)}"' in page and "<time datetime=" in page


def test_reading_the_page_ends_nothing(candidate: Client, interview: Interview) -> None:
    candidate.get(leaving(interview))
    candidate.head(leaving(interview))
    assert candidate.get(room(interview)).status_code == 200


def test_signing_out_closes_the_interview_to_this_browser(candidate: Client, interview: Interview) -> None:
    page = text(candidate.post(leaving(interview)))
    assert "You are signed out" in page and f'data-forget-drafts="{interview.pk}"' in page
    assert candidate.get(room(interview)).status_code == 404
    assert candidate.post(leaving(interview)).status_code == 404
    assert candidate.get(f"/v1/interviews/{interview.pk}").status_code in {401, 404}


def test_the_link_lets_them_in_again_where_they_were(candidate: Client, interview: Interview, link: str) -> None:
    services.start(interview)
    candidate.post(leaving(interview))
    assert "Welcome back" in text(candidate.get(link))
    assert candidate.post(link, follow=True).request["PATH_INFO"] == room(interview)


def test_signing_out_of_one_interview_leaves_another_open(candidate: Client, interview: Interview) -> None:
    other = services.create_interview(interview.position, "Sam")
    link = reverse("interviews:invitation", args=[services.make_invitation(other)])
    candidate.post(link, {"consent": "yes", "version": services.CONSENT_VERSION, "language": "en"})
    candidate.post(leaving(interview))
    assert candidate.get(room(other)).status_code == 200


def test_a_time_limit_goes_on_and_the_page_says_so(candidate: Client, interview: Interview) -> None:
    interview.position.time_limit_minutes = 30
    interview.position.save()
    assert "The time goes on while you are away." in text(candidate.get(leaving(interview)))


def test_strangers_and_staff_have_nothing_to_leave(client: Client, interview: Interview) -> None:
    assert client.get(leaving(interview)).status_code == 404
    client.force_login(User.objects.create_superuser("chief"))
    assert client.get(leaving(interview)).status_code == 404
    assert client.post(leaving(interview)).status_code == 404


def test_a_forged_request_signs_nobody_out(interview: Interview, link: str) -> None:
    careful = Client(enforce_csrf_checks=True)
    page = text(careful.get(link))
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    consent = {"consent": "yes", "version": services.CONSENT_VERSION, "language": "en", "csrfmiddlewaretoken": token}
    careful.post(link, consent)
    assert careful.post(leaving(interview)).status_code == 403
    assert careful.get(room(interview)).status_code == 200
