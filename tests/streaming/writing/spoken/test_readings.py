"""The table of readings: what it replaces, and which files are refused."""

from pathlib import Path

import pytest

from streaming.writing.spoken import STANDARD, ReadingsError, read_file, readings, spoken
from streaming.writing.spoken.forms import READ
from streaming.writing.spoken.readings import LANGUAGES, Readings, SpokenForm, parse


def test_a_company_can_add_a_name() -> None:
    own = STANDARD.extended(parse("en\tPyCon\tpie con\nko\tPyCon\t파이콘", "own.tsv"))
    assert spoken("Were you at PyCon 2019?", "en", own) == "Were you at pie con twenty nineteen?"
    assert spoken("PyCon를 아시나요?", "ko", own) == "파이콘을 아시나요?"


def test_a_companys_reading_counts_more_than_the_products() -> None:
    own = STANDARD.extended(parse("en\tSQL\tsequel", "own.tsv"))
    assert spoken("Why SQL?", "en") == "Why S-Q-L?"
    assert spoken("Why SQL?", "en", own) == "Why sequel?"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Acme", "ay-see-me"),
        ("acme", "acme"),
        ("Acmes", "ay-see-me's"),
        ("Acme's", "ay-see-me's"),
        ("AcmeX", "AcmeX"),
        ("Acme를", "ay-see-me를"),
        ("zed zeds ZED", "zee zee's zee"),
        ("zedd", "zedd"),
        ("c++, c+", "see plus plus, c+"),
    ],
)
def test_a_written_form_is_replaced_where_it_is_a_word(text: str, said: str) -> None:
    rows = [
        SpokenForm("en", "Acme", "ay-see-me"),
        SpokenForm("en", "zed", "zee"),
        SpokenForm("en", "c++", "see plus plus"),
    ]
    assert Readings(tuple(rows)).apply(text, "en") == said


def test_the_longest_form_counts() -> None:
    rows = (SpokenForm("en", "a/b", "short"), SpokenForm("en", "a/b/c", "long"))
    assert Readings(rows).apply("a/b/c a/b", "en") == "long short"


def test_prepared_readings_compile_nothing_more(monkeypatch: pytest.MonkeyPatch) -> None:
    prepared = Readings((SpokenForm("en", "AWS", "ay double-u ess"), SpokenForm("ko", "AWS", "에이더블유에스")))
    prepared.prepare()
    monkeypatch.setattr(readings, "Lexicon", None)
    assert [prepared.apply("AWS", language) for language in ("en", "ko")] == [
        "ay double-u ess",
        f"에이더블유에스{READ}",
    ]


def test_a_language_without_readings_keeps_its_text() -> None:
    assert STANDARD.apply("AWS", "ja") == "AWS"


def test_each_standard_reading_is_said_as_it_stands() -> None:
    said = {row: spoken(row.written, row.language).rstrip(".") for row in STANDARD.rows}
    assert {row: text for row, text in said.items() if text != row.spoken} == {}


def test_each_standard_reading_stays_the_same() -> None:
    said = {row: spoken(row.spoken, row.language) for row in STANDARD.rows}
    assert {row: text for row, text in said.items() if text != row.spoken} == {}


def test_no_standard_reading_is_there_twice() -> None:
    for language in LANGUAGES:
        written = [row.written for row in STANDARD.rows if row.language == language]
        assert sorted(set(written)) == sorted(written)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("en SQL sequel", "own.tsv, line 1: not three columns"),
        ("en\tSQL\tsequel\tmore", "own.tsv, line 1: not three columns"),
        ("en\tSQL\t", "own.tsv, line 1: not three columns"),
        ("# a comment\n\nja\tSQL\tsequel", "own.tsv, line 3: unknown language"),
        ("en\tSQL\t" + "a" * 81, "own.tsv, line 1: longer than 80"),
        ("en\tEC2\tE C 2", "own.tsv, line 1: the reading is not made of words"),
        ("en\tEC2\t-", "own.tsv, line 1: the reading is not made of words"),
    ],
)
def test_a_wrong_line_is_named(text: str, problem: str) -> None:
    with pytest.raises(ReadingsError) as told:
        parse(text, "own.tsv")
    assert told.value.args[0].startswith(problem)
    assert told.value.args[1]


def test_a_file_of_another_encoding_is_refused(tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    own.write_bytes("ko\tSQL\t시퀄".encode("cp949"))
    with pytest.raises(ReadingsError, match="UTF-8"):
        read_file(own)


def test_a_byte_order_mark_does_not_matter(tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    own.write_bytes("\ufeffen\tSQL\tsequel".encode())
    assert read_file(own) == (SpokenForm("en", "SQL", "sequel"),)
