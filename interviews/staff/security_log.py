"""Logs security events of staff with their address: sign-ins, failed sign-ins, and changes in the admin.

Changes go into the audit trail as well.

Users are named by their primary key. What was typed as a user name is not logged, because it may be a password.
"""

from collections.abc import Iterable
from typing import Any

import structlog
from django.contrib.admin import ModelAdmin
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest

from interviews.record import audit

log = structlog.get_logger("security")

ADD, CHANGE, DELETE = "add", "change", "delete"


def connect() -> None:
    """Receive Django's signals from now on."""
    user_logged_in.connect(_signed_in, dispatch_uid="security log")
    user_logged_out.connect(_signed_out, dispatch_uid="security log")
    user_login_failed.connect(_failed, dispatch_uid="security log")


class Logged(ModelAdmin):
    """Logs each object that is added, changed or deleted; `StaffSite` mixes it into every admin class.

    Django itself tells nobody of objects that are deleted together: it writes their log entries without a signal.
    """

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        admin_action(request, ADD, [obj])
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        admin_action(request, CHANGE, [obj], changed=_fields_in(message))
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        objects = list(queryset)
        admin_action(request, DELETE, objects)
        return super().log_deletions(request, objects)

    @transaction.atomic  # with its entry in the trail; Django's other pages for one object are so already
    def user_change_password(self, *given: Any, **named: Any) -> Any:
        """Set a colleague's password. Only the admin of accounts has this page."""
        return super().user_change_password(*given, **named)


def admin_action(request: HttpRequest, action: str, objects: Iterable[Model], **details: Any) -> None:
    """Keep in the audit trail and in the log that the user did this to each of the objects. `details` are logged."""
    about = list(objects)
    audit.write_about(audit.staff(request.user), action, [(audit.name_of(each), _number(each.pk)) for each in about])
    for each in about:
        log.info(
            "admin action", user=request.user.pk, address=address_of(request), action=action,
            model=each._meta.label_lower, object=each.pk, **details,
        )  # fmt: skip


def _fields_in(message: Any) -> list[str]:
    """Return the names of the fields that a log entry's message names, such as "Active"."""
    changes = message if isinstance(message, list) else []
    return [name for each in changes for name in each.get("changed", {}).get("fields", [])]


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


def _number(key: Any) -> int | None:
    return key if isinstance(key, int) else None  # a session's key, say, is no number


def _id_of(user_name: str) -> Any:
    """Return the primary key of the account, or None if there is none."""
    users = get_user_model()._default_manager
    return users.filter(**{get_user_model().USERNAME_FIELD: user_name}).values_list("pk", flat=True).first()
