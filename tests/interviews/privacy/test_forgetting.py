"""What `forget` deletes, and what it leaves as it is."""

from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection

from interviews import demo, services
from interviews.composition import current
from interviews.models import (
    AuditEntry,
    Candidate,
    CandidateRequest,
    Decision,
    Generation,
    Interview,
    Quote,
    Rating,
    StaffAction,
    Turn,
)
from interviews.privacy.forget import NotForgotten, forget_candidate, forget_interviews, look
from interviews.privacy.mentions import WORDS_OF_STAFF
from interviews.privacy.person import PersonsData
from interviews.privacy.remains import GONE, wipe
from interviews.record import audit
from streaming.log import StreamKeys
from tests.interviews.composed import composed, unreachable
from tests.interviews.scenes import asked, ready

from .told import ANSWER, NAME, NUMBER, REASON, WORDS, in_sessions, log_in_admin, person, places_of, told, write_out

pytestmark = pytest.mark.django_db


def rows() -> Counter[str]:
    return Counter({str(model): model.objects.count() for model in (Interview, Candidate, Turn, CandidateRequest)})


def forget(interview: Interview) -> str:
    out = StringIO()
    call_command("forget", str(interview.pk), stdout=out)
    return out.getvalue()


@pytest.mark.django_db(transaction=True)
def test_a_search_of_all_bytes_finds_nothing_of_a_forgotten_person() -> None:
    interview = told(person())
    write_out()
    database = Path(connection.settings_dict["NAME"]).name
    assert {database, "appendonly.aof", "redis"} <= places_of(WORDS)
    report = forget(interview)
    assert places_of(WORDS) == set()
    assert "overwritten where it was" in report and "does not have it any more" in report


@pytest.mark.django_db(transaction=True)
def test_deleted_bytes_are_overwritten_without_a_new_file() -> None:
    """So that a worker, which purges beside running interviews, need not keep them waiting."""
    interview = told(person())
    write_out()
    forget_interviews([interview], audit.COMMAND)
    assert wipe(thoroughly=False) == (GONE, GONE)
    assert places_of(WORDS) == set()


def test_everything_goes_and_is_counted() -> None:
    interview = told(person())
    report = forget(interview)
    for line in ("1  interview", "2  turn", "1  candidate", "2  attempts", "2  entries in the admin's log",
                 "2  browser sessions", "1  candidates' request"):  # fmt: skip
        assert line in report, report
    assert not Candidate.objects.exists() and not Interview.objects.exists() and not Turn.objects.exists()
    assert not list(current().redis.scan_iter(match=f"*interview_{interview.pk}_*"))
    assert not any(word in in_sessions() for word in (NAME, f"'{interview.pk}'", f"[{interview.pk}]"))


def test_the_admins_log_keeps_that_something_was_changed_without_the_name() -> None:
    interview = told(person())
    forget(interview)
    assert LogEntry.objects.count() == 2
    assert {(each.object_repr, each.change_message) for each in LogEntry.objects.all()} == {
        (f"#{each.object_id}", "") for each in LogEntry.objects.all()
    }
    assert set(LogEntry.objects.values_list("user__username", flat=True)) == {"boss"}


def test_names_of_what_was_deleted_before_are_taken_out_of_the_admins_log() -> None:
    candidate = person()
    old = services.create_interview(demo.position("en"), candidate)
    boss = User.objects.create_superuser("boss")
    log_in_admin(boss, old)
    old.delete()
    forget_candidate(candidate, audit.COMMAND)
    assert LogEntry.objects.get().object_repr.startswith("#")


def test_what_staff_wrote_elsewhere_loses_the_name_only() -> None:
    boss = User.objects.create_superuser("boss")
    other = asked()
    services.note(other, boss, StaffAction.Kind.STOP, reason=f"Meant for {NAME.upper()} ({NUMBER}), not for Kim.")
    services.note(other, boss, StaffAction.Kind.STOP, reason=f"About {NAME}ish things.")
    forget(told(person()))
    first, second = other.staff_actions.order_by("pk").values_list("reason", flat=True)
    assert first == "Meant for […] ([…]), not for Kim."
    assert second == f"About {NAME}ish things."


