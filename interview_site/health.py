"""Liveness, readiness and metrics, for whoever runs the site."""

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from interviews.notices import ALIVE

TIMEOUT_SECONDS = 2


def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Touches nothing else."""
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(request: HttpRequest) -> JsonResponse:
    """200 where an interview could go on now: database, Redis and a live worker; else 503, and which is away."""
    redis_up, worker_up = _redis()
    parts = {"database": _database(), "redis": redis_up, "worker": worker_up}
    ready = all(parts.values())
    body = {"ready": ready, **{name: "ok" if up else "away" for name, up in parts.items()}}
    return JsonResponse(body, status=200 if ready else 503)


def metrics(request: HttpRequest) -> HttpResponse:
    return HttpResponse(generate_latest(), content_type=CONTENT_TYPE_LATEST)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return True
    except DatabaseError:
        return False


def _redis() -> tuple[bool, bool]:
    """Whether Redis answers, and whether it has seen a worker lately."""
    client = redis.Redis.from_url(
        settings.REDIS_URL, socket_connect_timeout=TIMEOUT_SECONDS, socket_timeout=TIMEOUT_SECONDS
    )
    try:
        with client:
            return True, bool(client.exists(settings.REDIS_PREFIX + ALIVE))
    except (redis.RedisError, OSError):
        return False, False
