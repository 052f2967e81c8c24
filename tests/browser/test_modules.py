"""The pure parts of the page's scripts, run in the browser."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from .visitor import Visitor


@pytest.fixture
def page(visit: Callable[..., Visitor]) -> Page:
    page = visit().page
    page.goto("/")
    return page


def call(page: Page, module: str, function: str, *arguments: Any) -> Any:
    script = "async ([module, name, values]) => (await import(`/static/js/${module}.js`))[name](...values)"
    return page.evaluate(script, [module, function, list(arguments)])


def test_positions_are_ordered_by_epoch_then_offset(page: Page) -> None:
    wrong = [
        (position, seen)
        for position, seen, newer in ORDER
        if call(page, "stream/position", "isNewer", position, seen) != newer
    ]
    assert wrong == []


ORDER = [
    ("1-1", "", True),
    ("1-2", "1-1", True),
    ("1-10", "1-9", True),
    ("2-1", "1-99", True),
    ("10-1", "9-1", True),
    ("1-1", "1-1", False),
    ("1-99", "2-1", False),
    ("9007199254740993-1", "9007199254740992-1", True),
    ("999999999999999999-999999999999999999", "999999999999999999-999999999999999998", True),
    ("", "1-1", False),
    ("1", "", False),
    ("-1-1", "", False),
    ("1-1-1", "", False),
    (None, "", False),
]


def pace(page: Page, backlog: int, elapsed_ms: float, left_ms: float, carry: float = 0) -> tuple[int, float]:
    step = call(page, "lib/pace", "graphemesToShow", backlog, elapsed_ms, left_ms, carry)
    return step["show"], step["carry"]


def typing_ms(page: Page, length: int, pending_ms: float = 0) -> float:
    return float(call(page, "lib/pace", "typingMs", length, pending_ms))


def test_typing_keeps_pace_with_its_backlog(page: Page) -> None:
    shown = [pace(page, backlog, 16, 120)[0] for backlog in (0, 10, 100, 1000)]
    assert shown == sorted(shown)
    assert shown[0] == 0
    assert shown[-1] > 100
    assert all(pace(page, backlog, 16, 120)[0] <= backlog for backlog in range(20))


def test_everything_shows_when_its_time_has_come(page: Page) -> None:
    assert pace(page, 100_000, 250, 250) == (100_000, 0)
    assert pace(page, 100_000, 16, -1) == (100_000, 0)


def test_tokens_are_typed_at_once_and_whole_clauses_at_leisure(page: Page) -> None:
    assert typing_ms(page, 5) == 120
    assert 500 < typing_ms(page, 42) < 900
    assert typing_ms(page, 200) == typing_ms(page, 10_000) == 1000


def test_tokens_behind_a_clause_catch_up_with_the_model(page: Page) -> None:
    """Twenty tokens a second come from the moment on at which a long beginning has come."""
    left = typing_ms(page, 42)
    for _ in range(20):
        left = typing_ms(page, 5, max(0, left - 50))
    assert left == 120


def test_what_is_too_little_for_one_frame_adds_up(page: Page) -> None:
    frames, carry, waiting = 0, 0.0, 1
    while waiting and frames < 20:
        show, carry = pace(page, waiting, 8, 120, carry)
        waiting -= show
        frames += 1
    assert 1 < frames < 20


def test_text_is_cut_where_readers_see_characters_end(page: Page) -> None:
    text = "각🇰🇷👩‍💻e\u0301"
    assert call(page, "lib/graphemes", "graphemes", text) == ["각", "🇰🇷", "👩‍💻", "e\u0301"]


def test_waits_grow_and_differ_and_have_an_end(page: Page) -> None:
    script = """
    async (random) => {
      const { Backoff } = await import("/static/js/stream/backoff.js")
      const backoff = new Backoff(() => random)
      const waits = Array.from({ length: 12 }, () => backoff.next())
      backoff.reset()
      return [...waits, backoff.next()]
    }
    """
    shortest, longest = page.evaluate(script, 0), page.evaluate(script, 1)
    assert longest[:6] == [1000, 2000, 4000, 8000, 16_000, 30_000]
    assert max(longest) == 30_000
    assert [wait * 2 for wait in shortest] == longest
    assert longest[-1] == 1000
