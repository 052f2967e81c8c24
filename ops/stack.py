"""A whole product for tests and benches: Redis, one web and one worker process, in a folder and on ports of its own."""

import json
import os
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from ops import ROOT, procfile
from ops.ports import HOST, free_port
from ops.process import Process
from ops.redis_server import RedisServer

# What the developer's own shell may hold must have no say here.
UNSET = dict.fromkeys(("DATABASE_URL", "REDIS_PREFIX", "LLM_MODEL", "LLM_BACKEND", "ALLOWED_HOSTS", "DEBUG"), "")


class Stack:
    """`with Stack(folder) as stack: ...`; `environment` is added to that of its processes.

    `redis`, `web` and `worker` may be stopped, killed and started again, each by itself.
    """

    def __init__(self, folder: Path, **environment: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        self.url = f"http://{HOST}:{self.port}"
        self.redis = RedisServer(folder / "redis")
        self.env = {
            **UNSET,
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
        commands = procfile.commands(self.port)
        self.web = Process(commands["web"], env=self.env, log=folder / "web.log")
        self.worker = Process(commands["worker"], env=self.env, log=folder / "worker.log")

    def manage(self, *arguments: str) -> str:
        """Run a management command; what it printed. CalledProcessError, with its words, where it failed."""
        command = [str(ROOT / ".venv/bin/python"), "manage.py", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=os.environ | self.env, check=True, capture_output=True, text=True
        ).stdout

    def invite(self, language: str = "ko", candidate: str = "Test") -> dict[str, Any]:
        """A new interview: {"interview", "url", "token"}."""
        return dict(json.loads(self.manage("invite", "--candidate", candidate, "--language", language, "--json")))

    def start(self) -> Self:
        self.redis.start()
        self.manage("migrate", "--verbosity", "0")
        self.manage("seed")
        self.worker.start()
        self.web.start()
        self.web.wait_for_http(f"{self.url}/healthz")
        self.worker.wait_for_output("worker ready")
        return self

    def stop(self) -> None:
        for process in (self.web, self.worker):
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
