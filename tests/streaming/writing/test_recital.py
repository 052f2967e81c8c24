"""A whole text, spoken as a question would be."""

import io
import wave

import numpy as np
import pytest

from streaming.speech import SpeechError
from streaming.speech.clip import wav_file
from streaming.speech.espeak import Espeak
from streaming.speech.speaker import Speaker
from streaming.writing.narrator import Voice
from streaming.writing.recital import joined_wav, recite


def seconds_of(sound: bytes) -> float:
    with wave.open(io.BytesIO(sound)) as file:
        return file.getnframes() / file.getframerate()


async def test_every_sentence_is_spoken() -> None:
    speaker = Speaker([Espeak()], {})
    one = seconds_of(await recite(speaker, "What did you do first?", Voice("en")))
    three = seconds_of(await recite(speaker, "What did you do first? " * 3, Voice("en")))
    assert 0.7 < one < 4 and three == pytest.approx(3 * one, rel=0.1)
    await speaker.aclose()


@pytest.mark.parametrize("text", ["", " ", "?! …", "**(smiles)**"])
async def test_nothing_to_say_is_an_error(text: str) -> None:
    speaker = Speaker([Espeak()], {})
    with pytest.raises(SpeechError, match="nothing to say"):
        await recite(speaker, text, Voice("en"))
    await speaker.aclose()


async def test_long_texts_without_a_space_are_spoken() -> None:
    speaker = Speaker([Espeak()], {})
    assert seconds_of(await recite(speaker, "가" * 2000, Voice("ko"))) > 60
    await speaker.aclose()


def test_parts_are_joined_into_one_file() -> None:
    samples = np.arange(100, dtype=np.int16)
    assert joined_wav([wav_file(samples[:30]), wav_file(samples[30:])]) == wav_file(samples)
