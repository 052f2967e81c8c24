"""Splitters of a token stream into sentences: ours and two peers behind a common interface."""

from abc import ABC, abstractmethod
from itertools import accumulate

import pysbd
from stream2sentence import SentenceSplitter

from streaming.sentences import Sentence, SentenceBuffer


class Splitter(ABC):
    """Releases pieces of text, whose whitespace may differ from the question's. `now` is in seconds."""

    name: str
    release_at: float | None = None

    @abstractmethod
    def __init__(self, language: str, early: bool) -> None:
        """With `early`, the first piece may be a clause, if the splitter supports that."""

    @abstractmethod
    def feed(self, text: str, now: float) -> list[str]: ...

    def poll(self, now: float) -> list[str]:
        return []

    @abstractmethod
    def flush(self) -> list[str]: ...


class Ours(Splitter):
    name = "ours"

    def __init__(self, language: str, early: bool) -> None:
        self._buffer = SentenceBuffer(language, clauses=early)

    @property
    def release_at(self) -> float | None:  # type: ignore[override]
        return self._buffer.release_at

    def feed(self, text: str, now: float) -> list[str]:
        return _texts(self._buffer.feed(text, now))

    def poll(self, now: float) -> list[str]:
        return _texts(self._buffer.poll(now))

    def flush(self) -> list[str]:
        return _texts(self._buffer.flush())


def _texts(sentences: list[Sentence]) -> list[str]:
    return [sentence.text for sentence in sentences] if sentences else []


class Stream2Sentence(Splitter):
    """Configured for speech as its README says: first fragment as soon as possible, boundaries before a fixed context.

    It uses the rule-based tokenizer; the others download models. By default it joins sentences shorter than 10
    characters. `never_split_numbers` would get more cases right, but would delay it.
    """

    name = "stream2sentence"

    def __init__(self, language: str, early: bool) -> None:
        self._splitter = SentenceSplitter(
            quick_yield_single_sentence_fragment=early,
            minimum_sentence_length=1,
            auto_context=True,
            never_split_numbers=not early,
            language=language,
        )

    def feed(self, text: str, now: float) -> list[str]:
        self._splitter.add(text)
        return list(self._splitter.stream())

    def flush(self) -> list[str]:
        return list(self._splitter.flush())


class Pysbd(Splitter):
    """pysbd reads whole texts: after each token it gets everything not yet released, and its last segment is held back.

    It does not support Korean, so it uses English.
    """

    name = "pysbd"

    def __init__(self, language: str, early: bool) -> None:
        self._segmenter = pysbd.Segmenter(language="en", clean=False)
        self._rest = ""

    def feed(self, text: str, now: float) -> list[str]:
        self._rest += text
        released = self._segmenter.segment(self._rest)[:-1]
        if released:
            self._rest = _behind(self._rest, sum(map(letters, released)))
        return released

    def flush(self) -> list[str]:
        rest, self._rest = self._rest, ""
        return self._segmenter.segment(rest) if rest.strip() else []


def letters(text: str) -> int:
    """Return the number of characters without whitespace. Positions use it, because splitters trim and join."""
    return sum(not char.isspace() for char in text)


def _behind(text: str, count: int) -> str:
    """Return the text after its first `count` characters other than whitespace."""
    seen = accumulate(not char.isspace() for char in text)
    return text[next(at for at, past in enumerate(seen, start=1) if past == count) :]


PEERS: tuple[type[Splitter], ...] = (Stream2Sentence, Pysbd)
