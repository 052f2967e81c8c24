"""The sound check before the interview, with the product's own speech."""

from collections.abc import Callable

import numpy as np
import pytest
from playwright.sync_api import Route, expect

from .candidate import Candidate
from .sounds import SAMPLE_RATE, record, recorded


@pytest.mark.also_in_firefox(with_sound=True)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_sample_is_played_and_its_level_shows(candidate: Callable[..., Candidate], language: str) -> None:
    someone = candidate(language, bypass_csp=True)
    record(someone.page)
    someone.enter()
    someone.page.locator("[data-sample]").click()
    someone.page.wait_for_function("() => document.querySelector('meter').value > 0.01")
    expect(someone.page.locator("[data-sample-news]")).to_have_text(PLAYED[language], timeout=30_000)
    someone.page.wait_for_function("() => recorder.chunks.at(-1).every((sample) => sample === 0)")
    heard = recorded(someone.page)
    assert 2 < len(heard) / SAMPLE_RATE < 12
    assert 3_000 < np.abs(heard.astype(int)).max() < 32_767
    assert someone.page.locator("meter").evaluate("meter => meter.value") == 0


PLAYED = {"ko": "예시 음성이 끝났습니다.", "en": "That was the sample."}


def test_the_interview_begins_without_a_sample(candidate: Callable[..., Candidate]) -> None:
    someone = candidate()
    someone.enter()
    someone.visitor.expect_complaint("status of 503")
    news = someone.page.locator("[data-sample-news]")
    told: list[str | None] = []

    def away(route: Route) -> None:
        told.append(news.text_content())
        route.fulfill(status=503, body="away")

    someone.page.route("**/voice-sample", away)
    someone.page.locator("[data-sample]").click()
    expect(news).to_contain_text("The interview continues in writing.")
    assert told == ["The sample is on its way. This may take a few seconds."]
    someone.begin()
    someone.wait_for_question(1)


def test_a_sample_that_was_not_reached_is_tried_again(candidate: Callable[..., Candidate]) -> None:
    someone = candidate()
    someone.enter()
    someone.visitor.expect_complaint("ERR_")
    someone.page.route("**/voice-sample", lambda route: route.abort())
    someone.page.locator("[data-sample]").click()
    expect(someone.page.locator("[data-sample-news]")).to_contain_text("try again in a moment")
    someone.page.unroute("**/voice-sample")
    someone.page.locator("[data-sample]").click()
    expect(someone.page.locator("[data-sample-news]")).to_have_text("You should hear a voice now.")


def test_the_sample_ends_where_the_interview_begins(candidate: Callable[..., Candidate]) -> None:
    someone = candidate()
    someone.enter()
    someone.page.locator("[data-sample]").click()
    expect(someone.page.locator("[data-sample-news]")).to_have_text("You should hear a voice now.")
    someone.begin()
    someone.wait_for_question(1)
    expect(someone.page.locator("#sound-check")).to_be_hidden()
    expect(someone.page.locator("[data-sample-news]")).to_have_text("That was the sample.")
    someone.page.wait_for_function("() => [...(CSS.highlights.get('spoken') ?? [])].join() !== ''")


def test_the_volume_is_one_for_the_check_and_the_room(candidate: Callable[..., Candidate]) -> None:
    someone = candidate()
    someone.enter()
    someone.page.get_by_role("slider", name="Volume").fill("0.4")
    someone.begin()
    someone.wait_for_question(1)
    someone.page.get_by_text("Voice settings").click()
    expect(someone.page.get_by_role("slider", name="Volume")).to_have_value("0.4")
