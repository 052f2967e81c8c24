"""What goes wrong in a run, and when: a pure function of the seed."""

import random
from collections.abc import Callable
from typing import NamedTuple

WEBS = WORKERS = 2
INTERVIEWS = 3
INCIDENTS = (3, 7)
LAST_SECONDS = 2.6  # of what goes wrong; an interview that nothing happens to takes about so long
LEASE_SECONDS = 1


class Step(NamedTuple):
    """At so many seconds after the beginning: an action of machine.py or crowd.py, and on which of its targets."""

    at: float
    action: str
    target: int

    def __str__(self) -> str:
        return f"{self.at:5.2f} s  {self.action} {self.target}"


def schedule(seed: int) -> list[Step]:
    """The steps in order. What is taken down comes back; of two processes one stays up, most of the time."""
    chance = random.Random(seed)
    away: dict[str, float] = {}  # until when each part is away
    steps: list[Step] = []
    for at in sorted(chance.uniform(0.1, LAST_SECONDS) for _ in range(chance.randint(*INCIDENTS))):
        kind = chance.choice(list(KINDS))
        steps += KINDS[kind](round(at, 2), chance, away)
    return sorted(steps)


def _process(at: float, chance: random.Random, away: dict[str, float], what: str) -> list[Step]:
    """A worker or web process ends and is started again, or stands still for a while."""
    target = chance.randrange(WORKERS if what == "worker" else WEBS)
    down, seconds = chance.choice(["kill", "kill", "end", "freeze"]), chance.uniform(0.2, 1.0)
    if down == "freeze":
        seconds += LEASE_SECONDS if what == "worker" else 0
    back = round(at + seconds, 2)
    name, sibling = f"{what} {target}", f"{what} {1 - target}"
    sibling_is_away = away.get(sibling, 0) >= at
    if away.get(name, 0) >= at or (sibling_is_away and chance.random() < 0.7):
        return []
    away[name] = back
    return [Step(at, f"{down}_{what}", target), Step(back, f"{'thaw' if down == 'freeze' else 'start'}_{what}", target)]


def _worker(at: float, chance: random.Random, away: dict[str, float]) -> list[Step]:
    return _process(at, chance, away, "worker")


def _web(at: float, chance: random.Random, away: dict[str, float]) -> list[Step]:
    return _process(at, chance, away, "web")


def _redis(at: float, chance: random.Random, away: dict[str, float]) -> list[Step]:
    down, seconds = chance.choice(["stop", "kill", "lose", "flush", "disconnect"]), chance.uniform(0.02, 0.8)
    if away.get("redis", 0) >= at:
        return []
    if down == "flush":
        return [Step(at, "flush_redis", 0)]
    if down == "disconnect":
        # Again and again: what counts is to hit the moment between a question's last words and its end.
        times = (at + n * chance.uniform(0.05, 0.25) for n in range(chance.randint(1, 8)))
        return [Step(round(time, 2), "disconnect_redis", 0) for time in times]
    away["redis"] = back = round(at + seconds, 2)
    return [Step(at, f"{down}_redis", 0), Step(back, "start_redis", 0)]


def _viewers(at: float, chance: random.Random, away: dict[str, float]) -> list[Step]:
    return [Step(at, chance.choice(["drop_viewers", "stall_viewers"]), chance.randrange(INTERVIEWS))]


def _cancel(at: float, chance: random.Random, away: dict[str, float]) -> list[Step]:
    return [Step(at, "cancel", chance.randrange(INTERVIEWS))]


KINDS: dict[str, Callable[[float, random.Random, dict[str, float]], list[Step]]] = {
    "worker": _worker,
    "web": _web,
    "redis": _redis,
    "viewers": _viewers,
    "cancel": _cancel,
}
