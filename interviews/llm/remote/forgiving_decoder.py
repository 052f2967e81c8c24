"""Reads server-sent events as some model servers write them (openai 3)."""

import re
from collections.abc import AsyncIterator

from openai._streaming import ServerSentEvent, SSEDecoder

BYTE_ORDER_MARK = "\ufeff"
TEXT = re.compile(r'"content"\s*:\s*"[^"]')
FINISH_REASON = re.compile(r'"finish_reason"\s*:\s*"')
STOP = '{"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}'


class ForgivingDecoder(SSEDecoder):
    """Skips a byte order mark, and reads `[DONE]` after text as the reason `stop` if the server gave none."""

    _at_start = True

    def decode(self, line: str) -> ServerSentEvent | None:
        if self._at_start:
            self._at_start, line = False, line.removeprefix(BYTE_ORDER_MARK)
        return super().decode(line)

    async def aiter_bytes(self, iterator: AsyncIterator[bytes]) -> AsyncIterator[ServerSentEvent]:
        has_text = has_reason = False
        async for event in super().aiter_bytes(iterator):
            has_text = has_text or bool(TEXT.search(event.data))
            has_reason = has_reason or bool(FINISH_REASON.search(event.data))
            if event.data.startswith("[DONE]") and has_text and not has_reason:
                yield ServerSentEvent(data=STOP)
            yield event
