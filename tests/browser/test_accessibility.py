"""axe-core finds nothing on any page of a candidate, in any state of the room, in either language."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from ops import ROOT
from ops.stack import Stack

from .candidate import Candidate
from .instead import button
from .played import Played
from .visitor import Visitor

AXE = ROOT / "ops/javascript/node_modules/axe-core/axe.min.js"
VIOLATIONS = """
async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] })
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 100)).join(" | ")}`)
}
"""
LOCALES = {"en": "en-US", "ko": "ko-KR"}


class Inspector:
    """Collects the violations of the states that it is shown."""

    def __init__(self, page: Page) -> None:
        self.page, self.found = page, list[tuple[str, str]]()

    def look(self, state: str) -> None:
        if not AXE.exists():
            pytest.fail("axe-core is missing: run make test, or make check", pytrace=False)
        if not self.page.evaluate("'axe' in window"):
            self.page.add_script_tag(path=AXE)
        self.found += [(state, violation) for violation in self.page.evaluate(VIOLATIONS)]


@pytest.fixture
def inspected(visit: Callable[..., Visitor]) -> Iterator[Callable[..., tuple[Visitor, Inspector]]]:
    inspectors: list[Inspector] = []

    def inspected(language: str, **options: object) -> tuple[Visitor, Inspector]:
        visitor = visit(locale=LOCALES[language], reduced_motion="reduce", bypass_csp=True, **options)
        visitor.expect_complaint("status of 4|status of 503")
        inspectors.append(Inspector(visitor.page))
        return visitor, inspectors[-1]

    yield inspected
    assert [violation for inspector in inspectors for violation in inspector.found] == []


@pytest.mark.parametrize("language", ["en", "ko"])
def test_no_page_and_no_state_violates_a_rule(
    inspected: Callable[..., tuple[Visitor, Inspector]], stack: Stack, language: str
) -> None:
    visitor, inspector = inspected(language)
    page, invitation = visitor.page, stack.invite(language)
    for path in ("/", "/nowhere/", "/i/unknown/", invitation["url"]):
        page.goto(path)
        inspector.look(path)
    page.locator("main form:has([name=consent]) button").first.click()
    inspector.look("consent missing")
    room = Played(Candidate(visitor, invitation, language))
    room.page.locator("[data-begin]:not([disabled])").wait_for()
    inspector.look("ready")
    page.locator("#practice [data-open]").click()
    inspector.look("practising")
    page.locator("#practice-answer").fill("The light.")
    page.keyboard.press("Control+Enter")
    inspector.look("practised")
    room.open()
    inspector.look("waiting")
    room.send("question.started", kind="open", topic="Python", attempt=1)
    room.send("token", text="What did ")
    inspector.look("typing")
    room.ask("What did you change? " * 30)
    room.someone.wait_for_question(1)
    inspector.look("asked")
    page.set_viewport_size({"width": 320, "height": 256})
    expect(page.locator("[data-question][tabindex='0']")).to_be_visible()
    inspector.look("asked, magnified")
    page.locator("#voice summary").click()
    inspector.look("voice settings")
    page.set_viewport_size({"width": 1280, "height": 800})
    show_notices(room)
    inspector.look("all notices")
    page.emulate_media(forced_colors="active")
    inspector.look("all notices in forced colours")
    page.emulate_media(forced_colors="none")
    room.someone.answer_box.fill("Both")
    room.state("paused")
    expect(page.locator("#leftovers")).to_be_visible()
    inspector.look("paused, with an unsent text")
    room.state("running")
    room.someone.answer("Both queues ran side by side.")
    room.send("question.failed", 2, code="timeout", message="It took too long.", retryable=True)
    inspector.look("failed")
    room.send("question.failed", 2, code="cancelled", message="You stopped it.", retryable=True, by="candidate")
    inspector.look("stopped")
    for status in ("paused", "expired"):
        room.state(status)
        inspector.look(status)
    page.goto(f"/interviews/{room.someone.interview}/leave/")
    inspector.look("leaving")


FINISH = """
from django.utils import timezone
from interviews.models import Interview, Organisation, Turn
Organisation.objects.update_or_create(pk=1, defaults={{"candidates_keep_transcript": True}})
interview = Interview.objects.get(pk={interview})
Turn.objects.create(
    interview=interview, number=1, kind="open", topic="Python", status="answered", question="Why?", answer="So.",
    interrupted_seconds=65,
)
Turn.objects.create(interview=interview, number=2, kind="close", topic="", status="closed", question="Thank you.")
Interview.objects.filter(pk=interview.pk).update(
    status="finished", started_at=timezone.now(), finished_at=timezone.now()
)
"""


@pytest.mark.parametrize("language", ["en", "ko"])
def test_no_page_around_the_room_violates_a_rule(
    inspected: Callable[..., tuple[Visitor, Inspector]], stack: Stack, language: str
) -> None:
    visitor, inspector = inspected(language, width=360, height=740)
    someone = Candidate(visitor, stack.invite(language), language)
    someone.enter()
    room = visitor.page.url
    for path in ("help/?kind=problem", "withdraw/"):
        visitor.page.goto(room + path)
        inspector.look(path)
        assert visitor.overflow <= 0
    visitor.page.goto(f"{room}help/?kind=problem")
    visitor.page.locator("main form button").last.click()
    inspector.look("help without words")
    stack.manage("shell", "-v", "0", "-c", FINISH.format(interview=someone.interview))
    visitor.page.goto(room)
    expect(someone.panel("finished")).to_be_visible()
    inspector.look("finished")
    visitor.page.goto(f"{room}transcript/")
    expect(visitor.page.locator("main")).to_contain_text("So.")
    inspector.look("transcript")
    staff, of_staff = inspected(language)
    staff.page.goto(f"/admin/login/?next=/staff/interviews/{someone.interview}/")
    staff.page.locator("#id_username").fill("admin")
    staff.page.locator("#id_password").fill(stack.env["ADMIN_PASSWORD"])
    staff.page.locator("[type=submit]").click()
    expect(staff.page.locator("[data-part=transcript]")).to_contain_text("So.")
    of_staff.look("staff page")


@pytest.mark.parametrize("language", ["en", "ko"])
def test_no_page_after_withdrawing_violates_a_rule(
    inspected: Callable[..., tuple[Visitor, Inspector]], stack: Stack, language: str
) -> None:
    visitor, inspector = inspected(language, width=360, height=740)
    someone = Candidate(visitor, stack.invite(language), language)
    someone.enter()
    room = visitor.page.url
    visitor.page.goto(f"{room}withdraw/")
    visitor.page.locator("main form button").first.click()
    expect(visitor.page.locator("main form")).to_have_count(0)
    inspector.look("withdrawn")
    visitor.page.goto(room)
    inspector.look("the room after withdrawing")
    visitor.page.goto(someone.url)
    inspector.look("the invitation after withdrawing")
    visitor.context.clear_cookies()
    visitor.page.goto(someone.url)
    inspector.look("the invitation after withdrawing, on another device")


def show_notices(room: Played) -> None:
    room.send("audio.skipped", sentence=0, reason="failed")
    room.page.locator("[data-send]").click()
    button(room, "skip").click()
    room.page.evaluate("play.hangUp()")
    expect(room.page.locator("#connection")).to_be_visible()
    button(room, "skip-no").click()
