"""Removes a model's reasoning (its "thoughts") from the text that candidates see. Pure."""

import re

# How models mark a thought: most of them (DeepSeek-R1, Qwen3, EXAONE 4.0); EXAONE Deep; Magistral.
CLOSING_TAGS = {"<think>": "</think>", "<thought>": "</thought>", "[THINK]": "[/THINK]"}
TAGS = frozenset([*CLOSING_TAGS, *CLOSING_TAGS.values()])
_TAG = re.compile("|".join(map(re.escape, TAGS)))
_LONGEST = max(map(len, TAGS))


def closing_tag_of_open_thought(prompt_end: str) -> str:
    """Return the tag that closes the thought which the prompt's end opens for the model, or "" if it opens none."""
    end = prompt_end.rstrip()
    return next((closing for opening, closing in CLOSING_TAGS.items() if end.endswith(opening)), "")


def closing_of_open_thought(prompt_end: str) -> str:
    """Return what closes the thought that the prompt's end opens, so that it is an empty one; "" if it opens none."""
    tag = closing_tag_of_open_thought(prompt_end)
    lines = len(prompt_end) - len(prompt_end.rstrip("\n"))
    return tag and "\n" * (2 - lines) + tag + "\n\n"


class ReasoningFilter:
    """Removes thoughts from a text that arrives in pieces, wherever the pieces are cut.

    Only text that may yet become a tag is held back. A thought that is never closed extends to the end of the text. A
    closing tag without an opening one means that everything before it was a thought: what is still held back is
    dropped. If some of it was already returned, `leaked` becomes true, and the text is of no use as a question.
    """

    def __init__(self, closing_tag: str = "") -> None:
        """`closing_tag` closes the thought inside of which the text begins; "" if it does not begin inside one."""
        self._closing = closing_tag  # of the current thought; "" outside of one
        self._held = ""
        self._shown = self._thought = False
        self._plain = False  # outside a thought, something was shown and nothing is held: the usual case, kept fast
        self.leaked = False

    def feed(self, text: str) -> str:
        """Add `text`, and return the part of the answer that is certain by now."""
        if self._plain and "<" not in text and "[" not in text:
            return text
        text = self._held + text
        answer, at = self._remove_thoughts(text)
        sure = len(text) - _undecided_length(text, at)
        if not self._closing:
            answer += text[at:sure]
        self._held = text[sure:]
        return self._show(answer)

    def flush(self) -> str:
        """Return what was held back, at the end of the text."""
        held, self._held = self._held, ""
        return "" if self._closing else self._show(held)

    def _remove_thoughts(self, text: str) -> tuple[str, int]:
        """Return the answer up to the last tag that counts, and the index after that tag."""
        answer, at = [], 0
        for tag in _TAG.finditer(text):
            if self._closing and tag[0] != self._closing:
                continue  # a thought may mention tags
            if not self._closing:
                answer.append(text[at : tag.start()])
            self._thought = True
            if not self._closing and tag[0] not in CLOSING_TAGS:
                self.leaked = self.leaked or self._shown
                answer.clear()
            self._closing = "" if self._closing else CLOSING_TAGS.get(tag[0], "")
            at = tag.end()
        return "".join(answer), at

    def _show(self, answer: str) -> str:
        if self._thought and not self._shown:
            answer = answer.lstrip()  # the empty lines between a thought and its answer
        self._shown = self._shown or bool(answer.strip())
        self._plain = self._shown and not (self._closing or self._held)
        return answer


def _undecided_length(text: str, at: int) -> int:
    """Return how much of the text's end may be the beginning of a tag. Only the last < or [ can begin it."""
    within = max(at, len(text) - _LONGEST + 1)
    start = max(text.rfind("<", within), text.rfind("[", within))
    return len(text) - start if start >= 0 and any(tag.startswith(text[start:]) for tag in TAGS) else 0
