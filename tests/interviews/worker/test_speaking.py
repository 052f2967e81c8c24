"""The voice in the product: real processes, a scripted model, espeak-ng."""

import base64
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from ops.processes.process import wait_until
from ops.stack import Stack
from ops.vendors.chat_server import Reply, ScriptedServer
from streaming.speech.remote.wav import read_wav
from tests.interviews.guest import SECONDS, Guest
from tests.interviews.scripted_product import (
    QUESTION,
    SENTENCES,
    attempt_column,
    is_spoken,
    listen,
    scripted_model,
    sound_parts,
)

pytestmark = pytest.mark.usefixtures("words")


@pytest.fixture(scope="module")
def product(model: ScriptedServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with Stack(tmp_path_factory.mktemp("product"), **scripted_model(model)) as stack:
        yield stack


def forbid_voice(stack: Stack, guest: Guest) -> None:
    with closing(sqlite3.connect(Path(stack.env["DATA_DIR"]) / "db.sqlite3", timeout=20)) as rows:
        rows.execute("UPDATE interviews_interview SET voice = 0 WHERE id = ?", [guest.interview])
        rows.commit()


def test_a_question_is_published_and_spoken_sentence_by_sentence(product: Stack) -> None:
    with Guest(product) as guest:
        guest.post("start")
        events = listen(guest)
        told = [event for event in events if event["type"] == "sentence"]
        done = next(event for event in events if event["type"] == "question.done")
        assert [event["text"] for event in told] == SENTENCES
        assert [done["text"][event["start"] : event["end"]] for event in told] == SENTENCES
        assert done["sentences"] == 3
        assert sound_parts(events) == sorted(sound_parts(events))
        for event in (event for event in events if event["type"] == "audio"):
            sound = read_wav(base64.b64decode(event["data"]))
            assert (event["mime"], event["sample_rate"], sound.sample_rate) == ("audio/wav", 24_000, 24_000)
            assert round(len(sound.samples) / 24) == event["duration_ms"]
            assert len(event["data"]) <= 64 * 1024
        wait_until(lambda: attempt_column(product, guest, "spoken") == [1], SECONDS, "it is noted as spoken")
        assert (
            attempt_column(product, guest, "first_audio_ms")[0] >= attempt_column(product, guest, "first_token_ms")[0]
        )


def test_a_viewer_who_joins_after_the_voice_has_ended_hears_the_same(product: Stack) -> None:
    with Guest(product) as guest:
        guest.post("start")
        live = listen(guest)
        late = listen(guest)
    assert [event for event in late if event["type"] == "audio"] == [e for e in live if e["type"] == "audio"]


def test_a_viewer_who_wants_no_sound_gets_none(product: Stack) -> None:
    with Guest(product) as guest:
        guest.post("start")
        listen(guest)
        with guest.http.stream("GET", f"{guest.path}/stream", params={"audio": "0"}) as response:
            kinds: list[str] = []
            for line in response.iter_lines():
                if line.startswith("data: "):
                    kinds.append(json.loads(line[6:])["type"])
                if "question.done" in kinds:
                    break
    assert "sentence" in kinds
    assert not {"audio", "audio.skipped"} & set(kinds)


def test_an_interview_without_voice_is_silent(product: Stack) -> None:
    with Guest(product) as guest:
        forbid_voice(product, guest)
        guest.post("start")
        events = guest.until("question.done")
        wait_until(lambda: attempt_column(product, guest, "spoken") == [1], SECONDS, "nothing is left to be spoken")
        later = listen(guest, lambda seen: seen[-1]["type"] == "question.done")
    assert [event["text"] for event in events if event["type"] == "sentence"] == SENTENCES
    assert not {"audio", "audio.skipped"} & {event["type"] for event in events + later}


def test_the_next_question_does_not_wait_for_the_voice_and_ends_it(product: Stack, model: ScriptedServer) -> None:
    long = " ".join(["Please take all the time that you need to think about it, and then some more."] * 6)
    model.reply = Reply(words=(long,))
    with Guest(product) as guest:
        guest.post("start")
        guest.until("question.done")
        model.reply = Reply(words=QUESTION)
        guest.post("answers", turn=1, text="A queue.")
        events = listen(guest, lambda seen: seen[-1].get("turn") == 2 and is_spoken(seen))
    second = next(at for at, event in enumerate(events) if event.get("turn") == 2)
    assert {event["turn"] for event in events[second:] if "turn" in event} == {2}


def test_another_interview_does_not_wait_for_a_voice(product: Stack, model: ScriptedServer) -> None:
    model.reply = Reply(words=(" ".join(["Please take all the time that you need to think."] * 12),))
    with Guest(product) as first, Guest(product) as second:
        first.post("start")
        first.until("question.done")
        second.post("start")
        second.until("question.done")
        assert attempt_column(product, first, "spoken") == [0], "the first voice is still speaking"
        assert attempt_column(product, second, "outcome") == ["done"]


def test_a_cancelled_question_falls_silent(product: Stack, model: ScriptedServer) -> None:
    model.reply = Reply(words=[*QUESTION, *["and "] * 2000], seconds_between=0.02)
    with Guest(product) as guest:
        guest.post("start")
        listen(guest, lambda seen: seen[-1]["type"] == "audio")
        guest.post("cancel", turn=1)
        failed = guest.until("question.failed")[-1]
        assert failed["code"] == "cancelled"
        model.reply = Reply(words=QUESTION)
        guest.post("retry", turn=1)
        again = listen(guest, after=failed["id"])
    assert {event["id"].split("-")[0] for event in again if "id" in event} != {failed["id"].split("-")[0]}
    assert not [e for e in again if e["type"] == "audio" and e["id"].split("-")[0] == failed["id"].split("-")[0]]


def test_a_worker_that_dies_while_it_speaks_costs_the_voice_alone(product: Stack, model: ScriptedServer) -> None:
    model.reply = Reply(words=(" ".join(["Please take all the time that you need to think."] * 12),))
    with Guest(product) as guest:
        guest.post("start")
        listen(guest, lambda seen: "question.done" in [event["type"] for event in seen] and seen[-1]["type"] == "audio")
        product.worker.kill()
        product.worker.start()
        model.reply = Reply(words=QUESTION)
        assert guest.post("answers", turn=1, text="A queue.").json() == {"turn": 2}
        assert is_spoken(listen(guest, lambda seen: seen[-1].get("turn") == 2 and is_spoken(seen)))
        assert guest.attempts() == [(1, "done", ""), (1, "done", "")]


def test_a_worker_that_is_stopped_speaks_to_the_end(product: Stack) -> None:
    with Guest(product) as guest:
        guest.post("start")
        guest.until("question.done")
        product.worker.stop()
        assert attempt_column(product, guest, "spoken") == [1]
        assert is_spoken(listen(guest))
        product.worker.start()


def test_the_end_of_an_interview_is_heard_to_its_end(product: Stack) -> None:
    with Guest(product) as guest:
        guest.post("start")
        for number in range(1, 5):
            guest.wait_for("asked", number)
            guest.post(
                "answers", turn=number, text=f"In year {number} I moved our queue to Redis, because it was faster."
            )
        events = listen(guest, lambda seen: seen[-1].get("turn") == 5 and seen[-1]["type"] == "question.done")
        assert guest.snapshot()["status"] == "finished"
        done = events[-1]["id"]
        epoch = done.split("-")[0]
        heard = listen(guest, after=f"{epoch}-0")
        last = heard[-1]["id"]
        wait_until(lambda: attempt_column(product, guest, "spoken")[-1] == 1, SECONDS, "it is noted as spoken")
        for seen in (done, last):
            with guest.http.stream("GET", f"{guest.path}/stream", headers={"last-event-id": seen}) as response:
                assert response.status_code == 204, seen
        before = f"{epoch}-{int(last.split('-')[1]) - 1}"
        assert listen(guest, lambda _: True, after=before)


KOREAN = "반갑습니다. 지금까지 맡은 일 가운데 가장 어려웠던 일은 무엇이었나요? 어떻게 해결하셨는지 말씀해 주세요."
ENGLISH = "Good to meet you. What is the most demanding task you have done, and what made it hard?"


@pytest.mark.parametrize(
    ("language", "question", "seconds"), [("ko", KOREAN, (5, 14)), ("en", ENGLISH, (4, 11))], ids=["ko", "en"]
)
def test_a_question_sounds_as_long_and_as_loud_as_speech(
    product: Stack, model: ScriptedServer, language: str, question: str, seconds: tuple[int, int]
) -> None:
    model.reply = Reply(words=[question[at : at + 3] for at in range(0, len(question), 3)])
    with Guest(product, language) as guest:
        guest.post("start")
        events = listen(guest)
    clips: dict[int, list[np.ndarray]] = {}
    for event in (event for event in events if event["type"] == "audio"):
        clips.setdefault(event["sentence"], []).append(read_wav(base64.b64decode(event["data"])).samples)
    whole = [np.concatenate(parts).astype(np.float64) / 32768 for parts in clips.values()]
    assert seconds[0] < sum(len(clip) for clip in whole) / 24_000 < seconds[1]
    loudness = [20 * np.log10(np.sqrt(np.mean(np.square(clip[np.abs(clip) > 0.01])))) for clip in whole]
    assert max(loudness) - min(loudness) < 3, "levels are even"
    assert all(-24 < level < -12 for level in loudness)
    assert all(np.abs(clip).max() < 0.9 for clip in whole), "nothing is clipped"
    assert all(np.abs(clip[:240]).max() < 0.02 and np.abs(clip[-1200:]).max() < 0.02 for clip in whole), "no click"
