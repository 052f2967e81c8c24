"""What a candidate is told before agreeing to anything, and links that something happened to."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from interviews import demo, services
from interviews.models import Interview, Organisation
from interviews.pages.mended_link import mended
from interviews.record.duration import estimated_minutes

pytestmark = pytest.mark.django_db

ENGLISH = {"accept-language": "en"}


@pytest.fixture
def interview() -> Interview:
    return services.create_interview(demo.position("en"), "Kim")


@pytest.fixture
def token(interview: Interview) -> str:
    return services.make_invitation(interview)


@pytest.fixture
def company() -> Organisation:
    company = Organisation(
        name="Hanbit Foods", contact_name="Mina Park", contact_email="mina@hanbit.example", retention_days=90,
        privacy_notice_ko="개인정보 안내", time_zone="America/New_York",
    )  # fmt: skip
    company.save()
    return company


def page(client: Client, token: str) -> str:
    return client.get(f"/i/{token}/", headers=ENGLISH).content.decode()


def text(response: Any) -> str:
    return response.content.decode()


@pytest.mark.usefixtures("company")
def test_the_invitation_names_the_company_and_what_becomes_of_the_interview(client: Client, token: str) -> None:
    shown = page(client, token)
    assert "Hanbit Foods invites you to an interview" in shown
    assert 'href="mailto:mina@hanbit.example"' in shown
    assert "You build and run services with Python" in shown
    assert "Until 90 days after the interview has ended" in shown
    assert "People of the company read and rate your answers, and a person decides." in shown
    assert "rate your answers, from 1 to 5 for each competency" in shown
    assert "how people rate them, and what they decide" in shown
    assert '<dd class="facts__text" lang="ko">개인정보 안내' in shown, "the other language is better than none"
    assert f"/i/{token}/help/" in shown


def test_what_the_company_has_not_said_is_said_plainly(client: Client, token: str) -> None:
    shown = page(client, token)
    assert "The company has not entered its name here yet" in shown
    assert "The company has not named a contact person here" in shown
    assert "The company has not said yet how long" in shown
    assert "<img" not in shown.partition("<main")[2]


def test_a_company_can_only_be_there_once(company: Organisation) -> None:
    Organisation(name="Another").save()
    assert Organisation.objects.get().name == "Another"
    assert Organisation.current().missing


@pytest.mark.parametrize(("utc", "shown"), [(5, "1:30 a.m. (UTC-4)"), (6, "1:30 a.m. (UTC-5)")])
@pytest.mark.usefixtures("company")
def test_the_hour_that_comes_twice_has_its_zone(
    client: Client, interview: Interview, token: str, utc: int, shown: str
) -> None:
    deadline = datetime(2030, 11, 3, utc, 30, tzinfo=UTC)
    Interview.objects.filter(pk=interview.pk).update(invitation_expires_at=deadline)
    assert f"Nov. 3, 2030, {shown}" in page(client, token)


def finished_in(minutes: float) -> None:
    other = services.create_interview(demo.position("en"), "Other")
    end = timezone.now()
    times = {"started_at": end - timedelta(minutes=minutes), "finished_at": end, "consented_at": end}
    Interview.objects.filter(pk=other.pk).update(status=Interview.Status.FINISHED, **times)


def test_the_estimate_comes_from_the_plan_until_enough_others_have_finished(interview: Interview) -> None:
    assert estimated_minutes(interview) == 15, "four questions"
    finished_in(21)
    finished_in(3000)  # went away for two days
    assert estimated_minutes(interview) == 15
    finished_in(22)
    assert estimated_minutes(interview) == 25


def test_the_estimate_is_within_the_time_limit(interview: Interview) -> None:
    interview.position.time_limit_minutes = 8
    assert estimated_minutes(interview) == 8


@pytest.mark.parametrize("glued", ["", ".", ",", ")", ">", "%E2%80%8B", "/.)", "/%E2%80%8B", "%3E.", "까지", "./"])
def test_what_is_glued_to_a_link_is_forgiven(client: Client, token: str, glued: str) -> None:
    response = client.get(f"/i/{token}{glued}", follow=True, headers=ENGLISH)
    assert response.redirect_chain[-1][0] == f"/i/{token}/"
    assert "About this interview" in text(response)


@pytest.mark.parametrize("junk", ["...", "a.", "%00", "help/me", "​"])
def test_a_link_to_nothing_stays_one(client: Client, junk: str) -> None:
    assert client.get(f"/i/{junk}", headers=ENGLISH).status_code == 404


def test_hyphens_belong_to_a_token() -> None:
    assert mended("<-a_b\u200b c->.") == "-a_bc-"


def test_a_replaced_link_says_so_and_names_nobody(client: Client, interview: Interview, token: str) -> None:
    new = services.make_invitation(interview)
    for link in (f"/i/{token}/", f"/i/{token}."):
        response = client.get(link, headers=ENGLISH)
        assert response.status_code == 410
        assert "A newer link was sent" in text(response)
        assert "Kim" not in text(response)
        assert new not in text(response)
    assert client.get(f"/i/{token}/help/").status_code == 404


def test_a_refused_cookie_is_named(token: str) -> None:
    careful = Client(enforce_csrf_checks=True)
    response = careful.post(f"/i/{token}/", {"consent": "yes"}, headers=ENGLISH)
    assert response.status_code == 403
    assert "Please allow cookies for this site" in text(response)


def test_the_logo_is_served_to_everybody(client: Client, company: Organisation, token: str) -> None:
    address = reverse("interviews:logo")
    assert client.get(address).status_code == 404
    Organisation.objects.update(logo=b"\x89PNG\r\n\x1a\nrest")
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert f'src="{address}?' in page(client, token)
