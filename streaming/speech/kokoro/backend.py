"""The backend `kokoro`: Kokoro-82M in one thread of this process. The default, because it is understood and needs no
server."""

import asyncio
import logging
import os
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress

import numpy as np

from streaming.speech import espeak, korean
from streaming.speech.base import Speech, SpeechError, clean
from streaming.speech.sound import FULL_SCALE, Samples, Sound

from .english import phonemes_of_espeak
from .model import SAMPLE_RATE, Floats, KokoroModel, RunStop
from .pieces import pieces
from .voices import Style, style_of

log = logging.getLogger(__name__)

# The language model goes first: a voice that begins a little later disturbs less than words that stutter.
NICENESS = 5


class Kokoro(Speech):
    """Voices have Kokoro's names; see voices.VOICES. The model loads from when this is made until `is_ready`."""

    name = "kokoro"

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="kokoro", initializer=_be_nice)
        self._loading: Future[KokoroModel] = self._thread.submit(KokoroModel)
        self._loading.add_done_callback(_report)

    @property
    def is_ready(self) -> bool:
        return self._loading.done() and not self._loading.cancelled() and not self._loading.exception()

    async def synthesize(self, text: str, language: str, voice: str = "") -> Sound:
        """Wait for the model if it still loads."""
        style = style_of(voice, language)
        model = await self._model()
        said = await _phonemes(clean(text), language)
        stop = model.new_stop()
        try:
            spoken = await asyncio.get_running_loop().run_in_executor(self._thread, _speak, model, said, style, stop)
        finally:
            stop.terminate = True
        return Sound(spoken, SAMPLE_RATE)

    async def load(self) -> None:
        """Wait until the model is loaded, or cannot be."""
        with suppress(SpeechError):
            await self._model()

    async def aclose(self) -> None:
        """End the thread. The model goes with this object."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def _model(self) -> KokoroModel:
        try:
            return await asyncio.shield(asyncio.wrap_future(self._loading))
        except SpeechError as error:
            raise SpeechError(str(error)) from error  # a new one each time: it keeps the frames that it passes


async def _phonemes(text: str, language: str) -> str:
    if language == "ko":
        return korean.phonemes(text)
    return await phonemes_of_espeak(text, espeak.phonemes)


def _speak(model: KokoroModel, phonemes: str, style: Style, stop: RunStop) -> Samples:
    spoken: list[Floats] = []
    for piece in pieces(phonemes):
        if stop.terminate:
            break
        spoken.append(model.speak(piece, style, stop))
    return _to_int16(np.concatenate(spoken)) if spoken else np.zeros(0, np.int16)


def _to_int16(voice: Floats) -> Samples:
    samples: Samples = np.rint(np.clip(voice, -1, 1) * (FULL_SCALE - 1)).astype(np.int16)
    return samples


def _report(loading: "Future[KokoroModel]") -> None:
    if not loading.cancelled() and (error := loading.exception()):
        log.warning("speech backend kokoro cannot speak: %s", error)


def _be_nice() -> None:
    # On Linux, threads have a niceness of their own.
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
