"""What people of a company do on the screens of a hiring round."""

import re
from collections.abc import Iterable

from playwright.sync_api import Locator, Page, expect

from ops.stack import Stack

from .visitor import Visitor

PASSWORD = "for tests and benches"
_ACCOUNTS = """
from django.contrib.auth.models import User
for name in {names!r}:
    User.objects.create_user(name, password={password!r}, is_staff=True)
"""
# Words of the round itself, and abbreviations that Korean has, too.
KNOWN = re.compile(
    r"\b(admin|manager|observer|recruiter|API|CSV|PDF|JSON|SQL|Redis|PNG|JPEG|WebP|TIME_ZONE|EMAIL_URL|Asia/Seoul|Ctrl|Enter"
    r"|Backend developer|Data analyst|Robin Forgotten|Teamwork|Which queue did you choose, and why|\S+@\S+|https?://\S+|docs/assessment.md)\b",
    re.ASCII,  # so that a word ends where Korean begins
)
# Texts on a page that are in the page's language, without addresses, codes and what people chose from.
_TEXTS = """
() => {
  const texts = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const there = node.parentElement
    if (there.closest("script, style, template, noscript, textarea, code, option, .field-details")) continue
    if (there.closest("[lang]").lang.startsWith("ko")) texts.push(node.data.trim())
  }
  return texts
}
"""


def make_accounts(stack: Stack, names: Iterable[str]) -> None:
    stack.manage("shell", "-v", "0", "-c", _ACCOUNTS.format(names=[*names], password=PASSWORD))


class Colleague:
    """A member of staff, signed in. `english` is what was in English on the Korean pages that they have left."""

    def __init__(self, visitor: Visitor, name: str) -> None:
        self.visitor, self.page = visitor, visitor.page
        self.english = list[str]()
        self.page.goto("/admin/")
        self.page.locator("#id_username").fill(name)
        self.page.locator("#id_password").fill(PASSWORD)
        self.page.locator("[type=submit]").click()
        expect(self.page.locator("#user-tools")).to_be_visible()

    def section(self, name: str) -> None:
        """Open a list from the admin's first page, wherever this person is."""
        self._look_for_english()
        self.page.locator("#site-name a, .crumbs a").first.click()
        self._look_for_english()
        self.page.locator("#content-main th").get_by_role("link", name=name, exact=True).click()
        expect(self.page.locator("#content")).to_be_visible()

    def press(self, name: str) -> None:
        self._look_for_english()
        self.page.get_by_role("button", name=name, exact=True).click()

    @property
    def told(self) -> Locator:
        return self.page.locator(".messagelist")

    @property
    def rows(self) -> Locator:
        """The rows of the list that is open."""
        return self.page.locator("#result_list tbody tr")

    def search(self, words: str) -> Locator:
        self.page.locator("#searchbar").fill(words)
        self.page.locator("#changelist-search [type=submit]").click()
        self.page.wait_for_url("**q=**")
        return self.rows

    def filtered(self, name: str) -> Locator:
        self.page.locator("#changelist-filter").get_by_role("link", name=name, exact=True).click()
        return self.rows

    def choose(self, action: str) -> None:
        """Ask for an action with the rows that are checked."""
        self.page.locator("select[name=action]").select_option(label=action)
        self.page.locator("#changelist-form button[name=index]").click()

    def open_interview(self, section: str, person: str) -> Page:
        """Open the page on which an interview is watched or read."""
        self.section(section)
        expect(self.search(person)).to_have_count(1)
        self.rows.locator("a[href*='/staff/interviews/']").click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text(person)
        return self.page

    def act(self, label: str, reason: str) -> None:
        """Carry out an action on the page of an interview."""
        action = self.page.locator("details.act", has=self.page.locator("summary", has_text=label))
        action.locator("summary").click()
        action.get_by_role("combobox").fill(reason)
        action.get_by_role("button").click()

    def _look_for_english(self) -> None:
        self.page.wait_for_load_state()  # a click returns before the page that follows has a body
        for text in self.page.evaluate(_TEXTS):
            if re.search("[A-Za-z]{3,}", KNOWN.sub("", text)):
                self.english.append(text)
