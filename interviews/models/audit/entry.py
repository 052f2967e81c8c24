"""Who did what to which object, and when: rows that are only ever added."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from .chain import START, entry_hash, moment

ONLY = 1  # the primary key of the only head


class AppendOnlyError(Exception):
    """Raised by whatever would change or delete an audit entry."""

    def __init__(self) -> None:
        super().__init__("audit entries are only added, never changed or deleted")


class AuditQuerySet(models.QuerySet["AuditEntry"]):
    def update(self, **kwargs: Any) -> int:
        raise AppendOnlyError

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError


class AuditEntry(models.Model):
    """One thing that was done. Only `record.audit` adds entries; triggers of the database refuse all else.

    It names people and objects by their keys, which are no foreign keys: the entry stays as it is if they go.
    """

    class Actor(models.TextChoices):
        STAFF = "staff", _("staff")
        CANDIDATE = "candidate", _("the candidate")
        WORKER = "worker", _("a worker")
        COMMAND = "command", _("a command")

    number = models.PositiveBigIntegerField(_("number"), primary_key=True)
    at = models.DateTimeField(_("time"))
    actor = models.CharField(_("by"), max_length=10, choices=Actor)
    user_id = models.PositiveBigIntegerField(_("user"), null=True)
    action = models.CharField(_("action"), max_length=40)
    object_type = models.CharField(_("kind of object"), max_length=40)
    object_id = models.PositiveBigIntegerField(_("object"), null=True)
    details = models.JSONField(_("details"), default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(_("hash"), max_length=64)

    objects = AuditQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("audit entry"), _("audit trail")
        ordering = ["-number"]
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["object_type", "object_id"], name="audit_of_an_object"),
            models.Index(fields=["action", "number"], name="audit_of_an_action"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.action}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        raise AppendOnlyError  # `record.audit` inserts in bulk

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError

    @property
    def content(self) -> dict[str, Any]:
        """Return everything that the hash covers beside the previous hash."""
        return {
            "number": self.number,
            "at": moment(self.at),
            "actor": self.actor,
            "user": self.user_id,
            "action": self.action,
            "object": [self.object_type, self.object_id],
            "details": self.details,
        }

    def follow(self, previous: str) -> str:
        """Chain the entry to the previous one's hash, and return its own."""
        self.previous_hash, self.hash = previous, entry_hash(previous, self.content)
        return self.hash


class AuditHead(models.Model):
    """The end of the chain: whoever appends locks this row, and it tells when entries were cut off."""

    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=START)

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=models.Q(pk=ONLY), name="only_one_audit_head")]
