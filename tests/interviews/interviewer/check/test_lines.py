"""Lines find what one expression of all of them would find."""

import re
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviews.interviewer.check.forbidden import english, korean
from interviews.interviewer.check.lines import Lines, words
from interviews.interviewer.check.manner import english as manner_english
from interviews.interviewer.check.manner import korean as manner_korean

BEFORE_ENGLISH, BEFORE_KOREAN = r"\b", "(?<![가-힣])"
ENGLISH = r"""
    how (?:old|young) (?:are|were) you\b
    retir(?:e|ed|ing)\b(?! (?:the|a) )|(?<!not )keep(?:s|ing)?
    (?:\w+ ){0,3}(?:kit|keen) on
    i(?:'m| am)\b|^\W*(?:so |and )*you did
    (?:an? |the )?(?:old|older) (?:boss|man)[- ]of
    \w+ly told|\d+ ?%|(?:we|i)/o
""".split("\n")[1:-1]
KOREAN = r"""
    노조 ?(?:가입|활동)|[가-힣]*드릴까요
    (?:본인|지원자)(?:의|은)? ?나이
    ai(?:로서|입니다)|(?:[가-힣]+ )?합격(?=[ .]|$)
    몇 ?살|(?:불)?만족
""".split("\n")[1:-1]
PIECES = """
    how|old|young|are|were|you|retire|retired|the|a|not|keep|keeping|kit|keen|on|i|i'm|am|so|and|did|older|boss-of|man|of
    really|told|5|%|i/o|노조|가입|노조가입|활동|드릴까요|도와드릴까요|본인의|지원자|나이|ai로서|openai입니다|합격|불합격.
    몇|몇살|살|3노조 가입|x나이|불만족
"""
texts = st.lists(st.sampled_from([*PIECES.replace("\n", "|").replace("    ", "").split("|"), ",", "-"]), max_size=9)


def found(before: str, lines: Iterable[str], text: str) -> bool:
    return re.search(f"{before}(?:{'|'.join(line.strip() for line in lines)})", text) is not None


@pytest.mark.parametrize(("before", "lines"), [(BEFORE_ENGLISH, ENGLISH), (BEFORE_KOREAN, KOREAN)])
@settings(deadline=None)
@given(pieces=texts, glue=st.sampled_from([" ", "", "  "]))
def test_lines_find_what_one_expression_finds(before: str, lines: list[str], pieces: list[str], glue: str) -> None:
    text = glue.join(pieces)
    table = Lines(before, [line.strip() for line in lines], hangul=before == BEFORE_KOREAN)
    assert table.found(text, words(text)) == found(before, lines, text)


def sentences() -> list[str]:
    """Return the sentences of the check's tables, and every third beginning and end of them."""
    folder = Path(__file__).parent
    columns = (line.split("\t")[-2:] for name in ("good", "bad", "forbidden") for line in lines_of(folder, name))
    whole = [column.casefold() for column in chain.from_iterable(columns)]
    return [*whole, *(" ".join(sentence.split()[:-3]) for sentence in whole), *(sentence[5:] for sentence in whole)]


def lines_of(folder: Path, name: str) -> list[str]:
    return (folder / f"{name}.tsv").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("source", "tables"),
    [
        (english, (*english.PERSONAL.values(), *english.NAMED.values())),
        (korean, (*korean.PERSONAL.values(), *korean.NAMED.values())),
        (english, (english.INNOCENT,)),
        (korean, (korean.INNOCENT,)),
        (manner_english, tuple(manner_english.TABLE.values())),
        (manner_korean, tuple(manner_korean.TABLE.values())),
    ],
)
def test_the_checks_own_tables_are_searched_alike(source: object, tables: tuple[str, ...]) -> None:
    named = source.WORDS  # type: ignore[attr-defined]
    joined = "\n".join(re.sub(r"\\\n\s*", "", table.strip()) for table in tables)
    lines = [re.sub(r"<(\w+)>", lambda word: f"(?:{named[word[1]]})", line.strip()) for line in joined.splitlines()]
    hangul = source in (korean, manner_korean)
    before = BEFORE_KOREAN if hangul else BEFORE_ENGLISH
    table, one = Lines(before, lines, hangul), re.compile(f"{before}(?:{'|'.join(lines)})")
    other = [text for text in sentences() if table.found(text, words(text)) != (one.search(text) is not None)]
    assert other == []


def test_a_table_without_lines_finds_nothing() -> None:
    assert not Lines(r"\b", []).found("anything", ["anything"])
