"""The sentence that the sound check plays, in the interview's language and voice."""

import asyncio
import io
import threading
import wave
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from streaming.speech import SpeechError

if TYPE_CHECKING:
    from streaming.speech.speaker import Speaker

SENTENCES = {
    "ko": "안녕하세요. 이 문장이 또렷하게 들리시면 소리는 준비되었습니다.",
    "en": "Hello. If you hear this sentence clearly, your sound is ready.",
}
PATIENCE_SECONDS = 15
MAX_SAMPLES = 64  # 300 KB each


class SoundFile(NamedTuple):
    mime: str
    data: bytes


class SoundSamples:
    """Synthesizes each sample once and keeps it. Threads may share it; they synthesize one after the other."""

    def __init__(self, make_speaker: Callable[[], "Speaker | None"]) -> None:
        self._make_speaker = make_speaker
        self._ready: dict[tuple[str, str], SoundFile] = {}
        self._making = threading.Lock()

    def get(self, language: str, voice: str) -> SoundFile:
        """Return the sample in a language and a voice ("" for the default one). Blocks while it is synthesized.

        Raises SpeechError if there is no voice, or none within PATIENCE_SECONDS.
        """
        key = language, voice
        if ready := self._ready.get(key):
            return ready  # without the lock: a speech server that hangs holds up new samples only
        if not self._making.acquire(timeout=PATIENCE_SECONDS):
            raise SpeechError("other samples are still being synthesized", retryable=True)
        try:
            if key not in self._ready:
                made = asyncio.run(self._synthesize(language, voice))
                while len(self._ready) >= MAX_SAMPLES:
                    self._ready.pop(next(iter(self._ready)))
                self._ready[key] = made
            return self._ready[key]
        finally:
            self._making.release()

    async def _synthesize(self, language: str, voice: str) -> SoundFile:
        speaker = self._make_speaker()
        if speaker is None:
            raise SpeechError("TTS_BACKEND is off")
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                clip = await speaker.clip(SENTENCES[language], language, voice=voice)
        except TimeoutError as error:
            raise SpeechError("the speech server took too long", retryable=True) from error
        finally:
            await speaker.aclose()
        parts = [part.data for part in clip.parts]
        # Ogg files can be concatenated, WAV files cannot.
        return SoundFile(clip.mime, joined_wav(parts) if clip.mime == "audio/wav" else b"".join(parts))


def joined_wav(files: Iterable[bytes]) -> bytes:
    """Return one WAV file with the sound of several, which must have the same format."""
    whole = io.BytesIO()
    with wave.open(whole, "wb") as target:
        for number, file in enumerate(files):
            with wave.open(io.BytesIO(file)) as source:
                if number == 0:
                    target.setparams(source.getparams())
                target.writeframes(source.readframes(source.getnframes()))
    return whole.getvalue()
