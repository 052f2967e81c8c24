"""Judges a question's sentences, and the question as a whole."""

import re

from . import contrast, figures, relevance, repeats, runaway
from .asking import Asks, asks
from .expectation import Expectation
from .flaw import Flaw, Flawed
from .forbidden import touches
from .grammar import broken, impolite, vague
from .languages import TONGUES, Known
from .manner import manner_flaw

# Beside the question, a text has at most this many sentences.
MOST_BESIDE = 3

# Words of a sentence that goes on are judged together with those before them, so many in all.
RECENT_WORDS = 8


class Judge:
    """The judge of one question, which is the stem and what the model writes after it."""

    def __init__(self, expected: Expectation) -> None:
        self._expected = expected
        self._tongue = TONGUES[expected.language](
            Known([expected.topic, expected.title, expected.stem], quoted=expected.answer)
        )

        phrases = [phrase for phrase in (expected.topic.strip(), expected.title.strip()) if len(phrase) > 1]
        self._figures = None if expected.said is None else figures.of(expected.told)
        self._company = re.compile("|".join(map(re.escape, phrases)), re.IGNORECASE)

    def begins(self, text: str) -> bool:
        """Return whether it is clear that a text is in the interview's language. Raises Flawed if it is not."""
        begins = self._tongue.begins(text)
        if begins is False:
            raise Flawed(Flaw.LANGUAGE, "from the first words")
        return begins is True

    def glance(self, sentence: str, chars: int) -> None:
        """Judge the length of a sentence that goes on, in a text of `chars` characters."""
        if found := runaway.sprawls(sentence, chars):
            raise Flawed(Flaw.RUNAWAY, found)

    def part(self, text: str, sentence: str) -> None:
        """Judge a text that goes on, and ends with a part of `sentence`."""
        # Earlier words were judged when they ended.
        last = sentence[sentence.rstrip().rfind(" ") + 1 :]
        if self._tongue.mixes(last):
            raise Flawed(Flaw.LANGUAGE, "another script")
        if self._figures is not None and not figures.of(last) <= self._figures:
            raise Flawed(Flaw.INVENTED, "a figure")
        if found := runaway.asks_too_much(text):
            raise Flawed(Flaw.RUNAWAY, found)

    def is_doubtful(self, sentence: str) -> bool:
        """Return whether the last words of a sentence that goes on must not be shown before its end."""
        # What is wrong shows in neighbouring words; the whole sentence is judged at its end.
        recent = " ".join(sentence.split()[-RECENT_WORDS:])
        return self._manner(recent) is not None or bool(self._touches(recent)) or contrast.is_begun(recent)

    def sentence(self, sentence: str, number: int) -> None:
        """Judge a complete sentence. Raises Flawed."""
        language = self._expected.language
        if self._tongue.is_foreign(sentence):
            raise Flawed(Flaw.LANGUAGE, f"sentence {number}")
        if flaw := self._manner(sentence, states=asks(language, sentence) is Asks.NOT):
            raise Flawed(flaw, f"sentence {number}")
        if topic := self._touches(sentence):
            raise Flawed(Flaw.FORBIDDEN, topic)
        if found := broken(language, sentence):
            raise Flawed(Flaw.BROKEN, found)
        if language == "ko" and impolite(sentence):
            raise Flawed(Flaw.REGISTER, f"sentence {number}")

    def sentences(self, sentences: list[str]) -> None:
        """Judge the sentences so far, the last of which is new. Raises Flawed."""
        if found := runaway.too_many(sentences):
            raise Flawed(Flaw.RUNAWAY, found)

    def whole(self, text: str, sentences: list[str]) -> None:
        """Judge what only the whole text can tell. Raises Flawed."""
        expected = self._expected
        if not any(map(str.isalnum, text)):
            raise Flawed(Flaw.EMPTY)
        if self._tongue.is_absent(text):
            raise Flawed(Flaw.LANGUAGE, "from the first to the last word")
        question = self._question(sentences)
        if vague(expected.language, question):
            raise Flawed(Flaw.VAGUE)
        if found := repeats.asked_before(expected.language, question, expected.asked):
            raise Flawed(Flaw.REPEATED, found)
        written = text[len(expected.stem) :]
        if self._repeats_words(text, written):
            raise Flawed(Flaw.REPEATED, "words of an earlier question")
        if repeats.copied(written, expected.answer):
            raise Flawed(Flaw.OBEYS, "copies the answer")
        said = expected.said
        if said is not None and contrast.invented(expected.language, written, expected.company, said):
            raise Flawed(Flaw.INVENTED, "another choice")
        if self._is_unrelated(text):
            raise Flawed(Flaw.UNRELATED)
        if self._echoes(written):
            raise Flawed(Flaw.REPEATED, "what the last question was about, and nothing of the answer")

    def _repeats_words(self, text: str, written: str) -> bool:
        # Every question may name the topic.
        asked = map(self._without_company, self._expected.asked)
        return repeats.words_repeated(self._expected.language, text, self._without_company(written), asked)

    def _is_unrelated(self, text: str) -> bool:
        expected = self._expected
        if relevance.idle(expected.language, text, f"{expected.about}\n{expected.description}"):
            return True
        known = "\n".join([expected.told, *expected.asked])
        return expected.said is not None and relevance.unrelated(expected.language, text, known)

    def _echoes(self, written: str) -> bool:
        expected = self._expected
        if not (expected.stem and expected.asked and expected.answer):
            return False
        return repeats.echoes(
            expected.language,
            self._without_company(written),
            self._without_company(expected.asked[-1]),
            expected.said or expected.answer,
        )

    def _question(self, sentences: list[str]) -> str:
        """Return the one sentence that asks. Raises Flawed."""
        how = [asks(self._expected.language, sentence) for sentence in sentences]
        if how.count(Asks.CLEARLY) > 2:  # "Tell me about the move. How did it go?" is one
            raise Flawed(Flaw.SEVERAL, f"{how.count(Asks.CLEARLY)} questions")
        if max(how, default=Asks.NOT) is Asks.NOT:
            raise Flawed(Flaw.NO_QUESTION)
        if len(sentences) > MOST_BESIDE + 1:
            raise Flawed(Flaw.RUNAWAY, f"{len(sentences)} sentences")
        return sentences[how.index(max(how))]

    def _manner(self, sentence: str, states: bool = False) -> Flaw | None:
        # The words of the topic and the title are the company's.
        return manner_flaw(self._expected.language, self._without_company(sentence), self._expected.about, states)

    def _without_company(self, text: str) -> str:
        return self._company.sub("X", text) if self._company.pattern else text

    def _touches(self, sentence: str) -> str:
        return touches(sentence, self._expected.about)
