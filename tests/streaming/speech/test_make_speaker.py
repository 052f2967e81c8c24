"""The speaker that the settings describe."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from ops.vendors.fish_server import FishServer
from ops.vendors.speech_server import SpeechReply
from streaming.speech import make_speaker

TEXT = "Which queue did you choose?"


def settings(*backends: str, base_url: str = "", form: str = "wav", voices: dict[str, str] | None = None) -> Any:
    return SimpleNamespace(
        TTS_BACKEND=backends,
        TTS_BASE_URL=base_url,
        TTS_API_KEY="",
        TTS_MODEL="",
        TTS_VOICE=voices or {},
        TTS_FORMAT=form,
        TTS_CONCURRENCY=1,
    )


def test_there_is_no_speaker_without_a_backend() -> None:
    assert make_speaker(settings()) is None


@pytest.mark.parametrize(("form", "mime"), [("wav", "audio/wav"), ("opus", "audio/ogg")])
async def test_the_default_speaks_both_languages_in_either_format(form: str, mime: str) -> None:
    speaker = make_speaker(settings("espeak", form=form))
    assert speaker
    for text, language in (("그 일은 어땠나요?", "ko"), (TEXT, "en")):
        clip = await speaker.clip(text, language)
        assert clip.mime == mime
        assert 700 < sum(part.duration_ms for part in clip.parts) < 4000
    await speaker.aclose()


async def test_espeak_replaces_a_failing_fish_whatever_the_voice_is_called() -> None:
    with FishServer() as server:
        server.reply = SpeechReply(empty=True)
        speaker = make_speaker(settings("fish", "espeak", base_url=server.base_url, voices={"ko": "4b1c-bora"}))
        assert speaker
        assert len((await speaker.clip("그 일은 어땠나요?", "ko")).parts) > 1
        assert server.requests[0]["reference_id"] == "4b1c-bora"
        await speaker.aclose()


async def test_a_cancelled_sentence_that_waits_its_turn_is_never_sent_to_fish() -> None:
    with FishServer() as server:
        server.replies = [SpeechReply(hang=True)]
        speaker = make_speaker(settings("fish", base_url=server.base_url))
        assert speaker
        one, two, three = [asyncio.create_task(speaker.clip(text, "en")) for text in ("One.", "Two.", "Three.")]
        assert await asyncio.to_thread(server.wait_for_running, 1)
        two.cancel()
        server.release()
        await asyncio.wait([one, two, three])
        await speaker.aclose()
    assert two.cancelled()
    assert server.texts == ["One.", "Three."]
