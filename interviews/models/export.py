"""Files that staff asked for."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from .interview import Interview

KEPT = timedelta(hours=24)


class Export(models.Model):
    """Interviews that a member of staff wants as one file. Its parts are deleted a day after it was asked for.

    `language` is that of its headings.
    """

    class Format(models.TextChoices):
        PDF = "pdf", _("PDF, one file for each interview")
        CSV = "csv", _("CSV, a line for each question")
        JSON = "json", _("JSON, for programs")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    format = models.CharField(max_length=4, choices=Format)
    language = models.CharField(max_length=2)
    created_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.pk} · {self.format}"


class ExportPartQuerySet(models.QuerySet["ExportPart"]):
    def waiting(self) -> ExportPartQuerySet:
        """Return the parts that nobody makes: those that nobody began, and those whose lease has expired."""
        nobody = Q(lease_expires_at=None) | Q(lease_expires_at__lt=Now())
        return self.filter(nobody, content=None, failed=False)


class ExportPart(models.Model):
    """What an export says of one interview. It is deleted with the interview.

    `content` is None until a worker has made it. With `failed`, no worker can. `with_judgements` also has scorecards
    and decisions, `with_findings` what a model found as well; each is None if who asked for the export could not read
    that. They get it only if they still may.
    """

    export = models.ForeignKey(Export, on_delete=models.CASCADE, related_name="parts")
    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="+")
    content = models.BinaryField(null=True)
    with_judgements = models.BinaryField(null=True)
    with_findings = models.BinaryField(null=True)
    failed = models.BooleanField(default=False)
    lease_expires_at = models.DateTimeField(null=True)

    objects = ExportPartQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["export", "interview"], name="interview_once_an_export")]
        indexes = [models.Index(fields=["id"], condition=Q(content=None, failed=False), name="export_parts_to_make")]

    def __str__(self) -> str:
        return f"{self.export} · {self.interview_id}"
