"""Liveness, readiness and metrics, for whoever runs the site. Pages ask for readiness, too, when nothing comes."""

import redis
from django.db import Error as DatabaseError
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, generate_latest

from interviews.composition import current
from interviews.worker import metrics_server as worker_metrics

from .fleet import Fleet


def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Touches nothing else."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """200 where an interview could go on now: database, Redis and a live worker; else 503, and which is away."""
    redis_up, worker_up = _redis()
    parts = {"database": _database(), "redis": redis_up, "worker": worker_up}
    ready = all(parts.values())
    body = {"ready": ready, **{name: "ok" if up else "away" for name, up in parts.items()}}
    return JsonResponse(body, status=200 if ready else 503)


def metrics(request: HttpRequest) -> HttpResponse:
    """What this process counts, and what all workers reported; `?workers=0` leaves those out."""
    reports = {} if request.GET.get("workers") == "0" else _reports()
    return HttpResponse(generate_latest(Fleet(REGISTRY, reports)), content_type=CONTENT_TYPE_LATEST)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return True
    except DatabaseError:
        return False


def _redis() -> tuple[bool, bool]:
    """Whether Redis answers, and whether it has seen a worker lately."""
    try:
        return True, current().presence.has_any_worker()
    except (redis.RedisError, OSError):
        return False, False


def _reports() -> dict[str, bytes]:
    try:
        return worker_metrics.reports(current().redis, current().redis_prefix)
    except (redis.RedisError, OSError):
        return {}
