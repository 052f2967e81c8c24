"""From a model's bytes to text. Pure."""

import codecs
from collections.abc import Sequence

# U+FFFD says nothing to a reader; PostgreSQL stores no NUL.
_UNUSABLE = dict.fromkeys([0xFFFD, 0])


class TextAssembler:
    """Turns token bytes into text: whole characters only, nothing of a stop string, no U+FFFD, no NUL.

    A Korean character may span three tokens, and a stop string several: what may yet become either is held back.
    """

    def __init__(self, stop: Sequence[str] = ()) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="ignore")
        self._stop = tuple(filter(None, stop))
        self._beginnings = {s[:length] for s in self._stop for length in range(1, len(s))}
        self._longest = max(map(len, self._beginnings), default=0)
        self._held = ""
        self.stopped = False

    def feed(self, piece: bytes) -> str:
        """The text that `piece` completes; "" where there is none yet, or a stop string came."""
        if self.stopped:
            return ""
        self._held += self._decoder.decode(piece).translate(_UNUSABLE)
        cut = min((at for s in self._stop if (at := self._held.find(s)) >= 0), default=-1)
        if cut >= 0:
            self.stopped = True
            return self._release(cut, drop=True)
        return self._release(len(self._held) - self._undecided())

    def flush(self) -> str:
        """What was held back, at the stream's end. Bytes that are no character are dropped."""
        return "" if self.stopped else self._release(len(self._held))

    def _undecided(self) -> int:
        """The length of the longest end of the text that a stop string may begin with."""
        for length in range(min(self._longest, len(self._held)), 0, -1):
            if self._held[-length:] in self._beginnings:
                return length
        return 0

    def _release(self, length: int, drop: bool = False) -> str:
        text, rest = self._held[:length], self._held[length:]
        self._held = "" if drop else rest
        return text
