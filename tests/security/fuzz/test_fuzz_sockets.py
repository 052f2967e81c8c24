"""Anything at all, sent over a WebSocket to a running product: an answer, or a close code that is documented."""

import json
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from redis import Redis

from interviews.api.errors import STATUS
from ops.stack import Stack
from tests.interviews.guest import Guest

from .frames import BINARY, CLOSE, CONTINUED, DROPPED, PING, PONG, STILL_OPEN, TEXT, RawSocket, Shape, frame
from .values import text, tries, values

pytestmark = pytest.mark.process

GUESTS = 8  # whose interviews get on while they are sent nonsense
DOCUMENTED = {STILL_OPEN, 4012, *(4000 + status for status in STATUS.values() if status != 500)}
PROTOCOL = {1000, 1002, 1007}  # RFC 6455: an answer to a close, a frame that breaks the rules, text that is no UTF-8
TRIES = 3
LARGE = '{"type": "ping", "more": "%s"}'


def raw(message: str) -> bytes:
    return message.encode("utf-8", "surrogatepass")


kinds = st.sampled_from(["answer", "message", "cancel", "resume", "ping", "reset", "", "Answer"])
likely = {
    "turn": st.one_of(st.sampled_from([1, 2, 3, 1.0]), values),
    "text": st.one_of(st.sampled_from(["I moved the queue.", "", "\0", "\ud800"]), values),
    "last_event_id": st.one_of(st.sampled_from(["1-1", "1-99999999999999999999", "0-0", "1-0", "٣-١"]), values),
}
objects = st.builds(
    lambda kind, fields: {"type": kind, **fields}, st.one_of(kinds, values), st.fixed_dictionaries({}, optional=likely)
)
texts = st.one_of(
    objects.map(json.dumps),
    objects.map(lambda message: json.dumps(message, ensure_ascii=False)),
    st.builds(lambda first, second: first[:-1] + "," + second[1:], objects.map(json.dumps), objects.map(json.dumps)),
    values.map(json.dumps),
    text,
    st.integers(1, 30_000).map(lambda depth: "[" * depth),
    st.integers(1, 5_000).map(lambda depth: '{"type":' * depth),
    st.sampled_from(["NaN", "1e999", "-0", "9" * 5_000, "{", "\ufeff{}"]),
    st.sampled_from([60_000, 65_536, 70_000]).map(lambda size: LARGE % ("x" * size)),
)  # fmt: skip
payloads = st.one_of(texts.map(raw), st.binary(max_size=200))
messages = st.builds(frame, payloads, st.sampled_from([TEXT, BINARY]).map(Shape))
pieces = payloads.map(lambda payload: frame(payload[:9], Shape(is_last=False)) + frame(payload[9:], Shape(CONTINUED)))
shapes = st.builds(
    Shape,
    kind=st.one_of(st.sampled_from([CONTINUED, TEXT, BINARY, CLOSE, PING, PONG]), st.integers(0, 15)),
    is_last=st.booleans(),
    reserved=st.sampled_from([0, 0, 0, 1, 4, 7]),
    masked=st.sampled_from([True, True, True, False]),
    claimed=st.one_of(st.none(), st.none(), st.sampled_from([0, 1, 125, 126, 70_000, 2**31, 2**63, 2**64 - 1])),
)
broken = st.one_of(st.builds(frame, st.binary(max_size=130), shapes), st.binary(max_size=60))
closing = st.builds(
    lambda code, reason: frame(code.to_bytes(2, "big") + reason, Shape(CLOSE)),
    st.integers(0, 65_535),
    st.binary(max_size=125),
)


class Product(NamedTuple):
    """A running product, and some candidates who are signed in."""

    stack: Stack
    redis: Redis
    guests: list[Guest]

    def open(self, guest: int, is_chat: bool, query: str) -> RawSocket:
        """Open a socket to which no limit of an earlier one applies."""
        self.redis.delete(*self.redis.scan_iter("rate:*"), "none")
        path = "/v1/chat/stream" if is_chat else f"/ws/interview/{self.guests[guest].interview}/stream"
        return RawSocket(self.stack.url, path + query, self.guests[guest].token)

    def end_of(self, guest: int, is_chat: bool, query: str, sent: list[bytes]) -> int:
        """Return how a socket ends that is sent this. Whoever is slow to read may lose the code, but not every time."""
        for _ in range(TRIES):
            with self.open(guest, is_chat, query) as socket:
                code = socket.end_of(b"".join(sent))
            if code != DROPPED:
                return code
        return DROPPED


@pytest.fixture(scope="module")
def product(stack: Stack) -> Iterator[Product]:
    with Redis.from_url(stack.redis.url) as redis:
        guests = [Guest(stack) for _ in range(GUESTS)]
        log, pid = stack.web.log, stack.web.pid
        before = len(log.read_bytes())
        yield Product(stack, redis, guests)
        said = log.read_bytes()[before:]
        for guest in guests:
            guest.http.close()
    assert (stack.web.status, stack.web.pid) == (None, pid)
    assert b"Traceback" not in said and b"level=error" not in said, said.decode(errors="replace")[-5000:]


queries = st.sampled_from(
    ["", "", "?audio=0", "?last_event_id=1-1", "?last_event_id=x", "?interview=" + "9" * 20, "?%00"]
)
numbers = st.integers(0, GUESTS - 1)


@given(numbers, st.booleans(), queries, st.lists(st.one_of(messages, messages, pieces), max_size=5))
@tries(150)
def test_whatever_a_socket_is_told_it_answers_or_says_why_it_closes(
    product: Product, guest: int, is_chat: bool, query: str, sent: list[bytes]
) -> None:
    assert product.end_of(guest, is_chat, query, sent) in DOCUMENTED | PROTOCOL


@given(numbers, st.lists(st.one_of(broken, closing, messages), min_size=1, max_size=5), st.booleans())
@tries(150)
def test_frames_that_break_the_protocol_end_the_socket_and_nothing_else(
    product: Product, guest: int, sent: list[bytes], hangs_up: bool
) -> None:
    with product.open(guest, False, "") as socket:
        if hangs_up:
            socket.send(b"".join(sent))
        else:
            assert socket.end_of(b"".join(sent)) in DOCUMENTED | PROTOCOL | {DROPPED}
    with product.open(guest, False, "") as next_one:
        assert next_one.end_of(b"") in DOCUMENTED
