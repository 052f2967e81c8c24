"""What may be done with turns, as conditions that the database judges by its own clock."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

if TYPE_CHECKING:
    from .models import Turn

# For so long a queued turn is left to the worker that it prefers. Reading an interview anew takes longer; a candidate
# whose worker is busy waits no more than this for another.
GRACE = timedelta(milliseconds=300)


class TurnQuerySet(models.QuerySet["Turn"]):
    model: type[Turn]

    def claimable(self, worker: str) -> TurnQuerySet:
        """Turns that wait for this worker, or for any, and those whose worker let its lease run out."""
        status = self.model.Status
        open_to_it = Q(prefers__in=["", worker]) | Q(queued_at__lte=Now() - GRACE)
        abandoned = Q(status=status.RUNNING, lease_expires_at__lt=Now())
        return self.filter(Q(status=status.QUEUED) & open_to_it | abandoned)

    def held_by(self, generation_id: int) -> TurnQuerySet:
        """The turn, as long as this attempt still holds it."""
        return self.filter(generation_id=generation_id, status=self.model.Status.RUNNING)
