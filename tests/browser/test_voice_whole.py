"""The voice through all processes: the page plays what the worker made, and its length and level are plausible."""

import base64
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page

from streaming.speech.remote.wav import read_wav

from .candidate import Candidate
from .sounds import SAMPLE_RATE, Samples, record, recorded
from .voiced import HEARD

WATCHED = """
window.events = []
window.EventSource = class extends EventSource {
  constructor(...parameters) {
    super(...parameters)
    this.addEventListener("message", ({ data }) => events.push(JSON.parse(data)))
  }
}
"""


def events(page: Page, kind: str) -> list[dict[str, Any]]:
    return list(page.evaluate("kind => events.filter(({ type }) => type === kind)", kind))


@pytest.mark.also_in_firefox(with_sound=True)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_question_is_played_as_it_was_made(candidate: Callable[..., Candidate], language: str) -> None:
    someone = candidate(language, bypass_csp=True)  # for the recorder
    record(someone.page)
    someone.page.add_init_script(WATCHED)
    someone.enter()
    someone.begin()
    someone.wait_for_question(1)
    someone.page.wait_for_function(f"() => {HEARD}.endsWith('-999999999999999999')")
    someone.page.wait_for_function("() => recorder.chunks.at(-1).every((sample) => sample === 0)")
    clips = events(someone.page, "audio")
    order = [(clip["sentence"], clip["part"]) for clip in clips]
    assert order == sorted(order)
    question = np.concatenate([sound_of(clip) for clip in clips])
    heard = recorded(someone.page)
    # A pause may have been longer than it is made, never shorter: silence apart, they are the same. Chromium's decoder
    # takes 32,767 for the loudest sample above zero, which moves some by one.
    np.testing.assert_allclose(heard[heard != 0], question[question != 0], rtol=0, atol=1)
    is_fit_to_be_heard(question, someone.shown_question(1))


def test_the_room_speaks_under_its_own_policy(candidate: Callable[..., Candidate]) -> None:
    """Let the visitor's watch fail the test on a violation of the Content-Security-Policy."""
    someone = candidate("en")
    someone.enter()
    someone.begin()
    someone.wait_for_question(1)
    someone.page.wait_for_function(f"() => {HEARD}.endsWith('-999999999999999999')")


def sound_of(clip: dict[str, Any]) -> Samples:
    sound = read_wav(base64.b64decode(clip["data"]))
    assert (sound.sample_rate, clip["sample_rate"], clip["mime"]) == (SAMPLE_RATE, SAMPLE_RATE, "audio/wav")
    assert clip["duration_ms"] == pytest.approx(len(sound.samples) * 1000 / SAMPLE_RATE, abs=1)
    return sound.samples


def is_fit_to_be_heard(samples: Samples, text: str) -> None:
    """Check that the sound is as long and loud as speech of that text and is not clipped."""
    seconds_a_letter = len(samples) / SAMPLE_RATE / sum(letter.isalnum() for letter in text)
    assert 0.03 < seconds_a_letter < 0.4
    loudest = int(np.abs(samples.astype(int)).max())
    assert 3_000 < loudest < 32_767
    level_db = 20 * np.log10(np.sqrt(np.mean(np.square(samples / 32_768))))
    assert -35 < level_db < -12
