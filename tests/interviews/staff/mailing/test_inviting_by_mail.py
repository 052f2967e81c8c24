"""Inviting people by e-mail: many from a list, and one by the form. Who has no address is invited by a link."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from interviews import demo, services
from interviews.models import Candidate, Interview, Mail
from tests.interviews.composed import composed
from tests.interviews.mailing.mail_host import away
from tests.interviews.mailing.scenes import Kind

pytestmark = pytest.mark.django_db

INVITE, LINKS = reverse("admin:interviews_interview_invite"), reverse("admin:interviews_interview_links")
LIST, ADD = reverse("admin:interviews_interview_changelist"), reverse("admin:interviews_interview_add")


@pytest.fixture
def mail_is_set_up() -> Iterator[None]:
    with composed(mail_server=away()):
        yield


def signed_in(language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(User.objects.create_superuser("boss"))
    return client


def send(client: Client, people: str, **more: Any) -> Any:
    data = {"position": demo.position("en").pk, "days": 5, "people": people, "by_mail": "on", **more}
    return client.post(INVITE, data, follow=True)


def text(response: Any) -> str:
    return str(response.content.decode())


def confirm(client: Client, people: str, **more: Any) -> Any:
    digest = re.search(r'name="confirmed" value="(\w+)"', text(send(client, people, **more)))
    assert digest
    return send(client, people, confirmed=digest[1], **more)


def mailed() -> list[str]:
    return sorted(mail.interview.name for mail in Mail.objects.filter(kind=Kind.INVITATION))


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "E-mail is not set up on this server"), ("ko", "이 서버에는 이메일이 설정되어 있지 않습니다")],
)
def test_without_a_mail_server_the_page_says_so_and_links_are_shown(language: str, said: str) -> None:
    client = signed_in(language)
    page = text(client.get(INVITE))
    assert said in page and 'name="by_mail"' not in page
    assert 'name="by_mail"' not in text(client.get(ADD))
    assert confirm(client, "Kim,kim@example.com").redirect_chain[0][0] == LINKS
    assert mailed() == []


@pytest.mark.usefixtures("mail_is_set_up")
@pytest.mark.parametrize(
    ("language", "said"),
    [("en", ("Invite 2 people by e-mail", "2 e-mails are queued.")), ("ko", ("2명을 이메일로 초대", "이메일 2통"))],
)
def test_everybody_with_an_address_gets_a_mail(language: str, said: tuple[str, str]) -> None:
    client = signed_in(language)
    people = "Kim,kim@example.com\nLee,lee@example.com"
    assert said[0] in text(send(client, people))
    assert mailed() == []
    page = confirm(client, people)
    assert page.redirect_chain[0][0] == LIST
    assert said[1] in text(page)
    assert mailed() == ["Kim", "Lee"]
    assert text(client.get(LINKS)).count("/i/") == 0


@pytest.mark.usefixtures("mail_is_set_up")
def test_who_has_no_address_is_listed_with_a_link() -> None:
    client = signed_in()
    people = "Kim,kim@example.com\nLee"
    assert "1 person has no e-mail address: you get the link to pass on." in text(send(client, people))
    page = confirm(client, people)
    kim, lee = Interview.objects.order_by("pk")
    assert page.redirect_chain[0][0] == LINKS
    assert services.invitation_link(lee) in text(page)
    assert services.invitation_link(kim) not in text(page)
    assert mailed() == ["Kim"]


@pytest.mark.usefixtures("mail_is_set_up")
def test_without_the_tick_links_are_shown_and_no_mail_is_sent() -> None:
    assert confirm(signed_in(), "Kim,kim@example.com", by_mail="").redirect_chain[0][0] == LINKS
    assert mailed() == []


@pytest.mark.usefixtures("mail_is_set_up")
def test_a_confirmation_of_links_is_none_of_mails() -> None:
    client = signed_in()
    digest = re.search(r'name="confirmed" value="(\w+)"', text(send(client, "Kim,kim@example.com", by_mail="")))
    assert digest
    assert "1 person, not invited yet" in text(send(client, "Kim,kim@example.com", confirmed=digest[1]))
    assert not Interview.objects.exists()


@pytest.mark.usefixtures("mail_is_set_up")
def test_a_known_candidates_own_address_is_used_and_shown_and_a_missing_one_is_added() -> None:
    Candidate.objects.create(name="Kim", email="own@example.com", external_id="1")
    lee = Candidate.objects.create(name="Lee", external_id="2")
    client = signed_in()
    people = "Kim,other@example.com,1\nLee,lee@example.com,2"
    assert "The e-mail goes to own@example.com." in text(send(client, people))
    confirm(client, people)
    lee.refresh_from_db()
    assert lee.email == "lee@example.com"
    assert Candidate.objects.get(external_id="1").email == "own@example.com"
    assert mailed() == ["Kim", "Lee"]


def form_for(candidate: Candidate, **more: Any) -> dict[str, Any]:
    position = demo.position("en").pk
    return {"position": position, "candidate": candidate.pk, "extra_time_percent": 0, "voice": "on", **more}


@pytest.mark.usefixtures("mail_is_set_up")
def test_one_interview_is_invited_by_mail_from_its_form() -> None:
    client, kim = signed_in(), Candidate.objects.create(name="Kim", email="kim@example.com")
    assert 'name="by_mail"' in text(client.get(ADD))
    page = client.post(ADD, form_for(kim, by_mail="on"), follow=True)
    assert page.redirect_chain[-1][0] == LIST and "1 e-mail is queued." in text(page)
    assert mailed() == ["Kim"]
    changing = reverse("admin:interviews_interview_change", args=[Interview.objects.get().pk])
    assert 'name="by_mail"' not in text(client.get(changing))


@pytest.mark.usefixtures("mail_is_set_up")
def test_a_candidate_without_an_address_cannot_be_invited_by_mail() -> None:
    client, kim = signed_in(), Candidate.objects.create(name="Kim")
    assert "The candidate has no e-mail address." in text(client.post(ADD, form_for(kim, by_mail="on")))
    assert not Interview.objects.exists()
