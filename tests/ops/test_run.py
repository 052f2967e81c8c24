import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from ops import ROOT, data_dir
from ops.env_file import EnvFile
from ops.problem import Problem
from ops.processes import procfile
from ops.processes.ports import free_port
from ops.processes.process import Process, http_answers, wait_until
from ops.processes.redis_server import RedisServer
from ops.run import prepare

pytestmark = pytest.mark.process

RUN = [sys.executable, "-m", "ops.run"]


def refused(environment: dict[str, str], **variables: object) -> str:
    """Run `make run`, which must fail, and return the one line that it prints."""
    env = environment | {name: str(value) for name, value in variables.items()}
    done = subprocess.run(RUN, check=False, cwd=ROOT, env=env, capture_output=True, text=True, timeout=30)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    return done.stderr


def processes_of(folder: Path) -> list[int]:
    """Return the ids of the processes whose environment has `folder` as DATA_DIR."""

    def belongs(environ: Path) -> bool:
        try:
            return f"DATA_DIR={folder}".encode() in environ.read_bytes().split(b"\0")
        except OSError:  # the process has just exited
            return False

    return [int(path.parent.name) for path in Path("/proc").glob("[0-9]*/environ") if belongs(path)]


def test_a_port_in_use_is_reported_in_one_line(tmp_path: Path, bare_environment: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        line = refused(bare_environment, DATA_DIR=tmp_path, PORT=port)
    assert line.startswith(f"PORT={port} cannot be used on 127.0.0.1 (Address already in use).")
    assert "make run PORT=8001" in line


@pytest.mark.parametrize("port", ["http", "0", "70000"])
def test_an_invalid_port_is_reported_in_one_line(tmp_path: Path, bare_environment: dict[str, str], port: str) -> None:
    assert f"PORT={port} is not a port" in refused(bare_environment, DATA_DIR=tmp_path, PORT=port)


@pytest.mark.parametrize("place", ["a-file", "a-file/below", "/proc/interviews"])
def test_a_data_dir_that_cannot_be_written_is_reported_in_one_line(
    tmp_path: Path, bare_environment: dict[str, str], place: str
) -> None:
    (tmp_path / "a-file").write_text("")
    line = refused(bare_environment, DATA_DIR=tmp_path / place)
    assert line.startswith(f"DATA_DIR={tmp_path / place} cannot be written to (")
    assert "make run DATA_DIR=" in line


def test_a_data_dir_in_use_is_reported_in_one_line(tmp_path: Path, bare_environment: dict[str, str]) -> None:
    with data_dir.claim(tmp_path):
        line = refused(bare_environment, DATA_DIR=tmp_path, PORT=free_port())
    assert f"is in use by another `make run` (process {os.getpid()})" in line


def test_only_its_owner_can_enter_a_new_data_dir(tmp_path: Path) -> None:
    with data_dir.claim(tmp_path / "new" / "product"):
        assert (tmp_path / "new" / "product").stat().st_mode & 0o777 == 0o700


def test_a_folder_that_others_use_too_is_not_closed_but_refused(
    tmp_path: Path, bare_environment: dict[str, str]
) -> None:
    (tmp_path / "shared" / "photos").mkdir(parents=True)
    (tmp_path / "shared").chmod(0o755)
    line = refused(bare_environment, DATA_DIR=tmp_path / "shared", PORT=free_port())
    assert line.startswith(f"DATA_DIR: {tmp_path / 'shared'} is open to other users and holds other things, too.")
    assert (tmp_path / "shared").stat().st_mode & 0o777 == 0o755


def test_an_env_file_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "env").write_bytes(b"SECRET_KEY=\xff\n")
    with pytest.raises(Problem, match="env cannot be read"):
        prepare(tmp_path, {})


def test_the_env_file_may_set_the_port_and_the_environment_overrides_it(tmp_path: Path) -> None:
    first, second = free_port(), free_port()
    (tmp_path / "env").write_text(f"PORT={first}\n")
    assert prepare(tmp_path, {}).env["PORT"] == str(first)
    assert prepare(tmp_path, {"PORT": str(second)}).env["PORT"] == str(second)


def test_the_bundled_redis_runs_only_if_no_other_is_configured(tmp_path: Path) -> None:
    port = {"PORT": str(free_port())}
    assert prepare(tmp_path, port | {"REDIS_URL": ""}).redis
    assert prepare(tmp_path, port | {"REDIS_URL": "redis://elsewhere/0"}).redis is None
    file = EnvFile(tmp_path / "env")
    file.set("REDIS_URL", "redis://elsewhere/0")
    file.save()
    assert prepare(tmp_path, port).redis is None


