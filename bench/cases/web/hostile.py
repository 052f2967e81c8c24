"""How much memory a web process takes for clients that send too much: frames of one candidate, and a long body.

The process's memory is read before and all the while. It has answered the same in small before, so that all is loaded.
"""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from bench.harness.progress import Say
from bench.harness.row import Goal, Row, judged
from bench.harness.server import Server
from bench.harness.stacks import web_stage
from bench.harness.streams.handshakes import Connection, websocket_connection
from bench.harness.streams.streams import make_streams

BENCH = "hostile"
FRAMES_MB, QUICK_FRAMES_MB = 1_500, 20
BODY_MB, QUICK_BODY_MB = 600, 5
OF_FRAMES, OF_BODY, FILES = Goal("<=", 20), Goal("<=", 5), Goal("<=", 0)
PAYLOAD = b'{"type":"ping","more":"' + b"x" * 60_000 + b'"}'
FRAME = b"\x81\xfe" + len(PAYLOAD).to_bytes(2, "big") + bytes(4) + PAYLOAD
PIECE = b"x" * 64 * 1024
POST = "POST /v1/sessions HTTP/1.1\r\nHost: {host}:{port}\r\n"
BODIES = {
    "announced": (POST + "Content-Length: {size}\r\n\r\n", PIECE),
    "chunked": (POST + "Transfer-Encoding: chunked\r\n\r\n", b"%x\r\n%s\r\n" % (len(PIECE), PIECE)),
}
MB = 1_000_000
LOOK_SECONDS = 0.01


class Watch:
    """The most memory that a process had, and the temporary files that it held open, since `begin`."""

    def __init__(self, server: Server) -> None:
        self._server, self._ended = server, threading.Event()
        self._before = self._most = server.memory_kb
        self.files: set[str] = set()

    @property
    def more_mb(self) -> float:
        return (self._most - self._before) * 1024 / MB

    @contextmanager
    def looking(self) -> Iterator["Watch"]:
        looking = threading.Thread(target=self._look)
        looking.start()
        try:
            yield self
        finally:
            self._ended.set()
            looking.join()

    def _look(self) -> None:
        while not self._ended.wait(LOOK_SECONDS):
            self._most = max(self._most, self._server.memory_kb)
            self.files |= {name for name in self._server.open_files if name.endswith("(deleted)")}


def rows(quick: bool, say: Say) -> Iterator[Row]:
    frames, body = (QUICK_FRAMES_MB, QUICK_BODY_MB) if quick else (FRAMES_MB, BODY_MB)
    with web_stage() as stack, Server(stack) as server:
        stream = make_streams(stack, 1)[0]
        connection = websocket_connection(server.url, stream.interview_id, stream.access_token)
        yield from _frames(server, connection, frames, say)
        for way in BODIES:
            yield from _body(server, connection, body, way, say)


def _frames(server: Server, connection: Connection, megabytes: int, say: Say) -> Iterator[Row]:
    _pour(connection, FRAME, MB)
    with Watch(server).looking() as watch:
        sent = sockets = 0
        while sent < megabytes * MB:
            say(f"{sent // MB:,} of {megabytes:,} MB of frames")
            sent += _pour(connection, FRAME, megabytes * MB - sent)
            sockets += 1
    name = f"{megabytes:,} MB of frames from one candidate over {sockets:,} sockets: most memory taken"
    yield Row(BENCH, name, f"{watch.more_mb:.1f} MB", **judged(OF_FRAMES, watch.more_mb))


def _pour(connection: Connection, piece: bytes, most: int) -> int:
    """Send the piece over one socket until the server closes it. Return the number of bytes that were sent."""
    host, port, hello, ready = connection
    sent = 0
    with socket.create_connection((host, port), timeout=60) as client, suppress(OSError):
        client.sendall(hello.encode())
        heard = b""
        while ready.encode() not in heard:
            heard += client.recv(65536) or _refused(heard)
        while sent < most:
            client.sendall(piece)
            sent += len(piece)
    return sent


def _refused(heard: bytes) -> bytes:
    raise RuntimeError(f"the socket was refused: {heard.decode(errors='replace')}")


def _body(server: Server, connection: Connection, megabytes: int, way: str, say: Say) -> Iterator[Row]:
    _send_body(connection, way, MB)
    with Watch(server).looking() as watch:
        say(f"body of {megabytes:,} MB, {way}")
        sent = _send_body(connection, way, megabytes * MB)
    name = f"body of {megabytes:,} MB, {way}, {sent / MB:,.0f} MB sent until the server hung up: most memory taken"
    yield Row(BENCH, name, f"{watch.more_mb:.1f} MB", **judged(OF_BODY, watch.more_mb))
    yield Row(BENCH, "  temporary files", str(len(watch.files)), **judged(FILES, len(watch.files)))


def _send_body(connection: Connection, way: str, size: int) -> int:
    """Send a body to an address that takes 64 KB, until the server hangs up. Return the number of bytes."""
    host, port, *_ = connection
    head, piece = BODIES[way]
    sent = 0
    with socket.create_connection((host, port), timeout=60) as client, suppress(OSError):
        client.sendall(head.format(host=host, port=port, size=size).encode())
        while sent < size:
            client.sendall(piece)
            sent += len(PIECE)
    return sent
