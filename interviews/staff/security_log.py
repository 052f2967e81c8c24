"""Logs security events of staff: sign-ins with their address, failed sign-ins, and changes in the admin.

Changes go into the audit trail as well.

Users are named by their primary key. What was typed as a user name is not logged, because it may be a password.
"""

from typing import Any

import structlog
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_save
from django.http import HttpRequest

from interviews.record import audit

log = structlog.get_logger("security")

ACTIONS = {ADDITION: "add", CHANGE: "change", DELETION: "delete"}


def connect() -> None:
    """Receive Django's signals from now on."""
    user_logged_in.connect(_signed_in, dispatch_uid="security log")
    user_logged_out.connect(_signed_out, dispatch_uid="security log")
    user_login_failed.connect(_failed, dispatch_uid="security log")
    post_save.connect(_admin_action, sender=LogEntry, dispatch_uid="security log")


def address_of(request: HttpRequest | None) -> str:
    """Return the address that the request came from.

    daphne takes it from the connection; only with --proxy-headers, for trusted proxies, from X-Forwarded-For.
    """
    return (request.META.get("REMOTE_ADDR") if request else "") or "unknown"


def locked_out(request: HttpRequest, user_name: str) -> None:
    """Log that an attempt was refused without looking at the password."""
    log.warning("sign-in refused: too many attempts", user=_id_of(user_name), address=address_of(request))


def refused_by_provider(request: HttpRequest, reason: str, detail: str) -> None:
    """Log that somebody who came from the identity provider was not signed in."""
    log.warning("sign-in failed", via="oidc", reason=reason, detail=detail, address=address_of(request))


def _signed_in(sender: Any, request: HttpRequest, user: Any, **_: Any) -> None:
    log.info("signed in", user=user.pk, address=address_of(request))


def _signed_out(sender: Any, request: HttpRequest, user: Any, **_: Any) -> None:
    if user is not None:
        log.info("signed out", user=user.pk, address=address_of(request))


def _failed(sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    user = _id_of(str(credentials.get(get_user_model().USERNAME_FIELD, "")))
    log.warning("sign-in failed", user=user, address=address_of(request))


def _admin_action(sender: Any, instance: LogEntry, created: bool, raw: bool = False, **_: Any) -> None:
    if not created or raw:  # raw: `loaddata` brings the audit trail as well
        return
    content = instance.content_type
    audit.write_about(
        audit.staff_number(instance.user_id), ACTIONS.get(instance.action_flag, "other"),
        [(content.model if content else "", _number(instance.object_id))],
    )  # fmt: skip
    log.info(
        "admin action", user=instance.user_id, action=ACTIONS.get(instance.action_flag, "other"),
        model=f"{content.app_label}.{content.model}" if content else None, object=instance.object_id,
    )  # fmt: skip


def _number(key: Any) -> int | None:
    return int(key) if str(key).isdecimal() and len(str(key)) < 19 else None  # a session's key, say, is no number


def _id_of(user_name: str) -> Any:
    """Return the primary key of the account, or None if there is none."""
    users = get_user_model()._default_manager
    return users.filter(**{get_user_model().USERNAME_FIELD: user_name}).values_list("pk", flat=True).first()
