"""Makes tones that resemble speech: syllables between two pauses, as long as the text takes to speak."""

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from streaming.speech.sound import Samples

KEPT_SECONDS = 30
LEAD_SECONDS, TRAIL_SECONDS = 0.12, 0.4
PITCH = 140.0  # Hz
HANGUL = range(0xAC00, 0xD7A4)


def seconds_of(text: str) -> float:
    """Return roughly the time in seconds that a person needs to say `text`."""
    return 0.2 + sum(0.15 if ord(char) in HANGUL else 0.065 for char in text)


def tone(text: str, sample_rate: int = 44_100, level: float = 0.1) -> Samples:
    """Return 16-bit samples. `level` is the amplitude as a fraction of full scale."""
    length = round(seconds_of(text) * sample_rate)
    voice = _voice(max(KEPT_SECONDS * sample_rate, length), sample_rate)[:length]
    lead, trail = (np.zeros(round(seconds * sample_rate)) for seconds in (LEAD_SECONDS, TRAIL_SECONDS))
    return (np.concatenate([lead, voice * level, trail]) * 32767).astype(np.int16)


@lru_cache(maxsize=4)  # a voice of that length is most of the work of a test
def _voice(length: int, sample_rate: int) -> npt.NDArray[np.floating]:
    time = np.arange(length) / sample_rate
    syllables = 0.55 - 0.45 * np.cos(2 * np.pi * 5 * time)
    harmonics = [np.sin(2 * np.pi * PITCH * harmonic * time) / harmonic for harmonic in range(1, 6)]
    voice: npt.NDArray[np.floating] = np.sum(harmonics, axis=0) * syllables
    return voice
