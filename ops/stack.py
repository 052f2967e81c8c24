"""Runs a whole product for tests and benchmarks: Redis, web and worker processes, with their own folder and ports."""

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from ops.processes import procfile
from ops.processes.ports import HOST, free_port
from ops.processes.process import Process
from ops.processes.redis_server import RedisServer

from . import ROOT
from .console import Console

# Variables of the developer's shell that must not influence a stack.
_SHELL = (
    "LOG_LEVEL LOG_FORMAT STATIC_ROOT REQUEST_ID_HEADER"
    " OIDC_ISSUER OIDC_CLIENT_ID OIDC_CLIENT_SECRET OIDC_VERIFIED_CLAIM"
    " EMAIL_URL EMAIL_FROM EMAIL_TIMEOUT"
    " DATABASE_URL REDIS_PREFIX REDIS_SENTINELS REDIS_MASTER REDIS_SENTINEL_PASSWORD ALLOWED_HOSTS DEBUG"
    " WORKER_CONCURRENCY LLM_BACKEND LLM_MODEL LLM_BASE_URL LLM_API_KEY"
    " LLM_CONTEXT LLM_THREADS LLM_GPU_LAYERS LLM_GAP_MS LLM_DRAFTS LLM_CHECK WORKER_METRICS_PORT"
    " TTS_BACKEND TTS_BASE_URL TTS_API_KEY TTS_MODEL TTS_VOICE TTS_FORMAT TTS_READINGS TTS_CONCURRENCY"
)
UNSET = dict.fromkeys(_SHELL.split(), "")


class Web(Process):
    """A web process on its own port."""

    def __init__(self, port: int, env: Mapping[str, str], log: Path) -> None:
        super().__init__(procfile.commands(port)["web"], env=env, log=log)
        self.url = f"http://{HOST}:{port}"

    def wait_until_ready(self) -> None:
        self.wait_for_http(f"{self.url}/healthz")


class Worker(Process):
    """A worker process. Restarts append to its log."""

    def __init__(self, env: Mapping[str, str], log: Path) -> None:
        super().__init__(procfile.commands(int(env["PORT"]))["worker"], env=env, log=log)
        self._begins = 0

    def start(self) -> Self:
        self._begins = self.log.stat().st_size if self.log.exists() else 0
        return super().start()

    @property
    def ready(self) -> bool:
        """Return whether it has logged that it is ready since its last start."""
        return b"worker ready" in self.log.read_bytes()[self._begins :]

    def wait_until_ready(self, seconds: float = 90) -> None:
        self.wait_for(lambda: self.ready, seconds, "the worker is ready")


class Stack:
    """Use as a context manager: `with Stack(folder) as stack: ...`. `environment` is added to that of its processes.

    `redis`, each of `webs` and each of `workers` may be stopped, killed and started again by itself. `web` and
    `worker` are the first of each; `url` is the address of `web`.
    """

    def __init__(self, folder: Path, webs: int = 1, workers: int = 1, **environment: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.port, *others = [free_port() for _ in range(webs)]
        self.url = f"http://{HOST}:{self.port}"
        self.redis = RedisServer(folder / "redis")
        self.env = {
            **UNSET,
            "TTS_BACKEND": "espeak",  # costs next to nothing
            "DJANGO_SETTINGS_MODULE": "interview_site.settings",
            "SECRET_KEY": "for tests and benches",
            "DATA_DIR": str(folder),
            "PORT": str(self.port),
            "PUBLIC_URL": self.url,
            "REDIS_URL": self.redis.url,
            "ADMIN_PASSWORD": "for tests and benches",
            "DEMO_INVITATION": "for-tests-and-benches",
            **environment,
        }
        self.console = Console(self.env)
        ports = [self.port, *others]
        self.webs = [Web(port, self.env, folder / f"web{_nth(n)}.log") for n, port in enumerate(ports)]
        self.workers = [Worker(self.env, folder / f"worker{_nth(n)}.log") for n in range(workers)]
        self.web, self.worker = self.webs[0], self.workers[0]

    def manage(self, *arguments: str) -> str:
        """Run a management command in a process of its own and return its output. Raises CalledProcessError."""
        command = [str(ROOT / ".venv/bin/python"), "manage.py", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=os.environ | self.env, check=True, capture_output=True, text=True
        ).stdout

    def invite(self, language: str = "ko", candidate: str = "Test") -> dict[str, Any]:
        """Create an interview. Return {"interview": id, "url": invitation, "token": bearer token}."""
        made = self.console.run("invite", "--candidate", candidate, "--language", language, "--json")
        return dict(json.loads(made))

    def start(self) -> Self:
        """Start everything, migrate and seed the database, and return once every process is ready."""
        self.redis.start()
        self.console.run("migrate", "--verbosity", "0")
        processes: list[Web | Worker] = [*self.workers, *self.webs]
        for process in processes:
            process.start()
        self.console.run("seed")  # while the processes load
        for process in processes:
            process.wait_until_ready()
        return self

    def stop(self) -> None:
        self.console.stop()
        for process in (*self.webs, *self.workers):
            if process.started:
                process.stop()
        self.redis.stop()

    def __enter__(self) -> Self:
        try:
            return self.start()
        except BaseException:
            self.stop()
            raise

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()


def _nth(number: int) -> str:
    """Return the suffix of a name: nothing for the first, then 2, 3, ..."""
    return str(number + 1) if number else ""