@pytest.mark.parametrize("place", ["environment", "file"])
def test_with_sentinels_the_bundled_redis_does_not_run_and_its_password_is_removed(tmp_path: Path, place: str) -> None:
    port, sentinels = {"PORT": str(free_port())}, {"REDIS_SENTINELS": "10.0.0.1:26379"}
    assert prepare(tmp_path, port).redis
    if place == "file":
        file = EnvFile(tmp_path / "env")
        file.set("REDIS_SENTINELS", sentinels.pop("REDIS_SENTINELS"))
        file.save()
    assert prepare(tmp_path, port | sentinels).redis is None
    assert EnvFile(tmp_path / "env").get("REDIS_URL") == ""


def test_an_empty_variable_does_not_hide_a_generated_value(tmp_path: Path) -> None:
    product = prepare(tmp_path, {"PORT": str(free_port()), "SECRET_KEY": ""})
    assert "SECRET_KEY" not in product.env and EnvFile(tmp_path / "env").get("SECRET_KEY")


def test_the_procfile_gives_commands_without_a_shell() -> None:
    commands = procfile.commands(port=8123)
    assert set(commands) == {"web", "worker"}
    assert commands["web"][0] == ".venv/bin/daphne" and "8123" in commands["web"]
    assert not any("http-timeout" in word for word in commands["web"])


def test_the_model_of_this_run_is_that_of_the_make_command(tmp_path: Path) -> None:
    port = {"PORT": str(free_port())}
    theirs = {"LLM_BACKEND": "openai", "LLM_MODEL": "theirs"}
    assert prepare(tmp_path, port | theirs).model == ""
    ours = prepare(tmp_path, port | theirs | {"MODEL": "qwen3-4b"})
    assert (ours.model, ours.env["LLM_BACKEND"], ours.env["LLM_MODEL"]) == ("qwen3-4b", "llama_cpp", "qwen3-4b")


@pytest.mark.parametrize(
    ("variable", "value", "line"),
    [
        ("MODEL", "gpt-9", "'gpt-9' is not in the catalogue. Choose one of: smollm2-135m, "),
        (
            "LLM_MODEL",
            "/nowhere/it.gguf",
            "LLM_MODEL=/nowhere/it.gguf: no such file. Put the path of a .gguf file there",
        ),
        ("LLM_MODEL", "qwen3-4b", "manage.py fetchmodel qwen3-4b` fetches it for LLM_MODEL=qwen3-4b."),
    ],
)
def test_a_model_that_cannot_be_used_stops_the_launch_with_one_line(
    tmp_path: Path, bare_environment: dict[str, str], variable: str, value: str, line: str
) -> None:
    env = bare_environment | {"DATA_DIR": str(tmp_path / "product"), "PORT": str(free_port()), variable: value}
    done = subprocess.run(RUN, check=False, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120)
    assert done.returncode == 1
    assert [shown for shown in done.stdout.splitlines() if line in shown] != []
    assert "Candidate" not in done.stdout and "Traceback" not in done.stdout + done.stderr
    assert processes_of(tmp_path / "product") == []


@pytest.fixture
def product(tmp_path: Path, bare_environment: dict[str, str]) -> Callable[[], Process]:
    """Return a function that makes a launcher process of `make run`, each time on the same DATA_DIR."""
    env = bare_environment | {"DATA_DIR": str(tmp_path / "product"), "PORT": str(free_port())}
    # `env -i`, because Process adds `env` to the environment of the test's own process.
    command = ["env", "-i", *(f"{name}={value}" for name, value in env.items()), *RUN]
    return lambda: Process(command, log=tmp_path / "run.log")


def open_to_others(folder: Path) -> list[Path]:
    """Return what other accounts may read, of the folder and all in it that does not vanish while it is looked at."""
    found = []
    for path in (folder, *folder.rglob("*")):
        with suppress(FileNotFoundError):  # SQLite makes and removes its -shm and -wal all the time
            if path.stat().st_mode & 0o077:
                found.append(path)
    return found


def test_the_product_runs_until_ctrl_c_and_keeps_its_data(tmp_path: Path, product: Callable[[], Process]) -> None:
    folder, log = tmp_path / "product", tmp_path / "run.log"
    folder.mkdir(mode=0o755)
    with product() as first:
        first.wait_for_output("Ctrl-C stops everything.", seconds=60)
        [candidate] = re.findall(r"Candidate +(\S+)", log.read_text())
        [admin] = re.findall(r"Admin +(.*)", log.read_text())
        assert http_answers(candidate)
        assert open_to_others(folder) == []
        os.kill(first.pid, signal.SIGINT)
        assert first.wait(60) == 0
    assert processes_of(folder) == []
    log.unlink()
    with product() as second:
        second.wait_for_output("Ctrl-C stops everything.", seconds=60)
        assert candidate in log.read_text() and admin in log.read_text()
        second.kill()
        wait_until(lambda: processes_of(folder) == [], seconds=10, what="no process is left")
    # Neither the lock nor the port is still taken.
    with data_dir.claim(folder):
        assert RedisServer.from_url(EnvFile(folder / "env").get("REDIS_URL"), folder)