def test_every_text_of_an_interview_is_known_to_be_of_staff_or_not() -> None:
    """A new text field belongs into WORDS_OF_STAFF, or here if nobody of the company writes it."""
    others = {(Turn, "question"), (Turn, "answer"), (Generation, "refused_text"), (Generation, "discarded_text"),
              (CandidateRequest, "text"), (Quote, "text")}  # fmt: skip
    data = PersonsData.of_interviews([told(person())])
    related = {relation.related_model for model in data.rows for relation in model._meta.related_objects}
    models = {*data.rows, *related, Rating, Quote, Decision}
    texts = {(model, field.name) for model in models for field in model._meta.concrete_fields
             if field.get_internal_type() == "TextField"}  # fmt: skip
    assert texts - others <= set(WORDS_OF_STAFF), texts - others - set(WORDS_OF_STAFF)


def test_a_korean_name_is_found_with_its_particle() -> None:
    boss = User.objects.create_superuser("boss")
    other = asked()
    services.note(other, boss, StaffAction.Kind.STOP, reason="김민아님이 다시 오셨어요.")
    forget_candidate(Candidate.objects.create(name="김민아"), audit.COMMAND)
    assert other.staff_actions.get().reason == "[…]님이 다시 오셨어요."


def test_the_person_stays_while_there_is_another_interview() -> None:
    candidate = person()
    interview, other = told(candidate), services.create_interview(demo.position("ko"), candidate)
    forget(interview)
    assert list(Interview.objects.all()) == [other]
    assert Candidate.objects.get().name == NAME
    assert LogEntry.objects.filter(object_repr=NAME).exists()


def test_others_stay_as_they_are() -> None:
    other = asked()
    kept = rows()
    keys = StreamKeys(current().redis_prefix, other.pk)
    current().redis.set(keys.cancel, 1)
    forget(told(person()))
    assert kept == Counter(
        {str(model): model.objects.count() for model in (Interview, Candidate, Turn, CandidateRequest)}
    )
    assert current().redis.get(keys.cancel) == b"1"
    current().redis.delete(keys.cancel)


def test_the_trail_says_that_somebody_was_forgotten_and_is_whole() -> None:
    interview = told(person())
    pks = interview.pk, interview.candidate_id
    forget_interviews([interview], audit.staff(User.objects.get()))
    entries = AuditEntry.objects.filter(action="forget").order_by("number")
    assert [(each.object_type, each.object_id) for each in entries] == [("interview", pks[0]), ("candidate", pks[1])]
    assert audit.verify().fault == ""
    assert not any(word in str(list(AuditEntry.objects.values())) for word in (*WORDS, ANSWER, REASON))


def test_a_look_counts_the_same_and_changes_nothing() -> None:
    interview = told(person())
    seen = look(PersonsData.of_interviews([interview]))
    assert forget_interviews([interview], audit.COMMAND) == seen
    assert not Interview.objects.exists()


@pytest.mark.parametrize("status", ["running", "paused"])
def test_an_interview_that_goes_on_is_refused(status: str) -> None:
    interview = asked()
    Interview.objects.filter(pk=interview.pk).update(status=status)
    with pytest.raises(CommandError, match="Cancel it first"):
        forget(interview)
    with pytest.raises(NotForgotten):
        forget_candidate(interview.candidate, audit.COMMAND)
    assert Interview.objects.count() == Candidate.objects.count() == 1
    assert not AuditEntry.objects.filter(action="forget").exists()


def test_an_invitation_that_nobody_followed_can_be_forgotten() -> None:
    forget(ready())
    assert not Candidate.objects.exists()


def test_without_redis_nothing_is_forgotten() -> None:
    interview = ready()
    with composed(redis_address=unreachable()), pytest.raises(CommandError, match="Redis cannot be reached"):
        forget(interview)
    assert Interview.objects.exists()


def test_an_unknown_interview_is_said_to_be_unknown() -> None:
    with pytest.raises(CommandError, match="Interview 99999999999999999999 not found"):
        call_command("forget", "99999999999999999999")
