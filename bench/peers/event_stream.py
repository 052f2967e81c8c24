"""A minimal client that sends an HTTP POST and reads the events of the response from a plain socket."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any

from ops.processes.ports import HOST

LIMIT_BYTES = 1 << 20  # of a line, and so of a chunk size
PREFIX, END = b"data: ", b"[DONE]"


async def post(port: int, path: str, body: Any) -> AsyncIterator[Any]:
    """Yield the JSON of each event up to `[DONE]`; RuntimeError if the status is not 200. Closing it hangs up."""
    reader, writer = await asyncio.open_connection(HOST, port, limit=LIMIT_BYTES)
    try:
        content = json.dumps(body).encode()
        head = f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: application/json\r\nConnection: close\r\n"
        writer.write(f"{head}Content-Length: {len(content)}\r\n\r\n".encode() + content)
        status = (await reader.readuntil(b"\r\n\r\n")).split(b"\r\n", 1)[0].decode()
        if " 200 " not in f"{status} ":
            raise RuntimeError(f"{path}: {status}")
        async with aclosing(events(reader)) as parsed:  # type: ignore[type-var]
            async for event in parsed:
                yield event
    finally:
        writer.close()


async def events(reader: asyncio.StreamReader) -> AsyncIterator[Any]:
    """Yield the events of a chunked body. An event may span chunks."""
    rest = b""
    while size := int((await reader.readline()).strip() or b"0", 16):
        chunk = await reader.readexactly(size + 2)
        *whole, rest = (rest + chunk[:-2]).split(b"\n\n")
        for event in whole:
            if event.removeprefix(PREFIX) == END:
                return
            if event.startswith(PREFIX):  # anything else is a keepalive while a long prompt is read
                yield json.loads(event.removeprefix(PREFIX))
