"""Makes the message of a mail when it is sent: its address, its text and its link are stored nowhere."""

import re
from datetime import timedelta
from email.header import Header
from email.message import Message
from email.utils import parseaddr
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.utils import timezone, translation
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from interviews import services
from interviews.composition import current
from interviews.models import Interview, Mail, Organisation
from interviews.record.duration import estimated_minutes
from interviews.record.moment import written

from .placeholders import fill, one_line
from .server import MailServer
from .texts import words_for

Reason, Status = Mail.Reason, Interview.Status


class NotToBeSent(Exception):
    """Raised if a mail has become pointless or impossible. `reason` is one of Mail.Reason."""

    def __init__(self, reason: Any) -> None:
        super().__init__(reason)
        self.reason = reason


class CandidateMessage(EmailMultiAlternatives):
    """Folds a Korean subject after its name. Django leaves the first line empty, which some spam filters mark."""

    def message(self, *args: Any, **kwargs: Any) -> Message:
        made: Message = super().message(*args, **kwargs)
        if not self.subject.isascii():
            made.replace_header("Subject", Header(self.subject, "utf-8", header_name="Subject").encode())
        return made


def compose(mail: Mail, server: MailServer) -> EmailMultiAlternatives:
    """Return the message, in the interview's language. Raises NotToBeSent."""
    interview = mail.interview
    address = _address(mail)
    company = Organisation.current()
    with translation.override(interview.language):
        words = words_for(mail.kind, interview.language)
        values = values_for(interview, company)
    text = fill(words.text, values)
    message = CandidateMessage(
        subject=one_line(fill(words.subject, values)),
        body=text + "\n",
        from_email=server.sender,
        to=[address],
        reply_to=[company.contact_email] if company.contact_email else None,
        headers={
            "Auto-Submitted": "auto-generated",  # so that no absence notice answers (RFC 3834)
            "Content-Language": interview.language,
            "Message-ID": _message_id(mail, server),
        },
    )
    message.attach_alternative(as_html(text, values["link"], interview.language), "text/html")
    return message


def values_for(interview: Interview, company: Organisation) -> dict[str, str]:
    """Return what stands for each placeholder, in the active language."""
    link = services.invitation_link(interview)
    if not link:
        raise NotToBeSent(Reason.NO_LINK)
    values = {
        "name": interview.name,
        "position": interview.brief.title,
        "minutes": str(estimated_minutes(interview)),
        "deadline": written(interview.invitation_expires_at, company.zone) if interview.invitation_expires_at else "",
        "link": link,
        **_about(company),
    }
    return {name: one_line(value) for name, value in values.items()}


def sample_values(company: Organisation) -> dict[str, str]:
    """Return what stands for each placeholder in a preview, in the active language."""
    link = f"{current().public_url}/i/{'x' * 20}/"
    values = {
        "name": _("Alex Kim"),
        "position": _("Software developer"),
        "minutes": "20",
        "deadline": written(timezone.now() + timedelta(days=services.INVITATION_DAYS), company.zone),
        "link": link,
        **_about(company),
    }
    return {name: one_line(value) for name, value in values.items()}


def as_paragraphs(text: str, link: str) -> SafeString:
    """Return the text as HTML, with the link to click on."""
    shown = escape(text).replace(escape(link), format_html('<a href="{}">{}</a>', link, link))
    parts = (part.replace("\n", "<br>\n") for part in re.split(r"\n{2,}", shown))
    return SafeString("\n".join(f"<p>{part}</p>" for part in parts))  # of what was escaped above


def as_html(text: str, link: str, language: str) -> SafeString:
    body = as_paragraphs(text, link)
    return format_html('<!doctype html>\n<html lang="{}"><body>\n{}\n</body></html>\n', language, body)


def _about(company: Organisation) -> dict[str, str]:
    contact = ", ".join(filter(None, [company.contact_name, company.contact_email, company.contact_phone]))
    return {"company": company.name or _("the hiring team"), "contact": contact if company.has_contact else ""}


def _address(mail: Mail) -> str:
    interview = mail.interview
    if mail.invitation_hash != interview.invitation_hash:
        raise NotToBeSent(Reason.REPLACED)
    if interview.status == Status.EXPIRED or not (interview.is_over or interview.invitation_is_open):
        raise NotToBeSent(Reason.EXPIRED)
    if interview.is_over:
        raise NotToBeSent(Reason.OVER)
    if interview.status == Status.PAUSED and mail.kind == Mail.Kind.REMINDER:
        raise NotToBeSent(Reason.PAUSED)
    if interview.candidate is None or not interview.candidate.email:
        raise NotToBeSent(Reason.NO_ADDRESS)
    return interview.candidate.email


def _message_id(mail: Mail, server: MailServer) -> str:
    """Return the same ID for each attempt, by which the recipient's server may drop a second copy."""
    domain = parseaddr(server.sender)[1].rpartition("@")[2]
    return f"<interview-mail.{mail.pk}.{mail.created_at:%Y%m%d%H%M%S}@{domain}>"
