"""Audio events and their payloads. The log keeps the event without its payload, which has a key of its own. Pure."""

from .events import Audio, AudioSkipped, decode, encode
from .position import StreamPosition

_FIELD = b',"data":"'
_HEAD = 64  # bytes in which the type is found: the position before it has 37 characters at most


def is_sound(data: bytes) -> bool:
    """Return whether the encoded event is `audio` or `audio.skipped`."""
    return b'"type":"audio' in data[:_HEAD]


def is_bare(data: bytes) -> bool:
    """Return whether the encoded event is `audio` without its payload."""
    return b'"type":"audio"' in data[:_HEAD] and not data.endswith(b'"}')


def cut(data: bytes) -> tuple[bytes, bytes]:
    """Split an encoded event into the event without its payload, and the payload, empty if it has none."""
    if not is_sound(data) or (at := data.rfind(_FIELD)) < 0:
        return data, b""
    return data[:at] + b"}", data[at + len(_FIELD) : -2]


def put_back(bare: bytes, payload: bytes) -> bytes:
    """Undo `cut`."""
    return b'%b%b%b"}' % (bare[:-1], _FIELD, payload)


def skipped(data: bytes, position: StreamPosition, reason: str) -> bytes:
    """Replace an encoded `audio` by `audio.skipped` at the same position; return any other event as it is."""
    if b'"type":"audio"' not in data[:_HEAD]:
        return data
    event = decode(data)
    assert isinstance(event, Audio)
    return encode(AudioSkipped(turn=event.turn, sentence=event.sentence, reason=reason), position)
