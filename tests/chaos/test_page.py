"""The page that judges the stream must itself be right."""

from typing import Any

from .page import Page


def event(position: str, what: str, turn: int = 1, **fields: Any) -> dict[str, Any]:
    return {"id": position, "type": what, "turn": turn, **fields}


def started(position: str, attempt: int = 1, turn: int = 1, kind: str = "open") -> dict[str, Any]:
    return event(position, "question.started", turn, kind=kind, topic="Queues", attempt=attempt)


def shown(*events: dict[str, Any]) -> Page:
    page = Page()
    for one in events:
        page.take(one)
    return page


WHOLE = [
    started("7-1"),
    event("7-2", "token", text="Why "),
    event("7-3", "token", text="queues?"),
    event("7-4", "question.done", text="Why queues?"),
]
FACT = {"turn": 1, "kind": "open", "status": "answered", "question": "Why queues?"}
FAILED = event("8-3", "question.failed", code="cancelled")


def test_a_whole_question_is_no_violation() -> None:
    page = shown(*WHOLE)
    assert page.violations == []
    assert (page.turns[1].text, page.status(1), page.position, page.reached) == ("Why queues?", "asked", (7, 4), {7: 4})


def test_the_end_of_a_question_that_a_reset_announced_is_no_violation() -> None:
    turns = [{"turn": 1, "kind": "open", "status": "asked", "question": "Why queues?"}]
    reset = {"type": "reset", "turns": turns}
    assert shown(reset, WHOLE[-1]).violations == []
    turns[0]["question"] = "Why not?"
    assert shown(reset, WHOLE[-1]).violations != []


def test_a_later_attempt_clears_what_the_first_had_shown() -> None:
    page = shown(*WHOLE[:2], started("8-1", attempt=2), event("8-2", "token", text="How?"))
    assert page.violations == []
    assert page.turns[1].text == "How?"


def test_what_a_viewer_saw_already_is_a_violation() -> None:
    [violation] = shown(*WHOLE[:3], WHOLE[2]).violations
    assert violation.startswith("7-3 token of turn 1 was seen")


def test_a_token_without_a_beginning_is_a_violation() -> None:
    assert shown(WHOLE[1]).violations == ["7-2 token of turn 1 meets a turn that is unknown in epoch 0"]


def test_a_token_of_an_attempt_that_never_began_is_a_violation() -> None:
    assert len(shown(*WHOLE[:2], event("8-2", "token", text="How?")).violations) == 1


def test_a_token_behind_the_end_is_a_violation() -> None:
    assert len(shown(*WHOLE, event("7-5", "token", text="!")).violations) == 1


def test_a_missing_token_is_a_violation_at_the_end() -> None:
    [violation] = shown(WHOLE[0], *WHOLE[2:]).violations
    assert "ends another text: 'queues?', not 'Why queues?'" in violation


def test_an_attempt_that_is_no_later_one_is_a_violation() -> None:
    assert len(shown(started("7-1", attempt=2), started("8-1", attempt=2)).violations) == 1


def test_a_turn_may_fail_in_an_epoch_of_its_own() -> None:
    page = shown(*WHOLE[:2], FAILED)
    assert (page.violations, page.status(1)) == ([], "failed")


def test_a_reset_replaces_everything_and_the_page_resumes_without_a_position() -> None:
    page = shown(*WHOLE[:2], {"type": "reset", "turns": [FACT]})
    assert (page.turns[1].text, page.position, page.violations) == ("Why queues?", None, [])


def test_after_a_reset_the_running_question_may_come_from_its_beginning_again() -> None:
    page = shown(*WHOLE[:2], {"type": "reset", "turns": []}, *WHOLE)
    assert (page.turns[1].text, page.violations) == ("Why queues?", [])


def test_what_the_database_says_of_a_failure_is_learnt_and_of_a_running_question_is_not() -> None:
    page = shown(*WHOLE[:2])
    page.learn([{**FACT, "status": "running", "question": ""}])
    assert page.turns[1].text == "Why "
    page.learn([{**FACT, "status": "failed", "question": ""}])
    assert page.status(1) == "failed"


def test_what_stands_on_the_page_is_not_learnt_again() -> None:
    page = shown(*WHOLE)
    page.learn([{**FACT, "question": "Why not?"}])
    assert page.turns[1].text == "Why queues?"


def test_who_comes_late_lacks_the_questions_before() -> None:
    page = shown(started("8-1", turn=2))
    assert page.lacks_before(2)
    page.learn([FACT])
    assert not page.lacks_before(2)


def test_a_page_is_complete_with_the_closing_words() -> None:
    closing = [started("9-1", kind="close", turn=2), event("9-2", "question.done", 2, text="")]
    assert not shown(*WHOLE, closing[0]).complete
    assert shown(*WHOLE, *closing).complete
