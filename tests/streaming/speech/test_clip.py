"""Clips: files that a page plays one after the other."""

import base64
import io

import numpy as np
import pytest
import soundfile

from ops.vendors.tone import tone
from streaming.speech.base import SpeechError
from streaming.speech.clip import ClipPart, make_parts
from streaming.speech.recordings import ClipCache
from streaming.speech.sound import Samples, Sound, even

SENTENCES = ["Why?", "Which queue did you choose for it?", "Which queue did you choose? " * 12]
RATE = 22_050
LONGEST_BASE64 = 64 * 1024


def parts_of(text: str, form: str) -> tuple[list[ClipPart], Samples]:
    sound = Sound(tone(text, RATE), RATE)
    whole = even(sound, final=True)
    assert whole
    return make_parts(sound, form, final=True), whole.samples


def decoded(part: ClipPart) -> Samples:
    samples, sample_rate = soundfile.read(io.BytesIO(part.data), dtype="int16")
    assert sample_rate == 24_000 and samples.ndim == 1
    return samples


@pytest.mark.parametrize("text", SENTENCES)
def test_the_parts_of_a_wav_joined_are_the_whole(text: str) -> None:
    parts, whole = parts_of(text, "wav")
    assert (np.concatenate([decoded(part) for part in parts]) == whole).all()


@pytest.mark.parametrize("text", SENTENCES)
def test_the_parts_of_an_opus_clip_joined_are_as_long_as_the_whole(text: str) -> None:
    parts, whole = parts_of(text, "opus")
    joined = np.concatenate([decoded(part) for part in parts])
    assert len(joined) == len(whole)
    assert np.corrcoef(joined, whole)[0, 1] > 0.9


@pytest.mark.parametrize("form", ["wav", "opus"])
@pytest.mark.parametrize("text", SENTENCES)
def test_every_part_fits_and_has_its_duration(text: str, form: str) -> None:
    parts, whole = parts_of(text, form)
    assert max(len(base64.b64encode(part.data)) for part in parts) <= LONGEST_BASE64
    assert all(part.duration_ms == round(len(decoded(part)) / 24) for part in parts)
    assert sum(part.duration_ms for part in parts) == pytest.approx(len(whole) / 24, abs=len(parts))
    assert [part.last for part in parts] == [False] * (len(parts) - 1) + [True]


def test_a_wav_comes_in_parts_of_about_half_a_second() -> None:
    parts, _ = parts_of(SENTENCES[-1], "wav")
    *others, last = [part.duration_ms for part in parts]
    assert set(others) == {500}
    assert 250 <= last <= 750


def test_a_sentence_in_opus_is_one_part_if_it_fits() -> None:
    assert len(parts_of(SENTENCES[1], "opus")[0]) == 1
    assert len(parts_of(SENTENCES[2], "opus")[0]) > 1


@pytest.mark.parametrize("samples", [[], [0] * 50_000])
def test_a_sound_without_a_voice_is_an_error(samples: list[int]) -> None:
    with pytest.raises(SpeechError, match="no voice in it"):
        make_parts(Sound(np.array(samples, np.int16), RATE), "wav", final=True)


# The cache


def clip(size: int) -> list[ClipPart]:
    return [ClipPart(bytes(size), 500, last=True)]


def test_a_cache_is_bounded_and_keeps_what_was_used_last() -> None:
    cache = ClipCache(100)
    for name in "ab":
        cache.put(name, clip(40))
    assert cache.get("a")
    cache.put("c", clip(40))
    assert [name for name in "abc" if cache.get(name)] == ["a", "c"]


def test_a_clip_that_is_put_again_counts_once() -> None:
    cache = ClipCache(100)
    for _ in range(5):
        cache.put("a", clip(60))
    cache.put("b", clip(40))
    assert cache.get("a") and cache.get("b")


def test_a_clip_larger_than_the_cache_is_not_kept() -> None:
    cache = ClipCache(100)
    cache.put("a", clip(101))
    cache.put("b", clip(100))
    assert not cache.get("a") and cache.get("b")
