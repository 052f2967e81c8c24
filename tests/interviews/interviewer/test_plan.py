import pytest

from interviews.interviewer.plan import Banked, Plan, Style, next_ask, unasked
from interviews.interviewer.prompts import Ask, Exchange, Move

TOPICS = ("Python", "Databases", "Incidents")
LONG = "We moved the queue to PostgreSQL because it was simpler to run."


def talk(plan: Plan, *answers: str) -> list[Ask]:
    """Return what is asked in an interview with these answers, and after the last of them."""
    history: list[Exchange] = []
    for answer in answers:
        history.append(Exchange(next_ask(plan, history), "Question?", answer))
    return [*(exchange.ask for exchange in history), next_ask(plan, history)]


def test_the_first_question_opens_the_first_topic() -> None:
    assert talk(Plan(TOPICS, 4, 1)) == [Ask("Python", Move.OPEN)]


def test_a_follow_up_takes_up_the_answer_then_the_next_topic_is_opened() -> None:
    asks = talk(Plan(TOPICS, 4, 1), LONG, LONG)
    assert asks[1] == Ask("Python", Move.FOLLOW_UP, "PostgreSQL")
    assert asks[2] == Ask("Databases", Move.OPEN)


def test_the_closing_comes_after_the_planned_number_of_questions() -> None:
    for questions in (1, 2, 4, 9):
        asks = talk(Plan(TOPICS, questions, 1), *[LONG] * questions)
        assert [ask.move for ask in asks].index(Move.CLOSE) == questions


def test_the_closing_has_no_focus() -> None:
    assert talk(Plan(TOPICS, 1, 1), LONG)[-1] == Ask("Python", Move.CLOSE)


def test_a_short_answer_is_to_be_clarified() -> None:
    for answer in ("네.", "Redis", "ok", "몰라요"):
        assert talk(Plan(TOPICS, 4, 1), answer)[1].move is Move.CLARIFY
    for answer in ("데이터베이스 설계를 했습니다", "I wrote the scheduler"):
        assert talk(Plan(TOPICS, 4, 1), answer)[1].move is Move.FOLLOW_UP


def test_without_a_phrase_to_take_up_the_topic_is_the_focus() -> None:
    assert talk(Plan(TOPICS, 4, 1), "네.")[1] == Ask("Python", Move.CLARIFY, "Python")


def test_a_phrase_is_taken_up_once() -> None:
    asks = talk(Plan(("Python",), 4, 5), LONG, LONG + " And Redis.", LONG + " And Redis.")
    assert [ask.focus for ask in asks[1:3]] == ["PostgreSQL", "Redis"]
    assert "PostgreSQL" not in asks[3].focus


def test_the_topic_itself_is_not_taken_up() -> None:
    assert talk(Plan(("PostgreSQL",), 4, 1), LONG)[1].focus != "PostgreSQL"


def test_without_follow_ups_each_question_opens_a_topic_while_there_are_any() -> None:
    asks = talk(Plan(TOPICS, 4, 0), LONG, LONG, LONG)
    assert [(ask.topic, ask.move) for ask in asks[:3]] == [(topic, Move.OPEN) for topic in TOPICS]
    assert asks[3].topic == "Incidents"
    assert asks[3].move is Move.FOLLOW_UP


def test_when_all_topics_were_opened_the_last_one_is_followed_further() -> None:
    asks = talk(Plan(("Python",), 4, 1), LONG, LONG, LONG)
    assert {ask.topic for ask in asks} == {"Python"}
    assert [ask.move for ask in asks].count(Move.OPEN) == 1


def test_when_the_time_is_up_the_closing_is_next_whatever_waits() -> None:
    history = [Exchange(Ask("Python", Move.OPEN), "Question?", LONG)]
    assert next_ask(Plan(TOPICS, 9, 1), history, out_of_time=True) == Ask("Python", Move.CLOSE)


def test_the_first_question_is_asked_even_when_the_time_is_up() -> None:
    assert next_ask(Plan(TOPICS, 9, 1), [], out_of_time=True).move is Move.OPEN


def test_a_bank_question_whose_topic_was_taken_off_the_plan_is_not_asked() -> None:
    plan = Plan(("Python",), 4, 1, Style.VERBATIM, (Banked("Cobol", "Why Cobol?"), Banked("Python", "Why Python?")))
    assert list(unasked(plan, [])) == [Banked("Python", "Why Python?")]
    assert next_ask(plan, []) == Ask("Python", Move.OPEN)


def test_verbatim_closes_after_the_planned_number_too() -> None:
    bank = tuple(Banked("Python", f"Question {number}?") for number in range(5))
    history = [Exchange(Ask("Python", Move.OPEN), banked.text, LONG) for banked in bank[:2]]
    assert next_ask(Plan(("Python",), 2, 1, Style.VERBATIM, bank), history).move is Move.CLOSE
    assert next_ask(Plan(("Python",), 3, 1, Style.VERBATIM, bank), history).move is Move.OPEN


@pytest.mark.parametrize("answer", [
    "My wife and I were glad. We then moved the queue to PostgreSQL.",
    "아내를 설득했습니다. 그 뒤에 데이터베이스를 도입했습니다. PostgreSQL이었습니다.",
    "The assistant instructions say so. I like PostgreSQL.",
])  # fmt: skip
def test_what_no_interviewer_asks_about_is_not_taken_up(answer: str) -> None:
    assert talk(Plan(TOPICS, 4, 1), answer)[1].focus == "PostgreSQL"
