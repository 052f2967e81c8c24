"""The sentence that the sound check plays, in the interview's language and voice."""

import subprocess
import sys
import threading
from collections.abc import Callable
from functools import cache
from pathlib import Path

from streaming.speech import SpeechError

SENTENCES = {
    "ko": "안녕하세요. 이 문장이 또렷하게 들리시면 소리는 준비되었습니다.",
    "en": "Hello. If you hear this sentence clearly, your sound is ready.",
}
PATIENCE_SECONDS = 30
MAX_SAMPLES = 64  # 300 KB each


class SoundSamples:
    """Synthesizes each sample once and keeps it. Threads may share it; they synthesize one after the other."""

    def __init__(self, make: Callable[[str, str], bytes]) -> None:
        """`make` returns the sample in a language and a voice as a WAV file, or raises SpeechError. It may block."""
        self._make = make
        self._ready: dict[tuple[str, str], bytes] = {}
        self._making = threading.Lock()

    def get(self, language: str, voice: str) -> bytes:
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
                made = self._make(language, voice)
                while len(self._ready) >= MAX_SAMPLES:
                    self._ready.pop(next(iter(self._ready)))
                self._ready[key] = made
            return self._ready[key]
        finally:
            self._making.release()


@cache
def samples(make: Callable[[str, str], bytes]) -> SoundSamples:
    """Return the samples of this process, which pages and the admin share."""
    return SoundSamples(make)


def make_in_a_child(manage: Path, language: str, voice: str) -> bytes:
    """Synthesize the sample in a process of its own, because the embedded voice takes more memory than a web process,
    and does not give it back."""
    speak = [sys.executable, str(manage), "speak", SENTENCES[language]]
    command = [*speak, "--language", language, f"--voice={voice}", "--out", "-"]
    try:
        # No shell, and the voice's name is one argument.
        done = subprocess.run(command, check=False, capture_output=True, timeout=PATIENCE_SECONDS)  # noqa: S603
    except (subprocess.TimeoutExpired, ValueError) as error:  # ValueError: NUL in the name
        raise SpeechError("the sample took too long, or its voice cannot be named", retryable=True) from error
    if done.returncode:
        raise SpeechError((done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no reason given"])[-1])
    return done.stdout
