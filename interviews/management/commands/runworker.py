"""`manage.py runworker`: runs a worker, which makes the questions. It replaces the Channels command of that name."""

import asyncio
import signal
import sys
from argparse import ArgumentParser
from contextlib import suppress
from datetime import timedelta
from typing import Any

from channels.db import database_sync_to_async as in_thread
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db import Error as DatabaseError
from redis import RedisError
from redis.asyncio import ConnectionPool

from interviews import jobs
from interviews.assessing.loop import Assessing
from interviews.llm.backends import SWITCH_SECONDS, make_backend
from interviews.llm.errors import ModelError
from interviews.notices.redis_keys import DRAFTS, MODEL_REFUSED, of_worker
from interviews.worker import metrics_server as worker_metrics
from interviews.worker.drafts import DraftReader
from interviews.worker.expiry import keep_expiring
from interviews.worker.exports import keep_exporting
from interviews.worker.mailer import Mailer
from interviews.worker.resources import WorkerResources
from interviews.worker.worker import Worker, worker_name
from streaming.log import RedisLog
from streaming.redis_address import follow
from streaming.speech import make_speaker
from streaming.subscription import Subscription
from streaming.tasks import spawn, stop

REFUSED_SECONDS = 60  # longer than a supervisor takes to start the worker again
MAIL_GRACE_SECONDS = 5  # for the mail that is being sent, and a pass that is handed back, after the last question
FAILOVER = timedelta(minutes=1)  # longer than the sentinels take to promote a replica


class Command(BaseCommand):
    help = "Run a worker: it claims turns, has the model write their questions, and streams them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--concurrency", type=int, default=settings.WORKER_CONCURRENCY, help="number of questions at once"
        )
        parser.add_argument("--once", action="store_true", help="exit when no turn waits")
        parser.add_argument("--check", action="store_true", help="check that the model can be used, and exit")
        parser.add_argument("--grace", type=float, default=20, help="seconds to finish running questions after SIGTERM")

    def handle(self, *args: Any, concurrency: int, once: bool, grace: float, **options: Any) -> None:
        if not 1 <= concurrency <= 256:
            raise CommandError(f"--concurrency {concurrency}: must be from 1 to 256.")
        try:
            if options["check"]:
                make_backend(settings.LLM, slots=concurrency).check()
            else:
                self._start(concurrency, once, grace)
        except ModelError as error:
            raise CommandError(str(error)) from error

    def _start(self, concurrency: int, once: bool, grace: float) -> None:
        if settings.WORKER_METRICS_PORT:
            _serve_metrics(settings.WORKER_METRICS_PORT)
        _keep_connected()
        sys.setswitchinterval(SWITCH_SECONDS)
        asyncio.run(self._run(concurrency, once, grace))

    async def _run(self, concurrency: int, once: bool, grace: float) -> None:
        # The timeout must exceed the 1 s of the blocking pop, but while Redis hangs, the database is not polled.
        redis = settings.REDIS.client(socket_timeout=3, socket_connect_timeout=2)
        lease = timedelta(seconds=settings.LEASE_SECONDS)
        prefix = settings.REDIS_PREFIX
        speaker = make_speaker(settings)
        backend = make_backend(settings.LLM, slots=concurrency)
        resources = WorkerResources(
            backend,
            speaker,
            RedisLog(redis, prefix),
            lease,
            freedoms=settings.LLM.freedom,
            checked=settings.LLM_CHECK,
            readings=settings.TTS_READINGS,
        )
        drafts = _draft_reader(resources, redis.connection_pool) if settings.LLM_DRAFTS else None
        worker = Worker(resources, redis, prefix, concurrency=concurrency, grace_seconds=grace, drafts=drafts)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, worker.stopping.set)
        reporting = spawn(worker_metrics.Report(redis, prefix, worker.name).run(), "metrics report")
        expiring = spawn(keep_expiring(worker.stopping), "expiry")
        exporting = spawn(keep_exporting(worker.stopping), "exports")
        assessing = spawn(Assessing(backend, worker.is_idle, worker.stopping).run(), "assessments")
        server = settings.MAIL_SERVER
        mailing = spawn(Mailer(server, worker.stopping).run(), "mailer") if server else None
        following = spawn(follow(redis.connection_pool, moved=_republish), "worker follows the master")
        try:
            await worker.run(once)
        except ModelError:
            with suppress(RedisError, OSError):
                await redis.set(prefix + MODEL_REFUSED, worker.name, ex=REFUSED_SECONDS)
            raise
        finally:
            worker.stopping.set()
            await asyncio.wait([task for task in (assessing, mailing) if task], timeout=MAIL_GRACE_SECONDS)
            await stop(following, reporting, expiring, exporting, assessing, mailing)
            if speaker:
                await speaker.aclose()
            await redis.aclose()


async def _republish() -> None:
    """Publish recent closing events again: the new master may lack the last writes of the old one."""
    with suppress(DatabaseError):  # then a viewer who joins late waits for the next question
        await in_thread(jobs.republish_ended_within)(FAILOVER)


def _draft_reader(resources: WorkerResources, pool: ConnectionPool) -> DraftReader:
    channel = of_worker(settings.REDIS_PREFIX + DRAFTS, worker_name())
    return DraftReader(resources.backend, resources.freedom, lambda: Subscription(pool), channel)


def _serve_metrics(port: int) -> None:
    try:
        worker_metrics.serve(port)
    except worker_metrics.PortTaken as error:
        raise CommandError(str(error)) from error


def _keep_connected() -> None:
    """Keep one database connection for the worker's life.

    This also keeps SQLite's write-ahead log open: closing the last connection to a database copies the log into the
    file and deletes it, which costs some 15 ms of disk waits.
    """
    connections.settings[DEFAULT_DB_ALIAS].update(CONN_MAX_AGE=None, CONN_HEALTH_CHECKS=True)
    if connection.vendor == "sqlite":
        connection.ensure_connection()  # a file that cannot be opened does not come back by itself, as a server does
