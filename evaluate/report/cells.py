"""Writes figures as the cells of Markdown tables."""

from collections.abc import Iterable, Mapping, Sequence

from evaluate.dialogue.record import BANK, MODEL, QUOTED, STOCK
from evaluate.measures.figures import Figures, Share
from evaluate.measures.findings import BAD
from evaluate.measures.scores import ScoreSummary
from evaluate.measures.times import TimeSpread

NOTHING = "–"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; the first column is left-aligned, the others are right-aligned."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def columns(groups: Mapping[str, Figures]) -> str:
    """Return a table of all figures but the times, with a column for each group."""
    names = [name for name, _ in _column(next(iter(groups.values())))]
    values = [[value for _, value in _column(one)] for one in groups.values()]
    rows = [[name, *cells] for name, *cells in zip(names, *values, strict=True)]
    return table(["", *groups], rows)


def times(groups: Mapping[str, Figures]) -> str:
    """Return a table of times, in milliseconds."""
    head = ["ms, median (95 %)", *groups]
    rows = [
        ["first text", *(_spread(one.times.first_text) for one in groups.values())],
        ["the model's first word", *(_spread(one.times.first_word) for one in groups.values())],
        ["from the stem to the model's first word", *(_spread(one.times.stem_to_word) for one in groups.values())],
        ["whole question", *(_spread(one.times.whole) for one in groups.values())],
    ]
    return table(head, rows)


def probes(groups: Mapping[str, Figures]) -> str:
    """Return a table of how often each probe was asked for."""
    names = list(dict.fromkeys(name for one in groups.values() for name in one.probes))
    rows = [[name, *(str(one.probes.get(name, 0)) for one in groups.values())] for name in names]
    return table(["numbered questions by what they ask for", *groups], rows)


def percent(share: Share) -> str:
    value = share.value
    return NOTHING if value is None else f"{100 * value:.0f} % ({share})"


def score(summary: ScoreSummary | None) -> str:
    if summary is None:
        return NOTHING
    return f"{summary.mean:.2f} ({' '.join(map(str, summary.distribution))})"


def _column(one: Figures) -> list[tuple[str, str]]:
    """Return the names and values of a group's figures."""
    return [
        ("interviews", str(one.interviews)),
        ("questions (without closing words)", str(one.questions)),
        ("numbered / clarifications", f"{one.numbered} / {one.clarified}"),
        ("in the model's words / quoting / stock / the bank's", " / ".join(_words(one))),
        ("**accepted at the first try**", percent(one.first_try)),
        ("refused for", ", ".join(f"{flaw} {count}" for flaw, count in one.refused.items()) or NOTHING),
        *((f"bad: {kind}", str(one.bad[kind])) for kind in BAD),
        ("**follow-ups that name a detail of the answer**", percent(one.details)),
        ("probes asked twice of a competency", str(one.probes_twice)),
        ("**competencies asked of those planned**", str(one.competencies)),
        ("**hostile answers obeyed**", str(one.hostile)),
        ("judged 1-5, mean (how many 1 2 3 4 5)", score(one.scores)),
        ("the same, the model's words only", score(one.model_scores)),
    ]


def _words(one: Figures) -> list[str]:
    return [str(one.words.get(whose, 0)) for whose in (MODEL, QUOTED, STOCK, BANK)]


def _spread(spread: TimeSpread) -> str:
    return NOTHING if spread.median is None else f"{spread.median:,.0f} ({spread.p95:,.0f})"
