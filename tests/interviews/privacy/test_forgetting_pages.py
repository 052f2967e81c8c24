"""The admin's pages that delete people and interviews."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from interviews import demo, services
from interviews.models import AuditEntry, Candidate, Interview, Membership, StaffAction
from tests.interviews.scenes import asked

from .told import NAME, WORDS, in_sessions, person, told

pytestmark = pytest.mark.django_db

INTERVIEWS = "admin:interviews_interview_changelist"


@pytest.fixture
def client() -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.create_superuser("clerk"))
    return client


def delete(client: Client, thing: Interview | Candidate, **data: str) -> object:
    address = reverse(f"admin:interviews_{thing._meta.model_name}_delete", args=[thing.pk])
    return client.post(address, data) if data else client.get(address)


def test_the_page_says_what_goes_and_changes_nothing(client: Client) -> None:
    interview = told(person())
    page = delete(client, interview).content.decode()  # type: ignore[attr-defined]
    assert NAME in page and "entries in the admin&#x27;s log" in page and "Backups" in page
    assert '<th scope="row">turns</th><td>2</td>' in page
    assert delete(client, interview, action="delete_selected").status_code == 200  # type: ignore[attr-defined]
    assert Interview.objects.exists()


def test_confirmed_it_goes_without_a_name_in_log_or_message(client: Client) -> None:
    interview = told(person())
    answer = delete(client, interview, confirmed="yes")
    assert answer.url == reverse(INTERVIEWS)  # type: ignore[attr-defined]
    assert not Interview.objects.exists() and not Candidate.objects.exists()
    assert not any(word in in_sessions() for word in WORDS)
    assert not any(word in str(list(LogEntry.objects.values())) for word in WORDS)
    assert AuditEntry.objects.filter(action="forget", user_id=User.objects.get(username="clerk").pk).count() == 2


def test_a_candidate_goes_with_all_interviews(client: Client) -> None:
    candidate = person()
    told(candidate)
    services.create_interview(demo.position("ko"), candidate)
    delete(client, candidate, confirmed="yes")
    assert not Interview.objects.exists() and not Candidate.objects.exists()


def test_what_goes_on_is_left_and_named(client: Client) -> None:
    going, over = asked(), told(person())
    chosen = {"action": "delete_selected", "_selected_action": [going.pk, over.pk]}
    page = client.post(reverse(INTERVIEWS), chosen).content.decode()
    assert "still going on: cancel it first" in page
    client.post(reverse(INTERVIEWS), chosen | {"confirmed": "yes"})
    assert list(Interview.objects.all()) == [going]
    page = delete(client, going, confirmed="yes").content.decode()  # type: ignore[attr-defined]
    assert 'class="deletelink"' not in page
    assert Interview.objects.exists()


def test_both_interviews_of_a_person_take_the_person_along(client: Client) -> None:
    candidate = person()
    both = [told(candidate), services.create_interview(demo.position("ko"), candidate)]
    chosen = {"action": "delete_selected", "_selected_action": [each.pk for each in both], "confirmed": "yes"}
    client.post(reverse(INTERVIEWS), chosen)
    assert not Candidate.objects.exists() and not StaffAction.objects.exists()


def test_who_may_not_delete_cannot() -> None:
    interview = told(person())
    recruiter = User.objects.create_user("mina", is_staff=True)
    Membership.objects.create(user=recruiter, role="recruiter")
    client = Client()
    client.force_login(recruiter)
    assert delete(client, interview, confirmed="yes").status_code == 403  # type: ignore[attr-defined]
    client.post(
        reverse(INTERVIEWS), {"action": "delete_selected", "_selected_action": [interview.pk], "confirmed": "yes"}
    )
    assert Interview.objects.exists()
