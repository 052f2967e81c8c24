"""Many viewers in one cheap process, which only counts the marks in the bytes that arrive.

{"join": [[host, port, hello, ready], ...]} is answered with the number of connections, once all are established.
{"awaited": marks, "seconds": ...} is answered with what arrived since the last such question, as soon as that many
marks have reached all viewers together or the time is up.
"""

import json
import os
import selectors
import socket
import sys
import time
from collections import deque
from typing import Any

from bench.harness.streams.marked_token import MARK

AT_ONCE = 50  # handshakes under way
JOIN_SECONDS = 120.0
PING = b"\x89\x0c"  # daphne's keepalive, with twelve bytes of payload; no text of ours has 0x89
PING_SIZE = len(PING) + 12
PONG = b"\x8a\x8c\0\0\0\0"  # masked, as a client's must be, by zeros


class Viewer:
    """One connection. It parses neither SSE nor WebSocket frames: that would cost more than sending them."""

    def __init__(self, connection: socket.socket, ready: bytes) -> None:
        self._socket, self._ready = connection, ready
        self._held = b""
        self.joined = self.closed = False
        self.marks = self.reads = 0  # since the last take
        self.last_ns = 0

    def read(self) -> int:
        """Read the available bytes; return the number of marks in them."""
        try:
            data = self._socket.recv(262_144)
        except BlockingIOError:
            return 0
        except OSError:
            data = b""
        if not data:
            self.closed = True
            return 0
        return self._count(self._held + data)

    def _count(self, held: bytes) -> int:
        if not self.joined:
            self.joined = self._ready in held
            self._held = b"" if self.joined else held
            return 0  # what is replayed on joining is not counted
        if PING in held:
            self._answer(held)
        marks = held.count(MARK)
        counted = held.rfind(MARK) + len(MARK) if marks else 0
        self._held = held[max(counted, len(held) - PING_SIZE + 1) :]  # neither a complete mark nor a complete ping
        if marks:
            self.marks += marks
            self.reads += 1
            self.last_ns = time.monotonic_ns()
        return marks

    def _answer(self, held: bytes) -> None:
        begin = held.index(PING)
        ping = held[begin : begin + PING_SIZE]
        if len(ping) == PING_SIZE:
            self._socket.send(PONG + ping[len(PING) :])


class Crowd:
    def __init__(self) -> None:
        self.viewers: list[Viewer] = []
        self._joining: list[Viewer] = []
        self.questions: deque[bytes] = deque()
        self._asked = b""
        self._selector = selectors.DefaultSelector()
        self._selector.register(sys.stdin, selectors.EVENT_READ, self._read_question)

    def look(self, seconds: float | None = None) -> int:
        """Read from all readable connections; return the number of marks."""
        marks = 0
        for key, _ in self._selector.select(seconds):
            marks += key.data()
            if key.data != self._read_question and key.data.__self__.closed:
                self._selector.unregister(key.fileobj)
        return marks

    def join(self, connections: list[tuple[str, int, str, str]]) -> int:
        for host, port, hello, ready in connections:
            self._wait_until_joining(AT_ONCE - 1)
            connection = socket.create_connection((host, port))
            connection.sendall(hello.encode())
            connection.setblocking(False)
            viewer = Viewer(connection, ready.encode())
            self.viewers.append(viewer)
            self._joining.append(viewer)
            self._selector.register(connection, selectors.EVENT_READ, viewer.read)
        self._wait_until_joining(0)
        return len(self.viewers)

    def take(self, awaited: int, seconds: float) -> dict[str, Any]:
        came = sum(viewer.marks for viewer in self.viewers)
        deadline = time.monotonic() + seconds
        while came < awaited and (left := deadline - time.monotonic()) > 0:
            came += self.look(left)
        taken = {
            "marks": [viewer.marks for viewer in self.viewers],
            "reads": sum(viewer.reads for viewer in self.viewers),
            "last_ns": max(viewer.last_ns for viewer in self.viewers),
            "closed": sum(viewer.closed for viewer in self.viewers),
        }
        for viewer in self.viewers:
            viewer.marks = viewer.reads = 0
        return taken

    def _wait_until_joining(self, at_most: int) -> None:
        deadline = time.monotonic() + JOIN_SECONDS
        while len(self._joining) > at_most:
            self.look(1)
            if time.monotonic() > deadline or any(viewer.closed for viewer in self._joining):
                raise TimeoutError(
                    f"{len(self._joining)} of {len(self.viewers)} viewers never received their first bytes"
                )
            self._joining = [viewer for viewer in self._joining if not viewer.joined]

    def _read_question(self) -> int:
        read = os.read(sys.stdin.fileno(), 1_048_576)
        if not read:
            sys.exit()
        *lines, self._asked = (self._asked + read).split(b"\n")
        self.questions.extend(lines)
        return 0


def main() -> None:
    crowd = Crowd()
    while True:
        while not crowd.questions:
            crowd.look()
        question = json.loads(crowd.questions.popleft())
        answer: Any = crowd.join(question["join"]) if "join" in question else crowd.take(**question)
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
