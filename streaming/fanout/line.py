"""The connection behind an ASGI `send`: how much of what was sent is still in this process, and a hard end."""

import asyncio
import time

from streaming.wire.frame import Framed

HIGH_BYTES = 128 * 1024
LOW_BYTES = 32 * 1024
LOOK_SECONDS = 0.05
STALLED_SECONDS = 10.0


class Line:
    """Of a server that waits in `send` itself, as ASGI asks; one that does not has a subclass (daphne.py)."""

    @property
    def unsent(self) -> int:
        """Bytes."""
        return 0

    def write(self, event: Framed) -> bool:
        """Write it now, past the server; False where that cannot be done, and `send` has to."""
        return False

    def abort(self) -> None:
        """End the connection now, without waiting for the peer to take what is unsent."""

    @property
    def is_full(self) -> bool:
        return self.unsent > HIGH_BYTES

    async def cleared(self) -> bool:
        """Wait until there is room again; False where the peer took nothing for STALLED_SECONDS."""
        least, moved_at = self.unsent, time.monotonic()
        while (unsent := self.unsent) > LOW_BYTES:
            if unsent < least:
                least, moved_at = unsent, time.monotonic()
            elif time.monotonic() - moved_at > STALLED_SECONDS:
                return False
            await asyncio.sleep(LOOK_SECONDS)
        return True
