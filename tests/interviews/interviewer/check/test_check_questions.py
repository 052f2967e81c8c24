"""Good questions in large numbers pass: those that the demo model learnt from, and those of code."""

from itertools import islice
from random import Random

import pytest

from demo_model.recipe.data.corpus import Dialogue, dialogues
from demo_model.recipe.data.grammar import text
from interviews.interviewer.ask import Move
from interviews.interviewer.phrases import PHRASES

from .checking import about, verdict


def cut(rng: Random, question: str) -> list[str]:
    tokens = []
    while question:
        length = rng.randint(1, 6)
        tokens.append(question[:length])
        question = question[length:]
    return tokens


def refused(dialogue: Dialogue, rng: Random) -> list[str]:
    title, language = dialogue.brief.title, dialogue.brief.language
    asked = [(turn.ask, text(turn.question).strip()) for turn in dialogue.turns if turn.ask.move != Move.CLOSE]
    found = [(verdict(about(language, ask.topic, title), cut(rng, question)), question) for ask, question in asked]
    return [f"{flaw}: {question}" for flaw, question in found if flaw]


@pytest.mark.parametrize("held_out", [False, True])
def test_every_question_that_the_demo_model_learns_from_passes(held_out: bool) -> None:
    rng = Random(5)
    drawn = islice(dialogues(seed=23, held_out=held_out), 600)
    assert [flaw for dialogue in drawn for flaw in refused(dialogue, rng)] == []


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_question_that_code_words_itself_passes(language: str) -> None:
    topic = {"en": "Incident response", "ko": "장애 대응"}[language]
    worded = [words.format(topic=topic) for stock in PHRASES[language].stock.values() for words in stock]
    assert worded
    assert [f"{flaw}: {words}" for words in worded if (flaw := verdict(about(language, topic), words))] == []
