"""Events in the form in which they are sent, made once for all readers of a process."""

from collections.abc import Iterable
from functools import cached_property
from itertools import groupby

import msgspec

from . import events, framing, payload, sse
from .events import Entry, InterviewState, Reset, encode_unlogged
from .position import StreamPosition


class Frame(msgspec.Struct, frozen=True, gc=False):
    """One event, ready to send: `text` over a WebSocket (nothing is sent if it is empty), `wire` over SSE.

    `is_sound`: it is an `audio` or `audio.skipped` event. `is_bare`: its payload is missing and has to be put back
    before it is sent (`Feed.whole`).

    It holds nothing that the garbage collector tracks, nor does the collector track it: rings hold tens of thousands,
    and whenever it went through them, all streams of the process stood still.
    """

    epoch: int
    offset: int  # 0 if the event is not logged
    text: str
    wire: bytes
    is_sound: bool = False
    is_bare: bool = False

    @property
    def position(self) -> StreamPosition | None:
        """The position of a logged event, else None."""
        return StreamPosition(self.epoch, self.offset) if self.offset else None

    @classmethod
    def logged(cls, entry: Entry) -> "Frame":
        position, data = entry
        wire = sse.frame(data, str(position))
        return cls(*position, data.decode(), wire, payload.is_sound(data), payload.is_bare(data))

    @property
    def entry(self) -> Entry:
        """The frame of a logged event as an entry of the log."""
        assert self.offset
        return Entry(StreamPosition(self.epoch, self.offset), self.text.encode())

    def bare(self) -> "Frame":
        """Return an audio frame without its payload."""
        position, data = self.entry
        return Frame.logged(Entry(position, payload.cut(data)[0]))

    def voiced(self, sound: bytes | None) -> "Frame":
        """Return a bare frame with its payload, or `audio.skipped` if `sound` is None because it has expired."""
        position, data = self.entry
        return Frame.logged(
            Entry(position, payload.put_back(data, sound) if sound else payload.skipped(data, position, "expired"))
        )

    @classmethod
    def unlogged(cls, event: InterviewState | Reset) -> "Frame":
        data = encode_unlogged(event)
        return cls(0, 0, data.decode(), sse.frame(data))


class Framed:
    """A frame as the bytes of each transport's connection, made when the first reader needs them, for all readers."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.position = frame.position

    @cached_property
    def http_chunk(self) -> bytes:
        return framing.http_chunk(self.frame.wire)

    @cached_property
    def text_frame(self) -> bytes:
        """Empty if nothing is sent over a WebSocket."""
        return framing.text_frame(self.frame.text.encode()) if self.frame.text else b""


HEARTBEAT = Frame(0, 0, "", sse.HEARTBEAT)
PUSH = Frame(0, 0, "", sse.PUSH)


def joined(frames: Iterable[Frame]) -> list[Frame]:
    """Join each run of tokens of one question into one frame."""
    result: list[Frame] = []
    for is_text, group in groupby(frames, lambda frame: frame.offset and not frame.is_sound):
        if is_text:
            result += [Frame.logged(entry) for entry in events.joined(frame.entry for frame in group)]
        else:
            result += group
    return result
