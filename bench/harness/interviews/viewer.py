"""Reads a candidate's SSE stream from a plain socket, and notes when each event arrived."""

import json
import queue
import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Arrival:
    """An event, and when its last byte arrived, by time.monotonic(), which all processes of the machine share."""

    event: dict[str, Any]
    at: float


class Viewer:
    """Reads `GET /v1/interviews/<id>/stream` in a thread. Call `close` at the end."""

    def __init__(self, url: str, interview_id: int, access_token: str) -> None:
        parts = urlsplit(url)
        self._arrived: queue.SimpleQueue[Arrival | None] = queue.SimpleQueue()
        self._socket = socket.create_connection((parts.hostname or "", parts.port or 80))
        self._socket.sendall(
            f"GET /v1/interviews/{interview_id}/stream HTTP/1.1\r\nHost: {parts.netloc}\r\n"
            f"Authorization: Bearer {access_token}\r\n\r\n".encode()
        )
        self._thread = threading.Thread(target=self._read, name="viewer", daemon=True)
        self._thread.start()

    def next(self, seconds: float = 120) -> Arrival:
        """Return the next event. Raises TimeoutError, or ConnectionError at the end of the stream."""
        try:
            arrival = self._arrived.get(timeout=seconds)
        except queue.Empty:
            raise TimeoutError(f"no event within {seconds:g} s") from None
        if arrival is None:
            raise ConnectionError("the stream ended")
        return arrival

    def until(self, *types: str, turn: int | None = None) -> Arrival:
        """Return the next event of one of these types (and of `turn`, if given), skipping others."""
        while True:
            arrival = self.next()
            if arrival.event["type"] in types and turn in (None, arrival.event.get("turn")):
                return arrival

    def close(self) -> None:
        with suppress(OSError):  # the server was first
            self._socket.shutdown(socket.SHUT_RDWR)
        self._thread.join(5)
        self._socket.close()

    def _read(self) -> None:
        held = b""
        try:
            while data := self._socket.recv(65536):
                at = time.monotonic()
                *lines, held = (held + data).split(b"\n")
                for line in lines:
                    if line.startswith(b"data: "):
                        self._arrived.put(Arrival(json.loads(line[6:]), at))
        except OSError:
            pass
        self._arrived.put(None)
