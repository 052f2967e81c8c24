"""Questions as tokens, with the places where their sentences end and where a speaker may breathe."""

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from llama_cpp import Llama

from bench.harness.models.bench_models import DEMO
from bench.peers.splitters import letters

QUESTIONS = Path(__file__).with_suffix(".tsv")

# Like large vocabularies: a word with the space before it, long ones in two; three digits; punctuation alone.
_COARSE = re.compile(r"\s?[^\W\d_가-힣]{1,8}|\s?[가-힣]{1,3}|\d{1,3}|\s?[^\w\s]+|\s|.", re.DOTALL)

Cut = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class Timeline:
    """One question. `ends` and `breaks` (which include the ends) count characters without whitespace."""

    language: str
    tokens: tuple[str, ...]
    ends: tuple[int, ...]
    breaks: frozenset[int]

    def last_token(self, end: int) -> int:
        """Return the number of the token that brings the last character before `end`."""
        return next(number for number, count in enumerate(self._counts()) if count >= end)

    def next_token(self, end: int) -> int:
        """Return the number of the token that brings the first character after `end`, ignoring whitespace."""
        return next(number for number, count in enumerate(self._counts()) if count > end)

    def _counts(self) -> Iterator[int]:
        return accumulate(letters(token) for token in self.tokens)


def timelines(cut: Cut) -> list[Timeline]:
    return [_timeline(language, marked, cut) for language, marked in _questions()]


def _questions() -> Iterator[tuple[str, str]]:
    for line in QUESTIONS.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            language, _, marked = line.partition("\t")
            yield language, marked


def _timeline(language: str, marked: str, cut: Cut) -> Timeline:
    sentences = [sentence.split("|") for sentence in marked.split("‖")]
    ends = accumulate(sum(map(letters, phrases)) for phrases in sentences)
    breaks = accumulate(letters(phrase) for phrases in sentences for phrase in phrases)
    text = re.sub(r"\s*[|‖]\s*", " ", marked)
    return Timeline(language, tuple(cut(text)), tuple(ends), frozenset(breaks))


def coarse(text: str) -> list[str]:
    return _COARSE.findall(text)


def demo_cut() -> Cut:
    """Cut text into the demo model's tokens as a worker streams them: an incomplete character waits for the rest."""
    llama = Llama(str(DEMO), vocab_only=True, verbose=False)

    def cut(text: str) -> list[str]:
        decoder = codecs.getincrementaldecoder("utf-8")()
        tokens = llama.tokenize(text.encode(), add_bos=False)
        return [piece for token in tokens if (piece := decoder.decode(llama.detokenize([token])))]

    return cut
