"""What is noted of a question while it is asked."""

from collections.abc import Iterator

from evaluate.dialogue.question import QuestionNotes
from evaluate.dialogue.record import AskedQuestion, QuestionTimes, RefusedTry
from interviews.interviewer.ask import Ask, Brief, Move
from interviews.interviewer.events import QuestionAccepted, QuestionEvent, Refusal, Text, WordingStarted
from interviews.interviewer.frame import QuestionFrame
from interviews.interviewer.plan import Banked, Plan
from interviews.interviewer.turn_context import TurnContext
from interviews.llm.sampling import Sampling

PLAN = Plan(("Baking",), 3, 1, bank=(Banked("Baking", "What did you bake last?"),))
TURN = TurnContext(Brief("en", "Baker"), PLAN, [], Ask("Baking", Move.OPEN), refusals=0, session=1)
STEM = "What did you"


def started(stem: str = "", refusal: Refusal | None = None, tail: str = "") -> WordingStarted:
    return WordingStarted([{"role": "user", "content": "Ask."}], Sampling(seed=1), refusal, QuestionFrame(stem, tail))


def without_model(refusal: Refusal | None = None) -> WordingStarted:
    return WordingStarted([], None, refusal)


def noted(*events: QuestionEvent) -> AskedQuestion:
    """Return the question, with a clock that goes on by 100 ms whenever somebody looks at it."""
    ticks: Iterator[float] = (tick / 10 for tick in range(1000))
    notes = QuestionNotes(TURN, lambda: next(ticks))
    for event in events:
        notes.take(event)
    return notes.question()


def test_the_time_of_the_stem_and_of_the_models_first_word() -> None:
    question = noted(started(STEM), Text(STEM), Text(" bake"), Text(" last?"), QuestionAccepted())
    assert question.text == "What did you bake last?" and question.stem == STEM
    assert (question.words, question.tries, question.refused) == ("model", 1, ())
    assert question.times == QuestionTimes(first_text=100.0, first_word=200.0, whole=400.0)


def test_without_a_stem_the_first_text_is_the_models() -> None:
    question = noted(started(), Text("What"), Text(" else?"), QuestionAccepted())
    assert question.stem == "" and question.times.first_text == question.times.first_word == 100.0


def test_a_refused_try_is_kept_and_stock_words_are_known() -> None:
    refusal = Refusal("runaway", "too long", "What did you and and and")
    question = noted(started(STEM), Text(STEM), without_model(refusal), Text("Why?"), QuestionAccepted())
    assert (question.text, question.words, question.tries) == ("Why?", "stock", 1)
    assert question.refused == (RefusedTry("runaway", "too long", "What did you and and and"),)
    assert question.stem == "" and question.times.first_text == 100.0 and question.times.first_word is None


def test_a_quotation_is_not_the_models_own_question() -> None:
    tail = '". What was the hardest part?'
    question = noted(started('You said "', tail=tail), Text('You said "'), Text(f"the mixers{tail}"))
    assert (question.words, question.text) == ("quoted", 'You said "the mixers". What was the hardest part?')


def test_the_second_try_counts() -> None:
    refusal = Refusal("empty", "", "")
    question = noted(started(), started(STEM, refusal), Text(STEM), Text(" do?"), QuestionAccepted())
    assert (question.words, question.tries, len(question.refused)) == ("model", 2, 1)


def test_the_banks_words_are_known() -> None:
    question = noted(without_model(), Text(PLAN.bank[0].text), QuestionAccepted())
    assert (question.words, question.tries) == ("bank", 0)
