"""When a backend is left out, and how it comes back."""

import pytest

from streaming.speech.base import SpeechError
from streaming.speech.circuit import SpeechCircuit

from .scripted_speech import Clock, ScriptedSpeech, until

FAILED = SpeechError("500", retryable=True)
HUNG = SpeechError("silent", hung=True)
REFUSED = SpeechError("no such voice", refused=True)


@pytest.fixture
def speech() -> ScriptedSpeech:
    return ScriptedSpeech()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def circuit(speech: ScriptedSpeech, clock: Clock) -> SpeechCircuit:
    return SpeechCircuit(speech, clock.sleep)


async def test_three_failures_in_a_row_open_it(circuit: SpeechCircuit) -> None:
    for _ in range(2):
        circuit.failed(FAILED)
        assert circuit.closed
    circuit.failed(FAILED)
    assert not circuit.closed
    await circuit.aclose()


async def test_a_success_resets_the_count(circuit: SpeechCircuit) -> None:
    for _ in range(5):
        circuit.failed(FAILED)
        circuit.failed(FAILED)
        circuit.succeeded()
    assert circuit.closed


async def test_a_backend_that_hung_opens_it_at_once(circuit: SpeechCircuit) -> None:
    circuit.failed(HUNG)
    assert not circuit.closed
    await circuit.aclose()


async def test_a_refused_text_or_voice_does_not_count(circuit: SpeechCircuit) -> None:
    for _ in range(10):
        circuit.failed(REFUSED)
    assert circuit.closed


async def test_it_closes_when_a_probe_succeeds(circuit: SpeechCircuit, speech: ScriptedSpeech, clock: Clock) -> None:
    circuit.failed(HUNG)
    await clock.pass_on()
    await until(lambda: circuit.closed)
    assert (clock.slept, speech.probes) == ([5], 1)
    circuit.failed(FAILED)
    assert circuit.closed  # it counts anew


async def test_probes_become_rarer_while_they_fail(
    circuit: SpeechCircuit, speech: ScriptedSpeech, clock: Clock
) -> None:
    speech.ills = [FAILED, RuntimeError("untranslated"), TimeoutError(), HUNG, FAILED]
    circuit.failed(HUNG)
    for _ in range(6):
        await clock.pass_on()
    await until(lambda: circuit.closed)
    assert clock.slept == [5, 10, 20, 40, 60, 60]


async def test_one_that_opens_again_begins_with_a_short_rest(circuit: SpeechCircuit, clock: Clock) -> None:
    for _ in range(2):
        circuit.failed(HUNG)
        await clock.pass_on()
        await until(lambda: circuit.closed)
    assert clock.slept == [5, 5]


async def test_late_failures_of_an_open_circuit_start_no_second_probe(
    circuit: SpeechCircuit, speech: ScriptedSpeech, clock: Clock
) -> None:
    for _ in range(4):
        circuit.failed(HUNG)
    await clock.pass_on()
    await until(lambda: circuit.closed)
    assert speech.probes == 1


async def test_closing_it_ends_the_probing(circuit: SpeechCircuit, speech: ScriptedSpeech) -> None:
    circuit.failed(HUNG)
    await circuit.aclose()
    await circuit.aclose()
    assert speech.probes == 0
