"""Whole interviews between the product's interviewer and scripted candidates, on a scripted model."""

import pytest

from evaluate.candidates.files import HELD_OUT, TEXTS, occupations
from evaluate.candidates.occupation import CandidateManner
from evaluate.candidates.speaker import ScriptedCandidate, candidates
from evaluate.dialogue.interview import QUESTIONS, Interviewing, held
from evaluate.dialogue.record import HeldInterview
from interviews.interviewer.ask import Button, Move
from interviews.interviewer.wording import ModelCall
from interviews.llm.freedom import Freedom
from interviews.llm.sampling import Sampling
from tests.evaluate.scripted_chat import ScriptedChat

EVERYBODY = [one for texts in TEXTS for one in candidates(occupations(texts))]


async def interviewed(candidate: ScriptedCandidate, model: ScriptedChat, number: int = 1) -> HeldInterview:
    forgotten: list[int] = []

    async def load() -> ScriptedChat:
        return model

    def call(language: str, seed: int) -> ModelCall:
        return ModelCall(load, Sampling(seed=seed), Freedom.STEM)

    interview = await held(candidate, number, Interviewing(call, forgotten.append))
    assert forgotten == [number]
    return interview


def named(candidate: ScriptedCandidate) -> str:
    return f"{candidate.occupation.texts}/{candidate.name}"


def a_candidate(manner: CandidateManner, language: str = "en") -> ScriptedCandidate:
    everybody = candidates(occupations(HELD_OUT, [language]))
    return next(one for one in everybody if one.appearance.manner is manner)


@pytest.mark.parametrize("candidate", EVERYBODY, ids=named)
async def test_every_interview_comes_to_its_end(candidate: ScriptedCandidate) -> None:
    interview = await interviewed(candidate, ScriptedChat(replies=["handled the roster on that day?"]))
    asks = [turn.asked.ask for turn in interview.turns]
    assert asks[0].move is Move.OPEN and asks[-1].move is Move.CLOSE
    assert sum(ask.is_numbered for ask in asks) == QUESTIONS
    assert {ask.topic for ask in asks} == set(candidate.topics)
    assert [turn.said is None for turn in interview.turns] == [False] * (len(asks) - 1) + [True]


@pytest.mark.parametrize("language", ["en", "ko"])
async def test_every_demand_gets_a_next_question(language: str) -> None:
    for candidate in candidates(occupations(HELD_OUT, [language])):
        demands = [each.demand for each in candidate.appearance.interruptions if each.demand]
        interview = await interviewed(candidate, ScriptedChat(replies=["handled that?"]))
        said = [turn.said.demand for turn in interview.turns[:-2] if turn.said and turn.said.demand]
        assert said == demands


async def test_buttons_are_pressed() -> None:
    interview = await interviewed(a_candidate(CandidateManner.TERSE), ScriptedChat(replies=["handled that?"]))
    assert [turn.said.button for turn in interview.turns if turn.said and turn.said.button] == [Button.SKIP]


async def test_a_model_that_writes_nothing_leaves_it_to_stock_words() -> None:
    interview = await interviewed(a_candidate(CandidateManner.STRONG), ScriptedChat(replies=[""]))
    assert {turn.asked.words for turn in interview.turns} == {"stock"}
    assert interview.turns[0].asked.refused


async def test_the_same_number_draws_with_the_same_seeds() -> None:
    seeds = []
    for number in (1, 1, 2):
        model = ScriptedChat(replies=["handled that?"])
        await interviewed(a_candidate(CandidateManner.STRONG), model, number)
        seeds.append(model.seeds)
    assert seeds[0] == seeds[1] and not set(seeds[0]) & set(seeds[2])
