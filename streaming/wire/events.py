"""The events of a stream: frozen structs, encoded once. docs/architecture.md has the table.

The writer cannot name an unknown field (TypeError); a reader ignores one.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import msgspec

from .position import StreamPosition


class Event(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", omit_defaults=True):
    """Logged under a position, which `encode` puts first."""

    turn: int


class QuestionStarted(Event, frozen=True, kw_only=True, tag="question.started"):
    """`attempt` counts from 1; what an earlier attempt had shown is void."""

    kind: str
    topic: str
    attempt: int


class Token(Event, frozen=True, kw_only=True, tag="token"):
    """A piece of the question as the model wrote it; a replay may join many under the last one's position."""

    text: str


class SentenceEvent(Event, frozen=True, kw_only=True, tag="sentence"):
    """A piece of the question that is spoken at once: `text` is the question's `[start:end]`, in code points.

    `final` is False where it is a clause, and its sentence goes on.
    """

    index: int
    text: str
    start: int
    end: int
    final: bool = True


class Audio(Event, frozen=True, kw_only=True, tag="audio"):
    """A part of a sentence's sound: `data` is a complete file in Base64. Bare, without it, in the log (payload.py)."""

    sentence: int
    part: int
    last: bool
    mime: str
    sample_rate: int
    duration_ms: int
    data: str = ""  # stays the last field: it is cut off and put back


class AudioSkipped(Event, frozen=True, kw_only=True, tag="audio.skipped"):
    """There is no sound, or no more of it, for that sentence."""

    sentence: int
    reason: str


class Timings(msgspec.Struct, frozen=True, kw_only=True):
    """Milliseconds after the turn was queued; null where it did not happen."""

    queue_ms: int
    first_token_ms: int | None
    first_audio_ms: int | None
    total_ms: int | None


class QuestionDone(Event, frozen=True, kw_only=True, tag="question.done"):
    """The question is saved: `text` is the whole of it, in `sentences` spoken sentences."""

    text: str
    sentences: int
    timings: Timings


class QuestionFailed(Event, frozen=True, kw_only=True, tag="question.failed"):
    """`message` is fit for the candidate; `by` says who cancelled."""

    code: str
    message: str
    retryable: bool
    by: str = ""


class InterviewState(msgspec.Struct, frozen=True, tag_field="type", tag="interview.state"):
    """What the database says of the interview, on joining and on change. Not logged, no position."""

    status: str


class Reset(msgspec.Struct, frozen=True, tag_field="type", tag="reset"):
    """Drop what you had; the finished turns follow here, the running question from its offset 1. Not logged."""

    turns: Sequence[dict[str, Any]]


LOGGED = (QuestionStarted, Token, SentenceEvent, Audio, AudioSkipped, QuestionDone, QuestionFailed)
UNLOGGED = (InterviewState, Reset)
CLOSING = (QuestionDone, QuestionFailed)

_encoder = msgspec.json.Encoder()
_any_logged = msgspec.json.Decoder(
    QuestionStarted | Token | SentenceEvent | Audio | AudioSkipped | QuestionDone | QuestionFailed
)


class _Head(msgspec.Struct):
    id: str


_head = msgspec.json.Decoder(_Head)


# At most four bytes each in UTF-8, six where JSON escapes them: far below what the log takes for one event.
MAX_TOKEN_CHARS = 4096


class Entry(NamedTuple):
    """A logged event as it travels: its position and its JSON, position included."""

    position: StreamPosition
    data: bytes


def type_name(event: Event) -> str:
    return str(event.__struct_config__.tag)


def pieces(event: Event) -> list[Event]:
    """The event; a token that is too long for one, as many."""
    if not isinstance(event, Token) or len(event.text) <= MAX_TOKEN_CHARS:
        return [event]
    starts = range(0, len(event.text), MAX_TOKEN_CHARS)
    return [Token(turn=event.turn, text=event.text[at : at + MAX_TOKEN_CHARS]) for at in starts]


def encode(event: Event, position: StreamPosition) -> bytes:
    """The event's JSON, in UTF-8, its position first as `id`."""
    return b'{"id":"%d-%d",' % position + _encoder.encode(event)[1:]


def encode_unlogged(event: InterviewState | Reset) -> bytes:
    return _encoder.encode(event)


def position_of(data: bytes) -> StreamPosition:
    """The position of an encoded event. ValueError (msgspec's too) where it has none."""
    return StreamPosition.parse(_head.decode(data).id)


def decode(data: bytes) -> Event:
    """ValueError (msgspec's) on an event of a type or shape this version does not know."""
    return _any_logged.decode(data)


def joined(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The same entries with each run of one question's tokens joined into one, under the run's last position."""
    run: list[str] = []
    turn, last = 0, None
    for entry in entries:
        event = decode(entry.data) if b'"type":"token"' in entry.data else None
        if run and last and not (isinstance(event, Token) and entry.position.epoch == last.epoch):
            yield Entry(last, encode(Token(turn=turn, text="".join(run)), last))
            run = []
        if isinstance(event, Token):
            run.append(event.text)
            turn, last = event.turn, entry.position
        else:
            yield entry
    if run and last:
        yield Entry(last, encode(Token(turn=turn, text="".join(run)), last))
