"""The interview behind proxies that hold back what is streamed."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from ops.stack import Stack

from .candidate import Candidate
from .holding_proxy import HoldingProxy

QUESTION_MS = 10_000
BOX_MS = 15_000
WITHOUT_SOUND = "delete window.AudioWorkletNode"  # which would fill a block
UNTIL_IT_OPENS = "ERR_INCOMPLETE|ERR_EMPTY_RESPONSE|ERR_CONNECTION"


@pytest.mark.parametrize("block", [4096, 32_768, 0])
def test_a_question_comes_through_a_proxy_that_holds_its_stream_back(
    candidate: Callable[..., Candidate], stack: Stack, block: int
) -> None:
    with HoldingProxy(stack.port, block) as proxy:
        someone = candidate("en")
        someone.visitor.expect_complaint(UNTIL_IT_OPENS)
        someone.visitor.context.add_init_script(WITHOUT_SOUND)
        someone.url = someone.url.replace(stack.url, proxy.url)
        someone.enter()
        someone.begin()
        question = someone.turn(1).locator("[data-question]")
        expect(question).not_to_be_empty(timeout=QUESTION_MS)
        expect(someone.answer_box).to_be_visible(timeout=BOX_MS)
        assert someone.shown_question(1) == someone.snapshot()["turns"][0]["question"]
        assert proxy.streams >= 1
        someone.page.goto("about:blank")
