"""The export of all that is kept about a person."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from interviews import demo, services
from interviews.models import AuditEntry, Candidate, Interview, Membership
from tests.interviews.scenes import asked, ready

from .told import ANSWER, EMAIL, NAME, NUMBER, QUESTION, REASON, WORDS, person, told

pytestmark = pytest.mark.django_db


def exported(word: object, folder: Path) -> dict[str, Any]:
    call_command("export_person", str(word), "--out", str(folder / "out.json"), stdout=StringIO())
    return dict(json.loads((folder / "out.json").read_text(encoding="utf-8")))


def test_everything_that_was_said_and_done_is_in_it(tmp_path: Path) -> None:
    interview = told(person())
    told_of = exported(interview.candidate_id, tmp_path)
    assert told_of["candidate"] | {"name": NAME, "email": EMAIL, "external_id": NUMBER} == told_of["candidate"]
    assert told_of["interviews"][0]["position"] == interview.position.title
    first = told_of["kept"]["turns"][0]
    assert (first["question"], first["answer"]) == (QUESTION, ANSWER)
    assert told_of["kept"]["actions of staff"][0]["reason"] == REASON
    assert told_of["kept"]["candidates' requests"][0]["text"] == "wants a quieter room"
    assert {"consent", "cancel"} <= {entry["action"] for entry in told_of["audit_trail"]}
    assert NAME in str(told_of["changes_in_the_admin"])


def test_it_has_no_secret_and_names_no_colleague(tmp_path: Path) -> None:
    interview = told(person())
    services.open_session(interview)
    exported(interview.candidate_id, tmp_path)
    text = (tmp_path / "out.json").read_text(encoding="utf-8")
    interview.refresh_from_db()
    assert interview.invitation_nonce and interview.invitation_nonce not in text
    assert interview.invitation_hash and interview.invitation_hash not in text
    assert '"boss"' not in text and "token_hash" not in text


def test_others_are_not_in_it(tmp_path: Path) -> None:
    told(person())
    other = Candidate.objects.create(name="Park Jisu")
    services.create_interview(demo.position("en"), other)
    exported(other.pk, tmp_path)
    assert not any(word in (tmp_path / "out.json").read_text(encoding="utf-8") for word in WORDS)


@pytest.mark.parametrize("word", [NUMBER, EMAIL.upper()])
def test_a_person_is_found_by_what_other_systems_know(tmp_path: Path, word: str) -> None:
    person()
    assert exported(word, tmp_path)["candidate"]["name"] == NAME


def test_the_file_is_private_and_never_replaced(tmp_path: Path) -> None:
    candidate = person()
    exported(candidate.pk, tmp_path)
    assert (tmp_path / "out.json").stat().st_mode & 0o777 == 0o600
    with pytest.raises(CommandError, match="there is such a file already"):
        exported(candidate.pk, tmp_path)
    assert [(each.actor, each.object_id) for each in AuditEntry.objects.filter(action="export")] == [
        ("command", candidate.pk)
    ]


def test_who_is_not_one_person_is_refused(tmp_path: Path) -> None:
    for _number in range(2):
        Candidate.objects.create(name="Kim", email="kim@example.com")
    with pytest.raises(CommandError, match="more than one candidate"):
        exported("kim@example.com", tmp_path)
    with pytest.raises(CommandError, match="not found"):
        exported("99999999999999999999", tmp_path)
    assert not list(tmp_path.iterdir())


def press(user: User, candidate: Candidate | None) -> Any:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    assert candidate
    return client.post(reverse("admin:interviews_candidate_everything", args=[candidate.pk]))


def test_the_button_in_the_admin_hands_it_out_and_keeps_that() -> None:
    boss = User.objects.create_superuser("chief")
    candidate = told(person()).candidate
    response = press(boss, candidate)
    assert response["Content-Disposition"].startswith("attachment")
    assert "no-store" in response["Cache-Control"]
    assert ANSWER in response.content.decode()
    assert AuditEntry.objects.filter(action="export", user_id=boss.pk).count() == 1


def test_only_who_may_read_all_of_the_interviews_gets_it() -> None:
    here, candidate = demo.position("en"), person()
    for position in (here, demo.position("ko")):
        services.create_interview(position, candidate)
    recruiter = User.objects.create_user("mina", is_staff=True)
    Membership.objects.create(user=recruiter, role="recruiter", position=here)
    assert press(recruiter, candidate).status_code == 403
    Interview.objects.exclude(position=here).delete()
    assert press(recruiter, candidate).status_code == 200
    Membership.objects.update(role="hiring_manager")
    assert press(recruiter, candidate).status_code in (302, 403)
    assert press(recruiter, ready("ko").candidate).status_code in (302, 403)
    assert AuditEntry.objects.filter(action="export").count() == 1
    assert asked().pk
