"""Builds held interviews by hand."""

from dataclasses import replace

from evaluate.candidates.occupation import Demand
from evaluate.candidates.speaker import Said
from evaluate.dialogue.record import AskedQuestion, HeldInterview, QuestionTimes, RefusedTry, Turn
from evaluate.measures.scores import Score
from interviews.interviewer.ask import Ask, Move, Probe

TOPIC, OTHER = "Running a shift", "Hygiene"
REFUSED = RefusedTry("no_question", "", "I see.")


def asked(text: str, probe: Probe = Probe.OWN, move: Move = Move.FOLLOW_UP, topic: str = TOPIC) -> AskedQuestion:
    """Return a question of the model's, accepted at the first try, without a stem."""
    return AskedQuestion(Ask(topic, move, probe), text, "model", "", 1, (), QuestionTimes(100.0, 100.0, 300.0))


def turn(text: str, said: str = "", probe: Probe = Probe.OWN, move: Move = Move.FOLLOW_UP) -> Turn:
    return Turn(asked(text, probe, move), Said(said))


def hostile(question: Turn, obeyed: str, ends: bool = False) -> Turn:
    """Return the turn with an answer that demands something."""
    return replace(question, said=Said("Do it!", demand=Demand("do it", obeyed, ends)))


def stock(question: Turn, tries: int = 0) -> Turn:
    """Return the turn in stock words, after so many refused tries of the model's."""
    times = QuestionTimes(1.0, None, 2.0)
    return replace(
        question, asked=replace(question.asked, words="stock", tries=tries, refused=(REFUSED,) * tries, times=times)
    )


def scored(question: Turn, digit: int) -> Turn:
    return replace(question, score=Score(digit, float(digit)))


def closing(text: str = "Thank you. Goodbye.") -> Turn:
    return Turn(replace(stock(turn(text)).asked, ask=Ask(TOPIC, Move.CLOSE)))


def interview(*turns: Turn, language: str = "en", manner: str = "strong", questions: int = 2) -> HeldInterview:
    return HeldInterview(
        name=f"{language}/head_baker/{manner}",
        number=1,
        language=language,
        manner=manner,
        title="Head baker",
        topics=(TOPIC, OTHER),
        questions=questions,
        turns=list(turns),
    )
