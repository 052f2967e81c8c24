"""How soon a sentence can be spoken: our sentence buffer against stream2sentence and pysbd on the same timelines.

A timeline is an interviewer's question (timelines.tsv) at 10 tokens/s on a virtual clock, which also drives the
buffer's deadline. Times count from the first token. All splitters are configured to release the first piece as soon as
possible. What is released is speakable if it ends at the end of a sentence or where a speaker may breathe; a piece that
ends elsewhere does not count until the next one completes it. The last sentence is left out of the delays, because the
end of the question releases it from all three.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from bench.harness.models.bench_models import DEMO
from bench.harness.progress import Say
from bench.harness.row import Goal, Row, judged
from bench.harness.spread import Spread
from bench.peers.splitters import PEERS, Ours, Splitter, letters
from ops import ROOT

from .timelines import Cut, Timeline, coarse, demo_cut, timelines

BENCH = "boundaries"
CASES = ROOT / "tests/streaming/sentences"
PER_SECOND, SLOW_PER_SECOND = 10, 2  # tokens
ROUNDS = 20
SOONER = Goal("<=", 0.7)
NONE = Goal("<=", 0)
ONE_TOKEN = Goal("<=", 1)
COST = Goal("<=", 5)


def rows(quick: bool, say: Say) -> Iterator[Row]:
    yield from _case_rows(quick, say)
    cuts: dict[str, Cut] = {"coarse tokens": coarse}
    if DEMO.is_file():
        cuts = {"the demo model's tokens": demo_cut(), **cuts}
    else:
        yield Row(BENCH, f"the demo model's tokens: skipped, {DEMO.name} is missing")
    for name, cut in cuts.items():
        say(name)
        found = timelines(cut)[:: 9 if quick else 1]
        for peer in PEERS:
            yield from _first_rows(f"{name}, {len(found)} questions", peer, found)
            yield from _delay_rows(peer, found)
        say(f"{name}: cost")
        yield from _cost_rows(found, rounds=2 if quick else ROUNDS)


@dataclass(frozen=True, slots=True)
class Release:
    """A release after `token`, at `seconds`. All text up to `end` is out, in characters without whitespace."""

    end: int
    token: int
    seconds: float


def replay(splitter: Splitter, tokens: Sequence[str], per_second: float) -> list[Release]:
    """Return what the splitter releases and when, on a virtual clock that starts with the first token."""
    found: list[Release] = []

    def note(pieces: list[str], token: int, seconds: float) -> None:
        for piece in pieces:
            found.append(Release((found[-1].end if found else 0) + letters(piece), token, seconds))

    for number, text in enumerate(tokens):
        now, following = number / per_second, (number + 1) / per_second
        note(splitter.feed(text, now), number, now)
        while (due := splitter.release_at) is not None and due < following:
            note(splitter.poll(due), number, due)
    note(splitter.flush(), len(tokens), len(tokens) / per_second)
    return found


def _replays(peer: type[Splitter], found: list[Timeline], per_second: float = PER_SECOND) -> list[list[Release]]:
    return [replay(peer(line.language, early=True), line.tokens, per_second) for line in found]


# The first speakable piece


def _first_rows(name: str, peer: type[Splitter], found: list[Timeline]) -> Iterator[Row]:
    ours, theirs = _replays(Ours, found), _replays(peer, found)
    firsts, their_firsts = [[*map(_first_ms, side, found)] for side in (ours, theirs)]
    a, b = Spread.of(firsts), Spread.of(their_firsts)
    ratio = a.median / b.median
    yield Row(
        BENCH,
        f"{name}: first speakable piece against {peer.name}; ratio of the medians",
        a.text("ms"),
        b.text("ms"),
        f"{ratio:.3g}",
        **judged(SOONER, ratio),
    )
    pairs = list(zip(firsts, their_firsts, strict=True))
    yield Row(BENCH, "  the same, pair by pair", ratio=Spread.of(x / y for x, y in pairs).text())
    later = sum(x > y for x, y in pairs)
    yield Row(
        BENCH,
        "  questions on which ours is later, or the peer's",
        f"{later}",
        f"{_count(pairs)}",
        **judged(NONE, later),
    )
    torn, their_torn = [sum(map(_is_torn, side, found)) for side in (ours, theirs)]
    yield Row(BENCH, "  first pieces that are cut at an unnatural place", f"{torn}", f"{their_torn}")


def _count(pairs: list[tuple[float, float]]) -> int:
    return sum(x < y for x, y in pairs)


def _first_ms(releases: list[Release], line: Timeline) -> float:
    return 1000 * next(release.seconds for release in releases if release.end in line.breaks)


def _is_torn(releases: list[Release], line: Timeline) -> bool:
    return releases[0].end not in line.breaks


# From a sentence's end to its dispatch


def _delay_rows(peer: type[Splitter], found: list[Timeline]) -> Iterator[Row]:
    for per_second in (PER_SECOND, SLOW_PER_SECOND):
        ours, theirs = _delays(Ours, found, per_second), _delays(peer, found, per_second)
        a, b = Spread.of(delay.ms for delay in ours), Spread.of(delay.ms for delay in theirs)
        ratio = Spread.of(x.ms / y.ms for x, y in zip(ours, theirs, strict=True))
        name = f"  {len(ours)} boundaries at {per_second} tokens/s: from a sentence's last character to its dispatch"
        yield Row(BENCH, name, a.text("ms"), b.text("ms"), ratio.text())
        if per_second == PER_SECOND:
            most = max(delay.tokens for delay in ours)
            yield Row(
                BENCH,
                "  the same in tokens, without those of whitespace only",
                Spread.of(delay.tokens for delay in ours).text(),
                Spread.of(delay.tokens for delay in theirs).text(),
                **judged(ONE_TOKEN, most),
            )


@dataclass(frozen=True, slots=True)
class Delay:
    tokens: int
    ms: float


def _delays(splitter: type[Splitter], found: list[Timeline], per_second: float) -> list[Delay]:
    replays = _replays(splitter, found, per_second)
    return [
        _delay(releases, line, end, per_second)
        for releases, line in zip(replays, found, strict=True)
        for end in line.ends[:-1]
    ]


def _delay(releases: list[Release], line: Timeline, end: int, per_second: float) -> Delay:
    """Return the delay of the sentence that ends at `end`. If it is joined with the next one, both come with that."""
    out = next(release for release in releases if release.end >= end)
    came = line.last_token(end) / per_second
    return Delay(out.token - line.next_token(end) + 1, 1000 * (out.seconds - came))


# Correctness and cost


def _case_rows(quick: bool, say: Say) -> Iterator[Row]:
    """Compare whole sentences, without the whitespace between them."""
    for table in sorted(CASES.glob("*.tsv"), reverse=True):
        lines = table.read_text(encoding="utf-8").splitlines()
        cases = [line.split("\t") for line in lines if not line.startswith("# ")][:: 40 if quick else 1]
        for peer in PEERS:
            say(f"{len(cases)} cases of {table.name}, {peer.name}")
            yield _case_row(f"of {len(cases)} cases of {table.name}", peer, cases)


def _case_row(name: str, peer: type[Splitter], cases: list[list[str]]) -> Row:
    ours, theirs = [sum(_is_right(side, case) for case in cases) for side in (Ours, peer)]
    goal = judged(Goal(">=", len(cases)), ours)
    name = f"{name}, right character by character, against {peer.name}"
    return Row(BENCH, name, f"{ours}", f"{theirs}", f"{ours / max(1, theirs):.3g}", **goal)


def _is_right(splitter: type[Splitter], case: list[str]) -> bool:
    _, language, text, expected = [
        field.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t") for field in case
    ]
    out = [release.end for release in replay(splitter(language, early=False), list(text), per_second=1000)]
    return out == list(accumulate(map(letters, expected.split("‖"))))


def _cost_rows(found: list[Timeline], rounds: int) -> Iterator[Row]:
    """Measure all splitters in each round, so that noise on the machine affects all of them."""
    splitters: tuple[type[Splitter], ...] = (Ours, *PEERS)
    costs = [[_token_us(splitter, found) for splitter in splitters] for _ in range(rounds)]
    ours, *theirs = [Spread.of(column) for column in zip(*costs, strict=True)]
    for number, peer in enumerate(PEERS, start=1):
        name = f"  CPU per token against {peer.name}; the fastest round is judged"
        ratio = Spread.of(costs_of[0] / costs_of[number] for costs_of in costs).text()
        yield Row(BENCH, name, ours.text("µs"), theirs[number - 1].text("µs"), ratio, **judged(COST, ours.low))


def _token_us(splitter: type[Splitter], found: list[Timeline]) -> float:
    began = time.perf_counter()
    for line in found:
        cutter = splitter(line.language, early=True)
        for token in line.tokens:
            cutter.feed(token, 0.0)
        cutter.flush()
    return 1e6 * (time.perf_counter() - began) / sum(len(line.tokens) for line in found)
