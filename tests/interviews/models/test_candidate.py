"""Candidates have interviews; a practice interview has none, but the name of who practises."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from interviews import demo, services
from interviews.models import Candidate, Interview, Turn
from interviews.services import course
from tests.interviews.scenes import asked

pytestmark = pytest.mark.django_db


def test_a_name_makes_a_new_candidate_and_a_candidate_gets_another_interview() -> None:
    first = services.create_interview(demo.position("en"), "Kim")
    services.create_interview(demo.position("ko"), "Kim")
    assert Candidate.objects.filter(name="Kim").count() == 2
    assert first.candidate is not None
    services.create_interview(demo.position("ko"), first.candidate)
    assert first.candidate.interviews.count() == 2


def test_who_practises_is_no_candidate() -> None:
    practice = services.create_practice(demo.position("en"), "boss")
    assert (practice.name, practice.candidate, Candidate.objects.count()) == ("boss", None, 0)


@pytest.mark.parametrize(
    "fields", [{"name": ""}, {"name": "Kim", "external_id": "A-1"}], ids=["no name", "external ID again"]
)
def test_the_database_refuses(fields: dict[str, str]) -> None:
    Candidate.objects.create(name="Lee", external_id="A-1")
    with pytest.raises(IntegrityError), transaction.atomic():
        Candidate.objects.create(**fields)


def test_an_interview_without_a_candidate_is_refused() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Interview.objects.create(position=demo.position("en"), language="en")


@pytest.mark.django_db(transaction=True)
def test_the_migration_makes_candidates_of_existing_interviews() -> None:
    real, other = asked(), services.create_interview(demo.position("en"), "Lee")
    practice = services.create_practice(demo.position("en"), "boss")
    call_command("migrate", "interviews", "0011", verbosity=0)
    call_command("migrate", "interviews", verbosity=0)
    names = {each.pk: (each.name, each.candidate is None) for each in Interview.objects.all()}
    assert names == {real.pk: ("Kim", False), other.pk: ("Lee", False), practice.pk: ("boss", True)}
    assert sorted(Candidate.objects.values_list("name", flat=True)) == ["Kim", "Lee"]
    assert [each.created_at for each in Candidate.objects.order_by("pk")] == [real.created_at, other.created_at]


def test_candidates_are_found_by_name_e_mail_and_external_id(admin_client: Client) -> None:
    Candidate.objects.create(name="Kim", email="kim@example.com", external_id="A-1")
    Candidate.objects.create(name="Lee")
    for words in ("kim", "example.com", "A-1"):
        page = admin_client.get(reverse("admin:interviews_candidate_changelist"), {"q": words}).content.decode()
        assert "Kim" in page
        assert "Lee" not in page


def test_interviews_are_found_by_their_candidates(admin_client: Client) -> None:
    kim = Candidate.objects.create(name="Kim", email="kim@example.com", external_id="A-1")
    services.create_interview(demo.position("en"), kim)
    services.create_practice(demo.position("en"), "boss")
    for words, name in {"kim@": "Kim", "A-1": "Kim", "boss": "boss"}.items():
        page = admin_client.get(reverse("admin:interviews_interview_changelist"), {"q": words, "practised": "all"})
        assert [each.name for each in page.context["cl"].result_list] == [name]


def test_a_candidate_is_deleted_with_interviews_and_transcripts(admin_client: Client) -> None:
    interview = asked()
    course.call_off(interview)
    candidate = interview.candidate
    assert candidate is not None
    page = reverse("admin:interviews_candidate_change", args=[candidate.pk])
    assert "Backend developer" in admin_client.get(page).content.decode()
    admin_client.post(reverse("admin:interviews_candidate_delete", args=[candidate.pk]), {"confirmed": "yes"})
    assert not (Candidate.objects.exists() or Interview.objects.exists() or Turn.objects.exists())
