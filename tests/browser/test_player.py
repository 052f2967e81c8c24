"""The player's worklet, rendered offline and compared sample by sample with its input."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page

from .sounds import PART, SAMPLE_RATE, Samples, noise, pitch, tone
from .visitor import Visitor

# Answers once all that was sent to the worklet's thread before has been taken there.
ECHO = """
registerProcessor("echo", class extends AudioWorkletProcessor {
  constructor() {
    super()
    this.port.onmessage = () => this.port.postMessage(null)
  }
  process() {
    return true
  }
})
"""

RENDER = """
async ({ echo, clips, seconds, speed, stopAt }) => {
  const context = new OfflineAudioContext(1, seconds * 24000, 24000)
  await context.audioWorklet.addModule("/static/js/voice/player/player_processor.js")
  await context.audioWorklet.addModule(URL.createObjectURL(new Blob([echo], { type: "text/javascript" })))
  const node = new AudioWorkletNode(context, "player", { numberOfInputs: 0, outputChannelCount: [1] })
  const echoing = new AudioWorkletNode(context, "echo")
  const taken = () =>
    new Promise((resolve) => {
      echoing.port.onmessage = resolve
      echoing.port.postMessage(null)
    })
  const told = []
  let allTold
  const finished = new Promise((resolve) => (allTold = resolve))
  node.port.onmessage = ({ data }) => {
    told.push(Object.entries(data)[0])
    if (stopAt || data.ended === clips.length) allTold()
  }
  node.port.postMessage({ type: "speed", speed })
  clips.forEach((samples, index) => {
    const floats = Float32Array.from(samples, (sample) => sample / 32768)
    node.port.postMessage({ type: "play", key: index + 1, samples: floats })
  })
  node.connect(context.destination)
  if (stopAt) {
    context.suspend(stopAt).then(async () => {
      node.port.postMessage({ type: "stop" })
      await taken()
      await context.resume()
    })
  }
  await taken()
  const buffer = await context.startRendering()
  if (clips.length) await finished
  return { told, samples: Array.from(buffer.getChannelData(0), (sample) => Math.round(sample * 32768)) }
}
"""


@pytest.fixture
def page(visit: Callable[..., Visitor]) -> Page:
    page = visit(bypass_csp=True).page  # the test adds a worklet
    page.goto("/")
    return page


def render(
    page: Page, *clips: Samples, seconds: float = 2, speed: float = 1, stop_at: float = 0
) -> tuple[Samples, list[list[Any]]]:
    """Return what is heard, without the silence around it, and the worklet's messages."""
    lists = [clip.tolist() for clip in clips]
    options = {"echo": ECHO, "clips": lists, "seconds": seconds, "speed": speed, "stopAt": stop_at}
    rendered = page.evaluate(RENDER, options)
    return np.trim_zeros(np.array(rendered["samples"], np.int16)), rendered["told"]


def test_clips_are_played_back_to_back_and_exactly_as_they_are(page: Page) -> None:
    clips = [noise(seed, length) for seed, length in enumerate([PART, 1, 127, 128, 129, 3 * PART])]
    heard, told = render(page, *clips)
    np.testing.assert_array_equal(heard, np.concatenate(clips))
    assert told == [[word, key] for key in range(1, 7) for word in ("began", "ended")]


def test_many_clips_at_once_are_no_more_than_one_behind_the_other(page: Page) -> None:
    clips = [noise(seed, 300) for seed in range(150)]
    heard, told = render(page, *clips)
    np.testing.assert_array_equal(heard, np.concatenate(clips))
    assert len(told) == 300


def test_an_empty_clip_has_its_place_in_line(page: Page) -> None:
    first, last = noise(1), noise(2)
    heard, told = render(page, first, np.zeros(0, np.int16), last)
    np.testing.assert_array_equal(heard, np.concatenate([first, last]))
    assert told == [[word, key] for key in (1, 2, 3) for word in ("began", "ended")]


@pytest.mark.parametrize("speed", [0.8, 0.9, 1.1, 1.25, 1.5])
@pytest.mark.parametrize("hertz", [90.0, 220.0])
def test_another_speed_changes_the_length_and_not_the_pitch(page: Page, speed: float, hertz: float) -> None:
    clips = [tone(hertz, 0.5)] * 4  # 220 Hz and 90 Hz end where they begin
    heard, told = render(page, *clips, seconds=4, speed=speed)
    assert len(heard) == pytest.approx(2 * SAMPLE_RATE / speed, abs=0.06 * SAMPLE_RATE)
    assert pitch(heard) == pytest.approx(hertz, rel=0.01)
    assert np.abs(heard).max() == pytest.approx(np.abs(clips[0]).max(), rel=0.03)
    assert [key for word, key in told if word == "ended"] == [1, 2, 3, 4]


def test_another_speed_clicks_nowhere(page: Page) -> None:
    """Check that no step is larger than those of the tone itself: a wrong splice would be."""
    given = tone(220, 2)
    heard, _ = render(page, given, speed=1.25)
    middle = heard[200:-200].astype(int)
    assert np.abs(np.diff(middle)).max() <= 1.1 * np.abs(np.diff(given.astype(int))).max()


def test_a_stop_fades_within_a_moment(page: Page) -> None:
    given = tone(220, 2)
    heard, told = render(page, given, stop_at=0.5)
    assert 0.4 * SAMPLE_RATE < len(heard) < 0.52 * SAMPLE_RATE
    assert np.abs(np.diff(heard.astype(int))).max() <= 1.1 * np.abs(np.diff(given.astype(int))).max()
    assert told == [["began", 1]]
