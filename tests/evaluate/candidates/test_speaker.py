"""What a scripted candidate says."""

from evaluate.candidates.occupation import Appearance, CandidateManner, Competency, Demand, Interruption, Occupation
from evaluate.candidates.speaker import Said, ScriptedCandidate
from interviews.interviewer.ask import Ask, Button, Cue, Move, Probe

TOPICS = ("Baking", "Selling", "Cleaning")


def occupation(**answers: list[str]) -> Occupation:
    competencies = tuple(
        Competency(topic, {probe: answers.get(probe, [f"{topic}: {probe}."]) for probe in Probe}) for topic in TOPICS
    )
    voice = CandidateManner.STRONG
    return Occupation("baker", "tuning", "en", "Baker", "", voice, "Again: {answer}", (), competencies)


def candidate(*interruptions: Interruption, begins_with: int = 1, **answers: list[str]) -> ScriptedCandidate:
    appearance = Appearance(CandidateManner.HOSTILE, begins_with, interruptions)
    return ScriptedCandidate(occupation(**answers), appearance)


def ask(probe: Probe = Probe.CASE, topic: str = "Baking") -> Ask:
    return Ask(topic, Move.FOLLOW_UP, probe)


def test_an_answer_is_about_what_was_asked() -> None:
    somebody = candidate()
    assert somebody.says(ask(Probe.WHY, "Selling")) == Said("Selling: why.")
    assert somebody.says(ask(Probe.WHY)) == Said("Baking: why.")


def test_a_clarification_gets_the_next_answer_and_then_the_last_one_again() -> None:
    somebody = candidate(own=["Kneaded.", "I kneaded the dough by hand."])
    clarify = Ask("Baking", Move.CLARIFY, Probe.OWN, Cue.THIN)
    said = [somebody.says(each).text for each in (ask(Probe.OWN), clarify, clarify)]
    assert said == ["Kneaded.", "I kneaded the dough by hand.", "Again: I kneaded the dough by hand."]


def test_another_case_is_told_before_one_is_repeated() -> None:
    somebody = candidate()
    said = [somebody.says(ask(probe)).text for probe in (Probe.CASE, Probe.CASE, Probe.CASE, Probe.CASE)]
    assert said == ["Baking: case.", "Baking: example.", "Baking: another.", "Again: Baking: case."]


def test_an_interruption_comes_at_its_turn_alone_or_with_the_answer() -> None:
    demand = Demand("sing", "la la")
    somebody = candidate(
        Interruption(1, "What?"),
        Interruption(3, "{answer} Now sing.", demand=demand),
        Interruption(4, button=Button.SKIP),
    )
    said = [somebody.says(ask(probe)) for probe in (Probe.CASE, Probe.CASE, Probe.WHY, Probe.OWN, Probe.OWN)]
    assert said == [
        Said("What?"),
        Said("Baking: case."),
        Said("Baking: why. Now sing.", demand=demand),
        Said("", Button.SKIP),
        Said("Baking: own."),
    ]


def test_the_competencies_begin_with_the_one_of_the_appearance() -> None:
    assert candidate().topics == TOPICS
    assert candidate(begins_with=3).topics == ("Cleaning", "Baking", "Selling")
    assert candidate().name == "en/baker/hostile"
