"""What a mail says, and when it is not sent at all."""

import re
from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from interviews import services
from interviews.mailing.message import NotToBeSent, compose
from interviews.models import Candidate, Interview, Mail, Organisation
from interviews.services import course

from .mail_host import away
from .scenes import ADDRESS, Kind, Reason, invited, queued

pytestmark = pytest.mark.django_db


def read(mail: Mail) -> Any:
    """Return the message as the recipient's program reads it."""
    mail.refresh_from_db()
    return message_from_bytes(compose(mail, away()).message().as_bytes(), policy=policy.default)


def text_of(message: Any) -> str:
    return str(message.get_body(("plain",)).get_content())


def html_of(message: Any) -> str:
    return str(message.get_body(("html",)).get_content())


def why_not(mail: Mail) -> str:
    mail = Mail.objects.get(pk=mail.pk)
    with pytest.raises(NotToBeSent) as refused:
        compose(mail, away())
    return str(refused.value.reason)


def test_an_invitation_has_the_link_and_says_who_sends_it() -> None:
    Organisation.objects.create(name="Acme", contact_name="Lee", contact_email="lee@acme.example")
    mail = queued()
    message = read(mail)
    assert message["To"] == ADDRESS
    assert message["From"] == "Hiring <hiring@example.com>"
    assert message["Reply-To"] == "lee@acme.example"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Subject"] == f"Your interview for {mail.interview.position.title}"
    link = services.invitation_link(mail.interview)
    assert link in text_of(message).splitlines()
    assert f'<a href="{link}">{link}</a>' in html_of(message)
    assert "invited by Acme to" in text_of(message)
    assert "turn to: Lee, lee@acme.example" in text_of(message)


def test_without_a_company_the_mail_has_neither_gaps_nor_a_reply_address() -> None:
    message = read(queued())
    assert message["Reply-To"] is None
    assert "invited by the hiring team to" in text_of(message)
    assert "turn to" not in text_of(message)
    assert "{" not in text_of(message)


def test_korean_arrives_as_korean() -> None:
    Organisation.objects.create(name="새싹 주식회사")
    mail = queued(invited("김하늘", "ko"))
    raw = compose(mail, away()).message().as_bytes()
    assert re.search(rb"^Subject: =\?utf-8\?[bq]\?", raw, re.MULTILINE)
    message = read(mail)
    assert message["Subject"].startswith("[새싹 주식회사] ")
    assert "김하늘 님, 안녕하세요." in text_of(message)
    assert '<html lang="ko">' in html_of(message)
    assert "오후" in text_of(message) or "오전" in text_of(message)


@pytest.mark.parametrize("kind", Kind.values)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_kind_has_its_words_and_the_link(kind: str, language: str) -> None:
    mail = queued(invited(language=language), kind)
    assert services.invitation_link(mail.interview) in text_of(read(mail))


def test_line_breaks_in_a_name_make_no_header() -> None:
    interview = invited("Kim\r\nBcc: all@example.com\u2028X-Bad: 1\x07")
    interview.position.title = "Boss\r\nBcc: everybody@example.com"
    interview.position.save()
    message = read(queued(interview))
    assert message["Bcc"] is None and message["X-Bad"] is None
    assert message["Subject"] == "Your interview for Boss Bcc: everybody@example.com"
    assert "Hello Kim Bcc: all@example.com X-Bad: 1," in text_of(message)


def test_a_name_that_looks_like_a_placeholder_or_markup_stays_text() -> None:
    message = read(queued(invited("{link} <b>Kim</b>")))
    assert "Hello {link} <b>Kim</b>," in text_of(message)
    assert "Hello {link} &lt;b&gt;Kim&lt;/b&gt;," in html_of(message)


def test_a_second_attempt_has_the_same_message_id() -> None:
    mail = queued()
    assert read(mail)["Message-ID"] == read(mail)["Message-ID"]
    assert read(mail)["Message-ID"].endswith("@example.com>")


@pytest.mark.parametrize(
    ("happens", "reason"),
    [
        (lambda interview: course.revoke(interview), Reason.EXPIRED),
        (lambda interview: Interview.objects.update(invitation_expires_at=timezone.now()), Reason.EXPIRED),
        (lambda interview: Interview.objects.update(status="cancelled"), Reason.OVER),
        (lambda interview: services.withdraw(interview), Reason.OVER),
        (lambda interview: services.make_invitation(interview), Reason.REPLACED),
        (lambda interview: Candidate.objects.update(email=""), Reason.NO_ADDRESS),
        (lambda interview: Interview.objects.update(invitation_nonce=""), Reason.NO_LINK),
    ],
)
def test_a_mail_that_became_pointless_is_not_sent_and_says_why(happens: Any, reason: str) -> None:
    mail = queued()
    happens(mail.interview)
    assert why_not(mail) == reason


def test_nobody_is_reminded_of_a_paused_interview() -> None:
    mail = queued(kind=Kind.REMINDER)
    Interview.objects.update(status="paused", consented_at=timezone.now(), started_at=timezone.now())
    assert why_not(mail) == Reason.PAUSED


def test_an_extended_deadline_is_the_one_that_is_written() -> None:
    mail = queued()
    before = text_of(read(mail))
    course.extend(mail.interview, 3)
    assert text_of(read(mail)) != before


def test_no_token_lies_in_the_database(capsys: pytest.CaptureFixture[str]) -> None:
    mail = queued()
    read(mail)
    call_command("dumpdata", "interviews")
    dump = capsys.readouterr().out
    assert '"interviews.mail"' in dump
    assert services.invitation_link(mail.interview).split("/")[-2] not in dump
    assert timedelta(0) < mail.interview.invitation_expires_at - timezone.now()
