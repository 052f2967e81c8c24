"""Signing in to the admin: a limit of attempts, sessions that end, and a trace in the log."""

from datetime import timedelta
from math import ceil
from typing import Any

from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import ngettext

from interviews.access import sign_in

from . import security_log

SESSION_HOURS = 12


class SignInForm(AdminAuthenticationForm):
    """Refuses to look at a password after too many attempts on the account, or from the address."""

    def clean(self) -> dict[str, Any]:
        user_name = self.cleaned_data.get("username")
        if not (user_name and self.cleaned_data.get("password")):
            return super().clean()
        if seconds := sign_in.attempt(user_name, security_log.address_of(self.request)):
            security_log.locked_out(self.request, user_name)
            raise ValidationError(too_many_attempts(seconds), code="too_many")
        cleaned: dict[str, Any] = super().clean()
        sign_in.succeeded(user_name)
        return cleaned


def too_many_attempts(seconds: int) -> str:
    """Return the message for somebody who has to wait."""
    minutes = ceil(seconds / 60)
    message = ngettext(
        "Too many attempts. Wait a minute, then try again.",
        "Too many attempts. Wait %(minutes)d minutes, then try again.",
        minutes,
    )
    return message % {"minutes": minutes}


def limit_session(sender: Any, request: HttpRequest, user: Any, **_: Any) -> None:
    """End the session some hours after signing in, however busy it is. Receives `user_logged_in`."""
    request.session.set_expiry(timezone.now() + timedelta(hours=SESSION_HOURS))
