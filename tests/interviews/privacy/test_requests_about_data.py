"""What people ask about their data, and by when they must have an answer."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from interviews import services
from interviews.models import AuditEntry, CandidateRequest, Organisation
from interviews.services import course
from tests.interviews.scenes import asked, ready

pytestmark = pytest.mark.django_db

MORE_TIME, ACCESS, DELETION, CORRECTION = "more_time", "access", "deletion", "correction"
LIST = "admin:interviews_candidaterequest_changelist"


@pytest.fixture
def boss() -> User:
    return User.objects.create_superuser("boss")


@pytest.fixture
def client(boss: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(boss)
    return client


@pytest.mark.parametrize("kind", CandidateRequest.RIGHTS)
def test_a_request_about_data_is_due_in_thirty_days(kind: str) -> None:
    request = services.ask_people(ready(), kind, "Please.")
    assert request.due_at and abs(request.due_at - timezone.now() - timedelta(days=30)) < timedelta(minutes=1)


def test_the_company_sets_the_days_and_other_requests_have_none() -> None:
    Organisation.objects.create(request_days=10)
    request = services.ask_people(ready(), ACCESS)
    assert request.due_at and request.due_at < timezone.now() + timedelta(days=10, minutes=1)
    assert services.ask_people(ready(), MORE_TIME).due_at is None


def test_the_same_request_again_keeps_its_day() -> None:
    interview = ready()
    first = services.ask_people(interview, DELETION)
    assert services.ask_people(interview, DELETION).due_at == first.due_at
    assert interview.requests.count() == 1


def test_what_is_overdue_comes_first_and_says_so(client: Client, boss: User) -> None:
    interview = ready()
    kinds = (MORE_TIME, ACCESS, DELETION, CORRECTION)
    later, soon, overdue, settled = (services.ask_people(interview, kind, "Please.") for kind in kinds)
    now = timezone.now()
    for request, days in ((soon, 2), (overdue, -1), (settled, -5)):
        CandidateRequest.objects.filter(pk=request.pk).update(due_at=now + timedelta(days=days))
    services.settle(settled, "granted", boss)
    page = client.get(reverse(LIST))
    assert [each.pk for each in page.context["cl"].result_list] == [each.pk for each in (overdue, soon, later, settled)]
    assert page.content.decode().count("(overdue)") == 1
    assert "<strong>1</strong> answer to a request is overdue" in client.get(reverse("admin:index")).content.decode()


def test_a_decision_is_in_the_trail_without_its_note(boss: User) -> None:
    request = services.ask_people(ready(), ACCESS)
    services.settle(request, "granted", boss, "Sent to Kim by post.")
    entry = AuditEntry.objects.get(action="settle")
    assert (entry.object_id, entry.details) == (request.pk, {"state": "granted", "kind": "access"})


def test_a_candidate_asks_for_deletion_after_the_end() -> None:
    interview = asked()
    link = f"/i/{services.make_invitation(interview)}/"
    course.call_off(interview)
    over = Client().get(link).content.decode()
    assert f'href="{link}help/"' in over
    assert Client().post(f"{link}help/", {"kind": "deletion"}).status_code == 200
    assert interview.requests.get().kind == DELETION


def test_a_correction_says_what_is_wrong() -> None:
    interview = ready()
    link = f"/i/{services.make_invitation(interview)}/help/"
    assert Client().post(link, {"kind": "correction"}).status_code == 422
    assert not interview.requests.exists()
