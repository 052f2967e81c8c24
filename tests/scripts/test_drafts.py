"""The page's drafts: what was typed and not sent stays within reach, whatever the browser does."""

from pathlib import Path
from typing import Any

import pytest

from .node import run

pytestmark = pytest.mark.process

BROWSER = Path(__file__).parent / "drafts.js"


def play(script: str, *arguments: Any) -> Any:
    """Run a script in which `browser` has no tab yet, and `turn` is the first question."""
    begin = f"""
    const names = ["room/drafts/drafts", "room/drafts/draft", "room/drafts/draft_form"]
    const modules = Object.assign({{}}, ...(await Promise.all(names.map(load))))
    const {{ makeBrowser }} = await import("file://{BROWSER}")
    const browser = makeBrowser(modules), turn = 1
    """
    return run(begin + script, *arguments)


def test_two_tabs_show_one_text() -> None:
    assert play("""
      const [a, b] = [browser.open(), browser.open()]
      browser.type(a, "Half a"); browser.deliver(b)
      browser.type(b, b.box + " thought"); browser.deliver(a)
      return [a.box, b.box, a.drafts.get(turn).others]
    """) == ["Half a thought", "Half a thought", []]


def test_of_two_texts_written_at_once_the_newer_wins_and_the_other_is_offered() -> None:
    one, other = play("""
      const [a, b] = [browser.open(), browser.open()]
      browser.type(a, "We moved to Kafka"); browser.type(b, "We stayed")
      b.store.mail.length = 0 // the word of it is lost, but the storage is not
      browser.type(b, "We stayed with Redis")
      browser.deliver(a); browser.deliver(b)
      return [a, b].map((tab) => [tab.box, tab.drafts.get(turn).others])
    """)
    assert one == other == ["We stayed with Redis", ["We moved to Kafka"]]


def test_the_other_text_is_used_or_deleted() -> None:
    assert play("""
      const [a, b] = [browser.open(), browser.open()]
      browser.type(a, "First"); browser.type(b, "Second"); browser.deliver(a)
      a.drafts.exchange(turn, "First"); browser.deliver(b)
      const exchanged = [b.box, b.drafts.get(turn).others]
      b.drafts.dismiss(turn, "Second"); browser.deliver(a)
      return [exchanged, [a.drafts.get(turn).text, a.drafts.get(turn).others]]
    """) == [["First", ["Second"]], ["First", []]]


def test_a_crash_loses_nothing_that_the_journal_has() -> None:
    assert play("""
      const a = browser.open()
      browser.type(a, "Half"); browser.flush(); browser.type(a, "Half a thought")
      const b = browser.crash()
      return [b.box, b.drafts.get(turn).others]
    """) == ["Half a thought", []]


@pytest.mark.parametrize(
    ("written", "answer", "left"),
    [
        ("  Yes.\n", "Yes.", []),
        ("\u1112\u1161\u11ab", "한", []),  # macOS decomposes
        ("Yes, and we moved to Kafka.", "Yes.", ["Yes, and we moved to Kafka."]),
        ("Yes", "Yes.", []),
        (" \n", "Yes.", []),
    ],
)
def test_what_an_answer_does_not_contain_stays(written: str, answer: str, left: list[str]) -> None:
    script = """
      const a = browser.open(); browser.type(a, given[0])
      a.drafts.answered(turn, given[1])
      return [a.drafts.unsent(turn, given[1]), browser.open().drafts.unsent(turn, given[1])]
    """
    assert play(script, written, answer) == [left, left]


def test_a_question_in_other_words_takes_over_every_text() -> None:
    assert play("""
      const [a, b] = [browser.open(), browser.open()]
      browser.type(a, "For the first wording")
      b.turn = 2; b.shown = b.drafts.get(2); browser.type(b, "For the second"); browser.deliver(a)
      a.drafts.inherit(2, [1])
      return [a.drafts.get(2).text, a.drafts.get(2).others, a.drafts.turns, browser.open().drafts.turns]
    """) == ["For the second", ["For the first wording"], [2], [2]]


def test_when_the_interview_is_over_only_its_tab_keeps_what_was_not_sent() -> None:
    assert play("""
      const a = browser.open()
      browser.type(a, "Too late"); a.drafts.retire()
      return [a.drafts.unsent(turn), a.store.all().size, browser.open().drafts.turns, browser.disk.size]
    """) == [["Too late"], 1, [], 0]


def test_a_clock_that_was_set_back_takes_no_text_from_who_writes() -> None:
    assert play("""
      const [a, b] = [browser.open(), browser.open()]
      browser.type(a, "Before"); browser.time -= 1000
      b.store.view = new Map(browser.shared) // of which the tab has not been told yet
      browser.type(b, "After")
      return [b.box, b.drafts.get(turn).text, b.drafts.get(turn).others]
    """) == ["After", "After", ["Before"]]


def test_stored_drafts_are_read_and_old_ones_forgotten() -> None:
    assert play("""
      const { parse, written, isForgotten, KEPT_MS } = modules
      const draft = { text: "가", at: 5, by: "p", clock: { p: 1 }, others: ["나"] }
      const [again, older, strange, none] = [written(draft), "Half a", '{"text": 1}', null].map(parse)
      const forgotten = [5 + KEPT_MS, 6 + KEPT_MS].map((now) => isForgotten(draft, now))
      return [again, older.text, strange.text, none.text, forgotten]
    """) == [
        {"text": "가", "at": 5, "by": "p", "clock": {"p": 1}, "others": ["나"]},
        "Half a", '{"text": 1}', "", [False, True],
    ]  # fmt: skip


def test_in_a_hundred_runs_every_word_stays_within_reach() -> None:
    runs = play(
        """
      const { play } = await import(given[0])
      const text = await load("lib/answer_text")
      return Array.from({ length: 100 }, (_, seed) => play(makeBrowser(modules), seed, text))
    """,
        f"file://{BROWSER.with_name('runs.js')}",
    )
    assert sum(run["typed"] for run in runs) > 1_000
    assert [run for run in runs if run["lost"]] == []
