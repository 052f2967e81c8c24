"""The events of a stream: frozen structs, encoded once. docs/architecture.md has the table.

An unknown field is a TypeError for the writer, and ignored by a reader.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import msgspec

from .position import StreamPosition


class Event(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", omit_defaults=True):
    """An event that is logged under a position. `encode` puts the position first, as `id`."""

    turn: int


class QuestionStarted(Event, frozen=True, kw_only=True, tag="question.started"):
    """A question begins. `attempt` counts from 1; the text of an earlier attempt is void."""

    kind: str
    topic: str
    attempt: int


class Token(Event, frozen=True, kw_only=True, tag="token"):
    """A piece of the question as the model wrote it. A replay may join many under the last one's position."""

    text: str


class SentenceEvent(Event, frozen=True, kw_only=True, tag="sentence"):
    """A sentence or clause that is spoken as one clip.

    `text` is `question[start:end]`; offsets are in code points. `final` is False for a clause whose sentence goes on.
    """

    index: int
    text: str
    start: int
    end: int
    final: bool = True


class Audio(Event, frozen=True, kw_only=True, tag="audio"):
    """A part of a sentence's audio. `data` is a complete file in Base64, which the log keeps apart (payload.py)."""

    sentence: int
    part: int
    last: bool
    mime: str
    sample_rate: int
    duration_ms: int
    data: str = ""  # must stay the last field: it is cut off and put back


class AudioSkipped(Event, frozen=True, kw_only=True, tag="audio.skipped"):
    """There is no audio, or no more of it, for the sentence."""

    sentence: int
    reason: str


class Timings(msgspec.Struct, frozen=True, kw_only=True):
    """Milliseconds since the turn was queued; null for what did not happen."""

    queue_ms: int
    first_token_ms: int | None
    first_audio_ms: int | None
    total_ms: int | None


class QuestionDone(Event, frozen=True, kw_only=True, tag="question.done"):
    """The question is saved. `text` is the whole question; `sentences` is how many `sentence` events it has."""

    text: str
    sentences: int
    timings: Timings


class QuestionFailed(Event, frozen=True, kw_only=True, tag="question.failed"):
    """The attempt failed. `message` may be shown to the candidate; `by` is who cancelled, if somebody did."""

    code: str
    message: str
    retryable: bool
    by: str = ""


class InterviewState(msgspec.Struct, frozen=True, tag_field="type", tag="interview.state", omit_defaults=True):
    """The interview's status, sent when a reader joins and when it changes. Not logged, so it has no position.

    `ends_at` is when its time is up, as an ISO date and time with the zone; "" if it has no limit or has not begun.
    While the interview is paused it holds for now only: no time runs.
    """

    status: str
    ends_at: str = ""


class Reset(msgspec.Struct, frozen=True, tag_field="type", tag="reset"):
    """Drop what you had: `turns` are the finished turns, and the current question follows from offset 1."""

    turns: Sequence[dict[str, Any]]


LOGGED = (QuestionStarted, Token, SentenceEvent, Audio, AudioSkipped, QuestionDone, QuestionFailed)
UNLOGGED = (InterviewState, Reset)
CLOSING = (QuestionDone, QuestionFailed)

_encoder = msgspec.json.Encoder()
_any_logged: msgspec.json.Decoder[Event] = msgspec.json.Decoder(
    QuestionStarted | Token | SentenceEvent | Audio | AudioSkipped | QuestionDone | QuestionFailed
)


class _Head(msgspec.Struct):
    id: str


_head = msgspec.json.Decoder(_Head)


# A character has up to four bytes in UTF-8, six if JSON escapes it: far less than the log takes for one event.
MAX_TOKEN_CHARS = 4096


class Entry(NamedTuple):
    """A logged event in transit: its position, and its JSON, which has the position, too."""

    position: StreamPosition
    data: bytes


def type_name(event: Event) -> str:
    """Return the event's `type`."""
    return str(event.__struct_config__.tag)


def pieces(event: Event) -> list[Event]:
    """Return the event in a list; a token longer than MAX_TOKEN_CHARS as several tokens."""
    if not isinstance(event, Token) or len(event.text) <= MAX_TOKEN_CHARS:
        return [event]
    starts = range(0, len(event.text), MAX_TOKEN_CHARS)
    return [Token(turn=event.turn, text=event.text[at : at + MAX_TOKEN_CHARS]) for at in starts]


def encode(event: Event, position: StreamPosition) -> bytes:
    """Return the event's JSON in UTF-8, with the position as its first field, `id`."""
    return b'{"id":"%d-%d",' % position + _encoder.encode(event)[1:]


def encode_unlogged(event: InterviewState | Reset) -> bytes:
    return _encoder.encode(event)


def position_of(data: bytes) -> StreamPosition:
    """Return the position of an encoded event. Raise ValueError (msgspec's are such) if it has none."""
    return StreamPosition.parse(_head.decode(data).id)


def decode(data: bytes) -> Event:
    """Decode a logged event. Raise ValueError (msgspec's) if this version does not know its type or shape."""
    return _any_logged.decode(data)


def joined(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Join each run of tokens of one question into one token, under the position of the run's last one."""
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
