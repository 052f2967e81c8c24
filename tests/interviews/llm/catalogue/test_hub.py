"""`manage.py fetchmodel` against a hub that cuts connections, lies about sizes and serves the wrong bytes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ops.vendors.hub_server import HubReply, HubServer

from .command import FetchModel
from .tiny_catalogue import CONTENT, HUB, UNPINNED

pytestmark = pytest.mark.process

WHOLE = HubReply(CONTENT)
TOKEN = "hf_secret"


@pytest.fixture(scope="module")
def running() -> Iterator[HubServer]:
    with HubServer(WHOLE) as hub:
        yield hub


@pytest.fixture
def hub(running: HubServer) -> HubServer:
    running.reply = WHOLE
    for seen in (running.asked, running.ranges, running.tokens):
        seen.clear()
    return running


@pytest.fixture
def command(hub: HubServer, tmp_path: Path) -> FetchModel:
    return FetchModel(tmp_path / "data", HF_ENDPOINT=hub.url, HF_TOKEN=TOKEN)


def test_a_model_is_fetched_with_its_licence_and_progress(command: FetchModel, hub: HubServer) -> None:
    done = command.run(HUB)
    assert (done.returncode, done.stderr) == (0, "")
    assert (command.models / f"{HUB}.gguf").read_bytes() == CONTENT
    assert "Licence: Apache-2.0, https://" in done.stdout
    assert "1 of 1 MB (100 %)" in done.stdout
    assert hub.ranges == [""]
    assert command.models.parent.stat().st_mode & 0o777 == 0o700


def test_nothing_is_asked_of_the_hub_if_the_model_is_there(command: FetchModel, hub: HubServer) -> None:
    command.run(HUB)
    hub.asked.clear()
    again = command.run(HUB)
    assert (again.returncode, hub.asked) == (0, [])
    assert "is there and complete" in again.stdout


def test_a_damaged_model_is_fetched_again(command: FetchModel) -> None:
    command.models.mkdir(parents=True)
    path = command.models / f"{HUB}.gguf"
    path.write_bytes(CONTENT[:-1] + b"x")
    done = command.run(HUB)
    assert "its SHA-256 differs" in done.stdout
    assert path.read_bytes() == CONTENT


def test_a_download_goes_on_after_each_cut(command: FetchModel, hub: HubServer) -> None:
    hub.reply = HubReply(CONTENT, cuts=(200_000, 0, 300_000))
    done = command.run(HUB)
    assert (done.returncode, (command.models / f"{HUB}.gguf").read_bytes() == CONTENT) == (0, True)
    assert hub.ranges == ["", "bytes=200000-", "bytes=200000-", "bytes=500000-"]
    assert done.stdout.count("trying again") == 3


def test_a_connection_that_stays_broken_ends_with_what_to_do_and_the_next_run_resumes(
    command: FetchModel, hub: HubServer
) -> None:
    hub.reply = HubReply(CONTENT, cuts=(250_000,), always_cut=0)
    line = command.refused(HUB)
    assert "broke at" in line and "Run the same command to resume." in line
    assert command.held(HUB) == 250_000
    hub.reply = WHOLE
    assert command.run(HUB).returncode == 0
    assert hub.ranges[-1] == "bytes=250000-"
    assert (command.models / f"{HUB}.gguf").read_bytes() == CONTENT


def test_ctrl_c_keeps_what_was_fetched_for_the_next_run(command: FetchModel, hub: HubServer) -> None:
    hub.reply = HubReply(CONTENT, seconds_between=0.1)
    stopped = command.interrupted_at(HUB, least_bytes=50_000)
    assert (stopped.returncode, stopped.stderr.count("\n")) == (130, 1)
    assert "run the same command to resume" in stopped.stderr
    held = command.held(HUB)
    hub.reply = WHOLE
    assert command.run(HUB).returncode == 0
    assert hub.ranges[-1] == f"bytes={held}-"


def test_a_hub_that_ignores_ranges_sends_the_file_again(command: FetchModel, hub: HubServer) -> None:
    hub.reply = HubReply(CONTENT, cuts=(200_000,), ignores_ranges=True)
    assert command.run(HUB).returncode == 0
    assert (command.models / f"{HUB}.gguf").read_bytes() == CONTENT


def test_a_file_of_another_size_is_not_fetched(command: FetchModel, hub: HubServer) -> None:
    hub.reply = HubReply(CONTENT, announced_bytes=12_345)
    assert "12,345 bytes there, but 600,004 in the catalogue" in command.refused(HUB)
    assert hub.ranges == []


@pytest.mark.parametrize(("sent", "line"), [(CONTENT[:-9], "only 599,995 of"), (CONTENT + b"more", "more than")])
def test_a_hub_that_lies_about_the_size_is_found_out(
    command: FetchModel, hub: HubServer, sent: bytes, line: str
) -> None:
    hub.reply = HubReply(sent, announced_bytes=len(CONTENT))
    assert f"the hub sends {line} the 600,004 bytes" in command.refused(HUB)
    assert command.held(HUB) == 0


@pytest.mark.parametrize("name", [HUB, UNPINNED])
def test_wrong_bytes_are_deleted(command: FetchModel, hub: HubServer, name: str) -> None:
    hub.reply = HubReply(CONTENT[:-1] + b"x", announced_sha256=None if name == HUB else "0" * 64)
    assert "is not Tiny (its SHA-256 differs), so it is deleted" in command.refused(name)
    assert command.held(name) == 0


def test_an_unpinned_model_is_said_to_be_so_and_must_at_least_begin_like_a_model(
    command: FetchModel, hub: HubServer
) -> None:
    hub.reply = HubReply(b"x" + CONTENT[1:], announced_sha256="")
    assert "not a GGUF file" in command.refused(UNPINNED)
    hub.reply = HubReply(CONTENT, announced_sha256="")
    assert "Its checksum is not pinned here" in command.run(UNPINNED).stdout


@pytest.mark.parametrize(
    ("reply", "line"),
    [
        (HubReply(status=401, headers=("X-Error-Code: GatedRepo",)), "Accept it there, then set HF_TOKEN"),
        (HubReply(status=403, headers=("X-Error-Code: GatedRepo",)), "Accept it there, then set HF_TOKEN"),
        (HubReply(status=404, headers=("X-Error-Code: RepoNotFound",)), "the hub has no tiny.gguf at abc"),
        (HubReply(status=404, headers=("X-Error-Code: EntryNotFound",)), "the hub has no tiny.gguf at abc"),
        (HubReply(status=410), "the hub refuses the download (HTTP 410)"),
        (HubReply(status=503), "HTTP 503"),
    ],
    ids=["gated", "forbidden", "no repository", "no file", "gone", "down"],
)
def test_a_refusal_of_the_hub_says_what_to_do(command: FetchModel, hub: HubServer, reply: HubReply, line: str) -> None:
    hub.reply = reply
    assert line in command.refused(HUB)


def test_a_hub_that_cannot_be_reached_is_reported_in_one_line(tmp_path: Path) -> None:
    line = FetchModel(tmp_path, HF_ENDPOINT="http://127.0.0.1:9").refused(HUB)
    assert "The connection to 127.0.0.1 broke at 0 of 1 MB" in line


def test_the_token_goes_to_the_hub_and_not_to_where_it_keeps_its_files(command: FetchModel, hub: HubServer) -> None:
    command.run(HUB)
    assert set(hub.tokens) == {("127.0.0.1", f"Bearer {TOKEN}"), ("localhost", "")}


def test_a_full_disk_is_reported_and_the_next_run_resumes(command: FetchModel, hub: HubServer) -> None:
    # A limit on the size of files, in blocks of 1 KB, fails like a full disk.
    line = command.refused(HUB, prefix=("bash", "-c", 'ulimit -f 300; exec "$@"', "bash"))
    assert "is full. Free some space, then run the same command to resume." in line
    assert 0 < command.held(HUB) <= 300 * 1024
    assert command.run(HUB).returncode == 0
    assert hub.ranges[-1].startswith("bytes=")
