"""A proxy that holds back what is streamed, as some companies' gateways and virus scanners do."""

import asyncio
from contextlib import suppress

from ops.vendors.loopback_thread import LoopbackThread

HEAD_END = b"\r\n\r\n"
PIECE = 65_536


class HoldingProxy(LoopbackThread):
    """Use as a context manager. Every response comes through as it is, but for those of `/stream`.

    `block` is the number of bytes that it collects before it passes them on; 0 holds each piece until the next one.
    """

    def __init__(self, upstream: int, block: int) -> None:
        super().__init__()
        self._upstream, self._block = upstream, block
        self.streams = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            head = await reader.readuntil(HEAD_END)
            theirs, to_them = await asyncio.open_connection("127.0.0.1", self._upstream)
            to_them.write(_passed_on(head, self.port, self._upstream))
            both = [self._forth(reader, to_them), self._back(theirs, writer, held=b"/stream" in head.split(b"\r\n")[0])]
            tasks = [asyncio.create_task(way) for way in both]
            try:
                await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for task in tasks:
                    task.cancel()
                to_them.close()
                writer.close()

    async def _forth(self, reader: asyncio.StreamReader, to_them: asyncio.StreamWriter) -> None:
        while piece := await reader.read(PIECE):
            to_them.write(piece)
            await to_them.drain()

    async def _back(self, theirs: asyncio.StreamReader, writer: asyncio.StreamWriter, held: bool) -> None:
        self.streams += held
        kept = b""
        while piece := await theirs.read(PIECE):
            kept += piece
            count = len(kept) if not held else self._ripe(len(kept), len(piece))
            writer.write(kept[:count])
            kept = kept[count:]
            await writer.drain()
        writer.write(kept)
        await writer.drain()

    def _ripe(self, kept: int, newest: int) -> int:
        """Return how many of the `kept` bytes pass now that `newest` bytes have come."""
        return kept - kept % self._block if self._block else kept - newest


def _passed_on(head: bytes, port: int, upstream: int) -> bytes:
    """Return a request's head with the upstream's address, for a connection of its own."""
    first, *fields = head.replace(b":%d" % port, b":%d" % upstream).removesuffix(HEAD_END).split(b"\r\n")
    kept = [field for field in fields if not field.lower().startswith(b"connection:")]
    return b"\r\n".join([first, *kept, b"Connection: close"]) + HEAD_END
