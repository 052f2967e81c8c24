"""The pages around the room: asking people for something, leaving, withdrawing, the end, and errors."""

from collections.abc import Callable

from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from playwright.sync_api import Route, expect

from .invitations import sign_in
from .walk import Walk

FINISH = """
Turn.objects.create(
    interview=interview, number=1, kind="open", topic="Python", status="answered", question="Why?", answer="So.",
    interrupted_seconds=65,
)
Turn.objects.create(interview=interview, number=2, kind="open", topic="Python", status="skipped", question="How?")
Turn.objects.create(interview=interview, number=3, kind="close", topic="", status="closed", question="Thank you.")
now = timezone.now()
Interview.objects.filter(pk=interview.pk).update(status="finished", started_at=now, finished_at=now)
"""
# Most of these take an accident to meet.
ERRORS = ("400.html", "403.html", "403_csrf.html", "413.html", "500.html", "503.html")


def asking_people(walk: Walk) -> None:
    someone = walk.candidate()
    someone.enter()
    page, room = someone.page, someone.page.url
    walk.go(page, f"{room}help/", "asking people")
    page.locator("main form button").last.click()
    walk.look(page, "asking people without a choice")
    page.goto(f"{room}help/?kind=problem")
    page.locator("main form button").last.click()
    walk.look(page, "a problem without words")
    for number in range(11):
        page.goto(f"{room}help/?kind=problem")
        page.locator("#request-text").fill("No sound")
        page.locator("main form button").last.click()
        if number == 0:
            walk.look(page, "asked people")
    walk.look(page, "asked people too often")


def leaving(walk: Walk) -> None:
    someone = walk.candidate()
    someone.enter()
    page, room = someone.page, someone.page.url
    walk.go(page, f"{room}leave/", "leaving")
    page.locator("main form button").click()
    walk.look(page, "signed out")
    page.goto(someone.url)
    page.locator("main form button").click()
    walk.go(page, f"{room}withdraw/", "withdrawing")
    page.locator("main form button").first.click()
    expect(page.locator("main form")).to_have_count(0)
    walk.look(page, "withdrawn")
    walk.go(page, room, "the room after withdrawing")
    walk.go(walk.visitor().page, someone.url, "the link after withdrawing, on another device")


def the_end(walk: Walk) -> None:
    someone = walk.candidate()
    someone.enter()
    page, room = someone.page, someone.page.url
    walk.change(someone, FINISH)
    page.goto(room)
    expect(someone.panel("finished")).to_be_visible()
    walk.look(page, "finished, with a receipt of an interruption")
    walk.go(page, f"{room}transcript/", "transcript")
    walk.go(walk.visitor().page, someone.url, "the link after the end, on another device")
    staff = walk.invited(walk.visitor(width=1280))
    sign_in(walk, staff)
    staff.page.goto(f"/staff/interviews/{someone.interview}/")
    expect(staff.page.locator("[data-part=transcript]")).to_contain_text("So.")
    walk.look(staff.page, "staff page")


def errors(walk: Walk) -> None:
    page = walk.visitor().page
    for name in ERRORS:
        with translation.override(walk.language):
            body = render_to_string(name, request=RequestFactory().get("/nowhere/"))
        page.route("**/nowhere/", serving(body))
        walk.go(page, "/nowhere/", name)
        page.unroute("**/nowhere/")


def serving(body: str) -> Callable[[Route], None]:
    return lambda route: route.fulfill(body=body, content_type="text/html")
