"""What a candidate may get about the outcome, and who is still to be told."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from interviews import demo
from interviews.exporting.outcome_pack import pack_of
from interviews.models import AuditEntry, Decision, Interview, Membership, Organisation, Position, StaffAction
from interviews.services import decisions, outcomes, scorecards
from interviews.services.rejected import Rejected
from interviews.staff.waiting import needs_of
from tests.interviews.evaluation.cards import EVALUATE, browser, rater, submitted
from tests.interviews.exporting.test_formats import read
from tests.interviews.scenes import finished, ready

pytestmark = pytest.mark.django_db

DECIDE = (*EVALUATE, "decide_interview")
OVERDUE, WAITS = "should have been told the outcome", "still to be told"


@pytest.fixture
def manager() -> User:
    return rater("manager", *DECIDE)


@pytest.fixture
def rated(manager: User) -> Interview:
    return rated_by(manager)


def rated_by(user: User, language: str = "en") -> Interview:
    interview = finished(language)
    submitted(interview, user, *[4] * len(interview.rubric.competencies))
    return interview


def decide(interview: Interview, user: User, verdict: str = "reject") -> Decision:
    cards = interview.scorecards.submitted().values_list("pk", flat=True)
    return decisions.decide(interview, user, verdict, "Two outages.", list(cards))


def page_of(interview: Interview) -> str:
    return reverse("staff:outcome", args=[interview.pk])


def text(response: Any) -> str:
    return str(response.content.decode())


def needs(user: User) -> dict[str, int]:
    """Return how many candidates are to be told, and how many of them should know already."""
    user = User.objects.get(pk=user.pk)  # with the permissions that it has now
    found = {words: need.number for need in needs_of(user) for words in (OVERDUE, WAITS) if words in need.words}
    return {words: found.get(words, 0) for words in (OVERDUE, WAITS)}


def waiting(user: User) -> int:
    return needs(user)[WAITS]


def test_the_page_proposes_words_and_says_what_laws_let_people_know(rated: Interview, manager: User) -> None:
    Organisation.objects.create(name="Hanbit", contact_name="Jo", contact_email="jo@hanbit.example", request_days=10)
    decide(rated, manager)
    shown = text(browser(manager).get(page_of(rated)))
    for words in (
        "Hello Kim,", "We have decided not to go on with your application this time.",
        "An AI interviewer, a language model, held the interview", "1 person read your answers and rated them.",
        "A person decided, on ", "No AI rated your answers", "the correction of what is wrong in it",
        "An explanation of how it was decided", "looks at your interview again", "Jo, jo@hanbit.example",
        "You get an answer within 10 days", ", ".join(rated.rubric.names),
    ):  # fmt: skip
        assert words in shown, words
    assert "Two outages" not in shown and "manager" not in shown.split("Was the candidate told?")[1]
    entry = AuditEntry.objects.get(action=outcomes.OPEN)
    assert (entry.user_id, entry.object_id) == (manager.pk, rated.pk)
    assert mail.outbox == []


def test_it_is_in_the_interviews_language_with_a_switch(manager: User) -> None:
    interview = rated_by(manager, "ko")
    decide(interview, manager, "advance")
    client = browser(manager)
    shown = text(client.get(page_of(interview)))
    assert "다음 단계로 함께 진행하고자 합니다." in shown and "Was the candidate told?" in shown
    shown = text(client.get(page_of(interview), {"language": "en"}))
    assert "We would like to go on with your application." in shown
    assert "다음 단계로 함께" in text(client.get(page_of(interview), {"language": "xx"}))


@pytest.mark.parametrize(("language", "words"), [("en", "What you can ask for"), ("ko", "요청하실 수 있는 것")])
def test_the_file_has_the_notice_as_it_was_edited(rated: Interview, manager: User, language: str, words: str) -> None:
    decide(rated, manager)
    address = reverse("staff:outcome-file", args=[rated.pk])
    response = browser(manager).post(address, {"notice": "Dear Kim,\r\nso sorry.", "language": language})
    assert response.headers["Content-Type"] == "application/pdf"
    assert f"outcome-{rated.pk}-{language}.pdf" in response.headers["Content-Disposition"]
    said = read(response.content)
    assert "Dear Kim, so sorry." in said and words in said
    assert "Hello Kim," not in said and "Two outages" not in said
    assert AuditEntry.objects.filter(action=outcomes.DOWNLOAD, object_id=rated.pk).count() == 1


@pytest.mark.parametrize("notice", ["", " \n", "\0", "x" * 4001])
def test_a_notice_that_cannot_be_read_is_refused(rated: Interview, manager: User, notice: str) -> None:
    decide(rated, manager)
    response = browser(manager).post(reverse("staff:outcome-file", args=[rated.pk]), {"notice": notice})
    assert response.status_code == 422
    assert "Write what the candidate is to read" in text(response)
    assert not AuditEntry.objects.filter(action=outcomes.DOWNLOAD).exists()


def test_the_text_is_true_of_an_interview_in_which_nothing_was_asked(manager: User) -> None:
    interview = ready()
    Interview.objects.filter(pk=interview.pk).update(status="cancelled")
    interview.refresh_from_db()
    made = decisions.decide(interview, manager, "withdrawn", "She took another job.")
    said = str(pack_of(interview, made, "en").sections)
    assert "No question was asked." in said and "0 of 0 questions" in said
    assert "held the interview" not in said and "rated them" not in said


def test_it_says_that_a_model_looked_for_evidence_only_if_one_did(rated: Interview, manager: User) -> None:
    made, none = decide(rated, manager), "No AI rated your answers"
    assessed(rated, number=1, state="failed", failure="timeout")
    assessed(rated, number=2, prompt_sha256="")
    assert none in str(pack_of(rated, made, "en").sections)
    for number in (3, 4):
        assessed(rated, number=number, rating=4)
    said = str(pack_of(rated, made, "en").sections)
    assert none not in said and "No AI compared you with others or decided about you." in said
    assert f"looked in them for evidence about: {rated.rubric.names[0]}. It gave" in said
    assert "언어 모델이 답변에서 근거를 찾았습니다" in str(pack_of(rated, made, "ko").sections)


def assessed(interview: Interview, **fields: Any) -> None:
    """Keep a pass of a model about the first competency."""
    of_one = {
        "round": 1, "order": 1, "competency": interview.rubric.names[0], "seed": 1, "state": "done",
        "finished_at": timezone.now(), "prompt_sha256": "0" * 64, "rubric_version": interview.rubric.version,
        "asked_by_name": "manager",
    }  # fmt: skip
    interview.assessments.create(**of_one | fields)


def test_questions_of_the_company_are_not_said_to_be_a_models(rated: Interview, manager: User) -> None:
    frozen = {**rated.frozen, "style": "verbatim"} if rated.frozen else None
    assert frozen and "style" in rated.frozen
    rated.frozen = frozen
    rated.save()
    said = str(pack_of(rated, decide(rated, manager), "en").sections)
    assert "questions that people of the company had written" in said and "language model" not in said


@pytest.mark.parametrize("verdict", [None, "hold"])
def test_without_a_final_decision_there_is_nothing_to_hand_over(
    rated: Interview, manager: User, verdict: str | None
) -> None:
    made = decide(rated, manager, verdict) if verdict else None
    client = browser(manager)
    shown = text(client.get(page_of(rated)))
    assert "there is nothing to hand over" in shown and "Hello Kim" not in shown
    assert client.post(reverse("staff:outcome-file", args=[rated.pk]), {"notice": "So."}).status_code == 404
    assert client.post(page_of(rated), {"decision": made.pk if made else "1"}).status_code == 422
    assert not StaffAction.objects.exists() and waiting(manager) == 0


def test_a_decided_candidate_waits_until_somebody_notes_that_they_were_told(rated: Interview, manager: User) -> None:
    made, client = decide(rated, manager), browser(manager)
    assert waiting(manager) == 1
    assert "The candidate has been told" in text(client.get(page_of(rated)))
    shown = text(client.post(page_of(rated), {"decision": made.pk}, follow=True))
    assert "It is noted that the candidate was told." in shown and "Yes, noted by manager:" in shown
    assert waiting(manager) == 0
    client.post(page_of(rated), {"decision": made.pk})
    assert list(StaffAction.objects.values_list("kind", "user_name")) == [("told", "manager")]
    assert AuditEntry.objects.get(action="told").user_id == manager.pk
    assert "told the candidate the outcome" in text(client.get(reverse("staff:interview", args=[rated.pk])))


def test_a_reversal_is_to_be_told_and_the_same_again_is_not(rated: Interview, manager: User) -> None:
    outcomes.tell(rated, manager, decide(rated, manager, "reject").pk)
    decide(rated, manager, "reject")
    assert waiting(manager) == 0
    reversed_ = decide(rated, manager, "advance")
    assert waiting(manager) == 1
    decide(rated, manager, "hold")
    assert waiting(manager) == 0
    with pytest.raises(Rejected):
        outcomes.tell(rated, manager, reversed_.pk)
    outcomes.tell(rated, manager, decide(rated, manager, "advance").pk)
    assert waiting(manager) == 0
    decide(rated, manager, "reject")
    assert waiting(manager) == 1


def test_a_withdrawal_need_not_be_told(rated: Interview, manager: User) -> None:
    made = decide(rated, manager, "withdrawn")
    assert waiting(manager) == 0
    client = browser(manager)
    shown = text(client.get(page_of(rated)))
    assert "nobody has to tell them" in shown and "The candidate has been told" not in shown
    assert client.post(page_of(rated), {"decision": made.pk}).status_code == 422
    assert not StaffAction.objects.exists()


@pytest.mark.parametrize("key", ["", "x", "²", "9" * 30, "0"])
def test_what_is_not_the_decision_that_holds_is_refused(rated: Interview, manager: User, key: str) -> None:
    decide(rated, manager)
    response = browser(manager).post(page_of(rated), {"decision": key})
    assert response.status_code == 422 and "another decision holds now" in text(response)
    assert waiting(manager) == 1


def test_it_counts_from_when_a_second_person_confirmed(rated: Interview, manager: User) -> None:
    Position.objects.filter(pk=rated.position_id).update(decisions_need_two=True)
    boss = rater("boss", *DECIDE)
    scorecards.waive(rated, boss)
    made = decide(rated, manager)
    Decision.objects.update(decided_at=timezone.now() - timedelta(days=30))
    assert needs(manager) == {OVERDUE: 0, WAITS: 0}
    decisions.confirm(made, boss)
    assert needs(manager) == {OVERDUE: 0, WAITS: 1}
    assert "A second person confirmed the decision, on " in text(browser(boss).get(page_of(rated)))
    decide(rated, manager, "advance")
    assert "A newer decision waits for a second person." in text(browser(boss).get(page_of(rated)))


def test_after_the_companys_days_it_is_overdue(rated: Interview, manager: User) -> None:
    made = decide(rated, manager)
    due = outcomes.due_at(rated)
    assert due is not None and due - made.decided_at == timedelta(days=14)
    Decision.objects.update(decided_at=F("decided_at") - timedelta(days=13))
    assert needs(manager)[OVERDUE] == 0
    Organisation.objects.create(outcome_days=13)
    assert needs(manager) == {OVERDUE: 1, WAITS: 1}


def test_the_list_of_interviews_finds_who_is_to_be_told(rated: Interview, manager: User) -> None:
    other = rated_by(manager)
    outcomes.tell(other, manager, decide(other, manager).pk)
    decide(rated, manager)
    [need] = [need for need in needs_of(manager) if WAITS in need.words]
    found = browser(manager).get(need.address).context["cl"].result_list
    assert [each.pk for each in found] == [rated.pk]
    day = (timezone.localtime() + timedelta(days=14)).strftime("%m-%d")
    line = f"does not go on</strong><br><strong>to tell by {day}</strong>"
    address = reverse("admin:interviews_interview_changelist")
    assert text(browser(manager).get(address)).count(line) == 1
    assert "to tell by" not in text(browser(rater("cy")).get(address))
    only_reads = browser(rater("ada"))
    assert "candidate not told yet" not in text(only_reads.get(reverse("admin:interviews_interview_changelist")))


@pytest.mark.parametrize(
    ("role", "status"), [("administrator", 200), ("hiring_manager", 200), ("recruiter", 404), ("observer", 404)]
)
def test_who_decides_at_the_position_has_the_page(rated: Interview, manager: User, role: str, status: int) -> None:
    decide(rated, manager)
    user = User.objects.create_user(role, is_staff=True)
    Membership.objects.create(user=user, position=rated.position, role=role)
    client, file = browser(user), reverse("staff:outcome-file", args=[rated.pk])
    assert client.get(page_of(rated)).status_code == status
    assert client.post(file, {"notice": "So."}).status_code == status
    assert waiting(user) == (1 if status == 200 else 0)
    Membership.objects.update(position=demo.position("ko"))
    assert client.get(page_of(rated)).status_code == 404
    assert client.post(page_of(rated), {"decision": "1"}).status_code == 404
    assert client.post(file, {"notice": "So."}).status_code == 404
    assert waiting(user) == 0
    assert Client().get(page_of(rated)).status_code == 404


def test_practice_and_what_goes_on_have_no_outcome(rated: Interview, manager: User) -> None:
    decide(rated, manager)
    for changes in ({"practice": True}, {"status": "running", "practice": False}):
        Interview.objects.filter(pk=rated.pk).update(**changes)
        assert browser(manager).get(page_of(rated)).status_code == 404
    assert waiting(manager) == 0
