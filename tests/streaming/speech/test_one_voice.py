"""One voice for one question: another backend steps in between questions, or for the rest once a sentence failed."""

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest

from streaming.speech import SpeechError, metrics
from streaming.speech.base import UnknownVoiceError
from streaming.speech.lane import BEHIND_SECONDS
from streaming.speech.question_voice import QuestionVoice, Take
from streaming.speech.speaker import Speaker

from .scripted_speech import Clock, ScriptedSpeech, until

FAILED = SpeechError("500", retryable=True)
HUNG = SpeechError("silent", hung=True)
REFUSED = SpeechError("no such voice", refused=True)
INTERVIEW = 7


@pytest.fixture
def first() -> ScriptedSpeech:
    return ScriptedSpeech("first", concurrency=3)


@pytest.fixture
def second() -> ScriptedSpeech:
    return ScriptedSpeech("second")


@pytest.fixture
async def speaker(first: ScriptedSpeech, second: ScriptedSpeech) -> AsyncIterator[Speaker]:
    speaker = Speaker([first, second], {"": "ann"}, sleep=Clock().sleep)
    yield speaker
    await speaker.aclose()


def say(voice: QuestionVoice, text: str) -> Take:
    return voice.say(text, final=True, dry_at=asyncio.get_running_loop().time)


async def listen(*takes: Take) -> None:
    for take in takes:
        while not (await take.part()).last:
            pass


def fallbacks(reason: str) -> float:
    return metrics.FALLBACKS.labels("first", reason)._value.get()


async def test_after_a_failed_sentence_the_next_backend_speaks_the_rest_of_the_interview(
    speaker: Speaker, first: ScriptedSpeech, second: ScriptedSpeech, caplog: pytest.LogCaptureFixture
) -> None:
    before = fallbacks("failed")
    voice = speaker.voice("en", interview=INTERVIEW)
    await listen(say(voice, "One."))
    first.failures = [FAILED]
    with caplog.at_level(logging.WARNING):
        await listen(say(voice, "Two."), say(voice, "Three."))
    for _ in range(2):
        await listen(say(speaker.voice("en", interview=INTERVIEW), "The next question?"))
    assert second.texts == ["Two.", "Three.", "The next question?"]
    assert "second speaks for the rest of interview 7: first failed" in caplog.messages
    assert fallbacks("failed") == before + 1


async def test_other_interviews_keep_the_first_backend(
    speaker: Speaker, first: ScriptedSpeech, second: ScriptedSpeech
) -> None:
    first.failures = [FAILED]
    await listen(say(speaker.voice("en", interview=INTERVIEW), "One."))
    await listen(say(speaker.voice("en", interview=8), "Another."))
    assert (first.texts, second.texts) == (["One.", "Another."], ["One."])


async def test_what_nobody_heard_yet_is_spoken_by_the_next_backend_too(
    speaker: Speaker, first: ScriptedSpeech, second: ScriptedSpeech
) -> None:
    """So that the voice changes once and not back: the third sentence may be ready when the second fails."""
    voice = speaker.voice("en", interview=INTERVIEW)
    heard, ready = say(voice, "One that is long enough for two parts."), say(voice, "Three.")
    await heard.part()
    await asyncio.wait([ready.task])
    first.failures = [FAILED]
    failing = say(voice, "Two.")
    await listen(failing, ready)
    assert sorted(second.texts) == ["Three.", "Two."]
    await listen(heard)  # its other parts are the first backend's


async def test_a_refused_voice_is_replaced_for_the_whole_question(speaker: Speaker, first: ScriptedSpeech) -> None:
    voice = speaker.voice("en", interview=INTERVIEW)
    first.failures = [REFUSED]
    await listen(say(voice, "One."))
    await listen(say(voice, "Two."))
    assert first.asked == [("One.", "en", "ann"), ("One.", "en", ""), ("Two.", "en", "")]


async def test_an_unknown_voice_is_logged_once_and_the_default_speaks_in_all_questions(
    speaker: Speaker, first: ScriptedSpeech, caplog: pytest.LogCaptureFixture
) -> None:
    first.failures = [UnknownVoiceError("no voice 'ann'")] * 2
    with caplog.at_level(logging.WARNING):
        for name in ("One.", "Two.", "Three."):
            voice = speaker.voice("en", interview=INTERVIEW)
            await listen(say(voice, name), say(voice, f"{name} more"))
    assert [voice for _, _, voice in first.asked] == ["ann"] * 2 + [""] * 6
    (warning,) = caplog.messages
    assert "no voice 'ann'" in warning


async def test_a_backend_that_is_out_of_order_is_replaced_between_questions(
    speaker: Speaker, first: ScriptedSpeech, second: ScriptedSpeech
) -> None:
    before = fallbacks("away")
    await listen(say(speaker.voice("en", interview=INTERVIEW), "One."))
    first.failures = [HUNG]
    await listen(say(speaker.voice("en", interview=8), "Another."))
    await listen(say(speaker.voice("en", interview=INTERVIEW), "Two."))
    assert (first.texts, second.texts) == (["One.", "Another."], ["Another.", "Two."])
    assert fallbacks("away") == before + 1


async def test_a_backend_that_still_loads_leaves_the_whole_interview_to_the_next(
    speaker: Speaker, first: ScriptedSpeech, second: ScriptedSpeech
) -> None:
    first.ready = False
    await listen(say(speaker.voice("en", interview=INTERVIEW), "One."))
    first.ready = True
    await listen(say(speaker.voice("en", interview=INTERVIEW), "Two."))
    assert (first.texts, second.texts) == ([], ["One.", "Two."])


async def test_a_backend_that_lets_listeners_wait_gets_no_more_questions(
    speaker: Speaker, first: ScriptedSpeech, second: ScriptedSpeech
) -> None:
    first.gate.clear()
    now = asyncio.get_running_loop().time()
    crowd = speaker.voice("en", interview=1)
    takes = [crowd.say(f"{number}.", final=True, dry_at=lambda: now) for number in range(3)]
    waiting = crowd.say("Waiting.", final=True, dry_at=lambda: now - BEHIND_SECONDS - 1)
    await until(lambda: len(first.texts) == 3)
    await listen(say(speaker.voice("en", interview=INTERVIEW), "One."))
    assert second.texts == ["One."]
    first.gate.set()
    await listen(*takes, waiting)
    await listen(say(speaker.voice("en", interview=8), "Two."))
    assert first.texts[-1] == "Two."


async def test_without_a_next_backend_a_failed_sentence_is_the_only_one_that_is_missing(first: ScriptedSpeech) -> None:
    speaker = Speaker([first], {})
    voice = speaker.voice("en", interview=INTERVIEW)
    first.failures = [FAILED]
    with pytest.raises(SpeechError):
        await listen(say(voice, "One."))
    await listen(say(voice, "Two."))
    await speaker.aclose()


async def test_what_a_closed_voice_did_not_say_is_cancelled(speaker: Speaker, first: ScriptedSpeech) -> None:
    first.gate.clear()
    voice = speaker.voice("en")
    say(voice, "One.")
    await first.begun.wait()
    await voice.aclose()
    await first.cancelled.wait()
