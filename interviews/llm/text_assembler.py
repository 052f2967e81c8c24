"""From a model's bytes to text. Pure."""

import codecs
from collections.abc import Sequence

from interviews.llm.reasoning import ReasoningFilter

# U+FFFD says nothing to a reader; PostgreSQL stores no NUL.
_UNUSABLE = dict.fromkeys([0xFFFD, 0])


class TextAssembler:
    """Turns token bytes into text: whole characters only, no thoughts, nothing of a stop string, no U+FFFD, no NUL.

    A Korean character may span three tokens, a stop string or a thought's marker several: what may yet become one of
    them is held back. A thought may hold stop strings.
    """

    def __init__(self, stop: Sequence[str] = (), closing: str = "") -> None:
        """`closing`: where the text begins inside of a thought, the marker that ends it."""
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="ignore")
        self._reasoning = ReasoningFilter(closing)
        self._stop = tuple(filter(None, stop))
        self._beginnings = {s[:length] for s in self._stop for length in range(1, len(s))}
        self._longest = max(map(len, self._beginnings), default=0)
        self._held = ""
        self.stopped = False

    @property
    def leaked(self) -> bool:
        """Part of a thought was given out before its end told so: `stopped`, and what was given out is no question."""
        return self._reasoning.leaked

    def feed(self, piece: bytes) -> str:
        """The text that `piece` completes; "" where there is none yet, or a stop string came."""
        if self.stopped:
            return ""
        return self._add(self._reasoning.feed(self._decoder.decode(piece).translate(_UNUSABLE)))

    def flush(self) -> str:
        """What was held back, at the stream's end. Bytes that are no character are dropped."""
        if self.stopped:
            return ""
        text = self._add(self._reasoning.flush())
        return text if self.stopped else text + self._release(len(self._held))

    def _add(self, text: str) -> str:
        self._held += text
        cut = min((at for s in self._stop if (at := self._held.find(s)) >= 0), default=-1)
        if cut >= 0 or self.leaked:
            self.stopped = True
            return self._release(max(cut, 0), drop=True)
        return self._release(len(self._held) - self._undecided())

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
