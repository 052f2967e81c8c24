"""Whether the room's page is told to send drafts."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from interviews.access import visitors
from interviews.models import Interview
from tests.interviews.composed import composed
from tests.interviews.scenes import ready

pytestmark = pytest.mark.django_db


def sends_drafts(client: Client, interview: Interview) -> bool:
    drafts: bool = client.get(reverse("interviews:room", args=[interview.pk])).context["room"]["drafts"]
    return drafts


@pytest.fixture
def interview() -> Interview:
    return ready()


@pytest.fixture
def candidate(client: Client, interview: Interview) -> Client:
    session = client.session
    visitors.let_in(session, interview)
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


def test_a_candidates_page_sends_drafts(candidate: Client, interview: Interview) -> None:
    assert sends_drafts(candidate, interview) is True


def test_no_page_sends_drafts_if_they_are_off(candidate: Client, interview: Interview) -> None:
    with composed(drafts_enabled=False):
        assert sends_drafts(candidate, interview) is False


def test_no_drafts_are_sent_under_an_older_consent_text(candidate: Client, interview: Interview) -> None:
    Interview.objects.update(consent_version="2026-11")
    assert sends_drafts(candidate, interview) is False
