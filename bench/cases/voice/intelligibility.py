"""How well the embedded voices are understood: Whisper base writes down what they say.

Each voice speaks the sentences of interviews (interview_sentences.tsv) as an interview would, in pieces and with its
readings. No rule, reading or voice was chosen by these sentences. espeak-ng, which speaks if Kokoro cannot, is the
control: the recognizer's own errors are in both. What was heard goes through the same readings, so that "5" and "five"
are the same word. Korean is compared by characters, because recognizers divide its words in their own ways.
"""

import asyncio
import csv
import io
import os
import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from bench.harness.hearing.error_rate import Errors, character_errors, word_errors
from bench.harness.hearing.recognizer import Recognizer
from bench.harness.progress import Say
from bench.harness.row import Goal, Row, judged
from ops import ROOT
from streaming.speech import Speech
from streaming.speech.espeak import Espeak
from streaming.speech.kokoro import Kokoro
from streaming.speech.speaker import Speaker
from streaming.writing.narrator import Voice
from streaming.writing.recital import recite
from streaming.writing.spoken import spoken

BENCH = "intelligibility"
SENTENCES = Path(__file__).with_name("interview_sentences.tsv")
RECOGNIZER = Path(os.environ.get("DATA_DIR") or ROOT / "var") / "bench" / "recognizer"
QUICK_SENTENCES = 1
VOICES: dict[str, Callable[[], Speech]] = {"Kokoro": Kokoro, "espeak-ng": Espeak}
GOALS = {("en", "WER"): Goal("<=", 0.03), ("ko", "CER"): Goal("<=", 0.22)}
RATES = {"WER": word_errors, "CER": character_errors}


def rows(quick: bool, say: Say) -> Iterator[Row]:
    recognizer = Recognizer(RECOGNIZER, say)
    for language in ("en", "ko"):
        texts = sentences(language)[: QUICK_SENTENCES if quick else None]
        heard = {name: _heard(make(), texts, language, recognizer, say) for name, make in VOICES.items()}
        for what, count in RATES.items():
            ours, control = (_sum(count, texts, heard[name], language) for name in VOICES)
            goal = GOALS.get((language, what))
            yield Row(
                BENCH,
                f"{language}: {what} of Kokoro by Whisper base, {len(texts)} sentences; espeak-ng is the control",
                f"{ours.rate:.3f}",
                f"{control.rate:.3f}",
                f"{ours.rate / control.rate:.2f}" if control.wrong else "",
                **(judged(goal, ours.rate) if goal else {}),
            )


def sentences(language: str) -> list[str]:
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        return [text for code, text in csv.reader(file, delimiter="\t") if code == language]


def _heard(speech: Speech, texts: list[str], language: str, recognizer: Recognizer, say: Say) -> list[str]:
    sounds = asyncio.run(_spoken(speech, texts, language, say))
    heard = []
    for number, sound in enumerate(sounds, start=1):
        say(f"{language}: listening to {speech.name}, sentence {number} of {len(sounds)}")
        with wave.open(io.BytesIO(sound)) as wav:
            samples = np.frombuffer(wav.readframes(wav.getnframes()), "<i2").astype(np.float32) / np.float32(32768)
            heard.append(recognizer.heard(samples, wav.getframerate(), language))
    return heard


async def _spoken(speech: Speech, texts: list[str], language: str, say: Say) -> list[bytes]:
    speaker = Speaker([speech], {})
    try:
        sounds = []
        for number, text in enumerate(texts, start=1):
            say(f"{language}: {speech.name} speaks sentence {number} of {len(texts)}")
            sounds.append(await recite(speaker, text, Voice(language)))
        return sounds
    finally:
        await speaker.aclose()


def _sum(count: Callable[[str, str], Errors], texts: list[str], heard: list[str], language: str) -> Errors:
    pairs = zip(texts, heard, strict=True)
    return sum((count(spoken(text, language), spoken(words, language)) for text, words in pairs), Errors(0, 0))
