"""From a pasted list to the candidate's page, by e-mail, in both languages, as recruiter and candidate see it."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from ops.processes.process import wait_until
from ops.stack import Stack
from tests.interviews.mailing.mail_host import SENDER, MailHost

from .axe import Inspector
from .test_admin import OF_DJANGO, signed_in
from .visitor import LOCALES, Visitor

SECONDS = 60
SAID = {
    "en": {"check": "Check the list", "invite": "Invite 1 person by e-mail", "queued": "1 e-mail is queued.",
           "sent": "sent"},
    "ko": {"check": "목록 확인", "invite": "1명을 이메일로 초대", "queued": "이메일 1통을", "sent": "보냄"},
}  # fmt: skip
PAGES = ("interviews/organisation/mails/", "interviews/organisation/mails/invitation/ko/", "interviews/mail/")


@pytest.fixture(scope="module")
def host() -> Iterator[MailHost]:
    with MailHost() as host:
        yield host


@pytest.fixture(scope="module")
def stack(host: MailHost, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    url = f"smtp://127.0.0.1:{host.port}"
    with Stack(tmp_path_factory.mktemp("mailing"), EMAIL_URL=url, EMAIL_FROM=SENDER) as stack:
        yield stack


def link_in(host: MailHost) -> str:
    body = host.taken[-1].get_body(("plain",))
    assert body
    return next(line for line in body.get_content().splitlines() if line.startswith("http"))


def invite(page: Page, person: str, words: dict[str, str]) -> None:
    page.goto("/admin/interviews/interview/invite/")
    page.locator("#id_position").select_option(index=1)
    page.locator("#id_people").fill(person)
    page.locator("#id_by_mail").check()
    page.get_by_role("button", name=words["check"]).click()
    expect(page.locator("#id_by_mail")).to_be_checked()
    page.get_by_role("button", name=words["invite"]).click()
    expect(page.locator(".messagelist")).to_contain_text(words["queued"])


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_list_becomes_mails_whose_links_open_the_interviews(
    visit: Callable[..., Visitor], stack: Stack, host: MailHost, language: str
) -> None:
    before, words = len(host.taken), SAID[language]
    page = signed_in(visit(locale=LOCALES[language], width=360), stack)
    invite(page, f"Kim {language},kim-{language}@candidates.example,,{language}", words)
    wait_until(lambda: len(host.taken) > before, SECONDS, "the mail arrives")
    page.goto("/admin/interviews/interview/")
    page.locator("#result_list a[href*='/staff/interviews/']").first.click()
    mails = page.locator("[data-part=mails]")
    expect(mails).to_contain_text(f": {words['sent']}.")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    candidate = visit(locale=LOCALES[language]).page
    candidate.goto(link_in(host))
    expect(candidate.get_by_role("main")).to_contain_text(f"Kim {language}")


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_pages_of_mails_have_nothing_for_axe_to_find_and_fit_a_phone(
    visit: Callable[..., Visitor], stack: Stack, language: str
) -> None:
    visitor = visit(locale=LOCALES[language], bypass_csp=True, width=360)
    page = signed_in(visitor, stack)
    inspector, too_wide = Inspector(page), []
    for path in PAGES:
        page.goto(f"/admin/{path}")
        inspector.look(path)
        too_wide += [path] if visitor.overflow else []
    assert [(path, found) for path, found in inspector.found if not found.startswith(OF_DJANGO)] == []
    assert too_wide == []
