"""The audit trail: what is written into it, and that nothing in it can be changed unnoticed."""

import re
import threading
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from interviews import services
from interviews.models import AuditEntry, AuditHead, Interview, Membership
from interviews.models.audit import append_only
from interviews.models.audit.chain import entry_hash
from interviews.models.audit.entry import AppendOnlyError
from interviews.record import audit
from tests.interviews.scenes import asked, finished, started, turn_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss() -> User:
    return User.objects.create_superuser("boss")


@pytest.fixture
def client(boss: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(boss)
    return client


def trail() -> list[tuple[Any, ...]]:
    """Return what was done, the oldest first."""
    rows = AuditEntry.objects.order_by("number")
    return [(each.actor, each.action, each.object_type, each.object_id, each.details) for each in rows]


def verified(*options: str) -> tuple[int, str]:
    """Return the exit status of `verify_audit` and what it prints."""
    out = StringIO()
    try:
        call_command("verify_audit", *options, stdout=out)
    except SystemExit as exit:
        return int(str(exit.code)), out.getvalue()
    return 0, out.getvalue()


def five() -> None:
    for number in range(1, 6):
        audit.write_about(audit.COMMAND, "test", [("interview", number)], step=number)


def sql(statement: str) -> Any:
    """Change the table behind the product's back, where triggers do not refuse it."""
    with connection.cursor() as cursor:
        cursor.execute(statement.format(table="interviews_auditentry"))


def insert(number: int) -> Any:
    return AuditEntry.objects.bulk_create(
        [AuditEntry(number=number, at=AuditEntry.objects.earliest("number").at, actor="worker", action="test",
                    object_type="interview", object_id=1, previous_hash="0" * 64, hash="1" * 64)]
    )  # fmt: skip


def test_an_unbroken_trail_is_whole_and_its_end_can_be_noted() -> None:
    five()
    status, line = verified()
    end = AuditEntry.objects.get(number=5)
    assert (status, line.count("\n")) == (0, 1)
    assert line.endswith(f"5 entries. Note its end: 5:{end.hash}\n")
    assert verified(f"--contains=5:{end.hash}")[0] == verified(f"--contains=5:{end.hash[:8]}")[0] == 0


BREAKING: dict[str, tuple[Callable[[], Any], str]] = {
    "changed": (lambda: sql("UPDATE {table} SET action = 'nothing' WHERE number = 3"), "entry 3 was changed"),
    "another user": (lambda: sql("UPDATE {table} SET user_id = 9 WHERE number = 1"), "entry 1 was changed"),
    "removed": (lambda: sql("DELETE FROM {table} WHERE number = 3"), "entry 3 is missing"),
    "removed at the beginning": (lambda: sql("DELETE FROM {table} WHERE number = 1"), "entry 1 is missing"),
    "removed at the end": (lambda: sql("DELETE FROM {table} WHERE number >= 4"), "entry 4 is missing"),
    "all removed": (lambda: sql("DELETE FROM {table}"), "entry 1 is missing"),
    "inserted at the end": (lambda: insert(6), "entry 6 was inserted"),
    "replaced": (lambda: (sql("DELETE FROM {table} WHERE number = 2"), insert(2)), "entry 2 does not follow"),
}  # fmt: skip


@pytest.mark.parametrize("breaking", BREAKING)
def test_the_first_broken_entry_is_named(breaking: str) -> None:
    five()
    break_it, fault = BREAKING[breaking]
    break_it()
    status, line = verified()
    assert (status, line.count("\n")) == (1, 1)
    assert fault in line


def test_a_chain_that_was_written_anew_lacks_what_was_noted() -> None:
    five()
    noted = AuditHead.objects.get().hash
    sql("DELETE FROM {table}")
    AuditHead.objects.all().delete()
    five()
    assert verified()[0] == 0
    status, line = verified(f"--contains=5:{noted}")
    assert (status, "entry 5 is not the one that was noted" in line) == (1, True)


def test_what_was_noted_wrongly_is_refused() -> None:
    with pytest.raises(CommandError, match="12:9f86d081"):
        call_command("verify_audit", "--contains=five")


def test_a_hash_covers_the_previous_one_and_every_field() -> None:
    five()
    entry = AuditEntry.objects.get(number=4)
    assert entry.hash == entry_hash(AuditEntry.objects.get(number=3).hash, entry.content)
    assert {"number", "at", "actor", "user", "action", "object", "details"} == set(entry.content)


def test_the_model_and_the_database_refuse_changes() -> None:
    five()
    entry = AuditEntry.objects.get(number=2)
    for change in (
        entry.save,
        entry.delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(actor="x"),
    ):
        with pytest.raises(AppendOnlyError):
            change()
    append_only.install(connection)
    for statement in ("UPDATE {table} SET action = 'x'", "DELETE FROM {table}"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            sql(statement)
    append_only.remove(connection)
    assert verified()[0] == 0


def test_text_does_not_fit_into_an_entry() -> None:
    for value in ("Kim Mina", "김민아", "I moved the queue.", ["kim", "Kim"], {"a": 1}, 1.5):
        with pytest.raises(ValueError, match="no text"):
            audit.write_about(audit.COMMAND, "test", [("interview", 1)], note=value)
    assert not AuditEntry.objects.exists()


def test_what_staff_do_is_kept_without_their_words(boss: User) -> None:
    interview = asked()
    AuditEntry.objects.all()._raw_delete("default")
    AuditHead.objects.all().delete()
    services.cancel_interview(interview, boss, "Kim took another job.")
    assert trail() == [("staff", "cancel", "interview", interview.pk, {})]
    assert AuditEntry.objects.get().user_id == boss.pk
    assert interview.staff_actions.get().reason == "Kim took another job."


def test_consent_and_withdrawal_are_the_candidates() -> None:
    interview = started()
    services.withdraw(interview)
    services.withdraw(interview)
    assert [(who, what) for who, what, *_ in trail()] == [("candidate", "consent"), ("candidate", "withdraw")]


def test_a_refused_action_leaves_no_entry(boss: User) -> None:
    interview = finished()
    before = len(trail())
    with pytest.raises(services.Rejected):
        services.cancel_interview(interview, boss, "Too late.")
    assert len(trail()) == before


@pytest.mark.parametrize("address", ["page", "parts", "turn", "api"])
def test_whoever_reads_a_transcript_is_in_the_trail_once(client: Client, boss: User, address: str) -> None:
    interview = finished()
    path = {
        "page": reverse("staff:interview", args=[interview.pk]),
        "parts": reverse("staff:interview-parts", args=[interview.pk]),
        "turn": reverse("admin:interviews_turn_change", args=[turn_of(interview).pk]),
        "api": f"/v1/interviews/{interview.pk}",
    }[address]
    client.head(path)
    assert client.get(path).status_code == client.get(path).status_code == 200
    read = AuditEntry.objects.filter(action="read")
    assert [(each.user_id, each.object_type, each.object_id) for each in read] == [(boss.pk, "interview", interview.pk)]


def test_a_candidate_who_reads_leaves_no_entry() -> None:
    interview = asked()
    token, _until = services.open_session(interview)
    assert (
        Client().get(f"/v1/interviews/{interview.pk}", headers={"authorization": f"Bearer {token}"}).status_code == 200
    )
    assert not AuditEntry.objects.filter(action="read").exists()


def test_roles_that_are_given_and_taken_are_in_the_trail(client: Client) -> None:
    colleague = User.objects.create_user("mina", is_staff=True)
    client.post(reverse("admin:interviews_membership_add"), {"user": colleague.pk, "role": "recruiter"})
    membership = Membership.objects.get()
    chosen = {"action": "delete_selected", "_selected_action": [membership.pk], "post": "yes"}
    client.post(reverse("admin:interviews_membership_changelist"), chosen)
    details = {"user": colleague.pk, "role": "recruiter", "position": None}
    given, taken = [each for each in trail() if each[1] == "role"]
    assert given[4] == details | {"given": True}
    assert taken[4] == details | {"given": False}


def test_administrators_read_the_trail_and_nobody_writes_it(client: Client, boss: User) -> None:
    interview = started()
    services.cancel_interview(interview, boss, "Kim took another job.")
    page = client.get(reverse("admin:interviews_auditentry_changelist")).content.decode()
    assert "cancelled the interview" in page
    assert "another job" not in page and "Kim" not in page
    narrowed = client.get(reverse("admin:interviews_auditentry_changelist"), {"who": boss.pk, "action": "cancel"})
    assert [each.action for each in narrowed.context["cl"].result_list] == ["cancel"]
    assert client.get(reverse("admin:interviews_auditentry_add")).status_code == 403
    recruiter = User.objects.create_user("mina", is_staff=True)
    Membership.objects.create(user=recruiter, role="recruiter")
    client.force_login(recruiter)
    assert client.get(reverse("admin:interviews_auditentry_changelist")).status_code == 403


def test_what_an_entry_is_about_is_named_in_the_readers_language(client: Client, boss: User) -> None:
    interview = started()
    audit.write_about(audit.WORKER, "test", [("interview", interview.pk), ("removed", 7)])
    query = {"action": "test"}
    page = client.get(reverse("admin:interviews_auditentry_changelist"), query, headers={"accept-language": "ko"})
    text = page.content.decode()
    assert f">면접 {interview.pk}</a>" in text and "removed 7" in text
    assert f"interview {interview.pk}" not in text
    narrowed = client.get(reverse("admin:interviews_auditentry_changelist"), query | {"object_type": "removed"})
    assert [each.object_id for each in narrowed.context["cl"].result_list] == [7]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "given: yes, position: #3, role: hiring manager, person: #7"),
        ("ko", "부여함: 예, 직무: #3, 역할: 채용 책임자, 사람: #7"),
    ],
)
def test_details_are_told_in_words(client: Client, language: str, words: str) -> None:
    audit.write_about(
        audit.COMMAND, audit.ROLE, [("membership", 1)], given=True, role="hiring_manager", user=7, position=3
    )
    audit.write_about(audit.COMMAND, "of a later version", [("thing", 1)], code="abc", missing=None)
    page = client.get(reverse("admin:interviews_auditentry_changelist"), headers={"accept-language": language})
    assert words in page.content.decode()
    assert "code: abc" in page.content.decode() and "{" not in details(page)


def details(page: Any) -> str:
    return "".join(re.findall(r'<td class="field-more">(.*?)</td>', page.content.decode(), re.DOTALL))


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_make_one_chain() -> None:
    def write(start: int) -> None:
        try:
            for number in range(start, start + 10):
                audit.write_about(audit.WORKER, "test", [("interview", number)])
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=[start]) for start in (100, 200, 300, 400)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(AuditEntry.objects.values_list("number", flat=True)) == list(range(1, 41))
    assert verified()[0] == 0
    assert Interview.objects.count() == 0
