"""The company's own texts of e-mails: who edits them, what is refused, and what candidates then read."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from interviews.mailing.message import compose
from interviews.models import AuditEntry, Mail, MailText, Organisation
from tests.interviews.mailing.mail_host import away
from tests.interviews.mailing.scenes import Kind, invited, queued

pytestmark = pytest.mark.django_db

LIST = reverse("admin:interviews_mail_texts")
WORDS = {"subject": "{company} invites {name}", "text": "Dear {name},\n\ncome here: {link}\n\nAsk {contact}"}


def page(kind: str = "invitation", language: str = "en") -> str:
    return reverse("admin:interviews_mail_text", args=[kind, language])


def signed_in(*permissions: str, language: str = "en") -> Client:
    user = User.objects.create_user("ada", is_staff=True, is_superuser=not permissions)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client(headers={"accept-language": language})
    client.force_login(user)
    return client


def text(response: Any) -> str:
    return str(response.content.decode())


def sent(kind: Any = Kind.INVITATION, language: str = "en") -> Any:
    mail = queued(invited(language=language), kind)
    return compose(Mail.objects.get(pk=mail.pk), away())


def test_own_words_are_what_candidates_read_in_their_language() -> None:
    Organisation.objects.create(name="Acme", contact_email="lee@acme.example")
    client = signed_in()
    assert text(client.get(LIST)).count("standard") == 6
    assert "The text is saved." in text(client.post(page(), WORDS, follow=True))
    assert text(client.get(LIST)).count("<td>own</td>") == 1
    message = sent()
    assert message.subject == "Acme invites Kim"
    assert message.body.startswith("Dear Kim,\n\ncome here: http")
    assert "Ask lee@acme.example" in message.body
    assert "Dear" not in sent(Kind.REMINDER).body
    assert "Dear" not in sent(language="ko").body
    assert AuditEntry.objects.get(action="mail_text").details["language"] == "en"


def test_the_standard_text_comes_back() -> None:
    client = signed_in()
    standard = sent().body
    client.post(page(), WORDS)
    client.post(page(), {"standard": "1"})
    assert not MailText.objects.exists()
    assert sent(Kind.REMINDER).body and standard.startswith("Hello Kim,")


def test_a_preview_is_shown_and_nothing_is_saved() -> None:
    Organisation.objects.create(name="Acme <b>")
    shown = text(signed_in().post(page(), {**WORDS, "preview": "1"}))
    assert "Acme &lt;b&gt; invites Alex Kim" in shown
    assert '<a href="http' in shown
    assert "Ask" not in shown.split("mail-preview")[1]  # there is no contact
    assert not MailText.objects.exists()


@pytest.mark.parametrize(
    ("field", "words", "told"),
    [
        ("text", "Hello {nmae}, {link}", "{nmae} is not a placeholder. There are: {name}, {position}"),
        ("text", "Hello {name.__class__} {link}", "{name.__class__} is not a placeholder."),
        ("text", "Hello {} {link}", "{} is not a placeholder."),
        ("text", "Hello {name}", "The text must contain {link}"),
        ("text", "Hello {name {link}", "A curly bracket is left over."),
        ("subject", "Come to {link}", "The link cannot be in the subject"),
        ("subject", "{minute} minutes", "{minute} is not a placeholder."),
        ("subject", "x" * 151, "at most 150 characters"),
        ("text", "", "This field is required."),
    ],
)
def test_words_that_cannot_be_sent_are_refused(field: str, words: str, told: str) -> None:
    shown = text(signed_in().post(page(), {**WORDS, field: words}))
    assert told in shown
    assert "mail-preview" not in shown
    assert not MailText.objects.exists()


def test_a_line_break_in_a_subject_becomes_a_space() -> None:
    signed_in().post(page(), {**WORDS, "subject": "Come\r\nBcc: all@example.com"})
    assert sent().subject == "Come Bcc: all@example.com"


def test_a_korean_page_shows_and_checks_in_korean() -> None:
    client = signed_in(language="ko")
    shown = text(client.get(page("reminder", "ko")))
    assert "미리 보기" in shown and "님, 안녕하세요." in shown
    assert "자리 표시자가 아닙니다" in text(client.post(page("reminder", "ko"), {**WORDS, "text": "{이름} {link}"}))


def test_who_may_only_see_the_company_changes_no_text() -> None:
    client = signed_in("view_organisation")
    assert "Preview" in text(client.get(page()))
    assert client.post(page(), WORDS).status_code == 403
    assert not MailText.objects.exists()


def test_others_see_none() -> None:
    client = signed_in("view_interview")
    assert client.get(LIST).status_code == client.get(page()).status_code == 403


@pytest.mark.parametrize(("kind", "language"), [("invitation", "fr"), ("nothing", "en")])
def test_a_text_that_does_not_exist_is_404(kind: str, language: str) -> None:
    assert signed_in().get(page(kind, language)).status_code == 404


def test_the_company_leads_to_its_texts() -> None:
    only = Organisation.objects.create(name="Acme")
    assert LIST in text(signed_in().get(reverse("admin:interviews_organisation_change", args=[only.pk])))
