"""A scripted server of the Hugging Face hub's downloads on loopback, which can fail in many ways."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from .chat_server import Request, read_request, send
from .loopback_thread import LoopbackThread

COMMIT = "0123456789abcdef0123456789abcdef01234567"
PIECE_BYTES = 16 * 1024
STORE = "/store"  # where the hub sends its clients: another host, which knows no tokens


@dataclass(frozen=True, slots=True)
class HubReply:
    """The file that the hub serves at every address, and what goes wrong with it."""

    content: bytes = b""
    announced_bytes: int | None = None  # instead of the content's length
    announced_sha256: str | None = None  # instead of the content's; "" for an ETag that is no checksum
    status: int = 200  # if not 200: the answer to every request
    headers: Sequence[str] = ()  # with an error status
    ignores_ranges: bool = False
    cuts: Sequence[int] = ()  # the connection is dropped after this many bytes: of the first download, the second, ...
    always_cut: int | None = None  # the same, for every further download
    seconds_between: float = 0.0  # between two pieces of 16 KB


class HubServer(LoopbackThread):
    """Use as a context manager; `HF_ENDPOINT` is its `url`. `reply` may be set at any time.

    A HEAD or GET of `/REPOSITORY/resolve/REVISION/FILE` is redirected to a store, which serves the bytes. `asked` holds
    what was asked of the hub, `ranges` the Range header of each download ("" without one), and `tokens` the
    Authorization header of each request, with the host that it was sent to.
    """

    def __init__(self, reply: HubReply) -> None:
        super().__init__()
        self.reply = reply
        self.asked: list[str] = []
        self.ranges: list[str] = []
        self.tokens: list[tuple[str, str]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while request := await read_request(reader):
                host = request.headers["host"].partition(":")[0]
                self.tokens.append((host, request.headers.get("authorization", "")))
                if request.path.startswith(STORE):
                    await self._download(request, writer)
                else:
                    await self._resolve(request, writer)
        except ConnectionError:
            pass
        finally:
            writer.close()

    async def _resolve(self, request: Request, writer: asyncio.StreamWriter) -> None:
        self.asked.append(f"{request.method} {request.path}")
        reply = self.reply
        if reply.status != 200:
            await send(writer, reply.status, "text/plain", b"", reply.headers)
            return
        digest = sha256(reply.content).hexdigest() if reply.announced_sha256 is None else reply.announced_sha256
        size = len(reply.content) if reply.announced_bytes is None else reply.announced_bytes
        about = (f"X-Repo-Commit: {COMMIT}", f"X-Linked-Size: {size}", f'X-Linked-ETag: "{digest or "none"}"')
        await send(writer, 302, "text/plain", b"", (f"Location: http://localhost:{self.port}{STORE}/file", *about))

    async def _download(self, request: Request, writer: asyncio.StreamWriter) -> None:
        wanted = request.headers.get("range", "")
        number = len(self.ranges)
        self.ranges.append(wanted)
        reply = self.reply
        start = 0 if reply.ignores_ranges or not wanted else int(wanted.removeprefix("bytes=").rstrip("-"))
        if start and start >= len(reply.content):
            await send(writer, 416, "text/plain", b"")
            return
        writer.write(_head(start, len(reply.content)).encode())
        limit = reply.cuts[number] if number < len(reply.cuts) else reply.always_cut
        await self._send_pieces(writer, reply.content[start:], limit)

    async def _send_pieces(self, writer: asyncio.StreamWriter, data: bytes, limit: int | None) -> None:
        end = len(data) if limit is None else min(limit, len(data))
        for at in range(0, end, PIECE_BYTES):
            writer.write(data[at : min(at + PIECE_BYTES, end)])
            await writer.drain()
            await asyncio.sleep(self.reply.seconds_between)
        if end < len(data):
            raise ConnectionError("cut")


def _head(start: int, total: int) -> str:
    lines = ["HTTP/1.1 206 Partial Content" if start else "HTTP/1.1 200 OK", f"Content-Length: {total - start}"]
    lines += [f"Content-Range: bytes {start}-{total - 1}/{total}"] if start else []
    return "\r\n".join([*lines, "", ""])
