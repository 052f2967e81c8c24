"""Liveness, readiness and metrics. Pages also ask for readiness if they receive nothing."""

import logging

from django.db import Error as DatabaseError
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, generate_latest
from redis import RedisError

from interviews.composition import current
from interviews.notices.presence import WorkerState
from interviews.waiting_metrics import WaitingWork
from interviews.worker.metrics_server import reports
from streaming.redis_errors import reason_of, refuses_writes

from .fleet import Fleet

log = logging.getLogger(__name__)

OK, AWAY = WorkerState.OK, WorkerState.AWAY


def healthz(request: HttpRequest) -> HttpResponse:
    """Return 200 if this process is alive. Checks nothing else."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Return 200 if the database, Redis and a worker are there, else 503. The body says which of them is away.

    "redis": "refuses writes: OOM" names Redis's own error. Workers cannot give a sign of life then.

    "worker": "model unusable" means that workers end at start because of their model. Their logs say why.
    """
    redis, worker = _redis()
    parts = {"database": _database(), "redis": redis, "worker": worker}
    ready = all(state == OK for state in parts.values())
    return JsonResponse({"ready": ready, **parts}, status=200 if ready else 503)


def metrics(request: HttpRequest) -> HttpResponse:
    """Return the metrics of this process and of all workers. `?workers=0` leaves out the workers."""
    workers = {} if request.GET.get("workers") == "0" else _worker_reports()
    return HttpResponse(generate_latest(Fleet([REGISTRY, WaitingWork()], workers)), content_type=CONTENT_TYPE_LATEST)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return OK
    except DatabaseError:
        return AWAY


def _redis() -> tuple[str, str]:
    """Return the state of Redis, and of the workers according to Redis."""
    try:
        current().presence.check_writable()
        return OK, current().presence.workers()
    except (RedisError, OSError) as error:
        reason = reason_of(error)
        log.warning("not ready: %s", reason)
        if refuses_writes(error):
            return f"refuses writes: {reason}", WorkerState.UNKNOWN
        return AWAY, AWAY


def _worker_reports() -> dict[str, bytes]:
    try:
        return reports(current().redis, current().redis_prefix)
    except (RedisError, OSError):
        return {}
