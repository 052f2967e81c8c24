"""examples/client.py against the product."""

import io
import subprocess
import sys
import wave
from pathlib import Path

import pytest

from examples.client import ChatClient, Question, Refused
from ops import ROOT
from ops.stack import Stack
from tests.interviews.guest import SECONDS, Guest, api_key

ANSWERS = [
    f"In year {number} I moved our queue to PostgreSQL, because it was simpler to run." for number in range(1, 5)
]


@pytest.fixture(scope="module")
def key(stack: Stack) -> str:
    return api_key(stack)


async def test_an_interview_by_whole_questions(stack: Stack, key: str) -> None:
    client = ChatClient(stack.url, key, language="en")
    questions = [await client.ask()]
    for answer in ANSWERS:
        questions.append(await client.ask(answer, questions[-1].turn))
    assert [question.turn for question in questions] == [1, 2, 3, 4, 5]
    assert [question.kind == "close" for question in questions] == [False] * 4 + [True]
    assert {question.interview for question in questions} == {client.interview}
    assert await client.ask() == questions[-1]


async def test_a_candidates_token_asks_about_the_candidates_interview(stack: Stack) -> None:
    with Guest(stack) as guest:
        question = await ChatClient(stack.url, guest.token).ask()
        assert question == Question(guest.interview, 1, "open", guest.turn()["question"])


async def test_a_key_that_opens_nothing_is_refused_on_both_ways(stack: Stack) -> None:
    client = ChatClient(stack.url, "nobody")
    with pytest.raises(Refused) as refused:
        await client.ask()
    assert refused.value.code == "unauthorized"
    with pytest.raises(Refused) as refused:
        async for _ in client.stream():
            pass
    assert refused.value.code == "unauthorized"


async def test_a_stream_goes_on_where_its_socket_was_killed(stack: Stack, key: str) -> None:
    """It is killed at every tenth event, and before each answer reaches the server."""
    client = ChatClient(stack.url, key, language="en")
    await client.send()
    written: dict[int, str] = {}
    whole: dict[int, str] = {}
    count = 0
    async for event in client.stream():
        count += 1
        if event["type"] == "question.started":
            written[event["turn"]] = ""
        elif event["type"] == "token":
            written[event["turn"]] += event["text"]
        elif event["type"] == "question.done":
            whole[event["turn"]] = event["text"]
            if len(whole) == 5:
                break
            kill(client)
            await client.send(ANSWERS[event["turn"] - 1], event["turn"])
        if count % 10 == 0:
            kill(client)
    assert written == whole
    told = (await ChatClient(stack.url, key, client.interview).ask()).text
    assert told == whole[5]


def kill(client: ChatClient) -> None:
    if client.socket:
        client.socket.transport.abort()


def run(stack: Stack, key: str, typed: str, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "examples/client.py", "--url", stack.url, "--key", key, *options]
    return subprocess.run(command, cwd=ROOT, input=typed, capture_output=True, text=True, timeout=SECONDS)


def test_an_interview_in_the_terminal_with_sounds_in_files(stack: Stack, key: str, tmp_path: Path) -> None:
    ended = run(stack, key, "\n".join([*ANSWERS, ""]), "--language", "en", "--wav", str(tmp_path / "sounds"))
    assert (ended.returncode, ended.stderr) == (0, "")
    assert [number for number in range(1, 6) if f"\n{number}. " in ended.stdout] == [1, 2, 3, 4, 5]
    sounds = sorted((tmp_path / "sounds").iterdir())
    turns = {sound.name[:2] for sound in sounds}  # an answer that comes at once may end a voice before its first sound
    assert "05" in turns and turns <= {"01", "02", "03", "04", "05"}
    assert all(seconds_of(sound.read_bytes()) > 0 for sound in sounds)


def seconds_of(data: bytes) -> float:
    with wave.open(io.BytesIO(data)) as sound:
        return sound.getnframes() / sound.getframerate()


def test_a_wrong_key_is_told_in_one_line(stack: Stack) -> None:
    ended = run(stack, "nobody", "")
    assert ended.returncode == 1
    assert ended.stderr.startswith("Your access token is missing")
    assert len(ended.stderr.splitlines()) == 1
