"""The input of Whisper: 30 s of sound as a log-mel spectrogram (openai/whisper, `audio.py`). Pure."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

SAMPLE_RATE = 16_000  # Hz
WINDOW, HOP, BANDS = 400, 160, 80  # samples, samples, mel bands
SAMPLES = 30 * SAMPLE_RATE
DYNAMIC_RANGE = 8.0  # powers of ten below the loudest value


def log_mel(samples: Floats) -> Floats:
    """Return the spectrogram, shape (80, 3000), of samples at SAMPLE_RATE. What is beyond 30 s is left out."""
    whole = np.pad(samples[:SAMPLES], (0, max(0, SAMPLES - len(samples))))
    padded = np.pad(whole, WINDOW // 2, mode="reflect")
    windows = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::HOP]
    power = np.abs(np.fft.rfft(windows * np.hanning(WINDOW + 1)[:-1]))[:-1] ** 2
    logs = np.log10(np.maximum(_filters() @ power.T, 1e-10))
    scaled: Floats = ((np.maximum(logs, logs.max() - DYNAMIC_RANGE) + 4) / 4).astype(np.float32)
    return scaled


def _filters() -> npt.NDArray[np.float64]:
    """Return the triangular filters of Slaney's mel scale, each of the same area; shape (80, 201)."""
    frequencies = np.linspace(0, SAMPLE_RATE / 2, WINDOW // 2 + 1)
    corners = _to_hertz(np.linspace(0, _to_mel(SAMPLE_RATE / 2), BANDS + 2))
    low, middle, high = corners[:-2, None], corners[1:-1, None], corners[2:, None]
    rising, falling = (frequencies - low) / (middle - low), (high - frequencies) / (high - middle)
    triangles: npt.NDArray[np.float64] = np.maximum(0, np.minimum(rising, falling)) * 2 / (high - low)
    return triangles


# Linear up to 1,000 Hz, which are 15 mel, and logarithmic above.
def _to_mel(hertz: float) -> float:
    return float(15 + np.log(hertz / 1000) / (np.log(6.4) / 27))


def _to_hertz(mel: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    hertz: npt.NDArray[np.float64] = np.where(mel >= 15, 1000 * np.exp((np.log(6.4) / 27) * (mel - 15)), mel * 200 / 3)
    return hertz
