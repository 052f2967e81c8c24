"""Good questions in large numbers pass: those that the demo model learnt from, and those of code."""

from dataclasses import replace
from itertools import islice
from random import Random

import pytest

from demo_model.recipe.data.corpus import Scene, scenes
from demo_model.recipe.data.grammar import text
from interviews.interviewer.phrases import PHRASES

from .checking import about, verdict


def cut(rng: Random, question: str) -> list[str]:
    tokens = []
    while question:
        length = rng.randint(1, 6)
        tokens.append(question[:length])
        question = question[length:]
    return tokens


def refused(scene: Scene, rng: Random) -> list[str]:
    expected = about(scene.brief.language, title=scene.brief.title)
    asked = [(each.ask.topic, each.stem, text(ending)) for each in scene.questions for ending in each.endings]
    found = [
        (verdict(replace(expected, topic=topic, stem=stem), cut(rng, ending)), stem + ending)
        for topic, stem, ending in asked
    ]
    return [f"{flaw}: {question}" for flaw, question in found if flaw]


@pytest.mark.parametrize("held_out", [False, True])
def test_every_question_that_the_demo_model_learns_from_passes(held_out: bool) -> None:
    rng = Random(5)
    drawn = islice(scenes(seed=23, held_out=held_out), 300)
    assert [flaw for scene in drawn for flaw in refused(scene, rng)] == []


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_question_that_code_words_itself_passes(language: str) -> None:
    topic = {"en": "Incident response", "ko": "장애 대응"}[language]
    worded = [words.format(topic=topic) for stock in PHRASES[language].stock.values() for words in stock]
    assert worded
    assert [f"{flaw}: {words}" for words in worded if (flaw := verdict(about(language, topic), words))] == []
