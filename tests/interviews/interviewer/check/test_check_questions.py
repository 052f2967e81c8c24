"""Good questions in large numbers pass: those that the demo model learnt from, and those of a bench."""

import re
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from demo_model.recipe.data.corpus import Dialogue, dialogues
from demo_model.recipe.data.grammar import text
from interviews.interviewer.ask import Move
from ops import ROOT

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
    found = [
        (verdict(about(language, ask.topic, title, ask.focus), cut(rng, question)), question) for ask, question in asked
    ]
    return [f"{flaw}: {question}" for flaw, question in found if flaw]


@pytest.mark.parametrize("held_out", [False, True])
def test_every_question_that_the_demo_model_learns_from_passes(held_out: bool) -> None:
    rng = Random(5)
    drawn = islice(dialogues(seed=23, held_out=held_out), 600)
    assert [flaw for dialogue in drawn for flaw in refused(dialogue, rng)] == []


def test_every_question_of_the_speech_bench_passes() -> None:
    lines = Path(ROOT / "bench" / "cases" / "voice" / "timelines.tsv").read_text(encoding="utf-8").splitlines()
    for language, marked in (line.split("\t") for line in lines if not line.startswith("# ")):
        question = re.sub(r" +", " ", re.sub("[|‖]", "", marked))
        if "?" in question:
            assert verdict(about(language, "Python"), question) == "", question
