"""The form of a position: a preview that follows what is typed, and competencies from a file."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ops.stack import Stack

from .recruiting import Colleague, make_accounts
from .visitor import Visitor

ADD = "/admin/interviews/position/add/"
TABLE = (
    "competency;1;3;5;question\r\nSQL;never;reads;designs;Why that index?\r\n;;;;How did you measure?\r\nTeam;;;;\r\n"
)


@pytest.fixture
def boss(visit: Callable[..., Visitor], stack: Stack) -> Iterator[Colleague]:
    colleague = Colleague(visit(locale="en-US"), "admin")
    colleague.page.goto(ADD)
    yield colleague
    colleague.page.close()


def choose(page: Page, file: Path, text: str, encoding: str = "utf-8-sig") -> None:
    file.write_bytes(text.encode(encoding))
    page.get_by_label("CSV file:").set_input_files(file)
    page.get_by_role("button", name="Put into the form").click()


def test_the_preview_follows_what_is_typed_before_anything_is_saved(boss: Colleague) -> None:
    page, preview = boss.page, boss.page.locator("[data-plan-preview]")
    expect(preview).to_contain_text("Name the competencies")
    page.locator("[name=competencies-0-name]").fill("Bread")
    expect(preview.locator("li").first).to_have_text("Bread: a case of the candidate's own")
    expect(preview.locator("li")).to_have_count(4)
    page.get_by_label("Questions:", exact=True).fill("2")
    expect(preview.locator("li")).to_have_count(2)
    expect(preview).to_contain_text("it takes about 6 minutes")
    page.get_by_label("Questions:", exact=True).fill("0")
    expect(preview.locator("li")).to_have_count(0)


def test_a_file_fills_in_the_form_and_is_saved_with_it(boss: Colleague, tmp_path: Path) -> None:
    page, news = boss.page, boss.page.locator("[data-competency-file] [data-news]")
    choose(page, tmp_path / "wrong.csv", f"{TABLE}SQL;always;;;\r\n")
    expect(news).to_contain_text("Nothing was taken over.")
    expect(news.locator("li")).to_have_text(["Line 5: This competency is described otherwise in line 2."])
    expect(page.locator("[name=competencies-0-name]")).to_have_value("")

    page.locator("[name=competencies-0-name]").fill("Care")
    choose(page, tmp_path / "right.csv", TABLE, "cp949")
    expect(news).to_contain_text("2 competencies, 2 questions")
    names = [page.locator(f"[name=competencies-{row}-name]").input_value() for row in range(3)]
    assert names == ["Care", "SQL", "Team"]
    expect(page.locator("[name=competencies-1-anchor_5]")).to_have_value("designs")
    expect(page.locator("[name=competencies-1-questions]")).to_have_value("Why that index?\nHow did you measure?")
    expect(page.locator("[data-plan-preview] li").nth(2)).to_contain_text("SQL")

    page.get_by_label("Title:").fill("Filled from a file")
    page.get_by_label("Language:").select_option("en")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(boss.told).to_contain_text("Filled from a file")
    expect(page.locator("[name=competencies-2-name]")).to_have_value("Team")
    expect(page.locator("[name=competencies-1-questions]")).to_have_value("Why that index?\nHow did you measure?")


def test_two_recruiters_at_once(boss: Colleague, visit: Callable[..., Visitor], stack: Stack) -> None:
    page = boss.page
    page.locator("[name=competencies-0-name]").fill("Bread")
    page.get_by_label("Title:").fill("Two at once")
    page.get_by_label("Language:").select_option("en")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(boss.told).to_contain_text("Two at once")
    make_accounts(stack, ["second"])
    stack.manage(
        "shell", "-v", "0", "-c", "from django.contrib.auth.models import User; User.objects.update(is_superuser=True)"
    )
    second = Colleague(visit(locale="en-US"), "second")
    second.page.goto(page.url)
    page.get_by_label("Title:").fill("The first title")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(boss.told).to_contain_text("The first title")
    second.page.get_by_label("Title:").fill("The second title")
    second.page.get_by_role("button", name="Save and continue editing").click()
    expect(second.page.locator(".errorlist").first).to_contain_text("admin changed this position at")
    expect(second.page.locator(".errorlist").first).to_contain_text("Title: The first title")
    expect(second.page.get_by_label("Title:")).to_have_value("The second title")
    second.page.get_by_role("button", name="Save and continue editing").click()
    expect(second.told).to_contain_text("The second title")


def test_a_look_at_an_invitation_is_told_once_the_page_is_in_sight(visit: Callable[..., Visitor], stack: Stack) -> None:
    candidate = visit(locale="en-US").page
    with candidate.expect_request("**/opened/") as told:
        candidate.goto(stack.invite("en")["url"])
    response = told.value.response()
    assert response and response.status == 204


def test_an_interviews_voice_is_heard_before_it_is_saved(boss: Colleague, stack: Stack) -> None:
    invited = stack.invite("en")["interview"]
    boss.page.goto(f"/admin/interviews/interview/{invited}/change/")
    with boss.page.expect_response("**/voice-sample/**") as heard:
        boss.page.get_by_role("button", name="Listen").click()
    assert heard.value.status in (200, 206)
    assert "language=en" in heard.value.url
