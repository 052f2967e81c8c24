"""Sounds for a page to play, and a recorder of everything that it plays."""

import base64
import json
from typing import Any

import numpy as np
import numpy.typing as npt
from playwright.sync_api import Page

from streaming.speech.clip import wav_file

Samples = npt.NDArray[np.int16]
SAMPLE_RATE = 24_000
PART = 2_400  # samples: a tenth of a second

RECORDER = """
class Recorder extends AudioWorkletProcessor {
  process([[input]]) {
    if (input) this.port.postMessage(input.slice())
    return true
  }
}
registerProcessor("recorder", Recorder)
"""

# Every context gets the recorder before any module of the page's own.
RECORDED = """
window.recorder = {
  chunks: [],
  contexts: [],
  clear() {
    recorder.chunks = []
  },
  samples() {
    return recorder.chunks.flatMap((chunk) => Array.from(chunk, (sample) => Math.round(sample * 32768)))
  },
}
window.AudioContext = class extends AudioContext {
  constructor(...options) {
    super(...options)
    recorder.contexts.push(this)
    const add = this.audioWorklet.addModule.bind(this.audioWorklet)
    this.audioWorklet.addModule = async (url) => {
      await add(URL.createObjectURL(new Blob([%s], { type: "text/javascript" })))
      const node = new AudioWorkletNode(this, "recorder", { channelCount: 1 })
      node.port.onmessage = ({ data }) => recorder.chunks.push(data)
      this.tapped.connect(node).connect(this.destination)
      await add(url)
    }
  }
}
const connect = AudioNode.prototype.connect
AudioNode.prototype.connect = function (target, ...more) {
  if (target instanceof AudioDestinationNode && !(this instanceof AudioWorkletNode)) this.context.tapped = this
  return connect.call(this, target, ...more)
}
"""

# Sounds are decoded in the reverse of the order in which they came, `%d` at a time.
DECODED_BACKWARDS = """
const decode = BaseAudioContext.prototype.decodeAudioData
let waiting = []
BaseAudioContext.prototype.decodeAudioData = async function (bytes) {
  const sound = await decode.call(this, bytes)
  await new Promise((resolve) => {
    waiting.push(resolve)
    if (waiting.length < %d) return
    waiting.reverse().reduce((before, next) => before.then(next), Promise.resolve())
    waiting = []
  })
  return sound
}
"""


def record(page: Page) -> None:
    """Install the recorder. Call it before the page opens, in a context with `bypass_csp`, because it is a worklet."""
    page.add_init_script(RECORDED % json.dumps(RECORDER))


def recorded(page: Page) -> Samples:
    """Return what the page has played, without the silence before and after."""
    samples = np.array(page.evaluate("recorder.samples()"), np.int16)
    return np.trim_zeros(samples)


def noise(seed: int, length: int = PART) -> Samples:
    """Return samples that differ from those of every other seed and are never silent."""
    random = np.random.default_rng(seed)
    loud = random.integers(200, 8_000, length) * random.choice([-1, 1], length)
    return loud.astype(np.int16)


def tone(hertz: float, seconds: float, level: float = 0.3) -> Samples:
    at = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return np.round(np.sin(2 * np.pi * hertz * at) * level * 32_767).astype(np.int16)


def pitch(samples: Samples) -> float:
    """Return the strongest frequency, in Hz."""
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.argmax(spectrum) * SAMPLE_RATE / len(samples))


def base64_wav(samples: Samples) -> str:
    return base64.b64encode(wav_file(samples)).decode()


def audio(samples: Samples, sentence: int = 0, part: int = 0, last: bool = True) -> dict[str, Any]:
    """Return the fields of an `audio` event."""
    return {
        "sentence": sentence,
        "part": part,
        "last": last,
        "mime": "audio/wav",
        "sample_rate": SAMPLE_RATE,
        "duration_ms": round(len(samples) * 1000 / SAMPLE_RATE),
        "data": base64_wav(samples),
    }
