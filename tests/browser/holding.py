"""Interviews of a hiring round while they are held, with what staff do about them on their page, in Korean."""

from collections.abc import Sequence

from playwright.sync_api import expect

from ops.vendors.chat_server import Reply, ScriptedServer

from .candidate import Candidate
from .pace import BETWEEN_TOKENS
from .recruiting import Colleague

QUOTED = "먼저 실행 계획을 측정했고"
ANSWERS = (
    f"지난해 주문 데이터의 조회가 느려서 제가 색인을 다시 설계했습니다. {QUOTED}, 시간이 절반으로 줄었습니다.",
    "배포 전날 팀원과 의견이 달라서 제가 먼저 회의를 열었습니다. 서로의 측정 결과를 비교하고 일정을 다시 정했습니다.",
)


def hold_one_that_is_stopped(boss: Colleague, name: str, someone: Candidate, model: ScriptedServer) -> None:
    someone.enter()
    page = boss.open_interview("면접", name)
    expect(page.locator("[data-part=progress]")).to_contain_text("지원자가 아직 시작하지 않았습니다.")
    model.reply = BETWEEN_TOKENS
    someone.begin()
    expect(page.locator("[data-turn='1'] [data-question]")).to_have_text("Half a question, ")
    boss.act("질문 멈추기", "직무와 관계없습니다.")
    expect(page.locator("p.notice[role=status]")).to_have_text(["질문을 중지했습니다."])
    expect(someone.turn(1)).to_contain_text("면접 담당자가 이 질문을 멈추었습니다.")
    model.reply = Reply()
    boss.act("다시 질문하게 하기", "실수로 멈췄습니다.")
    _answer_all(someone)
    expect(page.locator(".pill")).to_have_text("완료")
    expect(page.locator("[data-part=history]")).to_contain_text("직무와 관계없습니다.")


def _answer_all(someone: Candidate, answers: Sequence[str] = ANSWERS) -> None:
    for number, text in enumerate(answers, 1):
        someone.wait_for_question(number)
        someone.answer(text)
    someone.wait_for_end()


def hold_one_with_more_time(boss: Colleague, name: str, someone: Candidate) -> None:
    someone.enter()
    someone.begin()
    someone.wait_for_question(1)
    clock = someone.page.locator("#time-left")
    expect(clock).to_have_text("20분 남음")
    boss.open_interview("면접", name)
    boss.act("시간 더 주기", "읽는 데 시간이 더 걸립니다.")
    expect(clock).to_have_text("25분 남음")
    _answer_all(someone)


def hold_one_whose_link_is_extended(boss: Colleague, name: str, someone: Candidate) -> None:
    page = boss.open_interview("면접", name)
    boss.act("링크 연장", "출장 중이었습니다.")
    expect(page.locator("p.notice[role=status]")).to_have_text(["링크를 일주일 더 쓸 수 있습니다."])
    hold(someone)


def hold(someone: Candidate, answers: Sequence[str] = ANSWERS) -> None:
    """Hold an interview from the invitation to its end, without anything that staff would have to do."""
    someone.enter()
    someone.begin()
    _answer_all(someone, answers)


def open_and_leave(boss: Colleague, name: str, someone: Candidate) -> None:
    """Look at an invitation and close it. The colleague's page says so, because somebody looked."""
    page = boss.open_interview("면접", name)
    expect(page.locator(".pill")).to_have_text("초대됨")
    someone.page.goto(someone.url)
    someone.page.mouse.move(40, 40)
    expect(page.locator(".pill")).to_have_text("링크를 열어 봄")


def withdraw(someone: Candidate) -> None:
    someone.enter()
    someone.begin()
    someone.wait_for_question(1)
    someone.answer(ANSWERS[0])
    someone.wait_for_question(2)
    someone.page.get_by_role("link", name="면접 참여 철회하기").click()
    someone.page.get_by_role("button", name="네, 철회하겠습니다").click()
    expect(someone.page.get_by_role("heading", level=1)).to_have_text("면접 참여를 철회하셨습니다")
