"""Hold an interview from a program: whole questions over `POST /v1/chat`, or streamed over `WS /v1/chat/stream`.

    python examples/client.py --url http://127.0.0.1:8000 --key KEY [--language en] [--wav FOLDER]

KEY is an API key from the admin, or a candidate's access token. Needs httpx and websockets.
"""

import argparse
import asyncio
import base64
import json
import sys
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, WebSocketException

PATIENCE_SECONDS = 340  # the server answers within 330
PAUSE_SECONDS = (0.2, 0.5, 1, 2, 5)  # before each reconnect
FOR_GOOD = {4400, 4401, 4404, 4409, 4413}  # close codes after which reconnecting is pointless

Event = dict[str, Any]


class Refused(Exception):
    """The server refused a request. `code` is for programs, the message for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Question:
    """A whole question. `kind` is open, follow_up, clarify or, at the end of the interview, close."""

    interview: int
    turn: int
    kind: str
    text: str


class ChatClient:
    """One interview. With an API key and no `interview`, the first request creates one."""

    def __init__(self, url: str, key: str, interview: int | None = None, language: str = "") -> None:
        self.interview, self.last_event_id = interview, ""
        self.socket: ClientConnection | None = None
        self._url, self._language = url.rstrip("/"), language
        self._headers = {"Authorization": f"Bearer {key}"}
        self._unaccepted: Event | None = None

    async def ask(self, message: str = "", turn: int | None = None) -> Question:
        """Answer question `turn` and return the whole next question.

        An empty message starts the interview, waits for the current question, or has a failed one asked again. Raise
        Refused if the server refuses.
        """
        body = {"message": message, "turn": turn, "interview": self.interview, "language": self._language or None}
        async with httpx.AsyncClient(base_url=self._url, headers=self._headers, timeout=PATIENCE_SECONDS) as http:
            reply = await http.post("/v1/chat", json=body)
        if reply.is_error:
            raise self._refused(reply)
        question = Question(**reply.json())
        self.interview = question.interview
        return question

    def _refused(self, reply: httpx.Response) -> Refused:
        try:
            error = reply.json()
            self.interview = error.get("interview") or self.interview  # it may exist although the question failed
            return Refused(error["code"], error["message"])
        except (ValueError, LookupError):  # a proxy's error page
            return Refused("unavailable", f"{reply.status_code} {reply.reason_phrase}")

    async def send(self, text: str = "", turn: int | None = None) -> None:
        """Answer question `turn` over the stream; an empty text works as in `ask`.

        The message is sent again after each reconnect, until the server has accepted it.
        """
        self._unaccepted = {"type": "message", "text": text, **({"turn": turn} if turn else {})}
        if self.socket:
            with suppress(ConnectionClosed):
                await self.socket.send(json.dumps(self._unaccepted))

    async def stream(self, audio: bool = False) -> AsyncIterator[Event]:
        """Yield each event once, and reconnect if the connection is lost, until the caller stops iterating.

        Raise Refused if the server refuses for good.
        """
        failures = 0
        while True:
            with suppress(OSError, WebSocketException):
                async with connect(self._address(audio), additional_headers=self._headers) as self.socket:
                    async for event in self._events(self.socket):
                        failures = failures if event["type"] == "error" else 0
                        yield event
            self.socket = None
            await asyncio.sleep(PAUSE_SECONDS[min(failures, len(PAUSE_SECONDS) - 1)])
            failures += 1

    async def _events(self, socket: ClientConnection) -> AsyncIterator[Event]:
        if self._unaccepted:
            await socket.send(json.dumps(self._unaccepted))
        complaint: Event = {"code": "lost", "message": "The connection was lost."}
        try:
            async for text in socket:
                event = json.loads(text)
                if event["type"] == "accepted":
                    self.interview = event["interview"]
                    if event.get("turn", 0) > (self._unaccepted or {}).get("turn", 0):
                        self._unaccepted = None
                elif event["type"] == "error":
                    complaint = event
                self.last_event_id = event.get("id", self.last_event_id)
                yield event
        except ConnectionClosed:
            if socket.close_code in FOR_GOOD:
                raise Refused(complaint["code"], complaint["message"]) from None

    def _address(self, audio: bool) -> str:
        wishes = {"interview": self.interview, "language": self._language, "last_event_id": self.last_event_id}
        query = urlencode({name: value for name, value in wishes.items() if value} | ({} if audio else {"audio": "0"}))
        return f"{self._url.replace('http', 'ws', 1)}/v1/chat/stream?{query}"


class Terminal:
    """Prints questions as they are written and reads a line as the answer to each."""

    def __init__(self, client: ChatClient, wav: Path | None) -> None:
        self._client, self._wav = client, wav
        self._kind = ""
        self._unspoken = set[int]()  # indexes of sentences whose sound has not arrived
        self._has_voice = self._over = False

    async def run(self) -> None:
        await self._client.send()
        async with asyncio.TaskGroup() as inputs:
            async for event in self._client.stream(audio=self._wav is not None):
                if line := self._show(event):
                    inputs.create_task(self._answer(line, event))  # while sounds still arrive
                if self._over and not (self._has_voice and self._unspoken):
                    return

    def _show(self, event: Event) -> str:
        """Show the event. Return the prompt for the next line of input, or "" if none is due."""
        match event["type"]:
            case "question.started":
                self._kind, self._unspoken = event["kind"], set()
                print(f"\n{event['turn']}. ", end="", flush=True)
            case "token":
                print(event["text"], end="", flush=True)
            case "sentence":
                self._unspoken.add(event["index"])
            case "audio" | "audio.skipped":
                self._hear(event)
            case "question.done" if self._kind == "close":
                self._over = True
            case "question.done":
                return "\n> "
            case "question.failed":
                return f"\n{event['message']} Press Enter to try again. "
        return ""

    def _hear(self, event: Event) -> None:
        self._has_voice = True
        if self._wav and "data" in event:
            kind = event["mime"].partition("/")[2]
            name = f"{event['turn']:02}-{event['sentence']:02}-{event['part']:02}.{kind}"
            (self._wav / name).write_bytes(base64.b64decode(event["data"]))
        if event.get("last", True):
            self._unspoken.discard(event["sentence"])

    async def _answer(self, line: str, event: Event) -> None:
        text = await asyncio.to_thread(input, line)
        failed = event["type"] == "question.failed"
        await (self._client.send() if failed else self._client.send(text, event["turn"]))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--url", default="http://127.0.0.1:8000")
    options.add_argument("--key", required=True)
    options.add_argument("--language", choices=["ko", "en"], default="")
    options.add_argument("--wav", type=Path, help="the folder to save sounds in, one file for each part")
    given = options.parse_args()
    if given.wav:
        given.wav.mkdir(parents=True, exist_ok=True)
    try:
        asyncio.run(Terminal(ChatClient(given.url, given.key, language=given.language), given.wav).run())
    except* Refused as refused:
        sys.exit(str(refused.exceptions[0]))


if __name__ == "__main__":
    main()
