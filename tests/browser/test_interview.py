"""A complete interview on the demo model, through all processes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from .candidate import QUESTIONS, Candidate
from .streams import RELOAD_AT_TURN

ANSWERS = {
    "ko": [
        "결제 서비스를 맡아 Redis 캐시 무효화를 다시 설계했습니다.\n응답 시간이 절반으로 줄었습니다.",
        "주문 테이블을 나누고 인덱스를 새로 만들었습니다. <b>굵게</b> & 그대로 👩‍💻",
        "장애가 나면 먼저 로그와 지표를 확인합니다.",
        "의견이 다를 때는 코드 리뷰에서 근거를 함께 살펴봅니다.",
    ],
    "en": [
        "I redesigned the cache invalidation of our payment service.\nIt halved the response time.",
        "We split the orders table and rebuilt its indexes. <b>Not bold</b> & as it is 👩‍💻",
        "When an incident hits I look at the logs and the metrics first.",
        "When we disagree we go through the evidence in code review.",
    ],
}
THANKS = {"ko": "면접에 참여해 주셔서 감사합니다", "en": "Thank you for taking part"}
TRANSPORT = {"sse": "EventSource", "ws": "WebSocket"}


@pytest.mark.also_in_firefox
@pytest.mark.parametrize("transport", ["sse", "ws"])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_whole_interview_with_a_reload_in_the_middle_of_a_question(
    candidate: Callable[..., Candidate], language: str, transport: str
) -> None:
    someone = candidate(language, transport)
    page = someone.page
    page.add_init_script(RELOAD_AT_TURN % {"turn": 2})

    someone.enter()
    page.evaluate("sessionStorage.removeItem('streams')")  # that of the page before the transport was chosen
    expect(page.locator("html")).to_have_attribute("lang", language)
    someone.begin()
    for number, answer in enumerate(ANSWERS[language], start=1):
        someone.wait_for_question(number)
        asked = someone.snapshot()["turns"][number - 1]["question"]
        assert someone.shown_question(number) == asked != ""
        someone.answer(answer)
        expect(someone.turn(number).locator("[data-answer-text]")).to_have_text(answer, use_inner_text=True)
    someone.wait_for_end()

    assert page.evaluate("sessionStorage.getItem('reloading')"), "the page was never reloaded"
    streams = page.evaluate("sessionStorage.getItem('streams')").split()
    assert set(streams) == {TRANSPORT[transport]}  # the reload opened a new one
    expect(someone.panel("finished")).to_contain_text(THANKS[language])
    assert_page_shows_what_is_kept(someone, ANSWERS[language])
    page.reload()
    assert_page_shows_what_is_kept(someone, ANSWERS[language])
    expect(someone.panel("finished")).to_be_visible()
    page.goto(someone.url)
    page.wait_for_url("**/interviews/*/")


def assert_page_shows_what_is_kept(someone: Candidate, answers: list[str]) -> None:
    kept = someone.snapshot()
    assert (kept["status"], len(kept["turns"])) == ("finished", QUESTIONS + 1)
    assert [turn["answer"] for turn in kept["turns"]] == [*answers, ""]
    expect(someone.page.locator(".turn")).to_have_count(QUESTIONS + 1)
    for turn in kept["turns"]:
        assert someone.shown_question(turn["turn"]) == turn["question"] != ""
