"""A room whose server is the test: it sends the events and records and answers the requests."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from playwright.sync_api import Locator, Request, Route

from .candidate import Candidate
from .streams import BODIES_TOLD, PLAYED

EPOCH = 5
ROOM = "**/interviews/*/"
LEADS_ON = ("answers", "skip", "rephrase")  # to the next turn


class Played:
    """`send` takes events in the stream's format; an event without a position gets the next one."""

    def __init__(self, someone: Candidate) -> None:
        self.someone, self.page = someone, someone.page
        self.posts: list[tuple[str, Any]] = []  # but for drafts
        self.drafts: list[Any] = []
        self.refuses_drafts = False
        self.refusal: tuple[int, str] | None = None
        self.refusal_code = "refused"
        self.held: list[Route] | None = None
        self.snapshot: dict[str, Any] = {}
        self.away: set[str] = set()  # any of database, redis, worker; "server" fails every request
        self.away_as = "away"  # what /readyz says of them
        self.looks = 0  # how often the page asked for /readyz
        self._offset = 0
        self.page.add_init_script(PLAYED)
        self.page.add_init_script(BODIES_TOLD)
        self.page.route("**/v1/interviews/*/*", self._take)
        self.page.route("**/v1/interviews/*", self._tell)
        self.page.route("**/readyz", self._tell_what_is_away)
        someone.enter()

    def open(self) -> None:
        """Enter the room and wait until the first question is queued."""
        self.page.evaluate("play.accept()")
        self.state("ready")
        self.someone.begin()
        self.someone.turn(1).wait_for()
        self.state("running")

    def state(self, status: str, **fields: str) -> None:
        self.page.evaluate("events => play.send(events)", [{"type": "interview.state", "status": status, **fields}])

    def send(self, event_type: str, turn: int = 1, /, **fields: Any) -> None:
        self._offset += 1
        event = {"id": f"{self.epoch_of(turn)}-{self._offset}", "type": event_type, "turn": turn, **fields}
        self.page.evaluate("events => play.send(events)", [event])

    def epoch_of(self, turn: int) -> int:
        return EPOCH

    def ask(self, text: str, turn: int = 1, kind: str = "open") -> None:
        """Send a complete question without sound."""
        self.send("question.started", turn, kind=kind, topic="Python", attempt=1)
        self.send("token", turn, text=text)
        self.send("question.done", turn, text=text, sentences=0, timings={})

    def learn_of_the_third_question(self) -> None:
        """Begin the second question. The API tells that another tab has answered it, and that "Three?" is asked."""
        turn = {"kind": "open", "topic": "Python", "status": "answered", "answer": "Yes."}
        passed = [{**turn, "turn": number, "question": text} for number, text in ((1, "One?"), (2, "Two?"))]
        asked = {**turn, "turn": 3, "status": "asked", "question": "Three?", "answer": ""}
        self.snapshot = {"turns": [*passed, asked], "last_event_id": f"{self.epoch_of(3)}-99"}
        self.send("question.started", 2, kind="open", topic="Python", attempt=1)
        self.someone.wait_for_question(3)

    def reopen(self, turns: list[dict[str, Any]], last_event_id: str, status: str = "running") -> None:
        """Reload the page; the test then sends the stream from its start."""
        serve = room_at({"status": status, "turns": turns, "last_event_id": last_event_id})
        self.page.route(ROOM, serve)
        self.page.reload()
        self.page.unroute(ROOM, serve)
        self.page.evaluate("play.accept()")
        self._offset = 0

    def hang_up(self) -> None:
        """Break the stream, and wait until the page asks for another one."""
        before = self.page.evaluate("sources.length")
        self.page.evaluate("play.hangUp()")
        self.page.wait_for_function("count => sources.length > count", arg=before)

    def hold(self) -> list[Route]:
        """Hold all requests until the test answers them."""
        self.held = []
        return self.held

    def _take(self, route: Route) -> None:
        name = route.request.url.rsplit("/", 1)[1]
        body = body_of(route.request)
        if name == "draft":
            self.drafts.append(body)
            route.fulfill(status=429 if self.refuses_drafts else 204)
            return
        self.posts.append((name, body))
        if self.held is not None:
            self.held.append(route)
        elif self.refusal:
            status, message = self.refusal
            route.fulfill(status=status, json={"code": self.refusal_code, "message": message})
        else:
            turn = body["turn"] + (name in LEADS_ON) if body else 1
            route.fulfill(status=202, json={"turn": turn})

    def _tell(self, route: Route) -> None:
        if self.refusal:
            status, message = self.refusal
            route.fulfill(status=status, json={"code": "refused", "message": message})
        else:
            interview = {"interview": self.someone.interview, "language": self.someone.language}
            route.fulfill(json={"status": "running", "turns": [], "last_event_id": "", **interview, **self.snapshot})

    def _tell_what_is_away(self, route: Route) -> None:
        self.looks += 1
        if "server" in self.away:
            route.abort("connectionrefused")
            return
        parts = {part: self.away_as if part in self.away else "ok" for part in ("database", "redis", "worker")}
        route.fulfill(status=503 if self.away else 200, json={"ready": not self.away, **parts})


def room_at(known: dict[str, Any]) -> Callable[[Route], None]:
    """Serve the room's page with another snapshot of the interview."""

    def serve(route: Route) -> None:
        response = route.fetch()
        before, start, rest = response.text().partition('<script id="room-data" type="application/json">')
        data, end, after = rest.partition("</script>")
        room = json.loads(data)
        room["snapshot"] |= known
        route.fulfill(response=response, body=before + start + json.dumps(room) + end + after)

    return serve


def body_of(request: Request) -> Any:
    """Return the JSON that the page sent. Firefox does not tell a test what a body is."""
    text = request.post_data or unquote(request.headers.get("x-body", ""))
    return json.loads(text) if text else None


Play = Callable[..., Played]


def question(played: Played, turn: int = 1) -> Locator:
    return played.someone.turn(turn).locator("[data-question]")
