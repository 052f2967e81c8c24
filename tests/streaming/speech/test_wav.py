"""Sound in the forms that servers send."""

import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ops.vendors.tone import tone
from streaming.speech.base import SpeechError
from streaming.speech.clip import wav_file
from streaming.speech.remote.wav import read_wav

SAMPLES = tone("Which queue?", 24_000)
WAV = wav_file(SAMPLES, 24_000)
PCM, FLOAT, EXTENSIBLE = 1, 3, 0xFFFE


def riff(data: bytes, *, code: int = PCM, channels: int = 1, bits: int = 16, size: int | None = None) -> bytes:
    head = struct.pack("<HHIIHH", code, channels, 24_000, 24_000 * channels * bits // 8, channels * bits // 8, bits)
    if code == EXTENSIBLE:
        head += struct.pack("<HHIH14s", 22, bits, 4, PCM, b"\0\0\0\0\x10\0\x80\0\0\xaa\0\x38\x9b\x71")
    size = len(data) if size is None else size
    return (
        b"RIFF\xff\xff\xff\xffWAVEfmt " + struct.pack("<I", len(head)) + head + b"data" + struct.pack("<I", size) + data
    )


def test_a_wav_is_read_as_it_was_written() -> None:
    samples, sample_rate = read_wav(WAV)
    assert sample_rate == 24_000
    assert (samples == SAMPLES).all()


@pytest.mark.parametrize("size", [0, 0xFFFFFFFF, 0xFFFFFFFF - 36, 0x7FFFFFFF])
def test_the_size_of_a_streamed_wav_is_not_believed(size: int) -> None:
    assert (read_wav(riff(SAMPLES.tobytes(), size=size)).samples == SAMPLES).all()


def test_chunks_that_are_not_sound_are_ignored() -> None:
    body = WAV[:36] + b"LIST\x03\0\0\0abc\0" + WAV[36:] + b"id3 \x02\0\0\0xx"
    assert (read_wav(body).samples == SAMPLES).all()


def test_bare_samples_are_read_if_a_server_may_send_them() -> None:
    samples, sample_rate = read_wav(SAMPLES.tobytes(), headerless_rate=44_100)
    assert sample_rate == 44_100
    assert (samples == SAMPLES).all()


@pytest.mark.parametrize(
    ("data", "code", "bits"),
    [
        ((SAMPLES.astype("<i4") << 16).tobytes(), PCM, 32),
        ((SAMPLES.astype("<i4") << 8).view(np.uint8).reshape(-1, 4)[:, :3].tobytes(), PCM, 24),
        ((SAMPLES / 32768).astype("<f4").tobytes(), FLOAT, 32),
        (SAMPLES.tobytes(), EXTENSIBLE, 16),
    ],
)
def test_other_forms_of_samples_become_16_bits(data: bytes, code: int, bits: int) -> None:
    assert (read_wav(riff(data, code=code, bits=bits)).samples == SAMPLES).all()


def test_floats_beyond_full_scale_are_clipped() -> None:
    data = np.array([2.0, -2.0, np.nan, np.inf], "<f4").tobytes()
    assert read_wav(riff(data, code=FLOAT, bits=32)).samples.tolist() == [32767, -32768, 0, 32767]


def test_stereo_is_mixed_down() -> None:
    stereo = np.stack([SAMPLES, np.zeros_like(SAMPLES)], axis=1).tobytes()
    mono = read_wav(riff(stereo, channels=2)).samples
    assert np.abs(mono - SAMPLES / 2).max() <= 0.5


@pytest.mark.parametrize(
    "body",
    [
        b"",
        WAV[:-2],
        WAV[: len(WAV) // 2],
        WAV[:44],
        WAV[:40],
        WAV[:30],
        WAV[:12],
        riff(b"", size=0xFFFFFFFF),
        riff(SAMPLES.tobytes()[:-1], size=0xFFFFFFFF),
        riff(SAMPLES.tobytes(), size=len(SAMPLES.tobytes()) - 1),
    ],
)
def test_a_truncated_body_is_an_error(body: bytes) -> None:
    with pytest.raises(SpeechError, match="truncated") as told:
        read_wav(body)
    assert told.value.retryable


def test_half_a_sample_without_a_header_is_an_error() -> None:
    with pytest.raises(SpeechError, match="truncated"):
        read_wav(SAMPLES.tobytes()[:-1], headerless_rate=44_100)


@pytest.mark.parametrize(
    "body",
    [
        b"ID3\x04 an mp3 by the look of it",
        b"RIFF\x04\0\0\0AVI ",
        riff(SAMPLES.tobytes(), code=7, bits=8),
        riff(SAMPLES.tobytes(), channels=0),
        riff(SAMPLES.tobytes(), channels=40),
    ],
)
def test_an_unsupported_wav_is_an_error(body: bytes) -> None:
    with pytest.raises(SpeechError):
        read_wav(body)


@given(st.binary(max_size=200), st.integers(0, 100), st.sampled_from([None, 44_100]))
def test_bytes_of_any_kind_are_a_sound_or_an_error(junk: bytes, at: int, headerless_rate: int | None) -> None:
    try:
        samples, sample_rate = read_wav(WAV[:at] + junk, headerless_rate)
    except SpeechError:
        return
    assert samples.dtype == np.int16 and samples.ndim == 1 and sample_rate > 0
