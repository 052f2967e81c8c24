"""What the sound check plays: a sentence in the interview's language and voice, made once in a process."""

import asyncio
import io
import threading
import wave
from collections.abc import Iterable
from typing import NamedTuple

from django.conf import settings

from streaming.speech import SpeechError, make_speaker

SENTENCES = {
    "ko": "안녕하세요. 이 문장이 또렷하게 들리시면 소리는 준비되었습니다.",
    "en": "Hello. If you hear this sentence clearly, your sound is ready.",
}
PATIENCE_SECONDS = 15
MOST_SAMPLES = 64  # 300 KB each


class SoundFile(NamedTuple):
    mime: str
    data: bytes


_ready: dict[tuple[str, str], SoundFile] = {}
_making = threading.Lock()


def sound_sample(language: str, voice: str) -> SoundFile:
    """Blocks while it is made. SpeechError where there is no voice, or none in time."""
    key = language, voice
    if ready := _ready.get(key):
        return ready  # whatever becomes of others
    if not _making.acquire(timeout=PATIENCE_SECONDS):
        raise SpeechError("others still wait for their sample", retryable=True)
    try:
        if key not in _ready:
            made = asyncio.run(_make(language, voice))
            while len(_ready) >= MOST_SAMPLES:
                _ready.pop(next(iter(_ready)))
            _ready[key] = made
        return _ready[key]
    finally:
        _making.release()


async def _make(language: str, voice: str) -> SoundFile:
    speaker = make_speaker(settings)
    if speaker is None:
        raise SpeechError("TTS_BACKEND is off")
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            clip = await speaker.clip(SENTENCES[language], language, voice=voice)
    except TimeoutError as error:
        raise SpeechError("the speech server takes too long", retryable=True) from error
    finally:
        await speaker.aclose()
    parts = [part.data for part in clip.parts]
    # One Ogg file behind another is an Ogg file.
    return SoundFile(clip.mime, joined_wav(parts) if clip.mime == "audio/wav" else b"".join(parts))


def joined_wav(files: Iterable[bytes]) -> bytes:
    """One WAV file of several of the same form."""
    whole = io.BytesIO()
    with wave.open(whole, "wb") as target:
        for number, file in enumerate(files):
            with wave.open(io.BytesIO(file)) as source:
                if number == 0:
                    target.setparams(source.getparams())
                target.writeframes(source.readframes(source.getnframes()))
    return whole.getvalue()
