"""The circuit breaker of a model server, on a clock that the test controls."""

from contextlib import suppress

import pytest

from interviews.llm.errors import ModelTimeout, ModelUnavailable, PromptTooLong
from interviews.llm.remote.circuit import QuestionCircuit
from interviews.llm.remote.request_policy import RequestPolicy
from interviews.llm.remote.server_errors import ServerError
from streaming.circuit_breaker import FAILURES

FAULT = ServerError("503, the server failed", "503", retryable=True)


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def circuit(clock: Clock) -> QuestionCircuit:
    return QuestionCircuit(RequestPolicy(first_rest_seconds=5.0, longest_rest_seconds=30.0), clock)


def ask(circuit: QuestionCircuit, error: BaseException | None = None, begun: bool = False) -> bool:
    """Return whether the question was let through."""
    asked = False
    with suppress(ModelUnavailable, PromptTooLong, ModelTimeout, GeneratorExit, KeyboardInterrupt), circuit.question():
        asked = True
        if begun:
            circuit.begun()
        if error:
            raise error
    return asked


def opened(circuit: QuestionCircuit) -> QuestionCircuit:
    for _ in range(FAILURES):
        assert ask(circuit, FAULT)
    return circuit


def test_failures_in_a_row_open_the_circuit(circuit: QuestionCircuit) -> None:
    opened(circuit)
    with pytest.raises(ModelUnavailable, match=r"not asked for another 5 s, after 3 failures.*503, the server failed"):
        circuit.question().__enter__()


@pytest.mark.parametrize("end", [None, GeneratorExit(), ModelUnavailable("400"), PromptTooLong(), ModelTimeout()])
def test_an_answer_or_a_refusal_resets_the_count(circuit: QuestionCircuit, end: BaseException | None) -> None:
    for _ in range(4):
        assert ask(circuit, FAULT) and ask(circuit, FAULT) and ask(circuit, end)


def test_a_reader_who_leaves_before_the_first_word_does_not_count(circuit: QuestionCircuit) -> None:
    assert ask(circuit, FAULT) and ask(circuit, FAULT) and ask(circuit, KeyboardInterrupt())
    assert ask(circuit, FAULT)
    assert not ask(circuit)


def test_after_the_rest_one_question_at_a_time_is_let_through(circuit: QuestionCircuit, clock: Clock) -> None:
    opened(circuit)
    clock.now += 5
    with circuit.question(), pytest.raises(ModelUnavailable, match="except by one question that tests it"):
        circuit.question().__enter__()
    assert ask(circuit)


def test_the_first_words_let_other_questions_through(circuit: QuestionCircuit, clock: Clock) -> None:
    opened(circuit)
    clock.now += 5
    with circuit.question():
        circuit.begun()
        assert ask(circuit)


def test_an_answer_that_breaks_reopens_the_circuit(circuit: QuestionCircuit, clock: Clock) -> None:
    opened(circuit)
    clock.now += 5
    assert ask(circuit, FAULT, begun=True)
    assert not ask(circuit)


def test_each_failed_probe_doubles_the_rest_up_to_a_limit(circuit: QuestionCircuit, clock: Clock) -> None:
    opened(circuit)
    for rest_seconds in (5, 10, 20, 30, 30):
        clock.now += rest_seconds - 0.5
        assert not ask(circuit)
        clock.now += 0.5
        assert ask(circuit, FAULT)


def test_an_answer_resets_the_rest(circuit: QuestionCircuit, clock: Clock) -> None:
    opened(circuit)
    clock.now += 5
    ask(circuit, FAULT)
    clock.now += 10
    assert ask(circuit)
    opened(circuit)
    clock.now += 5
    assert ask(circuit)


def test_a_probe_whose_reader_left_makes_room_for_another(circuit: QuestionCircuit, clock: Clock) -> None:
    opened(circuit)
    clock.now += 5
    assert ask(circuit, KeyboardInterrupt())
    assert ask(circuit)


def test_a_question_already_running_does_not_prolong_the_rest(circuit: QuestionCircuit, clock: Clock) -> None:
    with suppress(ModelUnavailable), circuit.question():
        opened(circuit)
        clock.now += 4
        raise FAULT
    clock.now += 1
    assert ask(circuit)
