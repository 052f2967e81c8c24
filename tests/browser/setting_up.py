"""How a company sets up a hiring round on its screens, in Korean: what it is, positions, roles and invitations."""

from pathlib import Path

from playwright.sync_api import Page, expect

from .recruiting import Colleague

GIVEN_NAMES = ("가람", "다솜", "라온", "마루", "보람", "아름", "찬솔", "한별")
PEOPLE = [surname + given for surname in "강노문백신" for given in GIVEN_NAMES]
ONE_MORE = "Robin Forgotten"
KOREAN, ENGLISH = "데이터 분석가", "Data analyst"
ROLES = {
    "manager": "채용 책임자: 지켜보고, 읽고, 평가하고, 결정합니다",
    "observer": "참관인: 면접이 진행되는 동안 지켜보기",
    "recruiter": "채용 담당자: 설정하고, 초대하고, 지켜보고, 조치하고, 평가합니다",
}


def fill_in_the_company(boss: Colleague) -> None:
    page = boss.page
    page.get_by_role("link", name="지원자에게 안내할 내용 입력하기").click()
    page.get_by_label("이름:", exact=True).fill("한빛 소프트")
    page.get_by_label("담당자:").fill("박서연")
    page.get_by_label("담당자 이메일:").fill("seoyeon@company.example")
    page.get_by_label("면접 기록 보관 기간(일):").fill("90")
    page.get_by_label("개인정보 처리 안내(한국어):").fill("면접 기록은 채용에만 씁니다.")
    page.get_by_label("면접 이후 절차(한국어):").fill("일주일 안에 연락드립니다.")
    boss.press("저장")
    expect(boss.told).to_contain_text("성공적으로")
    page.locator("#site-name a").click()
    expect(page.locator("#content")).not_to_contain_text("회사가 아직 입력하지 않은 항목")


def create_positions(boss: Colleague, file: Path) -> None:
    """Create one position whose competencies are typed, and one that takes them from a CSV file."""
    boss.section("직무")
    for title, language, fill_in in ((KOREAN, "한국어", _type_competencies), (ENGLISH, "영어", _choose_file)):
        boss.page.get_by_role("link", name="직무 추가").click()
        _fill_in_the_plan(boss.page, title, language)
        fill_in(boss, file)
        expect(boss.page.locator("[data-plan-preview] li")).to_have_count(2)
        expect(boss.page.locator("[data-plan-preview]")).to_contain_text("약 6분이 걸린다고 안내합니다.")
        boss.press("저장")
        expect(boss.told).to_contain_text(title)


def _fill_in_the_plan(page: Page, title: str, language: str) -> None:
    page.get_by_label("직무명:").fill(title)
    page.get_by_label("언어:").select_option(label=language)
    page.get_by_label("질문 수:", exact=True).fill("2")
    page.get_by_label("후속 질문 수:").fill("0")
    page.get_by_label("제한 시간(분):").fill("20")


def _type_competencies(boss: Colleague, _file: Path) -> None:
    table = boss.page.locator("#competencies-group")
    table.get_by_role("button", name="추가").click()
    for row, name in zip(table.locator(".dynamic-competencies").all(), ("SQL", "협업"), strict=True):
        row.get_by_label("역량", exact=False).fill(name)
        for score in (1, 3, 5):
            row.get_by_label(f"{score}점의 기준").fill(f"{name} {score}")


def _choose_file(boss: Colleague, file: Path) -> None:
    lines = "역량;1점;3점;5점;질문\r\nSQL;none;reads;designs;Which index, and why?\r\nTeamwork;;;;\r\n"
    file.write_bytes(lines.encode("cp949"))
    boss.page.get_by_label("CSV 파일:").set_input_files(file)
    boss.press("양식에 채우기")
    expect(boss.page.locator("[data-competency-file] [data-news]")).to_contain_text("역량 2개, 질문 1개")


def give_roles(boss: Colleague) -> None:
    boss.section("사람별 역할")
    page = boss.page
    for name, role in ROLES.items():
        page.get_by_role("link", name="사람의 역할 추가").click()
        page.get_by_label("사람:").select_option(label=name)
        page.locator(".field-position .select2-selection").click()
        page.locator(".select2-search__field").fill(KOREAN)
        page.get_by_role("option", name=KOREAN).click()
        page.get_by_label("역할:").select_option(label=role)
        boss.press("저장")
        expect(boss.told).to_contain_text(name)
    expect(boss.rows).to_have_count(len(ROLES))


def invite(boss: Colleague, file: Path) -> dict[str, str]:
    """Invite PEOPLE from a CSV file with two faults, which are corrected. Return their links."""
    lines = ["이름,이메일", *(f"{name},p{number}@candidates.example" for number, name in enumerate(PEOPLE))]
    again, wrong = f"{PEOPLE[0]},P0@candidates.example", f"{PEOPLE[-1]},p39@@candidates"
    file.write_bytes("\r\n".join([*lines[:11], again, *lines[11:-1], wrong]).encode("utf-8-sig"))
    page = boss.page
    _open_invitations(boss, KOREAN)
    page.get_by_label("또는 CSV 파일:").set_input_files(file)
    boss.press("목록 확인")
    expect(page.locator("tr.wrong")).to_have_count(2)
    expect(page.locator("tr.wrong").first).to_contain_text(f"2번째 줄과 같은 사람입니다: {PEOPLE[0]}.")
    expect(page.locator("tr.wrong").last).to_contain_text("“p39@@candidates”은(는) 이메일 주소가 아닙니다.")
    expect(page.get_by_role("button", name="초대하기")).to_have_count(0)
    text = page.get_by_label("초대할 사람:")
    text.fill(text.input_value().replace(f"{again}\n", "").replace(wrong, lines[-1]))
    boss.press("목록 확인")
    boss.press(f"{len(PEOPLE)}명 초대하기")
    listed = page.locator("#content tbody tr")
    expect(listed).to_have_count(len(PEOPLE))
    names, links = listed.locator("th").all_inner_texts(), listed.locator("code").all_inner_texts()
    assert names == PEOPLE
    return dict(zip(names, links, strict=True))


def invite_one_more(boss: Colleague) -> str:
    """Invite ONE_MORE to the other position, and return the link."""
    _open_invitations(boss, ENGLISH)
    boss.page.get_by_label("초대할 사람:").fill(f"{ONE_MORE} <robin@candidates.example>")
    boss.press("목록 확인")
    boss.press("1명 초대하기")
    return boss.page.locator("#content code").inner_text()


def _open_invitations(boss: Colleague, position: str) -> None:
    boss.section("면접")
    boss.page.get_by_role("link", name="지원자 초대").click()
    boss.page.get_by_label("직무:").select_option(label=position)
