"""Liveness, readiness and metrics. Pages also ask for readiness if they receive nothing."""

import redis
from django.db import Error as DatabaseError
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, generate_latest

from interviews.composition import current
from interviews.worker.metrics_server import reports

from .fleet import Fleet


def healthz(request: HttpRequest) -> HttpResponse:
    """Return 200 if this process is alive. Checks nothing else."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Return 200 if the database, Redis and a worker are there, else 503. The body says which of them is away."""
    redis_up, worker_up = _redis()
    parts = {"database": _database(), "redis": redis_up, "worker": worker_up}
    ready = all(parts.values())
    body = {"ready": ready, **{name: "ok" if up else "away" for name, up in parts.items()}}
    return JsonResponse(body, status=200 if ready else 503)


def metrics(request: HttpRequest) -> HttpResponse:
    """Return the metrics of this process and of all workers. `?workers=0` leaves out the workers."""
    workers = {} if request.GET.get("workers") == "0" else _worker_reports()
    return HttpResponse(generate_latest(Fleet(REGISTRY, workers)), content_type=CONTENT_TYPE_LATEST)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return True
    except DatabaseError:
        return False


def _redis() -> tuple[bool, bool]:
    """Return whether Redis answers, and whether a worker has registered there within the last seconds."""
    try:
        return True, current().presence.has_any_worker()
    except (redis.RedisError, OSError):
        return False, False


def _worker_reports() -> dict[str, bytes]:
    try:
        return reports(current().redis, current().redis_prefix)
    except (redis.RedisError, OSError):
        return {}
