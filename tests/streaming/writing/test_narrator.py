"""The narrator: sentences as they end, audio in order, and nobody waits for it."""

import asyncio
import base64
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from streaming.sentences.script import speech_seconds
from streaming.speech.pace import patience_seconds
from streaming.wire.events import Audio, AudioSkipped, Event, SentenceEvent
from streaming.writing.narrator import AHEAD, LATE_SECONDS, Narrator, Voice
from tests.streaming import virtual_time
from tests.streaming.scenes import SECONDS
from tests.streaming.scripted_speaker import ScriptedSpeaker

ENGLISH = Voice("en", "ada", interview=7)


class Stage:
    """A narrator, with the events that it has put and the loop's time of each."""

    def __init__(self, speaker: Any, voice: Voice = ENGLISH) -> None:
        self.put: list[tuple[float, Event]] = []
        self.came = asyncio.Event()
        self.narrator = Narrator(speaker, self.take, 1, voice)

    def take(self, event: Event) -> None:
        self.put.append((asyncio.get_running_loop().time(), event))
        self.came.set()

    @property
    def sentences(self) -> list[SentenceEvent]:
        return [event for _, event in self.put if isinstance(event, SentenceEvent)]

    @property
    def sounds(self) -> list[tuple[int, str]]:
        """The index of the sentence, and the bytes of a part or the reason why there are none."""
        told = [event for _, event in self.put if isinstance(event, Audio | AudioSkipped)]
        return [
            (event.sentence, base64.b64decode(event.data).decode() if isinstance(event, Audio) else event.reason)
            for event in told
        ]

    async def until(self, seen: Callable[[], bool]) -> None:
        async with asyncio.timeout(SECONDS):
            while not seen():
                self.came.clear()
                await self.came.wait()

    async def finished(self) -> None:
        async with asyncio.timeout(SECONDS):
            await self.narrator.finished()


@asynccontextmanager
async def speaking(speaker: Any, voice: Voice = ENGLISH) -> AsyncIterator[Stage]:
    stage = Stage(speaker, voice)
    try:
        yield stage
    finally:
        await stage.narrator.close()


async def test_sentences_are_put_as_they_end_with_their_offsets() -> None:
    question = "Thank you for that. What did you learn? Tell me"
    async with speaking(None) as stage:
        for char in question:
            stage.narrator.feed(char)
        assert [sentence.text for sentence in stage.sentences] == ["Thank you for that.", "What did you learn?"]
        assert stage.narrator.end() == 3
    assert [question[s.start : s.end] for s in stage.sentences] == [s.text for s in stage.sentences]
    assert [s.index for s in stage.sentences] == [0, 1, 2]


async def test_without_a_speaker_there_is_no_audio() -> None:
    async with speaking(None) as stage:
        stage.narrator.feed("One. Two.")
        stage.narrator.end()
        await stage.finished()
    assert len(stage.sentences) == 2
    assert stage.sounds == []


async def test_each_sentence_is_synthesized_at_once_in_the_interviews_voice() -> None:
    speaker = ScriptedSpeaker()
    speaker.hold("One is here.")
    async with speaking(speaker) as stage:
        stage.narrator.feed("One is here. **Two** is there. And")
        assert speaker.asked == [("One is here.", True), ("Two is there.", True)]
    assert speaker.voices == [("en", "ada", 7)]


async def test_audio_is_sent_in_order_whichever_is_ready_first() -> None:
    speaker = ScriptedSpeaker(durations_ms=(1, 1))
    speaker.hold("One is here.")
    async with speaking(speaker) as stage:
        stage.narrator.feed("One is here. Two is there.")
        stage.narrator.end()
        await asyncio.sleep(0)
        assert stage.sounds == []
        speaker.release("One is here.")
        await stage.finished()
    assert stage.sounds == [
        (0, "One is here.#0"), (0, "One is here.#1"), (1, "Two is there.#0"), (1, "Two is there.#1"),
    ]  # fmt: skip
    parts = [event for _, event in stage.put if isinstance(event, Audio)]
    assert [(part.part, part.last) for part in parts] == [(0, False), (1, True)] * 2


async def test_a_sentence_that_cannot_be_synthesized_is_skipped_and_the_next_goes_on() -> None:
    speaker = ScriptedSpeaker()
    speaker.broken.add("One is here.")
    async with speaking(speaker) as stage:
        stage.narrator.feed("One is here. Two is there.")
        stage.narrator.end()
        await stage.finished()
    assert stage.sounds == [(0, "failed"), (1, "Two is there.#0")]


async def test_a_sentence_that_breaks_off_is_skipped_after_its_first_parts() -> None:
    speaker = ScriptedSpeaker(durations_ms=(1, 1))
    speaker.torn.add("One is here.")
    async with speaking(speaker) as stage:
        stage.narrator.feed("One is here. Two is there.")
        stage.narrator.end()
        await stage.finished()
    assert stage.sounds == [(0, "One is here.#0"), (0, "failed"), (1, "Two is there.#0"), (1, "Two is there.#1")]


