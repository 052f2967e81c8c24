"""Speech servers in the product: real processes with a Fish server on loopback, or with none."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ops.processes.process import wait_until
from ops.stack import Stack
from ops.vendors.chat_server import Reply, ScriptedServer
from ops.vendors.fish_server import FishServer
from ops.vendors.speech_server import SpeechReply
from tests.interviews.guest import SECONDS, Guest
from tests.interviews.scripted_product import SENTENCES, Event, attempt_column, listen, scripted_model, sound_parts

pytestmark = [pytest.mark.process, pytest.mark.usefixtures("words")]


@pytest.fixture(scope="module")
def fish() -> Iterator[FishServer]:
    with FishServer(api_key="secret") as server:
        yield server


@pytest.fixture(scope="module")
def fishy(model: ScriptedServer, fish: FishServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Start the product with a Fish server as its only voice."""
    speech = {"TTS_BACKEND": "fish", "TTS_BASE_URL": fish.base_url, "TTS_API_KEY": "secret", "TTS_VOICE": "haneul"}
    with Stack(tmp_path_factory.mktemp("fishy"), **scripted_model(model), **speech) as stack:
        yield stack


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
        assert all(sound_parts(events) == sound_parts(heard[0]) for events in heard)


def test_a_synthesis_that_fails_is_skipped_and_the_interview_goes_on(
    fishy: Stack, fish: FishServer, model: ScriptedServer
) -> None:
    model.reply = Reply(words=("First one here. ", "The second breaks. ", "The third is fine."))
    fish.replies = [SpeechReply(), SpeechReply(empty=True), SpeechReply()]
    with Guest(fishy) as guest:
        guest.post("start")
        events = listen(guest)
        told = [(e["type"], e["sentence"]) for e in events if e["type"] == "audio.skipped"]
        assert told == [("audio.skipped", 1)]
        assert {sentence for sentence, _ in sound_parts(events)} == {0, 2}
        assert guest.turn()["status"] == "asked"


def test_a_server_that_hangs_holds_up_no_token_and_another_voice_speaks(model: ScriptedServer, tmp_path: Path) -> None:
    with FishServer() as fish:
        fish.reply = SpeechReply(hang=True)
        speech = {"TTS_BACKEND": "fish,espeak", "TTS_BASE_URL": fish.base_url}
        with Stack(tmp_path, **scripted_model(model), **speech) as stack, Guest(stack) as guest:
            guest.post("start")
            events = listen(guest)
    kinds = [event["type"] for event in events]
    assert kinds.index("question.done") < kinds.index("audio"), "the text did not wait"
    assert "audio.skipped" not in kinds


def test_without_a_speech_backend_there_is_no_sound(model: ScriptedServer, tmp_path: Path) -> None:
    with Stack(tmp_path, **scripted_model(model), TTS_BACKEND="off") as stack, Guest(stack) as guest:
        guest.post("start")
        events = guest.until("question.done")
        wait_until(lambda: attempt_column(stack, guest, "spoken") == [1], SECONDS, "nothing is left to be spoken")
    assert [event["text"] for event in events if event["type"] == "sentence"] == SENTENCES
    assert events[-1]["timings"]["first_audio_ms"] is None
