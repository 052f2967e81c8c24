"""An invitation counts as opened once its page says that a person looks at it, and not before."""

import json

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from interviews import demo, services
from interviews.exporting.account import Account, as_json
from interviews.models import Interview
from interviews.privacy.export import as_json as all_of
from interviews.record.history import history_of
from interviews.staff.interview_list import with_stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def interview() -> Interview:
    return services.create_interview(demo.position("en"), "Ada")


@pytest.fixture
def link(interview: Interview) -> str:
    return reverse("interviews:invitation", args=[services.make_invitation(interview)])


def stage(interview: Interview) -> str:
    return str(with_stage(Interview.objects.filter(pk=interview.pk)).values_list("stage", flat=True)[0])


def beacon(client: Client, link: str) -> int:
    return client.post(f"{link}opened/").status_code


def test_a_program_that_fetches_the_link_opens_nothing(client: Client, link: str, interview: Interview) -> None:
    client.get(link)
    client.head(link)
    client.get(f"{link}opened/")
    assert stage(interview) == "invited"


def test_the_pages_word_is_kept_once(client: Client, link: str, interview: Interview) -> None:
    assert beacon(client, link) == 204
    assert stage(interview) == "opened"
    interview.refresh_from_db()
    first = interview.opened_at
    assert beacon(client, link) == 204
    interview.refresh_from_db()
    assert interview.opened_at == first and interview.status == "invited"


def test_another_site_cannot_say_it(link: str, interview: Interview) -> None:
    assert Client(enforce_csrf_checks=True).post(f"{link}opened/").status_code == 403
    assert stage(interview) == "invited"


def test_a_colleague_who_looks_at_the_link_opens_nothing(client: Client, link: str, interview: Interview) -> None:
    client.force_login(User.objects.create_superuser("boss"))
    assert beacon(client, link) == 404
    assert "data-opened" not in client.get(link).content.decode()
    assert stage(interview) == "invited"


def test_a_new_link_was_not_opened_yet(client: Client, link: str, interview: Interview) -> None:
    beacon(client, link)
    interview.refresh_from_db()
    services.make_invitation(interview)
    assert stage(interview) == "invited"
    assert beacon(client, link) == 404, "the old one opens nothing any more"


def test_who_agreed_is_past_opened(client: Client, link: str, interview: Interview) -> None:
    beacon(client, link)
    services.consent(interview, "en")
    assert stage(interview) == "ready"


def test_a_link_that_has_expired_is_not_opened(client: Client, link: str, interview: Interview) -> None:
    Interview.objects.update(invitation_expires_at="2026-01-01T00:00Z")
    assert beacon(client, link) == 204
    interview.refresh_from_db()
    assert interview.opened_at is None


def test_it_is_told_wherever_the_interview_is(client: Client, link: str, interview: Interview) -> None:
    beacon(client, link)
    interview.refresh_from_db()
    assert "The candidate opened the link" in [str(entry.what) for entry in history_of(interview)]
    assert as_json(Account.of(interview))["opened_at"]
    assert interview.candidate
    assert json.loads(all_of(interview.candidate))["interviews"][0]["opened_at"]
    client.force_login(User.objects.create_superuser("boss"))
    listed = client.get(reverse("admin:interviews_interview_changelist"), {"stage": "opened"}).content.decode()
    assert "Ada" in listed and "opened the link" in listed
    page = client.get(reverse("staff:interview", args=[interview.pk]), headers={"accept-language": "en"})
    assert "opened the link</span>" in page.content.decode()
