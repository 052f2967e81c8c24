"""A model's evidence in a browser: asked for with the keyboard, made by the product's worker, shown as it comes."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from ops.stack import Stack

from .axe import Inspector
from .visitor import LOCALES, Visitor

_MAKE = """
import json
from django.contrib.auth.models import User
from django.utils import timezone
from interviews import demo, services
from interviews.composition import current
from interviews.models import Interview, Position, Turn
from interviews.services import assessments, scorecards
from interviews.services.scorecards import FilledCard, Judgement
place = demo.position("{language}")
allowed = assessments.identity(*current().measured_model.description())
Position.objects.filter(pk=place.pk).update(is_assessed=True, assessed_by=allowed)
interview = services.create_interview(place, "Hana")
services.consent(interview, "{language}")
now = timezone.now()
for number, answer in enumerate({answers!r}, 1):
    Turn.objects.create(interview=interview, number=number, kind="open", topic=place.topics[0], status="answered",
        question="What did you build?", answer=answer, answered_at=now)
Interview.objects.filter(pk=interview.pk).update(status="finished", started_at=now, finished_at=now)
interview.refresh_from_db()
judgements = [Judgement(True, 3) for _ in interview.rubric.names]
card = FilledCard(interview.rubric.version, judgements, "yes")
scorecards.submit(interview, User.objects.get(username="admin"), card)
print(json.dumps(interview.pk))
"""
ANSWERS = [
    "I built a queue in Python. It broke twice. Then I measured it.",
    "First I read the logs. Then I rolled back.",
]
MADE_MS = 90_000  # for all passes: the demo model takes a second or two each, and the machine may be busy


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_model_is_asked_and_its_findings_appear(visit: Callable[..., Visitor], stack: Stack, language: str) -> None:
    code = _MAKE.format(language=language, answers=ANSWERS)
    interview = json.loads(stack.manage("shell", "-v", "0", "-c", code))
    staff = visit(locale=LOCALES[language], bypass_csp=True, reduced_motion="reduce")
    page, inspector = staff.page, Inspector(staff.page)
    page.goto(f"/admin/login/?next=/staff/interviews/{interview}/scorecards/")
    page.locator("#id_username").fill("admin")
    page.locator("#id_password").fill(stack.env["ADMIN_PASSWORD"])
    page.locator("[type=submit]").click()
    button = page.locator(".findings form button")
    expect(button).to_be_visible()
    inspector.look("before a model was asked")
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/scorecards/#findings")
    expect(page.locator(".findings__of")).to_have_count(2)
    expect(page.locator(".findings progress")).to_have_count(0, timeout=MADE_MS)
    expect(page.locator(".findings__rating")).to_have_count(2)
    inspector.look("what a model found")
    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        assert staff.overflow == 0, width
    quotation = page.locator(".findings__quotes a").first
    words = quotation.inner_text()
    quotation.focus()
    page.keyboard.press("Enter")
    target = page.locator(str(quotation.get_attribute("href")))
    expect(target).to_be_in_viewport()
    assert words in str(target.locator(".findings__text").text_content())
    assert target.locator("mark").count() > 0
