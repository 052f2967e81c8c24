"""Sound as samples, with the rate, level and pauses that let clips of any voice follow each other. No I/O."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import soxr

Samples = npt.NDArray[np.int16]
Floats = npt.NDArray[np.float32]

SAMPLE_RATE = 24_000  # Hz, of every clip
FULL_SCALE = 32768.0
FRAME = SAMPLE_RATE // 100  # 10 ms, the window in which loudness is measured
LEAD_SECONDS = 0.03
# The pause between two sentences, and between two clauses of a sentence.
SENTENCE_PAUSE_SECONDS, CLAUSE_PAUSE_SECONDS = 0.25, 0.09
FADE_SECONDS = 0.005  # a cut in a voice clicks without it
LEVEL_DBFS, PEAK_DBFS = -20.0, -1.0
MOST_GAIN_DB = 40.0
# Quieter than this, there is no voice at all.
SILENT_DBFS = -60.0
# Relative to the loudest frame. At the ends, frames below END_DB are breath and noise. Frames below ACTIVE_DB are
# pauses, which do not count for the level (as in ITU-T P.56).
END_DB, ACTIVE_DB = -40.0, -25.0


class Sound(NamedTuple):
    """Mono sound."""

    samples: Samples  # shape (n,)
    sample_rate: int  # Hz

    @property
    def duration_ms(self) -> int:
        return round(len(self.samples) * 1000 / self.sample_rate)


def even(sound: Sound, *, final: bool) -> Sound | None:
    """Return the sound at SAMPLE_RATE and an even level, with a short lead and a natural pause at its end.

    The pause is longer at a sentence's end (`final`) than after a clause. None if there is nothing to hear.
    """
    voice = resampled(sound)
    frames = loudness(voice)
    if not frames.size or frames.max() < ratio(SILENT_DBFS):
        return None
    levelled = voice * _gain(voice, frames)
    pause = SENTENCE_PAUSE_SECONDS if final else CLAUSE_PAUSE_SECONDS
    samples = to_int16(_trimmed(levelled, frames, pause))
    # The fade may have removed a lone click.
    return Sound(samples, SAMPLE_RATE) if samples.any() else None


def resampled(sound: Sound) -> Floats:
    """Return the samples at SAMPLE_RATE, with full scale at 1."""
    floats = sound.samples.astype(np.float32) / np.float32(FULL_SCALE)
    if sound.sample_rate == SAMPLE_RATE or not floats.size:
        return floats
    at_our_rate: Floats = soxr.resample(floats, sound.sample_rate, SAMPLE_RATE)
    return at_our_rate


def ratio(decibels: float) -> float:
    """Return the ratio of amplitudes."""
    return float(10 ** (decibels / 20))


def loudness(voice: Floats) -> Floats:
    """Return the RMS of each frame; the last one is filled up with silence."""
    padded = np.pad(voice, (0, -len(voice) % FRAME))
    frames: Floats = np.sqrt(np.mean(np.square(padded.reshape(-1, FRAME)), axis=1))
    return frames


def _gain(voice: Floats, loudness: Floats) -> np.float32:
    active = loudness[loudness > loudness.max() * ratio(ACTIVE_DB)]
    level = np.sqrt(np.mean(np.square(active)))
    wanted = min(ratio(LEVEL_DBFS) / level, ratio(MOST_GAIN_DB), ratio(PEAK_DBFS) / np.abs(voice).max())
    return np.float32(wanted)


def _trimmed(voice: Floats, loudness: Floats, pause_seconds: float) -> Floats:
    """Keep the voice between its first and last audible frames, with the lead before it and the pause after it."""
    heard = np.flatnonzero(loudness > loudness.max() * ratio(END_DB))
    start, end = heard[0] * FRAME, min((heard[-1] + 1) * FRAME, len(voice))
    lead, pause = round(LEAD_SECONDS * SAMPLE_RATE), round(pause_seconds * SAMPLE_RATE)
    kept = _faded(voice[max(0, start - lead) : end + pause])
    before = max(0, lead - start)
    return np.pad(kept, (before, max(0, lead + end - start + pause - before - len(kept))))


def _faded(voice: Floats) -> Floats:
    return faded_out(faded_in(voice))


def faded_in(voice: Floats) -> Floats:
    """Return the voice with a fade at its start."""
    count = _fade_samples(voice)
    faded = voice.copy()
    faded[:count] *= np.linspace(0, 1, count, endpoint=False, dtype=np.float32)
    return faded


def faded_out(voice: Floats) -> Floats:
    """Return the voice with a fade at its end."""
    return faded_in(voice[::-1])[::-1]


def _fade_samples(voice: Floats) -> int:
    return min(round(FADE_SECONDS * SAMPLE_RATE), len(voice) // 2)


def to_int16(voice: Floats) -> Samples:
    """Return the samples in 16 bits, with full scale at 1 before."""
    samples: Samples = np.rint(voice * (FULL_SCALE - 1)).astype(np.int16)
    return samples
