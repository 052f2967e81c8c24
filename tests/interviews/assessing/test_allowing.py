"""A position lets a model assess only if it was measured and good enough, or if an administrator says why not."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from interviews import demo
from interviews.assessing.measured import MeasuredModel, ModelUnknown
from interviews.llm.local_engine.backend import LocalBackend
from interviews.models import AuditEntry, Membership, Position
from interviews.services.assessments import identity
from ops import ROOT
from tests.interviews.composed import composed
from tests.interviews.evaluation.cards import browser
from tests.interviews.staff.position_form_data import kept_rows

from .scenes import report

WHY = "We compare it with people first."


@pytest.fixture
def good(tmp_path: Path) -> Iterator[MeasuredModel]:
    with composed(measured_model=MeasuredModel("scripted", False, report(tmp_path))) as product:
        yield product.measured_model


@pytest.fixture
def bad(tmp_path: Path) -> Iterator[MeasuredModel]:
    with composed(measured_model=MeasuredModel("scripted", False, report(tmp_path, good=False))) as product:
        yield product.measured_model


def person(role: str = "", position: Position | None = None) -> User:
    user = User.objects.create_user(role or "boss", is_staff=True, is_superuser=not role)
    if role:
        Membership.objects.create(user=user, role=role, position=position)
    return user


def switch(user: User, on: bool = True, reason: str = "", **more: Any) -> tuple[Position, str]:
    """Save the form of the demo position, and return what is kept, and the page."""
    position = demo.position("en")
    sent: dict[str, Any] = {
        "title": position.title, "slug": position.slug, "language": "en", "style": position.style,
        "question_count": position.question_count, "follow_up_limit": position.follow_up_limit,
        "time_limit_minutes": 0, **kept_rows(position),
        "assessed_despite": reason, **({"is_assessed": "on"} if on else {}),
    }  # fmt: skip
    address = reverse("admin:interviews_position_change", args=[position.pk])
    response = browser(user).post(address, sent | more)
    return Position.objects.get(pk=position.pk), response.content.decode()


pytestmark = pytest.mark.django_db


def test_it_is_off_until_somebody_switches_it_on() -> None:
    position = demo.position("en")
    assert (position.is_assessed, position.assessed_by) == (False, "")


def test_a_model_that_was_good_enough_is_allowed(good: MeasuredModel) -> None:
    user = person("recruiter")
    position, _page = switch(user)
    assert (position.is_assessed, position.assessed_by) == (True, "scripted:")
    entry = AuditEntry.objects.get(action="allow_assessment")
    assert (entry.object_type, entry.object_id, entry.user_id) == ("position", position.pk, user.pk)
    assert entry.details == {"override": False}
    switch(user)
    assert AuditEntry.objects.filter(action="allow_assessment").count() == 1


def test_switching_it_off_forgets_the_model(good: MeasuredModel) -> None:
    user = person()
    switch(user)
    position, _page = switch(user, on=False)
    assert (position.is_assessed, position.assessed_by) == (False, "")


def test_a_model_that_was_not_good_enough_is_refused(bad: MeasuredModel) -> None:
    for role in ("recruiter", ""):
        position, page = switch(person(role))
        assert not position.is_assessed and "docs/assessment.md" in page
    assert not AuditEntry.objects.filter(action="allow_assessment").exists()


def test_an_administrator_overrides_with_a_reason_that_the_trail_can_prove(bad: MeasuredModel) -> None:
    position, _page = switch(person("administrator"), reason=WHY)
    assert (position.is_assessed, position.assessed_by, position.assessed_despite) == (True, "scripted:", WHY)
    details = AuditEntry.objects.get(action="allow_assessment").details
    assert details == {"override": True, "reason": hashlib.sha256(WHY.encode()).hexdigest()[:40]}


def test_a_recruiters_reason_is_not_enough(bad: MeasuredModel) -> None:
    position, page = switch(person("recruiter"), reason=WHY)
    assert not position.is_assessed and "no report that says" in page


def test_an_administrator_of_another_position_does_not_override_here(bad: MeasuredModel) -> None:
    user = person("recruiter")
    Membership.objects.create(user=user, role="administrator", position=demo.position("ko"))
    assert not switch(user, reason=WHY)[0].is_assessed


def test_others_go_on_editing_a_position_that_an_administrator_let_be_assessed(bad: MeasuredModel) -> None:
    switch(person("administrator"), reason=WHY)
    position, _page = switch(person("recruiter"), reason=WHY, title="Baker")
    assert (position.title, position.is_assessed, position.assessed_despite) == ("Baker", True, WHY)
    assert AuditEntry.objects.filter(action="allow_assessment").count() == 1


def test_a_new_reason_is_another_entry(bad: MeasuredModel) -> None:
    user = person()
    switch(user, reason=WHY)
    switch(user, reason="The works council agreed.")
    assert AuditEntry.objects.filter(action="allow_assessment").count() == 2


def test_another_model_has_to_be_allowed_anew(bad: MeasuredModel) -> None:
    switch(person("administrator"), reason=WHY)
    with composed(measured_model=MeasuredModel("newer", False, bad.reports)):
        position, page = switch(person("recruiter"), reason=WHY)
    assert position.assessed_by == "scripted:" and "no report that says" in page


def test_a_model_file_that_is_elsewhere_is_not_allowed(tmp_path: Path) -> None:
    with composed(measured_model=MeasuredModel(str(tmp_path / "none.gguf"), True, report(tmp_path))):
        position, page = switch(person(), reason=WHY)
    assert not position.is_assessed and "not on this machine" in page


@pytest.mark.parametrize(
    ("about", "good", "passes"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"model": "another"}, True, False),
        ({"sha256": "0" * 64}, True, False),
        ({"languages": ["en"]}, True, False),
    ],
)
def test_a_report_counts_for_the_very_model_in_both_languages(
    tmp_path: Path, about: dict[str, Any], good: bool, passes: bool
) -> None:
    assert MeasuredModel("scripted", False, report(tmp_path, good, **about)).is_good_enough() is passes


def test_a_file_is_known_by_its_content(tmp_path: Path) -> None:
    file = tmp_path / "any.gguf"
    file.write_bytes(b"weights")
    report(tmp_path, sha256=hashlib.sha256(b"weights").hexdigest(), model="m")
    measured = MeasuredModel(str(file), True, tmp_path)
    assert measured.is_good_enough()
    file.write_bytes(b"other weights")
    assert not measured.is_good_enough()


def test_what_is_no_report_counts_for_nothing(tmp_path: Path) -> None:
    for name, text in (("a.json", "{"), ("b.json", "[]"), ("c.json", '{"about": 3, "good_enough": true}')):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert not MeasuredModel("scripted", False, tmp_path).is_good_enough()
    assert not MeasuredModel("scripted", False, None).is_good_enough()


def test_the_form_and_a_worker_give_a_file_the_same_identity() -> None:
    path = str(ROOT / "demo_model/demo.gguf")
    worker = LocalBackend(path, gpu_layers=0, context=512, slots=1, threads=1)
    worker.load()
    assert MeasuredModel(path, True).description() == tuple(worker.describe().values())
    assert identity(*MeasuredModel(path, True).description()).startswith("demo.gguf:")
    with pytest.raises(ModelUnknown):
        MeasuredModel(path + ".no", True).description()
