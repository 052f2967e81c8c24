"""Control messages between processes over the channel layer: small, rare, and harmless if one is lost."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any, Protocol

from redis import RedisError

log = logging.getLogger(__name__)

STATE_GROUP = "stream.states"
RETRY_SECONDS = 1.0


def state_message(interview_id: int, status: str, ends_at: str = "") -> dict[str, Any]:
    """Return the message that tells web processes an interview's status and end. Send it to STATE_GROUP."""
    return {"type": "interview.state", "interview": interview_id, "status": status, "ends_at": ends_at}


class ChannelLayer(Protocol):
    """What is used of a Channels layer, which has no types of its own."""

    async def new_channel(self) -> str: ...

    async def group_add(self, group: str, channel: str) -> None: ...

    async def receive(self, channel: str) -> dict[str, Any]: ...


async def listen(layer: ChannelLayer, tell_state: Callable[[int, str, str], None]) -> None:
    """Call `tell_state(interview_id, status, ends_at)` for each message, until cancelled. One receiver a process."""
    while True:
        try:
            channel = await layer.new_channel()
            await layer.group_add(STATE_GROUP, channel)
            while True:
                message = await layer.receive(channel)
                tell_state(message["interview"], message["status"], message.get("ends_at", ""))
        except (RedisError, OSError) as error:
            log.warning("control messages wait for Redis: %s", type(error).__name__)
            await asyncio.sleep(RETRY_SECONDS)
