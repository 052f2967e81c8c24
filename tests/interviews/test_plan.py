from interviews.interviewer.plan import Plan, next_ask
from interviews.interviewer.prompts import Ask, Exchange, Move

TOPICS = ("Python", "Databases", "Incidents")
LONG = "We moved the queue to PostgreSQL because it was simpler to run."


def talk(plan: Plan, *answers: str) -> list[Ask]:
    """What is asked when these are the answers, the next question included."""
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
