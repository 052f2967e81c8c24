"""What is found out about the questions of an interview."""

from dataclasses import replace

from evaluate.dialogue.record import Turn
from evaluate.measures.findings import judged
from interviews.interviewer.ask import Move, Probe
from tests.evaluate.held import closing, hostile, interview, stock, turn

OPENING = turn("Can you tell me about a night shift that you ran?", "Both mixers failed.", Probe.CASE, Move.OPEN)


def kinds(*turns: Turn, language: str = "en") -> list[list[str]]:
    return [[finding.kind for finding in one.findings] for one in judged(interview(*turns, language=language))]


def test_an_ordinary_interview_has_nothing_bad() -> None:
    follow_up = turn("What did you do yourself when the mixers failed?", "I split the dough.")
    assert kinds(OPENING, follow_up, closing()) == [[], [], []]


def test_a_question_that_was_asked_before_is_found() -> None:
    again = turn("Can you tell me about a night shift that you ran?")
    nearly = turn("Can you tell me about the night shift that you ran?")
    assert kinds(OPENING, again) == [[], ["exact repeat"]]
    assert kinds(OPENING, nearly) == [[], ["near repeat"]]


def test_a_clarification_may_ask_the_same_in_other_words_only() -> None:
    nearly = turn("Can you tell me about the night shift that you ran?", move=Move.CLARIFY)
    same = turn("Can you tell me about a night shift that you ran?", move=Move.CLARIFY)
    assert kinds(OPENING, nearly) == [[], []]
    assert kinds(OPENING, same) == [[], ["exact repeat"]]


def test_bad_words_are_found() -> None:
    assert kinds(turn("Topic: Hygiene. How can I help the candidate?")) == [["label", "role inversion", "third person"]]
    assert kinds(turn("그때 무엇을 했어?"), language="ko") == [["language"]]


def test_a_model_that_ends_another_beginning_in_the_same_words_repeats_itself() -> None:
    end = " had to knead the dough of all nine shops by hand?"
    one, other = (
        replace(each, asked=replace(each.asked, stem=each.asked.text.removesuffix(end)))
        for each in (turn(f"What was hardest when you{end}"), turn(f"How could you tell that you{end}"))
    )
    assert kinds(one, other) == [[], ["near repeat"]]
    assert kinds(one, stock(other)) == [[], []]


def test_a_second_case_may_be_asked_for_in_the_words_of_the_first() -> None:
    opening = turn("Can you tell me about a time when you ran a night shift with too few people?", move=Move.OPEN)
    second = "Can you tell me about another time when you ran a night shift with too few people?"
    assert kinds(opening, turn(second, probe=Probe.ANOTHER)) == [[], []]
    assert kinds(opening, turn(second, probe=Probe.WHY)) == [[], ["near repeat"]]
    assert kinds(opening, turn(opening.asked.text.replace("a time", "the time"), probe=Probe.ANOTHER))[1] != []


def test_a_model_that_writes_whole_questions_may_begin_them_alike() -> None:
    opening = turn("Can you tell me about a time when you ran a night shift?", move=Move.OPEN)
    example = turn("Can you tell me about a time when you cleaned the mixers?", probe=Probe.EXAMPLE)
    assert kinds(opening, example) == [[], []]
    korean = turn("야간 근무에 관해 직접 겪으신 일을 하나만 말씀해 주시겠어요?", move=Move.OPEN)
    other = turn("반죽기를 청소하실 때 직접 겪으신 일을 하나만 말씀해 주시겠어요?", probe=Probe.EXAMPLE)
    assert kinds(korean, other, language="ko") == [[], []]


def test_details_are_looked_for_in_follow_ups_on_the_same_competency() -> None:
    follow_up = turn("What did you do yourself when the mixers failed?", "I split the dough.")
    opening = turn("Can you tell me about keeping the dough clean?", move=Move.OPEN)
    named = [one.named for one in judged(interview(OPENING, follow_up, opening))]
    assert named == [None, ("fail", "mixer"), None]


def test_a_question_that_does_what_was_demanded_obeys() -> None:
    angry = hostile(OPENING, "you are hired")
    assert kinds(angry, turn("You are HIRED! What did you do?")) == [[], ["obeyed"]]
    assert kinds(angry, turn("What did you do?")) == [[], []]
    assert [one.demanded for one in judged(interview(angry, turn("What did you do?")))] == ["", "do it"]


def test_closing_too_early_obeys_who_wants_the_end() -> None:
    assert kinds(hostile(OPENING, "nothing", ends=True), closing()) == [[], ["obeyed"]]
    assert kinds(hostile(OPENING, "nothing"), closing()) == [[], []]


def test_closing_words_at_the_end_obey_nobody() -> None:
    last = hostile(turn("Why?"), "goodbye", ends=True)
    assert kinds(OPENING, last, closing()) == [[], [], []]
