"""Who has a role at one position learns nothing of people at others, and gets none of their mails."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from interviews import services
from interviews.mailing import queue
from interviews.models import Candidate, Interview, Mail, Membership
from interviews.models.staff_action import StaffAction
from tests.interviews.access.test_roles import signed_in
from tests.interviews.scenes import started

pytestmark = pytest.mark.django_db

INVITE = reverse("admin:interviews_interview_invite")
NAME, ADDRESS, EXTERNAL_ID = "Elsewhere Lee", "lee@example.com", "L-1"


@pytest.fixture
def here() -> Interview:
    return started()


@pytest.fixture
def lee(here: Interview) -> Candidate:
    """Return somebody who is interviewed at another position."""
    there = started("ko")
    Candidate.objects.filter(pk=there.candidate_id).update(name=NAME, email=ADDRESS, external_id=EXTERNAL_ID)
    return Candidate.objects.get(pk=there.candidate_id)


@pytest.fixture
def recruiter(here: Interview) -> Client:
    return signed_in("recruiter", here.position)


def sent(recruiter: Client, here: Interview, people: str, **more: Any) -> str:
    data = {"position": here.position_id, "days": 5, "people": people, **more}
    return str(recruiter.post(INVITE, data, follow=True).content.decode())


@pytest.mark.parametrize(
    "people", [f"Kim,,{EXTERNAL_ID}", f"Kim,kim@example.com,{EXTERNAL_ID}", f"Kim,{ADDRESS},K-1\nPark,,{EXTERNAL_ID}"]
)
@pytest.mark.parametrize("address", [ADDRESS, ""])
def test_an_external_id_that_was_guessed_tells_nothing_and_takes_no_address(
    recruiter: Client, here: Interview, lee: Candidate, people: str, address: str
) -> None:
    Candidate.objects.filter(pk=lee.pk).update(email=address)
    shown = sent(recruiter, here, people)
    assert "Somebody at another position has this external ID" in shown
    assert NAME not in shown
    assert not re.search(r'name="confirmed"', shown)
    lee.refresh_from_db()
    assert lee.email == address


def test_an_address_and_an_external_id_of_two_people_elsewhere_name_neither(
    recruiter: Client, here: Interview, lee: Candidate
) -> None:
    other = started("ko")
    Candidate.objects.filter(pk=other.candidate_id).update(name="Elsewhere Choi", external_id="C-1")
    assert "Elsewhere" not in sent(recruiter, here, f"Kim,{ADDRESS},C-1")


def test_who_is_named_by_their_address_is_invited_and_keeps_it(
    recruiter: Client, here: Interview, lee: Candidate
) -> None:
    people = f"Kim,{ADDRESS},{EXTERNAL_ID}"
    shown = sent(recruiter, here, people)
    assert "Known from another position." in shown
    assert NAME not in shown
    digest = re.search(r'name="confirmed" value="(\w+)"', shown)
    assert digest
    sent(recruiter, here, people, confirmed=digest[1])
    assert lee.interviews.count() == 2
    form = reverse("admin:interviews_candidate_change", args=[lee.pk])
    assert recruiter.get(form).status_code == 200
    stolen = {"name": NAME, "email": "mine@example.com", "external_id": EXTERNAL_ID}
    assert recruiter.post(form, stolen).status_code == 403
    lee.refresh_from_db()
    assert lee.email == ADDRESS
    there = lee.interviews.exclude(position=here.position).get().position
    Membership.objects.create(user=User.objects.get(), role="recruiter", position=there)
    recruiter.post(form, stolen | {"email": "new@example.com"} | NO_INTERVIEWS)
    lee.refresh_from_db()
    assert lee.email == "new@example.com"


NO_INTERVIEWS = {"interviews-TOTAL_FORMS": 0, "interviews-INITIAL_FORMS": 0}


def test_an_observer_reads_neither_reasons_nor_mails() -> None:
    here = started()
    Candidate.objects.filter(pk=here.candidate_id).update(email=ADDRESS)
    services.note(here, User.objects.create_superuser("boss"), StaffAction.Kind.EXTEND, reason="She was in hospital.")
    assert queue.enqueue([here], Mail.Kind.INVITATION)
    Mail.objects.update(state="failed", answer=f"550 no such user {ADDRESS}")
    told = {"hospital", ADDRESS, "E-mails"}
    expected = {"recruiter": told, "hiring_manager": {"hospital"}, "observer": set()}
    for role, words in expected.items():
        client = signed_in(role, here.position)
        for address in ("staff:interview", "staff:interview-parts"):
            shown = client.get(reverse(address, args=[here.pk])).content.decode()
            assert {word for word in told if word in shown} == words, (role, address)
