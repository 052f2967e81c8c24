"""Which backend speaks a sentence, and how often."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest

from streaming.circuit_breaker import FAILURES
from streaming.speech import SpeechError
from streaming.speech import lane as lane_module
from streaming.speech.clip import Clip
from streaming.speech.speaker import Speaker

from .scripted_speech import Clock, ScriptedSpeech, until

TEXT = "Which queue did you choose?"
FAILED = SpeechError("500", retryable=True)
HUNG = SpeechError("silent", hung=True)
REFUSED = SpeechError("no such voice", refused=True)


@pytest.fixture
def first() -> ScriptedSpeech:
    return ScriptedSpeech("first")


@pytest.fixture
def second() -> ScriptedSpeech:
    return ScriptedSpeech("second")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def speaker(first: ScriptedSpeech, second: ScriptedSpeech, clock: Clock) -> AsyncIterator[Speaker]:
    speaker = Speaker([first, second], {}, sleep=clock.sleep)
    yield speaker
    await speaker.aclose()


async def said_by_all(speaker: Speaker, texts: Sequence[str]) -> list[Clip]:
    return [await speaker.clip(text, "en") for text in texts]


# The order of backends


async def test_the_first_backend_speaks(speaker: Speaker, first: ScriptedSpeech, second: ScriptedSpeech) -> None:
    clip = await speaker.clip(TEXT, "en")
    assert (first.texts, second.texts) == ([TEXT], [])
    assert (clip.mime, clip.sample_rate) == ("audio/wav", 24_000)


async def test_a_clause_has_a_shorter_pause_after_it(speaker: Speaker) -> None:
    clause, sentence = [await speaker.clip(TEXT, "en", final=final) for final in (False, True)]
    assert sentence.duration_ms - clause.duration_ms == pytest.approx(160, abs=2)


@pytest.mark.parametrize("failure", [FAILED, HUNG, REFUSED])
async def test_if_it_fails_the_next_one_speaks_in_the_same_call(
    speaker: Speaker, first: ScriptedSpeech, second: ScriptedSpeech, failure: SpeechError
) -> None:
    first.failures = [failure]
    assert await speaker.clip(TEXT, "en")
    assert first.texts == second.texts == [TEXT]


async def test_silence_is_a_failure(speaker: Speaker, first: ScriptedSpeech, second: ScriptedSpeech) -> None:
    first.silent = True
    assert await speaker.clip(TEXT, "en")
    assert second.texts == [TEXT]


async def test_if_it_is_too_slow_the_next_one_speaks(first: ScriptedSpeech, second: ScriptedSpeech) -> None:
    first.gate.clear()
    speaker = Speaker([first, second], {}, patience_seconds=0.01)
    assert await speaker.clip(TEXT, "en")
    assert first.cancelled.is_set()
    assert await speaker.clip("And why?", "en")
    assert (first.texts, second.texts) == ([TEXT], [TEXT, "And why?"])  # it hung, so it is not asked again
    await speaker.aclose()


async def test_the_last_one_may_take_its_time(second: ScriptedSpeech) -> None:
    second.gate.clear()
    speaker = Speaker([second], {}, patience_seconds=0.0)
    speaking = asyncio.create_task(speaker.clip(TEXT, "en"))
    await second.begun.wait()
    second.gate.set()
    assert await speaking
    await speaker.aclose()


async def test_waiting_in_the_queue_does_not_count_as_slow(first: ScriptedSpeech, second: ScriptedSpeech) -> None:
    first.gate.clear()
    speaker = Speaker([first, second], {}, patience_seconds=20)
    speaking = [asyncio.create_task(speaker.clip(text, "en")) for text in ("One.", "Two.")]
    await first.begun.wait()
    assert first.texts == ["One."]
    first.gate.set()
    await asyncio.gather(*speaking)
    assert (first.texts, second.texts) == (["One.", "Two."], [])
    await speaker.aclose()


async def test_a_sentence_queued_at_a_backend_that_hung_goes_to_the_next_one(
    speaker: Speaker, first: ScriptedSpeech, second: ScriptedSpeech
) -> None:
    first.gate.clear()
    first.failures = [HUNG]
    speaking = [asyncio.create_task(speaker.clip(text, "en")) for text in ("One.", "Two.")]
    await first.begun.wait()
    first.gate.set()
    await asyncio.gather(*speaking)
    assert (first.texts, sorted(second.texts)) == (["One."], ["One.", "Two."])


async def test_a_backend_that_works_again_speaks_again(
    speaker: Speaker, first: ScriptedSpeech, second: ScriptedSpeech, clock: Clock
) -> None:
    first.failures = [FAILED] * 3
    await said_by_all(speaker, ["1", "2", "3", "4"])
    assert (first.texts, second.texts) == (["1", "2", "3"], ["1", "2", "3", "4"])
    await clock.pass_on()
    await until(lambda: first.probes == 1)
    await said_by_all(speaker, ["5", "4"])
    assert first.texts == ["1", "2", "3", "5", "4"]  # a clip of the other backend is not cached for the first


async def test_if_all_fail_the_last_error_is_raised(
    speaker: Speaker, first: ScriptedSpeech, second: ScriptedSpeech
) -> None:
    first.failures, second.failures = [FAILED], [REFUSED]
    with pytest.raises(SpeechError, match="no such voice"):
        await speaker.clip(TEXT, "en")


async def test_if_all_circuits_are_open_it_fails_at_once(
    speaker: Speaker, first: ScriptedSpeech, second: ScriptedSpeech
) -> None:
    first.failures, second.failures = [HUNG], [HUNG]
    with pytest.raises(SpeechError):
        await speaker.clip(TEXT, "en")
    with pytest.raises(SpeechError, match="every speech backend"):
        await speaker.clip(TEXT, "en")
    assert first.texts == [TEXT]


async def test_a_text_with_nothing_to_say_is_not_sent(speaker: Speaker, first: ScriptedSpeech) -> None:
    with pytest.raises(SpeechError, match="nothing to say"):
        await speaker.clip("... ?", "en")
    assert first.texts == []


# Voices


async def test_a_refused_voice_is_replaced_by_the_default_voice(
    speaker: Speaker, first: ScriptedSpeech, second: ScriptedSpeech
) -> None:
    first.failures = [REFUSED]
    await speaker.clip(TEXT, "en", voice="mistyped")
    assert first.asked == [(TEXT, "en", "mistyped"), (TEXT, "en", "")]
    assert second.asked == []


@pytest.mark.parametrize(
    ("voices", "asked", "heard"),
    [
        ({}, "", ["", ""]),
        ({"": "ann"}, "", ["ann", "ann"]),
        ({"ko": "bora", "en": "ann"}, "", ["bora", "ann"]),
        ({"ko": "bora"}, "", ["bora", ""]),
        ({"ko": "bora", "en": "ann"}, "of the interview", ["of the interview"] * 2),
    ],
)
async def test_the_voice_of_a_call_wins_over_that_of_the_language(
    first: ScriptedSpeech, voices: dict[str, str], asked: str, heard: list[str]
) -> None:
    speaker = Speaker([first], voices)
    for language in ("ko", "en"):
        await speaker.clip(TEXT, language, voice=asked)
    assert [voice for _, _, voice in first.asked] == heard
    await speaker.aclose()


@pytest.mark.parametrize("asked", ["", "of the interview"])
async def test_a_voice_belongs_to_the_first_backend(first: ScriptedSpeech, second: ScriptedSpeech, asked: str) -> None:
    first.failures = [FAILED]
    speaker = Speaker([first, second], {"": "ann"})
    await speaker.clip(TEXT, "en", voice=asked)
    assert second.asked == [(TEXT, "en", "")]
    await speaker.aclose()


# The cache, and shared synthesis


async def test_a_recent_clip_comes_from_the_cache(speaker: Speaker, first: ScriptedSpeech) -> None:
    assert await speaker.clip(TEXT, "en") is await speaker.clip(TEXT, "en")
    assert first.texts == [TEXT]


@pytest.mark.parametrize("other", [{"language": "ko"}, {"voice": "ann"}, {"final": False}, {"text": "Why?"}])
async def test_a_clip_that_differs_in_anything_is_made_anew(
    speaker: Speaker, first: ScriptedSpeech, other: dict[str, Any]
) -> None:
    wanted: dict[str, Any] = {"text": TEXT, "language": "en"}
    await speaker.clip(**wanted)
    await speaker.clip(**wanted | other)
    assert len(first.asked) == 2


async def test_a_cached_clip_is_returned_while_its_backend_is_left_out(
    speaker: Speaker, first: ScriptedSpeech, second: ScriptedSpeech
) -> None:
    known = await speaker.clip(TEXT, "en")
    first.failures = [HUNG]
    await speaker.clip("Why?", "en")
    assert await speaker.clip(TEXT, "en") is known
    assert second.texts == ["Why?"]


async def test_callers_that_want_the_same_at_once_share_it(speaker: Speaker, first: ScriptedSpeech) -> None:
    clips = await asyncio.gather(*(speaker.clip(TEXT, "en") for _ in range(10)))
    assert len({id(clip) for clip in clips}) == 1
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


async def test_closing_it_is_an_error_for_callers_that_wait(first: ScriptedSpeech) -> None:
    first.gate.clear()
    speaker = Speaker([first], {})
    speaking = asyncio.create_task(speaker.clip(TEXT, "en"))
    await first.begun.wait()
    await speaker.aclose()
    with pytest.raises(SpeechError, match="closed"):
        await speaking
    assert first.closed


async def test_a_backend_is_left_out_after_repeated_late_cancellations(
    first: ScriptedSpeech, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lane_module, "GIVEN_UP_SECONDS", 0.0)
    speaker = Speaker([first], {})
    first.gate.clear()
    for number in range(FAILURES):
        first.begun.clear()
        waiting = asyncio.ensure_future(speaker.clip(f"Sentence {number}.", "en"))
        await first.begun.wait()
        waiting.cancel()
        await asyncio.wait([waiting])
        await first.cancelled.wait()
        first.cancelled.clear()
    with pytest.raises(SpeechError, match="out of order"):
        await speaker.clip("One more.", "en")
    await speaker.aclose()
