"""Prometheus metrics of what waits in the database for a worker, looked up when they are asked for."""

from collections.abc import Iterable

from django.db import Error as DatabaseError
from prometheus_client import Metric
from prometheus_client.metrics_core import GaugeMetricFamily
from prometheus_client.registry import Collector

from .models import Assessment, Mail


class WaitingWork(Collector):
    """Every web process shows the same numbers. They are left out while the database is away."""

    def collect(self) -> Iterable[Metric]:
        try:
            passes = Assessment.objects.open().count()
            mails = Mail.objects.filter(state__in=Mail.WAITING).count()
        except DatabaseError:
            return []
        return [
            GaugeMetricFamily("interview_passes_waiting", "Passes of a model that are still to end.", value=passes),
            GaugeMetricFamily("interview_mails_queued", "E-mails that are still to be sent.", value=mails),
        ]
