"""Speaks a whole text at once, as a question would be spoken: sentence by sentence, in one voice."""

import asyncio
import io
import wave
from collections.abc import Iterable

from streaming.sentences import SentenceBuffer
from streaming.speech.base import SpeechError
from streaming.speech.speaker import Speaker

from .narrator import Voice
from .spoken import spoken


async def recite(speaker: Speaker, text: str, voice: Voice) -> bytes:
    """Return the text as one WAV file. The speaker's format must be wav.

    Waits for backends that still load. Raise SpeechError if there is no sound, or nothing to say.
    """
    buffer = SentenceBuffer(voice.language)
    sentences = [*buffer.feed(text, 0.0), *buffer.flush()]
    said = [(spoken(sentence.text, voice.language, voice.readings), sentence.final) for sentence in sentences]
    if not any(words for words, _ in said):
        raise SpeechError("there is nothing to say", refused=True)
    await speaker.load()
    speaking, clock = speaker.voice(voice.language, voice.name), asyncio.get_running_loop().time
    takes = [speaking.say(words, final=final, dry_at=clock) for words, final in said if words]
    files: list[bytes] = []
    try:
        for take in takes:
            last = False
            while not last:
                part = await take.part()
                files.append(part.data)
                last = part.last
    finally:
        await speaking.aclose()
    return joined_wav(files)


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
