"""Everything that is kept about a person, as they may ask for it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import BinaryField, Field, ForeignKey, Model
from django.utils import timezone
from django.utils.translation import override

from interviews.models import AccessToken, AuditEntry, Candidate, CandidateGroup, ExportPart, ReplacedInvitation
from interviews.record import audit

from . import admin_log, retention
from .person import PersonsData

FORMAT = 1
# Hashes of secrets, and copies of what is exported anyway.
LEFT_OUT = (AccessToken, ReplacedInvitation, ExportPart)
GROUPS_ARE_LEFT_OUT = "Groups that the company imported: `manage.py export_person` has them."
SECRET_FIELDS = frozenset({"invitation_hash", "invitation_nonce", "lease_expires_at", "prefers", "worker", "editor"})


def export_of(candidate: Candidate, *, with_groups: bool = True) -> dict[str, Any]:
    """Return all that is kept about a person, in English, as values that JSON knows with DjangoJSONEncoder.

    Without the groups that a company imported, for staff who are not to see them; the file says so then.
    """
    data = PersonsData.of_candidate(candidate)
    has_groups = CandidateGroup.objects.filter(candidate=candidate).exists()
    tables = _tables(data, LEFT_OUT if with_groups else (*LEFT_OUT, CandidateGroup))
    with override("en"):
        return {
            "format": FORMAT,
            "exported_at": timezone.now(),
            "candidate": _fields(candidate),
            "interviews": [_about(interview) for interview in data.interviews],
            "kept": {name: rows for name, rows in sorted(tables) if rows},
            **({} if with_groups or not has_groups else {"left_out": GROUPS_ARE_LEFT_OUT}),
            "changes_in_the_admin": list(
                admin_log.entries(data).values("action_time", "object_repr", "change_message").order_by("pk")
            ),
            "audit_trail": _trail(data),
        }


def as_json(candidate: Candidate, *, with_groups: bool = True) -> str:
    return (
        json.dumps(export_of(candidate, with_groups=with_groups), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        + "\n"
    )


def _about(interview: Any) -> dict[str, Any]:
    return {
        **_fields(interview),
        "position": interview.position.title,
        "kept_for_days_after_its_end": retention.days_kept(interview.position),
    }


def _tables(data: PersonsData, left_out: Sequence[type[Model]]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield the plural of each kind of row, and the rows. Also of tables that are added later."""
    own = (Candidate, *(type(each) for each in data.interviews[:1]))
    for model, keys in data.rows.items():
        if model not in (*left_out, *own):
            rows = model._default_manager.filter(pk__in=keys).order_by("pk")
            yield str(model._meta.verbose_name_plural), [_fields(row) for row in rows]


def _fields(row: Model) -> dict[str, Any]:
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not _is_left_out(field) and getattr(row, field.attname) not in (None, "", {}, [])
    }


def _is_left_out(field: Field[Any, Any]) -> bool:
    """Return whether the field is a secret, a file, or a colleague, who is a person, too: `user` and `user_name`."""
    accounts = {each.name for each in field.model._meta.concrete_fields if _is_account(each)}
    is_staff = field.name.removesuffix("_name") in accounts
    return is_staff or isinstance(field, BinaryField) or field.name in SECRET_FIELDS


def _is_account(field: Field[Any, Any]) -> bool:
    return isinstance(field, ForeignKey) and field.remote_field.model._meta.label == settings.AUTH_USER_MODEL


def _trail(data: PersonsData) -> list[dict[str, Any]]:
    """Return who did what, among others who read the answers: by kind of person, not by name."""
    interviews = [each.pk for each in data.interviews]
    about = AuditEntry.objects.filter(object_type=audit.INTERVIEW, object_id__in=interviews)
    if data.candidate:
        about |= AuditEntry.objects.filter(object_type="candidate", object_id=data.candidate.pk)
    return list(about.order_by("number").values("at", "actor", "action", "object_type", "object_id", "details"))
