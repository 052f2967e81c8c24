"""The structure that a model sees in a prompt: the markers, the texts between them, and the interviewer's own lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import llama_cpp

from interviews.interviewer import fence
from interviews.interviewer.phrases import PHRASES
from interviews.llm.local_engine.gguf_model import GgufModel

_LABELS = "|".join(label for book in PHRASES.values() for label in book.labels.values())
_LABEL = re.compile(rf"^(?:{_LABELS}):", re.MULTILINE)
_FENCED = re.compile(rf"{fence.OPEN}\n.*?\n{fence.CLOSE}", re.DOTALL)
_SPECIAL = (
    llama_cpp.LLAMA_TOKEN_ATTR_CONTROL | llama_cpp.LLAMA_TOKEN_ATTR_UNKNOWN | llama_cpp.LLAMA_TOKEN_ATTR_USER_DEFINED
)


class Reading(NamedTuple):
    """A prompt as read: its markers in order, and the texts around them (one more than markers)."""

    markers: list[int]
    texts: list[str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A model's tokens: the bytes of each, and which are special.

    `whole` are texts that are special tokens only so that they are never split.
    """

    pieces: Sequence[bytes]
    special: frozenset[int]

    @classmethod
    def of(cls, model: GgufModel, whole: Sequence[str] = ()) -> "Vocabulary":
        pieces = [model.piece(token, special=True) for token in range(model.vocabulary_tokens)]
        kept = {text.encode() for text in whole}
        special = (n for n, piece in enumerate(pieces) if _is_special(model, n) and piece not in kept)
        return cls(pieces, frozenset(special))

    def reading(self, tokens: Sequence[int]) -> Reading:
        markers: list[int] = []
        texts: list[list[bytes]] = [[]]
        for token in tokens:
            if token in self.special:
                markers.append(token)
                texts.append([])
            else:
                texts[-1].append(self.pieces[token])
        return Reading(markers, [b"".join(pieces).decode("utf-8", "replace") for pieces in texts])


def same_structure(hostile: Reading, plain: Reading) -> bool:
    """Return whether two prompts differ only in the text inside the fences."""
    if hostile.markers != plain.markers:
        return False
    return all(_structure(a) == _structure(b) for a, b in zip(hostile.texts, plain.texts, strict=True))


def _structure(text: str) -> tuple[list[str], list[str], int]:
    """Return the text around the fences, the labels of lines, and the number of fence tags."""
    return _FENCED.split(text), _LABEL.findall(text), text.count(fence.OPEN) + text.count(fence.CLOSE)


def _is_special(model: GgufModel, token: int) -> bool:
    return bool(llama_cpp.llama_vocab_get_attr(model.vocabulary, token) & _SPECIAL)
