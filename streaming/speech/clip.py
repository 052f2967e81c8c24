"""Clips: sound as files that a page can play one after the other, as they arrive."""

import io
import wave
from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
import soundfile

from .base import SpeechError
from .sound import FRAME, SAMPLE_RATE, Samples, Sound, even
from .streamed_voice import StreamedVoice

MAX_PART_BYTES = 64 * 1024 // 4 * 3  # of a file whose Base64 fits into 64 KB
PART_SAMPLES = SAMPLE_RATE // 2
# Parts of equal length leave no gap at a real-time factor of up to 1; longer ones after a short first would.
STREAMED_PART_SAMPLES = SAMPLE_RATE // 5
NEAR_SAMPLES = SAMPLE_RATE // 5  # how far a cut may move to a quieter place


class ClipPart(NamedTuple):
    """A part of the sound of a sentence or clause. Its parts are played one after the other."""

    data: bytes  # a complete file
    duration_ms: int
    last: bool = False


class Clip(NamedTuple):
    """The whole sound of a sentence."""

    mime: str
    parts: tuple[ClipPart, ...]


class ClipFormat(NamedTuple):
    mime: str
    parts: Callable[[Samples], Iterator[ClipPart]]


def make_parts(sound: Sound, format_name: str, *, final: bool) -> list[ClipPart]:
    """Make the parts that a page can play from a backend's sound.

    `format_name` is a key of FORMATS. `final` is False for a clause whose sentence goes on. Blocks for milliseconds
    (WAV) or tens of milliseconds (Opus). Raise SpeechError if there is nothing to hear.
    """
    voice = even(sound, final=final)
    if voice is None:
        raise _nothing_heard()
    *parts, last = FORMATS[format_name].parts(voice.samples)
    return [*parts, last._replace(last=True)]


class StreamedWav:
    """Makes the parts of a WAV clip while its sound is being made; the first leaves with 200 ms of voice."""

    def __init__(self, *, final: bool) -> None:
        self._voice = StreamedVoice(final=final)
        self._held: Samples = np.zeros(0, np.int16)

    def feed(self, sound: Sound) -> Iterator[ClipPart]:
        self._held = np.concatenate([self._held, self._voice.feed(sound)])
        while len(self._held) >= STREAMED_PART_SAMPLES:
            part, self._held = self._held[:STREAMED_PART_SAMPLES], self._held[STREAMED_PART_SAMPLES:]
            yield ClipPart(wav_file(part), _duration_ms(part))

    def finish(self) -> Iterator[ClipPart]:
        """Yield the rest. Raise SpeechError if there was nothing to hear."""
        rest = np.concatenate([self._held, self._voice.finish()])
        if not len(rest):
            raise _nothing_heard()
        *parts, last = wav_parts(rest)
        yield from parts
        yield last._replace(last=True)


def wav_parts(samples: Samples) -> Iterator[ClipPart]:
    """Cut into parts of half a second, so that the first one is sent early. The last one takes what is left."""
    count = max(1, round(len(samples) / PART_SAMPLES))
    starts = [PART_SAMPLES * index for index in range(count)]
    for start, end in zip(starts, [*starts[1:], len(samples)], strict=True):
        yield ClipPart(wav_file(samples[start:end]), _duration_ms(samples[start:end]))


def opus_parts(samples: Samples) -> Iterator[ClipPart]:
    """Make one part if it fits, because a cut in a lossy file can be heard."""
    data = opus_file(samples)
    if len(data) <= MAX_PART_BYTES:
        yield ClipPart(data, _duration_ms(samples))
        return
    for half in np.split(samples, [_quiet_place(samples)]):
        yield from opus_parts(half)


def _quiet_place(samples: Samples) -> int:
    """Return the start of the quietest 10 ms near the middle."""
    first = len(samples) // 2 - NEAR_SAMPLES
    near = samples[first : first + 2 * NEAR_SAMPLES].astype(np.float32).reshape(-1, FRAME)
    return first + int(np.argmin(np.square(near).sum(axis=1))) * FRAME


def wav_file(samples: Samples, sample_rate: int = SAMPLE_RATE) -> bytes:
    """Return 16-bit mono samples as a WAV file."""
    file = io.BytesIO()
    with wave.open(file, "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        wav.setframerate(sample_rate)
        wav.writeframes(samples.astype("<i2").tobytes())
    return file.getvalue()


def opus_file(samples: Samples) -> bytes:
    """Return samples at SAMPLE_RATE as Opus in an Ogg file."""
    file = io.BytesIO()
    soundfile.write(file, samples, SAMPLE_RATE, format="OGG", subtype="OPUS")
    return file.getvalue()


def _nothing_heard() -> SpeechError:
    return SpeechError("the sound has no voice in it. See the speech server's log.", retryable=True)


def _duration_ms(samples: Samples) -> int:
    return Sound(samples, SAMPLE_RATE).duration_ms


FORMATS = {"wav": ClipFormat("audio/wav", wav_parts), "opus": ClipFormat("audio/ogg", opus_parts)}
