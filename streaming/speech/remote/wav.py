"""Reads the sound that speech servers send. Pure: bytes in, a Sound out.

Servers send a whole WAV file, a streamed one (with sizes of 0xFFFFFFFF or 0, unknown when the header was written), or
bare samples that they call WAV (Fish Speech). A truncated sentence is an error, not a shorter sentence.
"""

import struct
from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..base import SpeechError
from ..sound import FULL_SCALE, Samples, Sound

PCM, FLOAT, EXTENSIBLE = 1, 3, 0xFFFE
# Longer than any response: servers write such sizes for a stream.
UNKNOWN_SIZE = 0x7FFF_0000
LOWEST_RATE, HIGHEST_RATE = 8_000, 192_000  # Hz
MOST_CHANNELS = 8
MOST_HEADER_BYTES = 64 * 1024


class WavFormat(NamedTuple):
    code: int
    channels: int
    sample_rate: int
    bits: int


def read_wav(body: bytes, headerless_rate: int | None = None) -> Sound:
    """Read the body of a response.

    `headerless_rate` is the rate in Hz of bare 16-bit mono samples, None if the server never sends those. Raise
    SpeechError if the body is empty, truncated, or not a WAV of 16, 24 or 32 bits.
    """
    if not body:
        raise _cut("an empty body")
    if body[:4] == b"RIFF" and body[8:12] == b"WAVE":
        return _read_riff(body)
    if headerless_rate is None or body[:4] == b"RIFF":
        raise SpeechError("the speech server's response is not a WAV file. Does it support that format?")
    if len(body) % 2:
        raise _cut("half a sample at the end")
    return Sound(np.frombuffer(body, "<i2").astype(np.int16), headerless_rate)


class WavReader:
    """Reads the same responses while they arrive. Call `feed` for each piece of the body, and `finish` at its end."""

    def __init__(self, headerless_rate: int | None = None) -> None:
        self._headerless_rate = headerless_rate
        self._unread = bytearray()
        self._form: WavFormat | None = None
        self._left: int | None = None  # bytes that the header announces; None if it does not say

    def feed(self, data: bytes) -> Sound | None:
        """Return the samples that are complete now, None if none are. Raise SpeechError like `read_wav`."""
        self._unread += data
        if self._form is None:
            self._form = self._begun()
        if self._form is None:
            return None
        frame = self._form.channels * self._form.bits // 8
        count = len(self._unread) if self._left is None else min(len(self._unread), self._left)
        whole = bytes(self._unread[: count - count % frame])
        if not whole:
            return None
        del self._unread[: len(whole)]
        if self._left is not None:
            self._left -= len(whole)
        return Sound(_mono(whole, self._form), self._form.sample_rate)

    def finish(self) -> None:
        """Raise SpeechError if the body was truncated."""
        if self._form is None:
            raise _cut("a header without samples" if self._unread else "an empty body")
        if self._left or (self._left is None and self._unread):
            raise _cut("fewer samples than its header says" if self._left else "half a sample at the end")

    def _begun(self) -> WavFormat | None:
        """Take the header, or what stands for it, off the unread bytes."""
        body = bytes(self._unread[:MOST_HEADER_BYTES])
        if len(body) < 12:
            return None
        if body[:4] != b"RIFF" or body[8:12] != b"WAVE":
            if self._headerless_rate is None or body[:4] == b"RIFF":
                raise SpeechError("the speech server's response is not a WAV file. Does it support that format?")
            return WavFormat(PCM, 1, self._headerless_rate, 16)
        form: WavFormat | None = None
        for name, size, start in _chunks(body):
            if name == b"fmt " and start + size <= len(body):
                form = _read_format(body[start : start + size])
            elif name == b"data" and form:
                self._left = None if size == 0 or size >= UNKNOWN_SIZE else size
                del self._unread[:start]
                return form
        if len(self._unread) >= MOST_HEADER_BYTES:
            raise _cut("a header without samples")
        return None


def _read_riff(body: bytes) -> Sound:
    form: WavFormat | None = None
    for name, size, start in _chunks(body):
        if name == b"fmt ":
            form = _read_format(body[start : start + size])
        elif name == b"data" and form:
            return Sound(_mono(_data(body, start, size, form), form), form.sample_rate)
    raise _cut("a header without samples")


def _chunks(body: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Yield the name, size and start of the content of each chunk."""
    at = 12
    while at + 8 <= len(body):
        name, size = struct.unpack_from("<4sI", body, at)
        yield name, size, at + 8
        at += 8 + size + size % 2


def _read_format(chunk: bytes) -> WavFormat:
    if len(chunk) < 16:
        raise _cut("a truncated header")
    code, channels, sample_rate, _, _, bits = struct.unpack_from("<HHIIHH", chunk)
    if code == EXTENSIBLE and len(chunk) >= 26:
        (code,) = struct.unpack_from("<H", chunk, 24)
    form = WavFormat(code, channels, sample_rate, bits)
    if (code, bits) not in _DECODERS:
        raise SpeechError(f"the speech server sends WAV of format {code} with {bits} bits. Have it send 16-bit PCM.")
    if not (1 <= channels <= MOST_CHANNELS and LOWEST_RATE <= sample_rate <= HIGHEST_RATE):
        raise SpeechError(f"the speech server sends {channels} channels at {sample_rate} Hz, which is not speech.")
    return form


def _data(body: bytes, start: int, size: int, form: WavFormat) -> bytes:
    if size == 0 or size >= UNKNOWN_SIZE:
        size = len(body) - start
    data = body[start : start + size]
    if not data:
        raise _cut("a header without samples")
    if len(data) < size or size % (form.channels * form.bits // 8):
        raise _cut("fewer samples than its header says")
    return data


def _mono(data: bytes, form: WavFormat) -> Samples:
    samples = _DECODERS[form.code, form.bits](data)
    if form.channels > 1:
        samples = samples.reshape(-1, form.channels).mean(axis=1, dtype=np.float32)
    clipped: Samples = np.clip(np.rint(samples), -FULL_SCALE, FULL_SCALE - 1).astype(np.int16)
    return clipped


def _pcm16(data: bytes) -> npt.NDArray[np.floating]:
    return np.frombuffer(data, "<i2").astype(np.float32)


def _pcm24(data: bytes) -> npt.NDArray[np.floating]:
    # The upper two bytes are the 16-bit sample; the lowest one is dropped.
    return np.frombuffer(data, np.uint8).reshape(-1, 3)[:, 1:].copy().view("<i2")[:, 0].astype(np.float32)


def _pcm32(data: bytes) -> npt.NDArray[np.floating]:
    return np.frombuffer(data, "<i4").astype(np.float32) / 65536


def _float32(data: bytes) -> npt.NDArray[np.floating]:
    samples: npt.NDArray[np.floating] = np.clip(np.nan_to_num(np.frombuffer(data, "<f4")), -1, 1)
    return samples * np.float32(FULL_SCALE)


def _cut(what: str) -> SpeechError:
    return SpeechError(f"the speech server sent {what}: the sentence is truncated. See its log.", retryable=True)


_DECODERS: dict[tuple[int, int], Callable[[bytes], npt.NDArray[np.floating]]] = {
    (PCM, 16): _pcm16,
    (PCM, 24): _pcm24,
    (PCM, 32): _pcm32,
    (FLOAT, 32): _float32,
}
