"""Evens sound that is still being made: rate, level and pauses as `even` gives them to a whole sentence. No I/O."""

from typing import Any

import numpy as np
import soxr

from . import sound as whole
from .sound import ACTIVE_DB, END_DB, FRAME, SAMPLE_RATE, SILENT_DBFS, Floats, Samples, Sound, ratio

BEGIN_FRAMES = 20  # 200 ms of voice: enough to know its level
STEP_DB = 1.5  # how far the gain moves from one piece to the next
NOTHING = np.zeros(0, np.float32)


class StreamedVoice:
    """Takes sound in pieces of one rate by `feed`, then `finish`; both return what can be played.

    Silence is held back until it is known whether a voice follows. The gain is that of the first 200 ms of voice, and
    then follows the level of all that was heard.
    """

    def __init__(self, *, final: bool) -> None:
        self._pause = round((whole.SENTENCE_PAUSE_SECONDS if final else whole.CLAUSE_PAUSE_SECONDS) * SAMPLE_RATE)
        self._resampler: Any = None  # soxr has no types
        self._held: Floats = NOTHING
        self._gain: float | None = None  # once the voice has begun
        self._loudest = self._power = 0.0
        self._frames = 0

    def feed(self, sound: Sound) -> Samples:
        self._take(self._resampled(sound))
        return self._released()

    def finish(self) -> Samples:
        """Return the rest with its pause. It is empty if there was nothing to hear."""
        if self._resampler:
            self._take(self._resampler.resample_chunk(NOTHING, last=True))
        if self._gain is None:
            samples = whole.even(Sound(whole.to_int16(self._held), SAMPLE_RATE), final=self._is_final)
            return samples.samples if samples else np.zeros(0, np.int16)
        heard = np.flatnonzero(whole.loudness(self._held) > self._loudest * ratio(END_DB))
        end = min((heard[-1] + 1) * FRAME, len(self._held)) if heard.size else 0
        kept = whole.faded_out(self._held[: end + self._pause])
        return self._levelled(np.pad(kept, (0, max(0, end + self._pause - len(kept)))))

    @property
    def _is_final(self) -> bool:
        return self._pause == round(whole.SENTENCE_PAUSE_SECONDS * SAMPLE_RATE)

    def _resampled(self, sound: Sound) -> Floats:
        floats = sound.samples.astype(np.float32) / np.float32(whole.FULL_SCALE)
        if sound.sample_rate == SAMPLE_RATE:
            return floats
        if self._resampler is None:
            self._resampler = soxr.ResampleStream(sound.sample_rate, SAMPLE_RATE, 1, dtype="float32")
        resampled: Floats = self._resampler.resample_chunk(floats)
        return resampled

    def _take(self, floats: Floats) -> None:
        self._held = np.concatenate([self._held, floats])

    def _released(self) -> Samples:
        frames = whole.loudness(self._held[: len(self._held) // FRAME * FRAME])
        loudest = max(self._loudest, float(frames.max(initial=0)))
        if self._gain is None:
            if loudest < ratio(SILENT_DBFS) or np.sum(frames > loudest * ratio(ACTIVE_DB)) < BEGIN_FRAMES:
                return np.zeros(0, np.int16)
            self._begin(frames, loudest)
            frames = whole.loudness(self._held[: len(self._held) // FRAME * FRAME])
        self._loudest = loudest
        heard = np.flatnonzero(frames > loudest * ratio(END_DB))
        # The last of these is held back: if it is the last of all, it has to be faded.
        end = int(heard[-1]) if heard.size else 0
        if not end:
            return np.zeros(0, np.int16)
        self._note(frames[:end])
        released, self._held = self._held[: end * FRAME], self._held[end * FRAME :]
        return self._levelled(released)

    def _begin(self, frames: Floats, loudest: float) -> None:
        """Drop the silence before the voice, but for a short lead."""
        start = int(np.flatnonzero(frames > loudest * ratio(END_DB))[0]) * FRAME
        lead = round(whole.LEAD_SECONDS * SAMPLE_RATE)
        kept = whole.faded_in(self._held[max(0, start - lead) :])
        self._held = np.pad(kept, (max(0, lead - start), 0))
        active = frames[frames > loudest * ratio(ACTIVE_DB)]
        self._gain = self._wanted(float(np.sqrt(np.mean(np.square(active)))))

    def _note(self, frames: Floats) -> None:
        active = frames[frames > self._loudest * ratio(ACTIVE_DB)]
        self._power += float(np.square(active).sum())
        self._frames += active.size

    def _wanted(self, level: float) -> float:
        return min(ratio(whole.LEVEL_DBFS) / level, ratio(whole.MOST_GAIN_DB))

    def _levelled(self, voice: Floats) -> Samples:
        """Move the gain towards the wanted one, from the start of the piece to its end, below the peak in any case."""
        assert self._gain is not None
        before = self._gain
        if self._frames:
            wanted = self._wanted(float(np.sqrt(self._power / self._frames)))
            self._gain = float(np.clip(wanted, before / ratio(STEP_DB), before * ratio(STEP_DB)))
        peak = float(np.abs(voice).max(initial=0)) or 1.0
        limit = ratio(whole.PEAK_DBFS) / peak
        before, self._gain = min(before, limit), min(self._gain, limit)
        return whole.to_int16(voice * np.linspace(before, self._gain, len(voice), dtype=np.float32))
