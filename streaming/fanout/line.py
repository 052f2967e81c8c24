"""The connection below an ASGI `send`: how much of what was sent is still in this process, and how to cut it."""

import asyncio
import time

from streaming.wire.frame import Framed

HIGH_BYTES = 128 * 1024
LOW_BYTES = 32 * 1024
LOOK_SECONDS = 0.05
STALLED_SECONDS = 10.0


class Line:
    """The connection of a server that waits in `send` itself, as ASGI asks. One that does not needs a subclass."""

    @property
    def flaw(self) -> str:
        """The error code to refuse the client with, because of how much it sends; "" if there is none."""
        return ""

    @property
    def unsent(self) -> int:
        """How many bytes were sent and are still in this process."""
        return 0

    def write(self, event: Framed) -> bool:
        """Write an event past the server. Return False, without writing, if that is impossible now: use `send` then."""
        return False

    def abort(self) -> None:
        """Cut the connection without waiting for the client to take what is unsent."""

    @property
    def is_full(self) -> bool:
        """Whether to wait (`cleared`) before sending more."""
        return self.unsent > HIGH_BYTES

    async def cleared(self) -> bool:
        """Wait until there is room again. Return False if the client took nothing for STALLED_SECONDS."""
        least, moved_at = self.unsent, time.monotonic()
        while (unsent := self.unsent) > LOW_BYTES:
            if unsent < least:
                least, moved_at = unsent, time.monotonic()
            elif time.monotonic() - moved_at > STALLED_SECONDS:
                return False
            await asyncio.sleep(LOOK_SECONDS)
        return True
