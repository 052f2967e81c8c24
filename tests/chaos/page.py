"""What a viewer's page shows, and every broken promise of the stream that it saw. No I/O."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from streaming.wire.position import START, StreamPosition

MADE = ("asked", "answered", "closed")


@dataclass
class Shown:
    """One question on the page."""

    kind: str = ""
    text: str = ""
    status: str = ""  # running, asked, failed; from the database also answered, closed
    epoch: int = 0  # 0 if a reset announced it
    attempts: int = 0
    failure: str = ""
    sentences: int = 0
    cut: int = 0  # offset in the text at which the last of them ends
    heard: int = 0  # number of the sentence that was last spoken or skipped


@dataclass
class Page:
    """`take` each event in order of arrival. `position` is where to resume."""

    turns: dict[int, Shown] = field(default_factory=dict)
    state: str = ""
    position: StreamPosition | None = None
    reached: dict[int, int] = field(default_factory=dict)  # greatest offset per epoch
    violations: list[str] = field(default_factory=list)
    resets: int = 0

    @property
    def complete(self) -> bool:
        """Return whether the closing words are shown."""
        return any(shown.kind == "close" and shown.status in MADE for shown in self.turns.values())

    def status(self, turn: int) -> str:
        return self.turns[turn].status if turn in self.turns else ""

    def take(self, event: dict[str, Any]) -> None:
        if "id" not in event:
            self._take_unlogged(event)
            return
        position = StreamPosition.parse(event["id"])
        if position <= (self.position or START):
            self._complain(event, f"was seen: the page is at {self.position}")
        self.position = position
        self.reached[position.epoch] = max(self.reached.get(position.epoch, 0), position.offset)
        take = {
            "question.started": self._start,
            "token": self._type,
            "sentence": self._cut,
            "audio": self._hear,
            "audio.skipped": self._hear,
            "question.done": self._finish,
            "question.failed": self._fail,
        }
        take[event["type"]](event, self.turns.setdefault(event["turn"], Shown()), position.epoch)

    def lacks_before(self, turn: int) -> bool:
        return any(number not in self.turns for number in range(1, turn))

    def learn(self, turns: Iterable[dict[str, Any]]) -> None:
        """Add what the database knows and the page does not. A running question comes by stream only."""
        for fact in turns:
            if fact["status"] in MADE and fact["turn"] not in self.turns:
                self.turns[fact["turn"]] = Shown(fact["kind"], fact["question"], fact["status"])
            elif fact["status"] == "failed" and self.status(fact["turn"]) != "failed":
                self.turns[fact["turn"]] = Shown(fact["kind"], status="failed", failure="?")

    def _take_unlogged(self, event: dict[str, Any]) -> None:
        if event["type"] == "interview.state":
            self.state = event["status"]
        elif event["type"] == "reset":
            self.resets += 1
            self.turns, self.position = {}, None
            self.learn(event["turns"])

    def _start(self, event: dict[str, Any], shown: Shown, epoch: int) -> None:
        if epoch <= shown.epoch or event["attempt"] <= shown.attempts:
            self._complain(event, f"is no later attempt than {shown.attempts}, epoch {shown.epoch}")
        self.turns[event["turn"]] = Shown(event["kind"], "", "running", epoch, event["attempt"])

    def _type(self, event: dict[str, Any], shown: Shown, epoch: int) -> None:
        self._expect_running(event, shown, epoch)
        shown.text += event["text"]

    def _cut(self, event: dict[str, Any], shown: Shown, epoch: int) -> None:
        self._expect_running(event, shown, epoch)
        if event["index"] != shown.sentences or event["start"] < shown.cut:
            self._complain(event, f"is no sentence behind {shown.sentences} that end at {shown.cut}")
        if shown.text[event["start"] : event["end"]] != event["text"]:
            self._complain(event, f"has {event['text']!r} at {event['start']} of {shown.text!r}")
        shown.sentences, shown.cut = event["index"] + 1, event["end"]

    def _hear(self, event: dict[str, Any], shown: Shown, epoch: int) -> None:
        if not shown.epoch:
            return  # a reset announces the question without its sentences
        if shown.epoch != epoch or shown.status == "failed":
            self._complain(event, f"sounds in a turn that is {shown.status or 'unknown'} in epoch {shown.epoch}")
        if not shown.heard <= event["sentence"] < shown.sentences:
            self._complain(event, f"is of sentence {event['sentence']} of {shown.sentences}, behind {shown.heard}")
        shown.heard = event["sentence"]

    def _finish(self, event: dict[str, Any], shown: Shown, epoch: int) -> None:
        if (shown.status, shown.epoch, shown.text) == ("asked", 0, event["text"]):
            return  # a reset announced it after it was kept and before it was told
        self._expect_running(event, shown, epoch)
        if shown.text != event["text"]:
            self._complain(event, f"ends another text: {shown.text!r}, not {event['text']!r}")
        shown.status, shown.text = "asked", event["text"]

    def _fail(self, event: dict[str, Any], shown: Shown, epoch: int) -> None:
        # A turn that is cancelled before its attempt, or lost too often, fails in a new epoch.
        if epoch == shown.epoch:
            self._expect_running(event, shown, epoch)
        shown.status, shown.epoch, shown.failure = "failed", epoch, event["code"]

    def _expect_running(self, event: dict[str, Any], shown: Shown, epoch: int) -> None:
        if (shown.status, shown.epoch) != ("running", epoch):
            self._complain(event, f"meets a turn that is {shown.status or 'unknown'} in epoch {shown.epoch}")

    def _complain(self, event: dict[str, Any], what: str) -> None:
        self.violations.append(f"{event['id']} {event['type']} of turn {event['turn']} {what}")
