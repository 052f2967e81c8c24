"""Messages to candidates."""

from .mail import Mail
from .mail_text import MailText

__all__ = ["Mail", "MailText"]
