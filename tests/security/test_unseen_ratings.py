"""Nobody learns what others or a model made of an interview before they have rated it: every address is asked.

The visitor is the superuser, who may open everything else.
"""

import logging
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from interviews.exporting import making
from interviews.exporting.asking import ask_for
from interviews.models import Assessment, CandidateGroup, Export, Interview, Scorecard
from interviews.services import scorecards
from interviews.services.scorecards import Judgement
from ops.processes.redis_server import RedisServer
from tests.interviews.assessing.scenes import allowed
from tests.interviews.composed import composed
from tests.interviews.evaluation.cards import rater, sheet, submitted

from .routes import address, requests_of_the_site
from .test_access import over
from .visitors import visitors

pytestmark = pytest.mark.django_db

NOTE, DRAFT, REASON, GROUP = "UNSEEN-NOTE", "UNSEEN-DRAFT", "UNSEEN-REASON", "UNSEEN-GROUP"
MARKS = {NOTE, DRAFT, REASON, GROUP}
EVERYTHING = "POST admin/interviews/candidate/<int:object_id>/everything/"


def rated_by_others() -> tuple[Interview, User, Client]:
    """Return an interview with others' scorecard, draft and group, and a model's pass; and who has not rated."""
    Group.objects.create(name="group")
    visitor = visitors()["superuser"]
    interview = visitor.interview
    over(interview)
    interview.refresh_from_db()
    allowed(interview.position)
    submitted(interview, rater("ada"), judgements=_noted(interview, NOTE))
    scorecards.save_draft(interview, rater("cyd"), sheet(interview, judgements=_noted(interview, DRAFT)))
    Assessment.objects.create(
        interview=interview, round=1, order=1, competency=interview.rubric.names[0], number=1, seed=1, state="done",
        rating=4, reason=REASON, rubric_version=interview.rubric.version, asked_by_name="ada",
        finished_at=interview.created_at,
    )  # fmt: skip
    CandidateGroup.objects.create(candidate=interview.candidate, dimension="sex", value=GROUP)
    client = Client(headers=visitor.headers)
    return Interview.objects.get(pk=interview.pk), User.objects.get(username="root"), client


def _noted(interview: Interview, note: str) -> list[Judgement]:
    return [Judgement(True, 4, note) for _name in interview.rubric.names]


def seen(client: Client, interview: Interview, user: User) -> dict[str, set[str]]:
    """Return the marks that each address shows, of those that show any."""
    found = {}
    for form in Export.Format.values:
        ask_for(user, [interview], form, "en")
        while making.make_next():
            pass
        found[f"export as {form}"] = body(
            client.get(reverse("staff:export-file", args=[Export.objects.latest("pk").pk]))
        )
    for request in sorted(requests_of_the_site()):
        method, _, route = request.partition(" ")
        if method == "GET" and "logout" not in route:
            found[request] = body(client.get(address(route, interview)))
    found[EVERYTHING] = body(
        client.post(reverse("admin:interviews_candidate_everything", args=[interview.candidate_id]))
    )
    return {place: marks for place, text in found.items() if (marks := {mark for mark in MARKS if mark in text})}


def body(response: Any) -> str:
    async def streamed() -> bytes:
        return b"".join([part async for part in response])

    if response.streaming and response.is_async:
        content = async_to_sync(streamed)()
    else:
        content = b"".join(response) if response.streaming else response.content
    return str(content.decode("utf-8", "replace"))


@pytest.fixture(autouse=True)
def _composed(redis_server: RedisServer) -> Any:
    logging.disable()
    with composed(make_sample=lambda language, voice: b"RIFF"):
        yield
    logging.disable(logging.NOTSET)


def test_no_address_shows_what_others_or_a_model_gave_before_ones_own_scorecard() -> None:
    interview, user, client = rated_by_others()
    assert seen(client, interview, user) == {}


def test_a_draft_of_ones_own_opens_nothing() -> None:
    interview, user, client = rated_by_others()
    scorecards.save_draft(interview, user, sheet(interview, 3))
    assert seen(client, interview, user) == {}


def test_who_reads_without_rating_sees_what_others_submitted_and_nothing_of_a_model() -> None:
    interview, user, client = rated_by_others()
    scorecards.waive(interview, user)
    assert {mark for marks in seen(client, interview, user).values() for mark in marks} == {NOTE}


def test_ones_own_scorecard_opens_the_others_and_the_models() -> None:
    interview, user, client = rated_by_others()
    submitted(interview, user, *[3] * len(interview.rubric.names))
    found = seen(client, interview, user)
    assert found["GET staff/interviews/<int:interview_id>/scorecards/"] == {NOTE, REASON}
    assert {mark for marks in found.values() for mark in marks} == {NOTE, REASON}


def test_after_the_decision_only_a_persons_copy_and_an_auditors_file_have_groups() -> None:
    interview, user, client = rated_by_others()
    interview.decisions.create(verdict="advance", reason="So.", decided_by_name="Mina", needs_confirmation=False)
    found = seen(client, interview, user)
    with_groups = {place for place, marks in found.items() if GROUP in marks}
    assert with_groups == {EVERYTHING, "GET staff/monitoring/auditor.<str:form>"}
    Scorecard.objects.filter(state="draft").delete()
    user.is_superuser = False
    user.save()
    user.user_permissions.set(rater("reader", "view_candidate", "view_interview").user_permissions.all())
    copy = body(client.post(reverse("admin:interviews_candidate_everything", args=[interview.candidate_id])))
    assert GROUP not in copy and "left_out" in copy and NOTE in copy


def test_searching_finds_no_words_of_a_scorecard() -> None:
    _interview, _user, client = rated_by_others()
    for model in ("interview", "candidate", "position"):
        page = client.get(reverse(f"admin:interviews_{model}_changelist"), {"q": "UNSEEN"})
        assert page.context["cl"].result_count == 0
