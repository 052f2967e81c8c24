import itertools
import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from streaming.log import MAX_EVENT_BYTES
from streaming.wire.events import (
    Entry,
    Event,
    InterviewState,
    QuestionFailed,
    QuestionStarted,
    Reset,
    Token,
    decode,
    encode,
    encode_unlogged,
    joined,
    pieces,
    position_of,
    type_name,
)
from streaming.wire.position import StreamPosition
from tests.streaming.scenes import done, failed, started, token

AT = StreamPosition(12, 34)


@pytest.mark.parametrize("event", [started(), token("안녕"), done("Why?"), failed()])
def test_an_event_begins_with_its_position_and_decodes_to_itself(event: Event) -> None:
    data = encode(event, AT)
    assert data.startswith(b'{"id":"12-34","type":"%s"' % type_name(event).encode())
    assert position_of(data) == AT
    assert decode(data) == event


def test_korean_is_encoded_as_utf_8() -> None:
    assert "안녕하세요".encode() in encode(token("안녕하세요"), AT)


def test_an_unknown_field_is_an_error_at_the_writer() -> None:
    with pytest.raises(TypeError):
        Token(turn=1, text="a", colour="red")  # type: ignore[call-arg]


def test_a_missing_field_is_an_error_at_the_writer() -> None:
    with pytest.raises(TypeError):
        Token(turn=1)  # type: ignore[call-arg]


def test_a_reader_ignores_an_unknown_field() -> None:
    assert decode(b'{"id":"1-1","type":"token","colour":"red","turn":1,"text":"a"}') == token("a")


def test_an_event_is_frozen() -> None:
    with pytest.raises(AttributeError):
        token("a").text = "b"  # type: ignore[misc]


def test_by_is_present_only_if_somebody_cancelled() -> None:
    cancelled = QuestionFailed(turn=1, code="cancelled", message="-", retryable=True, by="candidate")
    assert json.loads(encode(cancelled, AT))["by"] == "candidate"
    assert "by" not in json.loads(encode(failed(), AT))


@pytest.mark.parametrize("event", [InterviewState(status="running"), Reset(turns=[])])
def test_unlogged_events_have_no_position(event: InterviewState | Reset) -> None:
    data = encode_unlogged(event)
    assert "id" not in json.loads(data)
    with pytest.raises(msgspec.ValidationError):
        position_of(data)


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"null", b'{"id":7}', b'{"id":"x"}', b"\xff"])
def test_bytes_without_a_position_are_a_value_error(data: bytes) -> None:
    with pytest.raises(ValueError):
        position_of(data)


def entry(event: Event, epoch: int, offset: int) -> Entry:
    at = StreamPosition(epoch, offset)
    return Entry(at, encode(event, at))


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
anything = st.one_of(texts.map(token), texts.map(done), st.sampled_from([started(), failed()]))


@st.composite
def logs(draw: st.DrawFn) -> list[Entry]:
    """Draw the content of a log: some attempts, each with offsets from 1."""
    attempts = draw(st.lists(st.lists(anything, max_size=6), max_size=4))
    return [entry(e, epoch, offset) for epoch, run in enumerate(attempts, 1) for offset, e in enumerate(run, 1)]


def texts_by_epoch(entries: list[Entry]) -> dict[int, str]:
    found: dict[int, str] = {}
    for at, data in entries:
        if isinstance(event := decode(data), Token):
            found[at.epoch] = found.get(at.epoch, "") + event.text
    return found


@given(logs())
def test_joining_changes_neither_the_text_nor_the_last_position(entries: list[Entry]) -> None:
    short = list(joined(entries))
    assert texts_by_epoch(short) == texts_by_epoch(entries)
    assert [e.position for e in short[-1:]] == [e.position for e in entries[-1:]]


@given(logs())
def test_joining_keeps_the_order_and_all_other_events(entries: list[Entry]) -> None:
    def others(some: list[Entry]) -> list[Entry]:
        return [e for e in some if not isinstance(decode(e.data), Token)]

    short = list(joined(entries))
    positions = [e.position for e in short]
    assert positions == sorted(set(positions))
    assert others(short) == others(entries)
    assert all(position_of(e.data) == e.position for e in short)


@given(logs())
def test_after_joining_no_two_tokens_of_a_question_are_adjacent(entries: list[Entry]) -> None:
    def key(e: Entry) -> tuple[Any, int]:
        return type(decode(e.data)), e.position.epoch

    keys = [key(e) for e in joined(entries)]
    assert not [pair for pair in itertools.pairwise(keys) if pair[0] == pair[1] and pair[0][0] is Token]


def test_a_question_that_quotes_an_event_is_not_taken_for_one() -> None:
    quoting = entry(done('{"type":"token","text":"x"}'), 1, 1)
    assert list(joined([quoting])) == [quoting]


def test_a_token_too_long_for_one_event_is_split_and_keeps_every_character() -> None:
    text = "안녕 hello " * 2_000
    parts = pieces(Token(turn=2, text=text))
    assert len(parts) > 1
    assert "".join(part.text for part in parts) == text
    assert all(len(encode(part, StreamPosition(1, 1))) < MAX_EVENT_BYTES for part in parts)


def test_any_other_event_stays_one() -> None:
    event = QuestionStarted(turn=1, kind="open", topic="x" * 10_000, attempt=1)
    assert pieces(event) == [event]
