"""Starts Firefox and passes WebDriver BiDi on between it and Playwright.

`python bidi_relay.py /usr/bin/firefox-esr ARGUMENTS` behaves as that Firefox would, except that a command which this
version does not have yet succeeds and does nothing: Playwright asks for the newest ones whenever it opens a page, for
example to set a screen's size, and would end there.
"""

import asyncio
import json
import re
import sys
from asyncio.subprocess import PIPE, Process
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.server import ServerConnection, serve

LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
ANY_SIZE: dict[str, Any] = {"max_size": None, "compression": None}


async def address_of(firefox: Process) -> str:
    """Wait until Firefox says where it listens."""
    assert firefox.stderr is not None
    async for line in firefox.stderr:
        if found := LISTENING.search(line.decode()):
            return found[1]
    raise SystemExit("Firefox ended before it listened")


async def relay(playwright: ServerConnection, address: str) -> None:
    assert playwright.request is not None
    async with connect(address + playwright.request.path, **ANY_SIZE) as firefox:
        ways = [asyncio.create_task(way(playwright, firefox)) for way in (pass_commands, pass_replies)]
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for way in ways:
            way.cancel()


async def pass_commands(playwright: ServerConnection, firefox: ClientConnection) -> None:
    async for command in playwright:
        await firefox.send(command)


async def pass_replies(playwright: ServerConnection, firefox: ClientConnection) -> None:
    async for reply in firefox:
        await playwright.send(known(str(reply)))


def known(message: str) -> str:
    """Return the reply, or a success if it says that the command is unknown."""
    if '"unknown command"' not in message:
        return message
    reply = json.loads(message)
    if reply.get("error") != "unknown command":
        return message
    return json.dumps({"type": "success", "id": reply["id"], "result": {}})


async def main(command: list[str]) -> int:
    firefox = await asyncio.create_subprocess_exec(*command, stderr=PIPE)
    address = await address_of(firefox)
    async with serve(lambda playwright: relay(playwright, address), "127.0.0.1", 0, **ANY_SIZE) as server:
        port = server.sockets[0].getsockname()[1]
        print(f"WebDriver BiDi listening on ws://127.0.0.1:{port}", file=sys.stderr, flush=True)
        await firefox.communicate()  # until it ends, also reads what it writes
    return firefox.returncode or 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1:])))
