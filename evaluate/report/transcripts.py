"""Writes interviews as transcripts in Markdown that fold away."""

from collections.abc import Iterator

from evaluate.dialogue.record import HeldInterview, RefusedTry, Turn
from evaluate.measures.findings import Judged, judged


def transcript(interview: HeldInterview) -> str:
    """Return an interview's questions and answers, with what was found out about each question."""
    found = judged(interview)
    bad = sum(len(one.findings) for one in found)
    head = f"{interview.name}: {interview.title}" + (f" ({bad} bad)" if bad else "")
    lines = [f"<details><summary>{_plain(head)}</summary>", ""]
    for number, (turn, one) in enumerate(zip(interview.turns, found, strict=True), start=1):
        lines += [*_asked(number, turn, one), *_answered(turn), ""]
    return "\n".join([*lines, "</details>", ""])


def _asked(number: int, turn: Turn, found: Judged) -> Iterator[str]:
    asked = turn.asked
    notes = [str(asked.ask.move), str(asked.ask.probe), *filter(None, [asked.ask.cue]), f"words: {asked.words}"]
    if turn.score:
        notes.append(f"score {turn.score.digit}")
    if found.named:
        notes.append(f"names {', '.join(found.named)}")
    yield f"{number}. **{_plain(asked.text)}**  "
    yield f"   *{_plain(asked.ask.topic)}: {_plain(', '.join(notes))}*  "
    for finding in found.findings:
        yield f"   ⚠ **{finding.kind}**{': ' + _plain(finding.detail) if finding.detail else ''}  "
    for refused in asked.refused:
        yield f"   {_refused(refused)}  "


def _refused(refused: RefusedTry) -> str:
    why = f"{refused.flaw}: {refused.detail}" if refused.detail else refused.flaw
    return f"refused ({_plain(why)}): ~~{_plain(refused.text) or '(nothing)'}~~"


def _answered(turn: Turn) -> Iterator[str]:
    if turn.said is None:
        return
    yield f"   — *[{turn.said.button}]*" if turn.said.button else f"   — {_plain(turn.said.text)}"


def _plain(text: str) -> str:
    """Return a text on one line that Markdown and HTML show as it is."""
    line = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for mark in "\\`*_[]|~":
        line = line.replace(mark, f"\\{mark}")
    return line
