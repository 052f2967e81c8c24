"""The practice question before the interview begins."""

import json

import pytest
from playwright.sync_api import expect

from .played import Play

TYPED = "Secretly the light."
STORED = "JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])"


@pytest.mark.parametrize("window", [{"width": 360, "height": 740}, {"width": 320, "height": 256}])
def test_a_practice_answer_never_leaves_the_page(play: Play, window: dict[str, int]) -> None:
    played = play(**window)
    page, requests = played.page, list[str]()
    page.on("request", lambda request: requests.append(request.url))
    page.locator("#practice [data-open]").focus()
    page.keyboard.press("Enter")
    box = page.locator("#practice-answer")
    expect(box).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#practice [data-error]")).to_have_text("Please write an answer first.")
    page.keyboard.type(TYPED)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#practice [data-sent-text]")).to_have_text(TYPED)
    expect(page.locator("#practice [data-sent-heading]")).to_be_focused()
    assert played.someone.visitor.overflow <= 0
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(box).to_have_value("")
    assert [url for url in requests if not url.endswith("/favicon.svg")] == []  # the browser asks for it when it likes
    assert played.posts == []
    assert TYPED not in json.dumps(page.evaluate(STORED))
    played.open()
    expect(page.locator("#practice")).to_be_hidden()
    assert TYPED not in page.content()
    expect(played.someone.turn(1)).to_be_visible()
