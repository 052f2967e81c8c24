"""The voice in the product: real processes, a scripted model for the words, espeak-ng or Fish for the sound."""

import base64
import json
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ops.process import wait_until
from ops.stack import Stack
from streaming.speech.wav import read_wav
from tests.llm.scripted_server import MODEL, Reply, ScriptedServer
from tests.speech.fish_server import FishServer
from tests.speech.loopback import Reply as Sound

from .guest import SECONDS, Guest

QUESTION = ("Thank you ", "for coming. ", "What did ", "you build? ", "Tell me ", "how it ", "went.")
SENTENCES = ["Thank you for coming.", "What did you build?", "Tell me how it went."]

Event = dict[str, Any]


@pytest.fixture(scope="module")
def model() -> Iterator[ScriptedServer]:
    with ScriptedServer() as server:
        yield server


@pytest.fixture(autouse=True)
def words(model: ScriptedServer) -> None:
    model.reply = Reply(words=QUESTION)


def remote(model: ScriptedServer) -> dict[str, str]:
    return {
        "LLM_BACKEND": "openai", "LLM_MODEL": MODEL, "LLM_BASE_URL": model.base_url,
        "LEASE_SECONDS": "2", "WORKER_CONCURRENCY": "1",
    }  # fmt: skip


@pytest.fixture(scope="module")
def product(model: ScriptedServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with Stack(tmp_path_factory.mktemp("product"), **remote(model)) as stack:
        yield stack


@pytest.fixture(scope="module")
def fish() -> Iterator[FishServer]:
    with FishServer(api_key="secret") as server:
        yield server


@pytest.fixture(scope="module")
def fishy(model: ScriptedServer, fish: FishServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The product with a Fish server alone."""
    speech = {"TTS_BACKEND": "fish", "TTS_BASE_URL": fish.base_url, "TTS_API_KEY": "secret", "TTS_VOICE": "haneul"}
    with Stack(tmp_path_factory.mktemp("fishy"), **remote(model), **speech) as stack:
        yield stack


def spoken(events: list[Event]) -> bool:
    """Whether the newest question in there was spoken to its end."""
    done = [event for event in events if event["type"] == "question.done"]
    ends = {e["sentence"] for e in events if e["type"] == "audio.skipped" or (e["type"] == "audio" and e["last"])}
    return bool(done) and ends >= set(range(done[-1]["sentences"]))


def listen(guest: Guest, enough: Callable[[list[Event]], bool] = spoken, after: str = "") -> list[Event]:
    events: list[Event] = []
    for event in guest.stream(after):
        events.append(event)
        if enough(events):
            return events
    raise AssertionError(f"the stream ended after {[event['type'] for event in events]}")


def sounds(events: list[Event]) -> list[tuple[int, int]]:
    return [(event["sentence"], event["part"]) for event in events if event["type"] == "audio"]


def column(stack: Stack, guest: Guest, name: str) -> list[Any]:
    """Of the interview's attempts, from the product's database."""
    made = "interviews_generation g JOIN interviews_turn t ON t.id = g.turn_id"
    database = Path(stack.env["DATA_DIR"]) / "db.sqlite3"
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as rows:
        query = f"SELECT g.{name} FROM {made} WHERE t.interview_id = ? ORDER BY g.id"
        return [row[0] for row in rows.execute(query, [guest.interview])]


def forbid_voice(stack: Stack, guest: Guest) -> None:
    with closing(sqlite3.connect(Path(stack.env["DATA_DIR"]) / "db.sqlite3", timeout=20)) as rows:
        rows.execute("UPDATE interviews_interview SET voice = 0 WHERE id = ?", [guest.interview])
        rows.commit()


def test_a_question_is_told_and_spoken_sentence_by_sentence(product: Stack) -> None:
    with Guest(product) as guest:
        guest.post("start")
        events = listen(guest)
        told = [event for event in events if event["type"] == "sentence"]
        done = next(event for event in events if event["type"] == "question.done")
        assert [event["text"] for event in told] == SENTENCES
        assert [done["text"][event["start"] : event["end"]] for event in told] == SENTENCES
        assert done["sentences"] == 3
        assert sounds(events) == sorted(sounds(events))
        for event in (event for event in events if event["type"] == "audio"):
            sound = read_wav(base64.b64decode(event["data"]))
            assert (event["mime"], event["sample_rate"], sound.sample_rate) == ("audio/wav", 24_000, 24_000)
            assert round(len(sound.samples) / 24) == event["duration_ms"]
            assert len(event["data"]) <= 64 * 1024
        wait_until(lambda: column(product, guest, "spoken") == [1], SECONDS, "it is noted as spoken")
        assert column(product, guest, "first_audio_ms")[0] >= column(product, guest, "first_token_ms")[0]


def test_who_joins_after_the_voice_has_ended_hears_the_same(product: Stack) -> None:
    with Guest(product) as guest:
        guest.post("start")
        live = listen(guest)
        late = listen(guest)
    assert [event for event in late if event["type"] == "audio"] == [e for e in live if e["type"] == "audio"]


def test_who_wants_no_sound_is_sent_none(product: Stack) -> None:
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
        wait_until(lambda: column(product, guest, "spoken") == [1], SECONDS, "nothing is left to be spoken")
        later = listen(guest, lambda seen: seen[-1]["type"] == "question.done")
    assert [event["text"] for event in events if event["type"] == "sentence"] == SENTENCES
    assert not {"audio", "audio.skipped"} & {event["type"] for event in events + later}


def test_the_next_question_need_not_wait_for_the_voice_and_ends_it(product: Stack, model: ScriptedServer) -> None:
    long = " ".join(["Please take all the time that you need to think about it, and then some more."] * 6)
    model.reply = Reply(words=(long,))
    with Guest(product) as guest:
        guest.post("start")
        guest.until("question.done")
        model.reply = Reply(words=QUESTION)
        guest.post("answers", turn=1, text="A queue.")
        events = listen(guest, lambda seen: seen[-1].get("turn") == 2 and spoken(seen))
    second = next(at for at, event in enumerate(events) if event.get("turn") == 2)
    assert {event["turn"] for event in events[second:] if "turn" in event} == {2}


def test_another_interview_need_not_wait_for_a_voice(product: Stack, model: ScriptedServer) -> None:
    model.reply = Reply(words=(" ".join(["Please take all the time that you need to think."] * 12),))
    with Guest(product) as first, Guest(product) as second:
        first.post("start")
        first.until("question.done")
        second.post("start")
        second.until("question.done")
        assert column(product, first, "spoken") == [0], "the first voice is still speaking"
        assert column(product, second, "outcome") == ["done"]


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
        assert spoken(listen(guest, lambda seen: seen[-1].get("turn") == 2 and spoken(seen)))
        assert guest.attempts() == [(1, "done", ""), (1, "done", "")]


def test_a_worker_that_is_told_to_leave_speaks_to_the_end(product: Stack) -> None:
    with Guest(product) as guest:
        guest.post("start")
        guest.until("question.done")
        product.worker.stop()
        assert column(product, guest, "spoken") == [1]
        assert spoken(listen(guest))
        product.worker.start()


def test_the_end_of_an_interview_is_heard_to_its_end(product: Stack) -> None:
    with Guest(product) as guest:
        guest.post("start")
        for number in range(1, 5):
            guest.wait_for("asked", number)
            guest.post("answers", turn=number, text=f"Answer {number}.")
        events = listen(guest, lambda seen: seen[-1].get("turn") == 5 and seen[-1]["type"] == "question.done")
        done = events[-1]["id"]
        epoch = done.split("-")[0]
        heard = listen(guest, after=f"{epoch}-0")
        last = heard[-1]["id"]
        wait_until(lambda: column(product, guest, "spoken")[-1] == 1, SECONDS, "it is noted as spoken")
        for seen in (done, last):
            assert guest.http.get(f"{guest.path}/stream", headers={"last-event-id": seen}).status_code == 204
        before = f"{epoch}-{int(last.split('-')[1]) - 1}"
        assert listen(guest, lambda _: True, after=before)


def test_a_sentence_is_synthesized_once_however_many_listen(fishy: Stack, fish: FishServer) -> None:
    with Guest(fishy) as guest:
        before = len(fish.texts)
        heard: list[list[Event]] = []
        listeners = [threading.Thread(target=lambda: heard.append(listen(guest))) for _ in range(3)]
        for listener in listeners:
            listener.start()
        guest.post("start")
        for listener in listeners:
            listener.join(SECONDS)
        assert fish.texts[before:] == SENTENCES
        assert fish.requests[-1]["reference_id"] == "haneul"
        assert len(heard) == 3
        assert all(sounds(events) == sounds(heard[0]) for events in heard)


def test_a_synthesis_that_fails_is_skipped_and_the_interview_goes_on(
    fishy: Stack, fish: FishServer, model: ScriptedServer
) -> None:
    model.reply = Reply(words=("First one here. ", "The second breaks. ", "The third is fine."))
    fish.replies = [Sound(), Sound(empty=True), Sound()]
    with Guest(fishy) as guest:
        guest.post("start")
        events = listen(guest)
        told = [(e["type"], e["sentence"]) for e in events if e["type"] == "audio.skipped"]
        assert told == [("audio.skipped", 1)]
        assert {sentence for sentence, _ in sounds(events)} == {0, 2}
        assert guest.turn()["status"] == "asked"


def test_a_server_that_hangs_holds_up_no_token_and_another_voice_speaks(model: ScriptedServer, tmp_path: Path) -> None:
    with FishServer() as fish:
        fish.reply = Sound(hang=True)
        speech = {"TTS_BACKEND": "fish,espeak", "TTS_BASE_URL": fish.base_url}
        with Stack(tmp_path, **remote(model), **speech) as stack, Guest(stack) as guest:
            guest.post("start")
            events = listen(guest)
    kinds = [event["type"] for event in events]
    assert kinds.index("question.done") < kinds.index("audio"), "the text did not wait"
    assert "audio.skipped" not in kinds


def test_without_a_backend_nothing_is_heard(model: ScriptedServer, tmp_path: Path) -> None:
    with Stack(tmp_path, **remote(model), TTS_BACKEND="off") as stack, Guest(stack) as guest:
        guest.post("start")
        events = guest.until("question.done")
        wait_until(lambda: column(stack, guest, "spoken") == [1], SECONDS, "nothing is left to be spoken")
    assert [event["text"] for event in events if event["type"] == "sentence"] == SENTENCES
    assert events[-1]["timings"]["first_audio_ms"] is None


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
