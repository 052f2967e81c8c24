"""What a model thinks before it asks, which no candidate is to see. Pure."""

import re

# How models mark a thought: most of them (DeepSeek-R1, Qwen3, EXAONE 4.0); EXAONE Deep; Magistral.
CLOSING_TAGS = {"<think>": "</think>", "<thought>": "</thought>", "[THINK]": "[/THINK]"}
MARKERS = frozenset([*CLOSING_TAGS, *CLOSING_TAGS.values()])
_MARKER = re.compile("|".join(map(re.escape, MARKERS)))
_LONGEST = max(map(len, MARKERS))


def closing_tag_of_open_thought(prompt_end: str) -> str:
    """The marker that ends the thought which a prompt has begun in the model's name, or ""."""
    end = prompt_end.rstrip()
    return next((closing for opening, closing in CLOSING_TAGS.items() if end.endswith(opening)), "")


class ReasoningFilter:
    """Takes thoughts out of a text, however it is cut; what may yet become a marker is held back, and nothing else.

    A thought that never ends goes to the end of the text. A closing marker alone says that all before it was a thought:
    what has not been given out is dropped. If some was, `leaked` is true, and the text is no question any more.
    """

    def __init__(self, closing: str = "") -> None:
        """`closing`: where the text begins inside of a thought, the marker that ends it."""
        self._closing = closing  # of the thought that it is in; "" outside
        self._held = ""
        self._shown = self._thought = False
        self._plain = False  # outside, something was given out and nothing is held: the usual token
        self.leaked = False

    def feed(self, text: str) -> str:
        """The part of the answer that is sure by now."""
        if self._plain and "<" not in text and "[" not in text:
            return text
        text = self._held + text
        answer, at = self._whole_thoughts(text)
        sure = len(text) - _undecided(text, at)
        if not self._closing:
            answer += text[at:sure]
        self._held = text[sure:]
        return self._give(answer)

    def flush(self) -> str:
        """What was held back, at the text's end."""
        held, self._held = self._held, ""
        return "" if self._closing else self._give(held)

    def _whole_thoughts(self, text: str) -> tuple[str, int]:
        """The answer up to the last marker that counts, and where the rest begins."""
        answer, at = [], 0
        for marker in _MARKER.finditer(text):
            if self._closing and marker[0] != self._closing:
                continue  # a thought may speak of markers
            if not self._closing:
                answer.append(text[at : marker.start()])
            self._thought = True
            if not self._closing and marker[0] not in CLOSING_TAGS:
                self.leaked = self.leaked or self._shown
                answer.clear()
            self._closing = "" if self._closing else CLOSING_TAGS.get(marker[0], "")
            at = marker.end()
        return "".join(answer), at

    def _give(self, answer: str) -> str:
        if self._thought and not self._shown:
            answer = answer.lstrip()  # the empty lines between a thought and its answer
        self._shown = self._shown or bool(answer.strip())
        self._plain = self._shown and not (self._closing or self._held)
        return answer


def _undecided(text: str, at: int) -> int:
    """The length of the end that a marker may begin with. Only the last < or [ can be that beginning."""
    within = max(at, len(text) - _LONGEST + 1)
    start = max(text.rfind("<", within), text.rfind("[", within))
    return len(text) - start if start >= 0 and any(m.startswith(text[start:]) for m in MARKERS) else 0
