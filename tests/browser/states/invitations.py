"""From the link to the consent: the invitation, links that lead nowhere, and browsers that cannot take part."""

import re

from playwright.sync_api import Page, expect

from ..candidate import Candidate
from .walk import Walk

NO_COOKIES = "Object.defineProperty(Navigator.prototype, 'cookieEnabled', { get: () => false })"
SCRIPT = re.compile(r"<script[^>]*></script>")
# In a browser that runs scripts, nothing shows what is in a <noscript>.
SHOWN = '<div style="display: block !important">'
TIME_LIMIT = """
interview.position.time_limit_minutes = 30
interview.position.save()
"""
COMPANY = """
Organisation.objects.update_or_create(pk=1, defaults={
    "name": "Northwind", "contact_name": "Dana Kim", "contact_email": "dana@example.com", "contact_phone": "02 12",
    "privacy_notice_en": "See https://example.com/privacy.", "privacy_notice_ko": "https://example.com/privacy 참고",
    "what_next_en": "We read it within a week.", "what_next_ko": "일주일 안에 읽습니다.",
    "retention_days": 180, "candidates_keep_transcript": True,
})
"""
NO_COMPANY = "Organisation.objects.all().delete()"
LINKS = {
    "expired link": "Interview.objects.filter(pk=interview.pk).update(invitation_expires_at=timezone.now())",
    "revoked link": "course.revoke(interview)",
    "replaced link": "services.make_invitation(interview)",
    "cancelled interview": "course.call_off(interview)",
}


def from_the_link(walk: Walk) -> None:
    """The invitation of a company that has said nothing of itself and of one that has, and the refused consent."""
    someone = walk.candidate()
    page = someone.page
    walk.go(page, "/", "home")
    walk.go(page, "/nowhere/", "unknown address")
    walk.go(page, "/i/unknown/", "unknown link")
    walk.change(someone, NO_COMPANY)
    walk.go(page, someone.url, "invitation without a company")
    walk.change(someone, COMPANY)
    walk.go(page, someone.url, "invitation")
    page.locator("main form:has([name=consent]) button").first.click()
    walk.look(page, "consent missing")
    someone.enter()
    again = walk.visitor()
    walk.go(again.page, someone.url, "welcome back")


def with_a_link_that_leads_nowhere(walk: Walk) -> None:
    for state, change in LINKS.items():
        someone = walk.candidate()
        walk.change(someone, change)
        walk.go(someone.page, someone.url, state)
        if state == "expired link":
            someone.page.locator("main a.button").click()
            walk.look(someone.page, "asking for a new link")


def with_a_browser_that_cannot(walk: Walk) -> None:
    """Without cookies, and without JavaScript."""
    someone = walk.candidate()
    someone.page.add_init_script(NO_COOKIES)
    walk.go(someone.page, someone.url, "cookies refused")
    someone.page.get_by_role("checkbox").check()
    someone.visitor.context.clear_cookies()
    someone.page.locator("main form button").click()
    walk.look(someone.page, "consent without a cookie")
    unscripted = walk.candidate(java_script_enabled=False)
    unscripted.page.goto(unscripted.url)
    look_without_scripts(walk, unscripted.page, "invitation without JavaScript")
    unscripted.enter()
    look_without_scripts(walk, unscripted.page, "room without JavaScript")


def look_without_scripts(walk: Walk, page: Page, state: str) -> None:
    """Inspect a copy of the page in a browser that runs axe, but none of the page's own scripts."""
    copy = walk.visitor().page
    body = SCRIPT.sub("", page.content()).replace("<noscript>", SHOWN).replace("</noscript>", "</div>")
    copy.route(page.url, lambda route: route.fulfill(body=body, content_type="text/html"))
    walk.go(copy, page.url, state)


def of_somebody_else(walk: Walk) -> None:
    """A member of staff opens a candidate's link."""
    someone = walk.candidate()
    sign_in(walk, someone)
    walk.go(someone.page, someone.url, "a candidate's link, opened by staff")


def sign_in(walk: Walk, someone: Candidate) -> None:
    page = someone.page
    page.goto("/admin/login/")
    page.locator("#id_username").fill("admin")
    page.locator("#id_password").fill(walk.stack.env["ADMIN_PASSWORD"])
    page.locator("[type=submit]").click()
    expect(page.locator("#user-tools")).to_be_visible()
