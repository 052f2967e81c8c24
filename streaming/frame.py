"""An event ready to send, made once for all readers of a process."""

from collections.abc import Iterable
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from . import events, framing, sse
from .events import Entry, InterviewState, Reset, encode_unlogged
from .position import Position


class Frame(NamedTuple):
    """`text` on a WebSocket (nothing where empty), `wire` over SSE."""

    position: Position | None  # none where it is not logged
    text: str
    wire: bytes

    @classmethod
    def logged(cls, entry: Entry) -> "Frame":
        return cls(entry.position, entry.data.decode(), sse.frame(entry.data, str(entry.position)))

    @classmethod
    def unlogged(cls, event: InterviewState | Reset) -> "Frame":
        data = encode_unlogged(event)
        return cls(None, data.decode(), sse.frame(data))


class Framed:
    """A frame as it stands on either transport's connection: made when the first reader needs it, for all of them."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame

    @cached_property
    def http_chunk(self) -> bytes:
        return framing.http_chunk(self.frame.wire)

    @cached_property
    def text_frame(self) -> bytes:
        """Empty where a WebSocket is told nothing."""
        return framing.text_frame(self.frame.text.encode()) if self.frame.text else b""


HEARTBEAT = Frame(None, "", sse.HEARTBEAT)


def joined(frames: Iterable[Frame]) -> list[Frame]:
    """The same frames with each run of one question's tokens joined into one."""
    result: list[Frame] = []
    for is_logged, group in groupby(frames, lambda frame: frame.position is not None):
        if is_logged:
            entries = (Entry(frame.position, frame.text.encode()) for frame in group if frame.position)
            result += [Frame.logged(entry) for entry in events.joined(entries)]
        else:
            result += group
    return result
