"""An audio event and its payload: the log keeps the event bare, a key of its own the payload. Pure."""

from .events import Audio, AudioSkipped, decode, encode
from .position import StreamPosition

_FIELD = b',"data":"'
_HEAD = 64  # the type stands behind a position, which has 37 characters at most


def is_sound(data: bytes) -> bool:
    """Whether the encoded event is `audio` or `audio.skipped`."""
    return b'"type":"audio' in data[:_HEAD]


def is_bare(data: bytes) -> bool:
    """Whether it is an `audio` without its payload."""
    return b'"type":"audio"' in data[:_HEAD] and not data.endswith(b'"}')


def cut(data: bytes) -> tuple[bytes, bytes]:
    """An encoded event without its payload, and the payload; empty where it has none."""
    if not is_sound(data) or (at := data.rfind(_FIELD)) < 0:
        return data, b""
    return data[:at] + b"}", data[at + len(_FIELD) : -2]


def put_back(bare: bytes, payload: bytes) -> bytes:
    return b'%b%b%b"}' % (bare[:-1], _FIELD, payload)


def skipped(data: bytes, position: StreamPosition, reason: str) -> bytes:
    """What stands for a sound that is not there: `audio.skipped`, at its position. Other events stay."""
    if b'"type":"audio"' not in data[:_HEAD]:
        return data
    event = decode(data)
    assert isinstance(event, Audio)
    return encode(AudioSkipped(turn=event.turn, sentence=event.sentence, reason=reason), position)
