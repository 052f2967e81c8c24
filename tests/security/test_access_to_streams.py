"""Who may open each stream and send each message on a socket: the rows of access.tsv that begin with SSE and WS.

A cell is an HTTP status, `open` or `accepted`, or the code with which the socket is closed.
"""

from typing import Any

import pytest
from asgiref.sync import sync_to_async as in_thread
from channels.testing import WebsocketCommunicator
from django.contrib.auth.models import Group

from interviews import services
from interviews.api.stream_host import InterviewHost
from interviews.models import Interview
from tests.interviews.scenes import SAID, turn_of
from tests.interviews.stream_clients import open_websocket, sse_status
from tests.streaming.clients import closed_with, hear
from tests.streaming.scenes import SECONDS

from .routes import address, streams_of
from .table import compare, rows
from .visitors import Visitor, visitors

pytestmark = pytest.mark.django_db(transaction=True)

MESSAGES: dict[str, dict[str, Any]] = {
    "answer": {"turn": 1, "text": SAID},
    "message": {"turn": 1, "text": SAID},
    "cancel": {"turn": 2},
}


async def reply(ws: WebsocketCommunicator, *kinds: str) -> str:
    """Return the first of these types that the socket says, or the code with which it is closed."""
    while True:
        heard = await hear(ws)
        if heard["type"] == "error":
            return str(await closed_with(ws))
        if heard["type"] in kinds:
            return str(heard["type"])


async def opened(site: Any, path: str, visitor: Visitor) -> tuple[WebsocketCommunicator, str]:
    ws = await open_websocket(site, f"{path}?interview={visitor.interview.pk}", **visitor.headers)
    said = await reply(ws, "interview.state")
    return ws, "open" if said == "interview.state" else said


async def stream_cell(site: Any, stream: str, visitor: Visitor) -> str:
    kind, _, route = stream.partition(" ")
    if kind == "SSE":
        return str((await sse_status(site, visitor.interview.pk, **visitor.headers))[0])
    ws, found = await opened(site, await in_thread(address)(route, visitor.interview), visitor)
    await ws.disconnect(timeout=SECONDS)
    return found


async def message_cell(site: Any, kind: str, visitor: Visitor) -> str:
    ws, found = await opened(site, f"/ws/interview/{visitor.interview.pk}/stream", visitor)
    if found == "open":
        await in_thread(prepare)(kind, visitor.interview)
        await ws.send_json_to({"type": kind, **MESSAGES[kind]})
        found = await reply(ws, "accepted")
    await ws.disconnect(timeout=SECONDS)
    return found


def prepare(kind: str, interview: Interview) -> None:
    """Have a question that can be stopped."""
    if kind == "cancel":
        services.answer(interview, 1, SAID)
        if turn_of(interview, 2).status == "failed":
            services.retry(interview, 2)


async def test_every_stream_and_message_has_a_row_and_every_visitor_gets_what_it_says(site: Any) -> None:
    await Group.objects.acreate(name="interviewers")
    everybody = await in_thread(visitors)()
    found = {
        stream: {name: await stream_cell(site, stream, visitor) for name, visitor in everybody.items()}
        for stream in streams_of(site)
    }
    for kind in InterviewHost().handlers:
        cells = {name: await message_cell(site, kind, visitor) for name, visitor in everybody.items()}
        found[f"WS message `{kind}`"] = cells
    compare(found, {request: cells for request, cells in rows().items() if request.startswith(("SSE ", "WS "))})
