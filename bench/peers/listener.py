"""Receives paced streams over many sockets, and notes the age of each timestamp when it arrives.

The same program reads SSE, WebSocket and raw Redis Pub/Sub, so that receiving costs the same for all. It sends each
connection's first bytes, then searches for timestamps: `;` and the nanoseconds of time.monotonic(), a clock that all
processes of the machine share.
"""

import asyncio
import json
import re
import sys
import time
from functools import partial
from typing import Any

STAMP = re.compile(rb";(\d{9,}):")


class Heard(asyncio.Protocol):
    """One connection; appends (timestamp, age in nanoseconds) to `ages`."""

    def __init__(self, hello: bytes, ready: bytes, ages: list[tuple[int, int]]) -> None:
        self._hello, self._ready, self._ages = hello, ready, ages
        self._held = b""
        self.joined = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: Any) -> None:
        transport.write(self._hello)

    def data_received(self, data: bytes) -> None:
        now = time.monotonic_ns()
        self._held += data
        end = 0
        for match in STAMP.finditer(self._held):
            sent, end = int(match[1]), match.end()
            self._ages.append((sent, now - sent))
        if not self.joined.done() and self._ready in self._held:
            self.joined.set_result(None)
        self._held = self._held[max(end, len(self._held) - 64 if self.joined.done() else 0) :]


async def main() -> None:
    """Read [[kind, host, port, hello, ready], ...]; on null, print {kind: [[timestamp, age in nanoseconds], ...]}."""
    ages: dict[str, list[tuple[int, int]]] = {}
    loop = asyncio.get_running_loop()
    for kind, host, port, hello, ready in json.loads(await loop.run_in_executor(None, sys.stdin.readline)):
        heard = partial(Heard, hello.encode(), ready.encode(), ages.setdefault(kind, []))
        _, protocol = await loop.create_connection(heard, host, port)
        await asyncio.wait_for(protocol.joined, 30)
    print("true", flush=True)
    await loop.run_in_executor(None, sys.stdin.readline)
    print(json.dumps(ages), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
