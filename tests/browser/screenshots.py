"""Take pictures of the running product: `.venv/bin/python -m tests.browser.screenshots docs/screenshots`.

A local server writes the questions. Everything else is the product: worker, Redis, web process, and pages in Chromium.
"""

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from ops.stack import Stack
from ops.vendors.chat_server import MODEL, Reply, ScriptedServer

from .browsers import launch_chromium
from .candidate import QUESTIONS, Candidate
from .test_scorecard import select
from .visitor import LOCALES, Visitor

PHONE, DESKTOP = {"width": 390, "height": 780}, {"width": 1440, "height": 900}
NAMES = {"en": ("Dana Reed", "Owen Castle", "Priya Nair"), "ko": ("김서연", "박도윤", "이하은")}
TALK = {
    "en": (
        ("Tell me about a service that you have run in production. What was hardest about it?",
         "Our billing jobs. They ran in Celery on RabbitMQ, and we lost some of them at every restart of the broker."),
        ("You lost jobs at every restart. How did you find that out, and what did you try first?",
         "Customers called. I wrote a check that compared invoices with payments hourly: 30 a week were missing."),
        ("Which incident do you remember best, and how did you first notice it?",
         "A migration locked the invoice table. Latency alerts fired after two minutes, and I rolled it back in five."),
        ("What would you do differently about that migration today?",
         "I would add the column without a default first, and fill it in batches while we watch the locks."),
        ("Thank you. Those were all the questions. The people who invited you will read your answers. Goodbye.", ""),
    ),
    "ko": (
        ("운영해 보신 서비스 가운데 가장 까다로웠던 것은 무엇이고, 왜 그랬나요?",
         "정산 작업이었습니다. 셀러리와 래빗엠큐로 돌렸는데 브로커가 재시작될 때마다 작업이 사라졌습니다."),
        ("작업이 사라진다는 것은 어떻게 알아내셨고, 처음에 무엇을 시도하셨나요?",
         "고객 문의로 알았습니다. 청구서와 입금을 한 시간마다 비교해 보니 일주일에 30건쯤 비어 있었습니다."),
        ("가장 기억에 남는 장애는 무엇이고, 처음에 어떻게 알아채셨나요?",
         "마이그레이션이 청구 테이블을 잠갔습니다. 지연 경보가 2분 만에 울렸고 5분 안에 되돌렸습니다."),
        ("지금이라면 그 마이그레이션을 어떻게 다르게 하시겠어요?",
         "기본값 없이 열을 먼저 추가하고, 잠금을 보면서 조금씩 채우겠습니다."),
        ("감사합니다. 질문은 여기까지입니다. 초대해 주신 분들이 답변을 읽을 예정입니다. 안녕히 계세요.", ""),
    ),
}  # fmt: skip


class Photographer:
    def __init__(self, browser: Browser, stack: Stack, model: ScriptedServer, folder: Path) -> None:
        self._browser, self._stack, self._model, self._folder = browser, stack, model, folder

    def shoot(self, language: str) -> None:
        """Hold an interview on a phone, then look at it as staff do."""
        first, *others = NAMES[language]
        invitation = self._stack.invite(language, first)
        for name in others:
            self._stack.invite(language, name)
        someone = Candidate(self._visitor(language, PHONE), invitation, language)
        self._hold(someone)
        page = self._staff(language, f"/staff/interviews/{someone.interview}/")
        self._save(page, f"interview-{language}")
        page.goto("/admin/interviews/interview/")
        self._save(page, f"list-{language}")
        page.goto(f"/staff/interviews/{someone.interview}/scorecard/")
        select(page, 2, TALK[language][1][1].split(".")[1].strip())
        page.locator("[data-competency='0'] [data-quote]").click()
        page.locator("[data-competency='0'] input[value='4']").check()
        self._save(page, f"scorecard-{language}")

    def _hold(self, someone: Candidate) -> None:
        said = TALK[someone.language]
        self._reply(said[0][0])
        someone.enter()
        someone.begin()
        for number in range(1, QUESTIONS + 1):
            someone.wait_for_question(number)
            someone.page.wait_for_function("() => !document.querySelector('.turn--typing')")
            if number == 2:
                someone.answer_box.fill(said[1][1])
                self._save(someone.page, f"room-{someone.language}")
            self._reply(said[number][0])
            someone.answer(said[number - 1][1])
        someone.wait_for_end()

    def _staff(self, language: str, path: str) -> Page:
        page = self._visitor(language, DESKTOP).page
        page.goto(f"/admin/login/?next={path}")
        page.locator("#id_username").fill("admin")
        page.locator("#id_password").fill(self._stack.env["ADMIN_PASSWORD"])
        page.locator("[type=submit]").click()
        page.wait_for_url(f"**{path}")
        return page

    def _visitor(self, language: str, size: dict[str, int]) -> Visitor:
        return Visitor(self._browser, self._stack.url, viewport=size, locale=LOCALES[language], reduced_motion="reduce")

    def _reply(self, text: str) -> None:
        self._model.reply = Reply(words=tuple(f"{word} " for word in text.split()))

    def _save(self, page: Page, name: str) -> None:
        Image.open(io.BytesIO(page.screenshot())).save(self._folder / f"{name}.webp", quality=80, method=6)


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, ScriptedServer() as model, sync_playwright() as playwright:
        remote = {"LLM_BACKEND": "openai", "LLM_MODEL": MODEL, "LLM_BASE_URL": model.base_url, "LLM_CHECK": "off"}
        with Stack(Path(data), **remote) as stack:
            browser = launch_chromium(playwright)
            photographer = Photographer(browser, stack, model, folder)
            for language in TALK:
                photographer.shoot(language)
            browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
