"""`make run`: starts Redis, the worker and the web process of one DATA_DIR in one terminal, and prints the links."""

import asyncio
import json
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ops.processes import ports, procfile
from ops.processes.keeper import Service
from ops.processes.output import Output
from ops.processes.process import http_answers
from ops.processes.redis_server import RedisServer
from ops.processes.supervisor import Script, Supervisor

from . import ROOT, data_dir, generated
from .env_file import EnvFile
from .problem import Problem

GRACE_SECONDS = {"web": 10.0, "worker": 30.0, "redis": 10.0}
PATIENCE_SECONDS = 60.0  # before we report that Redis or the web process does not answer


@dataclass(frozen=True)
class Product:
    """How to run the product of one DATA_DIR.

    `redis` is the bundled server, or None if it uses another. `model` is the name of the model to fetch before, or "".
    """

    port: int
    env: Mapping[str, str]
    redis: RedisServer | None
    model: str = ""


def prepare(folder: Path, environment: Mapping[str, str]) -> Product:
    """Check the port and write DATA_DIR/env. The caller must have claimed `folder`.

    Raises Problem if the port cannot be used or the file cannot be read.
    """
    file = _read_env_file(folder / "env")
    port = _port(environment.get("PORT") or file.get("PORT") or "8000")
    generated.fill(file, environment, port, folder / "redis")
    file.save()
    # An empty variable would override the file's value in the settings.
    given = {name: value for name, value in environment.items() if value or name not in generated.NAMES}
    env = {**given, "DATA_DIR": str(folder), "PORT": str(port), "PYTHONUNBUFFERED": "1"}
    model = environment.get("MODEL", "")
    if model:
        env |= {"LLM_BACKEND": "llama_cpp", "LLM_MODEL": model}
    redis = None if given.get("REDIS_URL") else RedisServer.from_url(file.get("REDIS_URL"), folder / "redis")
    return Product(port, env, redis, model)


class Launch:
    """The supervisor's script: starts each service once those that it needs are up."""

    def __init__(
        self, product: Product, grace_seconds: Mapping[str, float] = GRACE_SECONDS, collects: bool = True
    ) -> None:
        """`collects`: whether static files are collected into DATA_DIR, compressed and hashed, and served there."""
        self._collects = collects and not product.env.get("STATIC_ROOT")
        if self._collects:
            product = replace(product, env={**product.env, "STATIC_ROOT": f"{product.env['DATA_DIR']}/static"})
        self._product = product
        self._grace_seconds = grace_seconds

    async def __call__(self, supervisor: Supervisor) -> None:
        if self._product.model:
            await self._manage(supervisor, "fetchmodel", self._product.model)
        checking = asyncio.gather(self._check_model(supervisor), self._collect(supervisor))
        try:
            links = await self._prepare(supervisor)
            await checking
        finally:
            checking.cancel()
            await asyncio.gather(checking, return_exceptions=True)
        # They stop in the reverse order: web first, so that nothing new comes in while the worker finishes.
        commands = procfile.commands(self._product.port)
        for name in ("worker", "web"):
            supervisor.start(self._service(name, commands[name]))
        await self._wait_for_web(supervisor)
        supervisor.say(_welcome(links))

    async def _prepare(self, supervisor: Supervisor) -> dict[str, str]:
        """Start Redis, and prepare the database. Return the links to the site."""
        if self._product.redis:
            await self._start_redis(supervisor, self._product.redis)
        supervisor.say("Preparing the database")
        await self._manage(supervisor, "migrate", "--noinput", "-v", "0")
        return await self._seed(supervisor)

    async def _check_model(self, supervisor: Supervisor) -> None:
        """Raise Problem if the worker could not use its model: it would be started again and again."""
        lines: list[bytes] = []
        try:
            await self._manage(supervisor, "runworker", "--check", on_line=lines.append)
        except Problem as problem:
            reason = lines[-1].decode("utf-8", "replace") if lines else str(problem)
            raise Problem(reason.removeprefix("CommandError: ")) from problem

    async def _collect(self, supervisor: Supervisor) -> None:
        if self._collects:
            await self._manage(supervisor, "collectstatic", "--noinput", "-v", "0")

    async def _start_redis(self, supervisor: Supervisor, redis: RedisServer) -> None:
        supervisor.start(self._service("redis", redis.command()))
        deadline = asyncio.get_running_loop().time() + PATIENCE_SECONDS
        while not redis.answers():
            if asyncio.get_running_loop().time() > deadline:
                raise Problem(f"Redis does not answer: see its output above. Its data is in {redis.folder}")
            await asyncio.sleep(0.02)

    async def _seed(self, supervisor: Supervisor) -> dict[str, str]:
        found: dict[str, str] = {}

        def take(line: bytes) -> None:
            # Warnings arrive through the same pipe.
            if line.startswith(b"{"):
                found.update(json.loads(line))
            else:
                supervisor.show("seed", line)

        await self._manage(supervisor, "seed", "--json", on_line=take)
        return found

    async def _manage(
        self, supervisor: Supervisor, *command: str, on_line: Callable[[bytes], None] | None = None
    ) -> None:
        manage = [sys.executable, "manage.py", *command]
        await supervisor.task(command[0], manage, self._product.env, on_line=on_line)

    async def _wait_for_web(self, supervisor: Supervisor) -> None:
        clock = asyncio.get_running_loop().time
        url, late = f"http://{ports.HOST}:{self._product.port}/healthz", clock() + PATIENCE_SECONDS
        while not await asyncio.to_thread(http_answers, url):
            if clock() > late:
                supervisor.say(f"{url} does not answer yet; the output of web above may say why.")
                late += PATIENCE_SECONDS
            await asyncio.sleep(0.1)

    def _service(self, name: str, command: list[str]) -> Service:
        return Service(name, command, self._product.env, self._grace_seconds[name])


def _welcome(links: dict[str, str]) -> str:
    return (
        "\n"
        f"  Candidate  {links['candidate_url']}\n"
        f"  Admin      {links['admin_url']}  user {links['admin_user']}, password {links['admin_password']}\n"
        "\n"
        "  Ctrl-C stops everything.\n"
    )


def _read_env_file(path: Path) -> EnvFile:
    try:
        return EnvFile(path)
    except (OSError, UnicodeDecodeError) as error:
        raise Problem(f"{path} cannot be read ({error}). Fix it, or delete it to have a new one generated") from error


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise Problem(f"PORT={text} is not a port. Choose one from 1024 to 65535: make run PORT=8001")
    if reason := ports.refusal(int(text)):
        raise Problem(f"PORT={text} cannot be used on {ports.HOST} ({reason}). Choose another: make run PORT=8001")
    return int(text)


def main(script: Callable[[Product], Script] = Launch) -> int:
    """Run `script` under the supervisor, on the DATA_DIR that the environment names. Return the exit status."""
    folder = Path(os.environ.get("DATA_DIR") or ROOT / "var").absolute()
    os.umask(0o077)  # what the product writes is nobody else's to read: database, Redis's data, logs
    try:
        with data_dir.claim(folder):
            return asyncio.run(_supervise(script(prepare(folder, os.environ))))
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:  # before the supervisor handled signals
        return 0


async def _supervise(script: Script) -> int:
    return await Supervisor(Output(sys.stdout.buffer)).run(script)


if __name__ == "__main__":
    sys.exit(main())
