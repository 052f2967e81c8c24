"""Rate, level and pauses, which let clips of any voice follow each other."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ops.vendors.tone import tone
from streaming.speech.sound import FRAME, FULL_SCALE, Samples, Sound, even

TEXT = "Which queue did you choose?"
RATE = 24_000


def voice(samples: Samples, sample_rate: int = RATE, *, final: bool = True) -> Samples:
    made = even(Sound(samples, sample_rate), final=final)
    assert made and made.sample_rate == RATE
    return made.samples


def level_dbfs(samples: Samples) -> float:
    """Return the level of active speech: the frames within 25 dB of the loudest."""
    frames = samples[: len(samples) // FRAME * FRAME].astype(float).reshape(-1, FRAME)
    power = np.square(frames / FULL_SCALE).mean(axis=1)
    return float(10 * np.log10(power[power > power.max() / 10**2.5].mean()))


def peak_dbfs(samples: Samples) -> float:
    return float(20 * np.log10(np.abs(samples.astype(float)).max() / FULL_SCALE))


def silence_around(samples: Samples) -> tuple[float, float]:
    """Return the seconds before and after what is within 40 dB of the peak."""
    heard = np.flatnonzero(np.abs(samples.astype(float)) > np.abs(samples.astype(float)).max() / 100)
    return heard[0] / RATE, (len(samples) - heard[-1]) / RATE


def padded(samples: Samples, before: float, behind: float) -> Samples:
    return np.pad(samples, (round(before * RATE), round(behind * RATE)))


@pytest.mark.parametrize(("final", "pause"), [(True, 0.25), (False, 0.09)])
@pytest.mark.parametrize(("before", "behind"), [(0, 0), (0.01, 0.02), (1, 2)])
def test_a_voice_has_a_short_lead_and_a_natural_pause_after_it(
    final: bool, pause: float, before: float, behind: float
) -> None:
    time = np.arange(RATE) / RATE
    samples = padded((np.sin(2 * np.pi * 200 * time) * 8000).astype(np.int16), before, behind)
    made = voice(samples, final=final)
    assert silence_around(made) == pytest.approx((0.03, pause), abs=0.015)
    assert len(made) == pytest.approx((1 + 0.03 + pause) * RATE, abs=2 * FRAME)


@pytest.mark.parametrize("level", [0.003, 0.02, 0.3])
@pytest.mark.parametrize("sample_rate", [16_000, 22_050, 24_000, 44_100, 48_000])
def test_every_voice_has_the_same_level(level: float, sample_rate: int) -> None:
    made = voice(tone(TEXT, sample_rate, level), sample_rate)
    assert level_dbfs(made) == pytest.approx(-20, abs=0.5)
    assert peak_dbfs(made) <= -1


def test_a_voice_with_high_peaks_stays_below_them() -> None:
    samples = tone(TEXT, RATE, 0.005)
    samples[len(samples) // 2] = 32767
    made = voice(samples)
    assert -1.5 < peak_dbfs(made) <= -1


def test_pauses_inside_do_not_count_as_level() -> None:
    words = tone(TEXT, RATE)
    assert level_dbfs(voice(np.concatenate([words, np.zeros(3 * RATE, np.int16), words]))) == pytest.approx(
        -20, abs=0.5
    )


def test_a_cut_does_not_click() -> None:
    made = voice(np.full(RATE, 8000, np.int16) * np.where(np.arange(RATE) % 100 < 50, 1, -1).astype(np.int16))
    assert np.abs(np.diff(made[: RATE // 10].astype(int)[:730])).max() < 500
    assert made[0] == made[-1] == 0


def test_resampling_keeps_length_and_pitch() -> None:
    time = np.arange(44_100) / 44_100
    made = voice((np.sin(2 * np.pi * 440 * time) * 8000).astype(np.int16), 44_100)
    spectrum = np.abs(np.fft.rfft(made))
    assert np.argmax(spectrum) * RATE / len(made) == pytest.approx(440, abs=2)


@pytest.mark.parametrize("samples", [[], [0] * 10, [0] * 24_000, [3, -3] * 12_000, [5], [20_000] + [0] * 5_000])
def test_there_is_nothing_to_hear_in_silence(samples: list[int]) -> None:
    assert even(Sound(np.array(samples, np.int16), RATE), final=True) is None


def test_a_tenth_of_a_second_is_a_voice() -> None:
    assert voice(tone("", RATE)[3000:5400]).any()


@settings(max_examples=50)
@given(
    st.lists(st.integers(-32768, 32767), min_size=1, max_size=400),
    st.integers(1, 40),
    st.sampled_from([8_000, 22_050, 24_000, 44_100]),
    st.booleans(),
)
def test_nothing_ever_clips(values: list[int], times: int, sample_rate: int, final: bool) -> None:
    made = even(Sound(np.repeat(np.array(values, np.int16), times), sample_rate), final=final)
    assert made is None or peak_dbfs(made.samples) <= -1
