"""axe-core finds nothing on any page of a candidate, in any state of the room, in either language."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from ops.stack import Stack

from .states import around, invitations, room
from .states.inspector import StateInspector
from .states.walk import Walk
from .visitor import Visitor

WALKS = [
    *(invitations.from_the_link, invitations.with_a_link_that_leads_nowhere),
    *(invitations.with_a_browser_that_cannot, invitations.of_somebody_else),
    *(room.before_the_beginning, room.a_question_comes, room.it_is_answered, room.in_two_tabs),
    *(room.whoever_reads_above, room.time_runs_out, room.it_ends_early, room.access_is_lost),
    *(
        room.an_interruption,
        room.the_voice_is_blocked,
        around.asking_people,
        around.leaving,
        around.the_end,
        around.errors,
    ),
]


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A product of this module's own: the walks change what its company says of itself, and its positions."""
    with Stack(tmp_path_factory.mktemp("inspected")) as running:
        yield running


@pytest.mark.parametrize("language", ["en", "ko"])
def test_no_state_violates_a_rule_and_none_is_left_out(
    browser: Browser, visit: Callable[..., Visitor], stack: Stack, language: str
) -> None:
    inspector = StateInspector(language)
    for walk in WALKS:
        walk(Walk(language, inspector, visit, stack))
        for context in browser.contexts:
            for page in context.pages:
                page.close()  # they would go on working
    assert (inspector.violations, inspector.unseen) == ([], set())
