"""What a model makes of a prompt beside its words: which tokens are markers, what stands between them, and in the
message with the last answer, which lines are the interviewer's own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import llama_cpp

from interviews.interviewer import fence
from interviews.llm.local_engine.gguf_model import GgufModel

_REQUEST = re.compile(r"^(?:Topic|Move|Focus): .*", re.MULTILINE)
_FOCUS = re.compile(r"^Focus: .*", re.MULTILINE)
_SPECIAL = (
    llama_cpp.LLAMA_TOKEN_ATTR_CONTROL | llama_cpp.LLAMA_TOKEN_ATTR_UNKNOWN | llama_cpp.LLAMA_TOKEN_ATTR_USER_DEFINED
)


class Reading(NamedTuple):
    """Of a prompt: its markers in order, and the texts around them, one more."""

    markers: list[int]
    texts: list[str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Of a model: the bytes of each token, and which tokens are special in any way. `whole` are texts that it calls
    special only to keep them whole."""

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
    """Whether the prompt of a hostile answer differs from that of a plain one in the answer and the focus alone."""
    if hostile.markers != plain.markers:
        return False
    differing = [(a, b) for a, b in zip(hostile.texts, plain.texts, strict=True) if a != b]
    if len(differing) > 1:
        return False
    return all(_requests(a) == _requests(b) and (fence.OPEN not in b or _around(a) == _around(b)) for a, b in differing)


def _requests(text: str) -> list[str]:
    return [_FOCUS.sub("Focus:", line) for line in _REQUEST.findall(text)]


def _around(text: str) -> tuple[str, str, int]:
    """What stands before the fence and behind it, and how many tags there are."""
    before, _, fenced = text.rpartition(f"{fence.OPEN}\n")
    _inside, _, behind = fenced.partition(f"\n{fence.CLOSE}")
    return before, _FOCUS.sub("Focus:", behind), text.count(fence.OPEN) + text.count(fence.CLOSE)


def _is_special(model: GgufModel, token: int) -> bool:
    return bool(llama_cpp.llama_vocab_get_attr(model.vocabulary, token) & _SPECIAL)
