"""What is synthesized once: clips in the cache, and what several callers want at the same time."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from streaming.speech import SpeechError
from streaming.speech.speaker import Speaker

from .scripted_speech import Clock, ScriptedSpeech

TEXT = "Which queue did you choose?"
REFUSED = SpeechError("no such voice", refused=True)


@pytest.fixture
def first() -> ScriptedSpeech:
    return ScriptedSpeech("first")


@pytest.fixture
def second() -> ScriptedSpeech:
    return ScriptedSpeech("second")


@pytest.fixture
async def speaker(first: ScriptedSpeech, second: ScriptedSpeech) -> AsyncIterator[Speaker]:
    speaker = Speaker([first, second], {}, sleep=Clock().sleep)
    yield speaker
    await speaker.aclose()


async def test_a_recent_clip_comes_from_the_cache(speaker: Speaker, first: ScriptedSpeech) -> None:
    assert await speaker.clip(TEXT, "en") == await speaker.clip(TEXT, "en")
    assert first.texts == [TEXT]


@pytest.mark.parametrize("other", [{"language": "ko"}, {"voice": "ann"}, {"text": "Why?"}])
async def test_a_clip_that_differs_in_anything_is_made_anew(
    speaker: Speaker, first: ScriptedSpeech, other: dict[str, Any]
) -> None:
    wanted: dict[str, Any] = {"text": TEXT, "language": "en"}
    await speaker.clip(**wanted)
    await speaker.clip(**wanted | other)
    assert len(first.asked) == 2


async def test_callers_that_want_the_same_at_once_share_it(speaker: Speaker, first: ScriptedSpeech) -> None:
    clips = await asyncio.gather(*(speaker.clip(TEXT, "en") for _ in range(10)))
    assert len(set(clips)) == 1
    assert first.texts == [TEXT]


async def test_a_cancelled_caller_takes_nothing_from_the_others(speaker: Speaker, first: ScriptedSpeech) -> None:
    first.gate.clear()
    one, other = [asyncio.create_task(speaker.clip(TEXT, "en")) for _ in range(2)]
    await first.begun.wait()
    one.cancel()
    await asyncio.wait([one])
    first.gate.set()
    assert one.cancelled() and await other
    assert not first.cancelled.is_set()


async def test_a_clip_that_nobody_waits_for_is_cancelled(speaker: Speaker, first: ScriptedSpeech) -> None:
    first.gate.clear()
    sharers = [asyncio.create_task(speaker.clip(TEXT, "en")) for _ in range(2)]
    await first.begun.wait()
    for sharer in sharers:
        sharer.cancel()
    await asyncio.wait(sharers)
    await first.cancelled.wait()
    first.gate.set()
    assert await speaker.clip(TEXT, "en")
    assert first.texts == [TEXT, TEXT]


async def test_a_failure_is_shared_and_not_cached(
    speaker: Speaker, first: ScriptedSpeech, second: ScriptedSpeech
) -> None:
    first.failures, second.failures = [REFUSED], [REFUSED]
    outcomes = await asyncio.gather(*(speaker.clip(TEXT, "en") for _ in range(3)), return_exceptions=True)
    assert all(isinstance(outcome, SpeechError) for outcome in outcomes)
    assert len(first.texts) == 1
    assert await speaker.clip(TEXT, "en")
