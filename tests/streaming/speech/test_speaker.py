"""Which backend speaks a sentence, and how often."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress

import pytest

from streaming.circuit_breaker import FAILURES
from streaming.sentences.script import speech_seconds
from streaming.speech import SpeechError
from streaming.speech.clip import Clip, ClipPart
from streaming.speech.pace import patience_seconds
from streaming.speech.question_voice import Take
from streaming.speech.speaker import Speaker
from tests.streaming import virtual_time

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


async def heard(take: Take) -> list[ClipPart]:
    parts = [await take.part()]
    while not parts[-1].last:
        parts.append(await take.part())
    return parts


def soon() -> float:
    return asyncio.get_running_loop().time()


# The order of backends


async def test_the_first_backend_speaks(speaker: Speaker, first: ScriptedSpeech, second: ScriptedSpeech) -> None:
    clip = await speaker.clip(TEXT, "en")
    assert (first.texts, second.texts) == ([TEXT], [])
    assert (clip.mime, clip.parts[-1].last) == ("audio/wav", True)


async def test_a_clause_has_a_shorter_pause_after_it(speaker: Speaker) -> None:
    voice = speaker.voice("en")
    clause, sentence = [
        sum(part.duration_ms for part in await heard(voice.say(TEXT, final=final, dry_at=soon)))
        for final in (False, True)
    ]
    assert sentence - clause == pytest.approx(160, abs=2)


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


def test_if_it_takes_too_long_for_its_text_the_next_one_speaks(first: ScriptedSpeech, second: ScriptedSpeech) -> None:
    async def scene() -> float:
        first.gate.clear()
        speaker = Speaker([first, second], {})
        assert await speaker.clip(TEXT, "en")
        passed = asyncio.get_running_loop().time()
        assert first.cancelled.is_set()
        assert await speaker.clip("And why?", "en")
        assert (first.texts, second.texts) == ([TEXT], [TEXT, "And why?"])  # it hung, so it is not asked again
        await speaker.aclose()
        return passed

    assert virtual_time.run(scene()) == pytest.approx(patience_seconds(TEXT))
    assert patience_seconds(TEXT * 3) > patience_seconds(TEXT) + 2 * speech_seconds(TEXT)


def test_it_may_take_longer_while_the_listener_has_something_to_hear(
    first: ScriptedSpeech, second: ScriptedSpeech
) -> None:
    async def scene() -> None:
        first.gate.clear()
        speaker = Speaker([first, second], {})
        take = speaker.voice("en").say(TEXT, final=True, dry_at=lambda: 30.0)
        asyncio.get_running_loop().call_later(29 + patience_seconds(TEXT), first.gate.set)
        await heard(take)
        assert second.texts == []
        await speaker.aclose()

    virtual_time.run(scene())


def test_the_last_one_may_take_its_time(second: ScriptedSpeech) -> None:
    async def scene() -> None:
        second.gate.clear()
        speaker = Speaker([second], {})
        asyncio.get_running_loop().call_later(1000, second.gate.set)
        assert await speaker.clip(TEXT, "en")
        await speaker.aclose()

    virtual_time.run(scene())


def test_waiting_in_the_queue_does_not_count_as_slow(first: ScriptedSpeech, second: ScriptedSpeech) -> None:
    async def scene() -> None:
        first.gate.clear()
        speaker = Speaker([first, second], {})
        asyncio.get_running_loop().call_later(patience_seconds("One.") - 0.1, first.gate.set)
        await asyncio.gather(*(speaker.clip(text, "en") for text in ("One.", "Two.")))
        assert (first.texts, second.texts) == (["One.", "Two."], [])
        await speaker.aclose()

    virtual_time.run(scene())


def test_the_listener_who_runs_dry_first_is_served_first(first: ScriptedSpeech) -> None:
    async def scene() -> None:
        first.gate.clear()
        speaker = Speaker([first], {})
        dry_at = {"First.": 0.0, "In nine seconds.": 9.0, "In two seconds.": 2.0, "In five seconds.": 5.0}
        takes = [
            speaker.voice("en").say(text, final=True, dry_at=lambda text=text: dry_at[text])  # type: ignore[misc]
            for text in dry_at
        ]
        await first.begun.wait()
        dry_at["In five seconds."] = 1.0  # a sentence before it was skipped
        first.gate.set()
        for take in takes:
            await heard(take)
        assert first.texts == ["First.", "In five seconds.", "In two seconds.", "In nine seconds."]
        await speaker.aclose()

    virtual_time.run(scene())


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
    with pytest.raises(SpeechError, match="out of order"):
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


# Giving up


async def test_closing_it_is_an_error_for_callers_that_wait(first: ScriptedSpeech) -> None:
    first.gate.clear()
    speaker = Speaker([first], {})
    speaking = asyncio.create_task(speaker.clip(TEXT, "en"))
    await first.begun.wait()
    await speaker.aclose()
    with pytest.raises(SpeechError, match="closed"):
        await speaking
    assert first.closed


@pytest.mark.parametrize(("waited", "last"), [(-0.1, "One more."), (1, f"Sentence {FAILURES - 1}.")])
def test_a_backend_that_is_given_up_on_too_late_is_left_out(first: ScriptedSpeech, waited: float, last: str) -> None:
    async def scene() -> None:
        speaker = Speaker([first], {})
        first.gate.clear()
        for number in range(FAILURES):
            waiting = asyncio.ensure_future(speaker.clip(f"Sentence {number}.", "en"))
            await asyncio.sleep(patience_seconds("Sentence 1.") + waited)
            waiting.cancel()
            await asyncio.wait([waiting])
        first.gate.set()
        with suppress(SpeechError):
            await speaker.clip("One more.", "en")
        await speaker.aclose()

    virtual_time.run(scene())
    assert first.texts[-1] == last
