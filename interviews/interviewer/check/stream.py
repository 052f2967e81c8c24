"""Checks a question while it streams: no word is shown before it is complete and may be shown."""

import re

from .asking import is_surely_a_question
from .expectation import Expectation
from .flaw import Flaw, Flawed
from .judge import Judge

# The question is cut behind its first question mark and the quotation mark that follows it.
_QUESTION_MARK = re.compile("[?？]")
_CLOSING = ('"', "”")
# A text without words is judged every so many characters.
CHECKED_EVERY_CHARS = 50
# A word is complete at the white space behind it.
_WORD_END = re.compile(r"(?<=\S)(?=\s)")
_SENTENCE_END = re.compile(r"(?:[.!。！][\"'”’)\]』」]?|…)\Z")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|[DM]r|Mrs|Ms|St|Prof|approx|a\.m|p\.m|Inc|Ltd|Co|U\.S|No)|\bcf)\.\Z"
)


class StreamCheck:
    """The check of one question, which is the stem and what the model writes after it.

    What `feed` and `end` return adds up to the model's text up to the first question mark, exactly. The verdict does
    not depend on how the text is cut into tokens.
    """

    def __init__(self, expected: Expectation) -> None:
        self._expected = expected
        self._judge = Judge(expected)
        self._text = expected.stem
        self._shown = len(expected.stem)
        self._clear = self._shown  # what may be shown ends here
        self._judged = self._shown  # the last end of a word that was judged
        self._begun = bool(expected.stem.strip())  # it is clear that the text is in the interview's language
        self._sentences: list[str] = []
        self._start = 0  # of the current sentence
        self._doubtful = False  # something in the current sentence may be wrong, so it is held to its end
        self._complete = False

    @property
    def complete(self) -> bool:
        """Whether the question has ended, so that the model may be stopped."""
        return self._complete

    def feed(self, token: str) -> str:
        """Take the next token; return what may be shown now, often "". Raises Flawed."""
        if self._complete:
            return ""
        self._text += token
        if end := self._cut():
            self._text = self._text[:end]
            return self._finish()
        self._walk()
        return self._release()

    def end(self, finish_reason: str) -> str:
        """Check the whole text; return what was still held back.

        `finish_reason` is the model's: "length" if it was cut off. Raises Flawed.
        """
        if self._complete:
            return ""
        if finish_reason == "length" and not self._text.endswith(("?", "？")):
            self._walk()
            raise Flawed(Flaw.RUNAWAY, "as long as tokens were left")
        return self._finish()

    def _cut(self) -> int:
        """Return where the question ends, or 0 while that is not known: a closing quotation mark may follow."""
        mark = _QUESTION_MARK.search(self._text, max(self._judged, len(self._expected.stem)))
        if mark is None:
            return 0
        before, after = self._text[: mark.start()], self._text[mark.end() : mark.end() + 1]
        if before.count('"') % 2 == 0 and before.rfind("“") <= before.rfind("”"):
            return mark.end()
        return mark.end() + (after in _CLOSING) if after else 0

    def _release(self) -> str:
        start, self._shown = self._shown, self._clear
        return self._text[start : self._clear]

    def _finish(self) -> str:
        """Judge the whole text, and release the rest."""
        self._walk()
        end = len(self._text)
        self._word(end)
        self._sentence(end)
        self._judge.whole(self._text, self._sentences)
        self._complete, self._clear = True, end
        return self._release()

    def _walk(self) -> None:
        """Judge the text at each end of a word that has not been judged, in order."""
        for place in range(self._judged + 1, len(self._text)):
            if _WORD_END.match(self._text, place):
                self._word(place)
                if self._ends_at(place):
                    self._sentence(place)
            elif place % CHECKED_EVERY_CHARS == 0:
                self._glance(place)
        self._judged = max(self._judged, len(self._text) - 1)

    def _ends_at(self, place: int) -> bool:
        """Return whether a sentence ends at the end of a word."""
        if self._text[place] == "\n":
            return True
        ends = _SENTENCE_END.search(self._text, self._start, place)
        return ends is not None and not _ABBREVIATION.search(self._text, self._start, place)

    def _glance(self, place: int) -> None:
        """Judge what the middle of a word can tell: the language of the beginning, and the lengths."""
        self._begun = self._begun or self._judge.begins(self._text[:place])
        self._judge.glance(self._text[self._start : place], place)

    def _word(self, end: int) -> None:
        """Judge the text up to the end of a word, and decide whether it may be shown."""
        self._glance(end)
        sentence = self._text[self._start : end]
        self._judge.part(self._text[:end], sentence)
        after_stem = self._start == 0 and bool(self._expected.stem)
        if not self._begun or self._doubtful:
            return
        if self._judge.is_doubtful(sentence):
            self._doubtful = True
        elif after_stem or is_surely_a_question(sentence):
            self._clear = end

    def _sentence(self, end: int) -> None:
        """Judge the sentence that ends at `end`, and begin the next one."""
        sentence = self._text[self._start : end].strip()
        if not any(map(str.isalpha, sentence)):  # 2020. 1. 1.
            return
        self._start, self._doubtful = end, False
        self._sentences.append(sentence)
        self._judge.sentence(sentence, len(self._sentences))
        self._judge.sentences(self._sentences)
        if self._begun:
            self._clear = end
