"""Turns the bytes of a model's tokens into text that can be shown. Pure."""

import codecs
from collections.abc import Sequence

from .reasoning import ReasoningFilter

# U+FFFD means nothing to a reader, and PostgreSQL stores no NUL.
_UNUSABLE = dict.fromkeys([0xFFFD, 0])


class TextAssembler:
    """Assembles whole characters from token bytes, without thoughts, stop strings, U+FFFD and NUL.

    A Korean character may span three tokens, and a stop string or a tag several; what may yet become one of them is
    held back. A stop string inside of a thought stops nothing.
    """

    def __init__(self, stop: Sequence[str] = (), closing_tag: str = "") -> None:
        """`stop` strings end the text and are not part of it. `closing_tag` closes the thought inside of which the text
        begins; "" if it does not begin inside one."""
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="ignore")
        self._reasoning = ReasoningFilter(closing_tag)
        self._stop = tuple(filter(None, stop))
        self._beginnings = {s[:length] for s in self._stop for length in range(1, len(s))}
        self._longest = max(map(len, self._beginnings), default=0)
        self._held = ""
        self.stopped = False

    @property
    def leaked(self) -> bool:
        """Whether part of a thought was returned as text. Then `stopped` is true, too, and the text is useless."""
        return self._reasoning.leaked

    def feed(self, piece: bytes) -> str:
        """Add the bytes of a token, and return the text that is certain by now: "" if there is none yet, or after a
        stop string."""
        if self.stopped:
            return ""
        return self._add(self._reasoning.feed(self._decoder.decode(piece).translate(_UNUSABLE)))

    def flush(self) -> str:
        """Return what was held back, at the end of the stream. Incomplete characters are dropped."""
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
        return self._release(len(self._held) - self._undecided_length())

    def _undecided_length(self) -> int:
        """Return the length of the longest end of the text that may be the beginning of a stop string."""
        for length in range(min(self._longest, len(self._held)), 0, -1):
            if self._held[-length:] in self._beginnings:
                return length
        return 0

    def _release(self, length: int, drop: bool = False) -> str:
        text, rest = self._held[:length], self._held[length:]
        self._held = "" if drop else rest
        return text