def test_a_sentence_that_is_late_is_skipped_and_dropped() -> None:
    speaker = ScriptedSpeaker(durations_ms=(1000,))

    async def scene() -> list[tuple[float, Event]]:
        speaker.hold("One is here.")
        async with speaking(speaker) as stage:
            stage.narrator.feed("One is here. Two is there.")
            stage.narrator.end()
            await stage.narrator.finished()
        assert stage.sounds == [(0, "late"), (1, "Two is there.#0")]
        return stage.put

    put = virtual_time.run(scene())
    late_at = next(at for at, event in put if isinstance(event, AudioSkipped))
    assert late_at == pytest.approx(patience_seconds("One is here.") + LATE_SECONDS)
    assert speaker.dropped == ["One is here."]


@pytest.mark.parametrize(("early_seconds", "heard"), [(0.1, "Two is there.#0"), (-0.1, "late")])
def test_a_sentence_is_not_late_while_the_one_before_is_heard(early_seconds: float, heard: str) -> None:
    async def scene() -> None:
        speaker = ScriptedSpeaker(durations_ms=(20_000,))
        speaker.hold("Two is there.")
        async with speaking(speaker) as stage:
            stage.narrator.feed("One is here. Two is there.")
            stage.narrator.end()
            late_at = 20 + patience_seconds("Two is there.") + LATE_SECONDS
            asyncio.get_running_loop().call_later(late_at - early_seconds, speaker.release, "Two is there.")
            await stage.narrator.finished()
        assert stage.sounds == [(0, "One is here.#0"), (1, heard)]

    virtual_time.run(scene())


def test_the_speaker_learns_when_the_listener_will_have_heard_what_comes_before() -> None:
    async def scene() -> None:
        speaker = ScriptedSpeaker(durations_ms=(3000,))
        for text in ("One is here.", "Two is there."):
            speaker.hold(text)
        async with speaking(speaker) as stage:
            stage.narrator.feed("One is here. Two is there.")
            stage.narrator.end()
            one, two = speaker.dry_at.values()
            assert (one(), two()) == (0, speech_seconds("One is here."))
            await asyncio.sleep(5)
            assert (one(), two()) == (0, speech_seconds("One is here."))
            speaker.release("One is here.")
            await stage.until(lambda: len(stage.sounds) == 1)
            assert two() == 8  # it is heard from second 5 on
            speaker.release("Two is there.")
            await stage.narrator.finished()

    virtual_time.run(scene())


async def test_a_sentence_with_nothing_to_say_is_skipped() -> None:
    async with speaking(ScriptedSpeaker()) as stage:
        stage.narrator.feed("Well done! Let us go on.\n\n---\n\nNow.")
        stage.narrator.end()
        await stage.finished()
    assert len(stage.sounds) == len(stage.sentences)


async def test_a_boundary_that_only_the_next_word_could_undo_is_released_in_time() -> None:
    async with speaking(None) as stage:
        stage.narrator.feed("감사합니다.")
        await stage.until(lambda: len(stage.sentences) == 1)
        stage.narrator.feed(" 다음 질문입니다.")
        stage.narrator.end()
    assert [sentence.text for sentence in stage.sentences] == ["감사합니다.", "다음 질문입니다."]


async def test_closing_it_drops_what_was_not_sent() -> None:
    speaker = ScriptedSpeaker()
    speaker.hold("Two is there.")
    async with speaking(speaker, ENGLISH) as stage:
        stage.narrator.feed("One is here. Two is there. Three it is. Held")
        await stage.until(lambda: len(stage.sounds) == 1)
        await stage.narrator.close()
        speaker.release("Two is there.")
        put = len(stage.put)
        await asyncio.sleep(0)
    assert len(stage.put) == put
    assert speaker.dropped == ["Two is there.", "Three it is."]


async def test_audio_is_sent_at_twice_real_time_at_most() -> None:
    async with speaking(ScriptedSpeaker(durations_ms=(60, 40, 60))) as stage:
        stage.narrator.feed("One is here. Two is there.")
        stage.narrator.end()
        await stage.finished()
    parts = [(at, event.duration_ms) for at, event in stage.put if isinstance(event, Audio)]
    begun = parts[0][0]
    heard_ms = 0
    for at, duration_ms in parts:
        assert (at - begun) * 1000 >= heard_ms / 2 - 1
        heard_ms += duration_ms


async def test_few_sentences_are_synthesized_ahead_of_what_is_sent() -> None:
    speaker = ScriptedSpeaker()
    speaker.hold("Number one here.")
    async with speaking(speaker) as stage:
        names = ["one", "two", "three", "four", "five"]
        stage.narrator.feed(" ".join(f"Number {name} here." for name in names))
        assert stage.narrator.end() == 5
        await asyncio.sleep(0)
        assert [text for text, _ in speaker.asked] == [f"Number {name} here." for name in names[:AHEAD]]
        speaker.release("Number one here.")
        await stage.finished()
    assert [sentence for sentence, _ in stage.sounds] == [0, 1, 2, 3, 4]
