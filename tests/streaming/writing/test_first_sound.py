"""The first sound of a server that streams, against waiting for the whole sentence, on a clock that jumps."""

import asyncio

import pytest

from ops.vendors.openai_speech_server import MODEL, OpenAIServer
from streaming.sentences.script import speech_seconds
from streaming.speech.remote.openai import OpenAI
from streaming.speech.speaker import Speaker
from streaming.wire.events import Audio, Event
from streaming.writing.narrator import Narrator, Voice
from tests.streaming import virtual_time

REAL_TIME_FACTOR, MOST = 0.9, 0.5
SENTENCES = (
    ("en", "What was the hardest part of the migration?"),
    ("en", "In your last job, you led a team of five engineers who were spread over three time zones."),
    ("ko", "데이터베이스의 응답 속도가 느려졌을 때 원인을 찾는 과정을 설명해 주세요."),
)


async def first_sounds(language: str, text: str) -> tuple[float, float]:
    """Return the seconds until the first sound as a question is spoken, and until the whole sentence's sound.

    The text is there at once, so that only the voice is compared.
    """
    clock, came = asyncio.get_running_loop().time, asyncio.Event()
    heard: list[float] = []

    def take(event: Event) -> None:
        if isinstance(event, Audio):
            heard.append(clock())
            came.set()

    async with OpenAIServer().here() as server:
        server.spread_factor = REAL_TIME_FACTOR
        speech = OpenAI(server.base_url, model=MODEL)
        speaker = Speaker([speech], {})
        narrator = Narrator(speaker, take, 1, Voice(language))
        began = clock()
        narrator.feed(text)
        narrator.end()
        await came.wait()
        await narrator.close()
        ours, began = heard[0] - began, clock()
        await speech.synthesize(text, language)
        whole = clock() - began
        await speaker.aclose()
    return ours, whole


@pytest.mark.parametrize(("language", "text"), SENTENCES)
def test_the_first_sound_comes_in_half_the_time_of_the_whole_sentence(language: str, text: str) -> None:
    ours, whole = virtual_time.run(first_sounds(language, text))
    assert whole > REAL_TIME_FACTOR * speech_seconds(text) / 2
    assert 0 < ours <= MOST * whole
