"""A hiring round, from an empty product to a decision, by people who use only what is on the screens."""

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from ops.stack import Stack
from ops.vendors.chat_server import Reply, ScriptedServer

from .candidate import Candidate
from .conftest import asking
from .holding import (
    ANSWERS,
    QUOTED,
    hold,
    hold_one_that_is_stopped,
    hold_one_whose_link_is_extended,
    hold_one_with_more_time,
    open_and_leave,
    withdraw,
)
from .recruiting import Colleague, make_accounts
from .setting_up import (
    ONE_MORE,
    PEOPLE,
    ROLES,
    create_positions,
    fill_in_the_company,
    give_roles,
    invite,
    invite_one_more,
)
from .test_scorecard import saved, select
from .visitor import Visitor

STOPPED, SLOW, EXTENDED, PLAIN, WITHDRAWN, CURIOUS = PEOPLE[:6]
ENGLISH_ANSWERS = (
    "Last year I redesigned the indexes of our order database because queries were slow. First I measured the plans.",
    "Before a release I disagreed with a colleague. I called a meeting, and we compared what each had measured.",
)


@pytest.fixture
def stack(model: ScriptedServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Run a product of its own: the round counts what is in its lists."""
    with Stack(tmp_path_factory.mktemp("round"), **asking(model)) as running:
        make_accounts(running, ROLES)
        yield running
    model.reply = Reply()


def test_a_hiring_round(visit: Callable[..., Visitor], stack: Stack, model: ScriptedServer, tmp_path: Path) -> None:
    boss = Colleague(visit(locale="ko-KR"), "admin")
    fill_in_the_company(boss)
    create_positions(boss, tmp_path / "competencies.csv")
    give_roles(boss)
    links = invite(boss, tmp_path / "people.csv")
    links[ONE_MORE] = invite_one_more(boss)

    def candidate(name: str) -> Candidate:
        return Candidate(visit(locale="ko-KR"), {"interview": 0, "url": links[name]}, "ko")

    observer = Colleague(visit(locale="en-US"), "observer")
    watch_without_acting(observer)
    hold_one_that_is_stopped(boss, STOPPED, candidate(STOPPED), model)
    refuse_to_show_what_is_over(observer)
    hold_one_with_more_time(boss, SLOW, candidate(SLOW))
    hold_one_whose_link_is_extended(boss, EXTENDED, candidate(EXTENDED))
    hold(candidate(PLAIN))
    hold(candidate(ONE_MORE), ENGLISH_ANSWERS)
    withdraw(candidate(WITHDRAWN))
    open_and_leave(boss, CURIOUS, candidate(CURIOUS))

    look_through_the_list(boss)
    rate_and_decide(Colleague(visit(locale="en-US"), "manager"))
    export_two(boss)
    forget(boss)
    read_the_trail(boss)
    assert sorted(set(boss.english)) == []


def watch_without_acting(observer: Colleague) -> None:
    page = observer.open_interview("Interviews", STOPPED)
    expect(page.locator("[data-part=header]")).to_contain_text("You are watching.")
    expect(page.locator("details.act")).to_have_count(0)


def refuse_to_show_what_is_over(observer: Colleague) -> None:
    """Reload the page on which the observer watched, which is over now, and look for it in the list."""
    observer.visitor.expect_complaint("404")
    response = observer.page.reload()
    assert response and response.status == 404
    expect(observer.page.locator("main")).not_to_contain_text("Measured")
    expect(observer.page.locator("main")).not_to_contain_text(ANSWERS[0])


def look_through_the_list(boss: Colleague) -> None:
    boss.section("면접")
    for stage, count in (("완료", 5), ("취소됨", 0), ("지원자가 철회함", 1), ("링크를 열어 봄", 1), ("초대됨", 35)):
        expect(boss.filtered(stage)).to_have_count(count)


def rate_and_decide(manager: Colleague) -> None:
    page = manager.open_interview("Interviews", STOPPED)
    page.get_by_role("link", name="Rate this interview").click()
    expect(page.locator("[data-needs-script]")).to_be_visible()
    select(page, 1, QUOTED)
    page.locator("[data-competency='0']").get_by_role("button", name="Quote").click()
    for index, score in ((0, "4"), (1, "3")):
        page.locator(f"[data-competency='{index}']").get_by_label(score, exact=True).check()
    page.get_by_label("Note").first.fill("Measured first.")
    page.get_by_label("clearly yes").check()
    saved(page)
    manager.press("Submit")
    expect(page.get_by_role("status").first).to_contain_text("Your scorecard is submitted.")
    expect(page.locator("blockquote")).to_contain_text(QUOTED)
    page.get_by_role("link", name="Decision", exact=True).click()
    page.get_by_label("goes on", exact=True).check()
    page.get_by_label("Reason").fill("Measures before changing.")
    manager.press("Keep this decision")
    expect(page.get_by_role("status").first).to_contain_text("The decision is kept.")


def export_two(boss: Colleague) -> None:
    boss.section("면접")
    boss.filtered("완료")
    for name in (STOPPED, SLOW):
        boss.rows.filter(has_text=name).get_by_role("checkbox").check()
    boss.choose("내보내기")
    boss.press("내보내기")
    with boss.page.expect_download() as download:
        boss.page.get_by_role("link", name="파일 받기").click()
    with zipfile.ZipFile(download.value.path()) as archive:
        assert len(archive.namelist()) == 2
        assert all(archive.read(name).startswith(b"%PDF-") for name in archive.namelist())


def forget(boss: Colleague) -> None:
    boss.section("면접")
    expect(boss.search(ONE_MORE)).to_have_count(1)
    boss.rows.get_by_role("checkbox").check()
    boss.choose("완전히 삭제")
    expect(boss.page.locator("#content")).to_contain_text(ONE_MORE)
    boss.press("완전히 삭제")
    expect(boss.told).to_contain_text("지원자나 면접 1건을 완전히 삭제했습니다.")
    for section in ("면접", "지원자"):
        boss.section(section)
        expect(boss.search(ONE_MORE)).to_have_count(0)


def read_the_trail(boss: Colleague) -> None:
    boss.section("감사 기록")
    expect(boss.filtered("지원자에 대해 결정함").filter(has_text="manager")).to_have_count(1)
