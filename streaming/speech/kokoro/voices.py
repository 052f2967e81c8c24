"""The voices: one vector for each number of phonemes, unchanged from the npm package kokoro-js 1.2.1 (Apache-2.0)."""

from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from streaming.speech.base import SpeechError, UnknownVoiceError

Style = npt.NDArray[np.float32]  # shape (510, 1, 256)

# By language, a woman's and a man's; the first is the default. Those for Korean were trained on Japanese: of all the
# voices, recognizers understood them best.
VOICES = {"en": ("af_heart", "am_michael"), "ko": ("jf_gongitsune", "jm_kumo")}
FOLDER = Path(__file__).parent / "voices"


def style_of(name: str, language: str) -> Style:
    """Return a voice's vectors; `name` may be "" for the language's default. Raise SpeechError if there is none."""
    names = VOICES.get(language)
    if names is None:
        raise SpeechError(f"Kokoro does not speak {language[:8]!a}", refused=True)
    if name and name not in names:
        raise UnknownVoiceError(
            f"Kokoro has no voice {name[:64]!a} for {language!r}. Set TTS_VOICE, or the voice's name of the position "
            f"or interview, to {' or '.join(names)}."
        )
    return _read(name or names[0])


@cache
def _read(name: str) -> Style:
    style: Style = np.fromfile(FOLDER / f"{name}.bin", np.float32).reshape(-1, 1, 256)
    return style
