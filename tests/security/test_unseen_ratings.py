"""Nobody learns what others or a model made of an interview before they have rated it: every address is asked.

So are the streams, files of every format, and what each address replies to a POST. The visitor is the superuser, who
may open everything else; candidates, API keys and the roles of staff open what is not the admin.
"""

import io
import logging
import zipfile
from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from asgiref.sync import sync_to_async as in_thread
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
from tests.interviews.exporting.test_formats import read
from tests.interviews.scenes import asked
from tests.interviews.stream_clients import open_websocket
from tests.streaming.clients import getting
from tests.streaming.scenes import SECONDS

from .routes import requests_of_the_site
from .test_access import client, nothing_is_kept, over, visit
from .visitors import Visitor, by_role, visitors

pytestmark = pytest.mark.django_db

NOTE, DRAFT, GROUP = "UNSEEN-NOTE", "UNSEEN-DRAFT", "UNSEEN-GROUP"
REASON, MODEL = "UNSEEN-REASON", "UNSEEN-MODEL"
MARKS = {NOTE, DRAFT, GROUP, REASON, MODEL}
EVERYTHING = "POST admin/interviews/candidate/<int:object_id>/everything/"
AUDITORS = "GET staff/monitoring/auditor.<str:form>"
LEFT_OUT = {
    "POST staff/interviews/<int:interview_id>/scorecards/",  # is how one reads without rating, and only redirects
    "POST v1/chat",  # waits for a worker, outside of the test's transaction; replies with a question
}


def rated_by_others() -> dict[str, Visitor]:
    """Return who visits an interview with others' scorecard, draft and group, and a model's pass."""
    Group.objects.create(name="group")
    everybody = visitors()
    interview = everybody["superuser"].interview
    everybody |= by_role(interview)
    over(interview)
    Interview.objects.filter(pk=interview.pk).update(status="finished")
    interview.refresh_from_db()
    allowed(interview.position)
    submitted(interview, rater("ada"), judgements=_noted(interview, NOTE))
    scorecards.save_draft(interview, rater("cyd"), sheet(interview, judgements=_noted(interview, DRAFT)))
    Assessment.objects.create(
        interview=interview, round=1, order=1, competency=interview.rubric.names[0], number=1, seed=1, state="done",
        rating=4, reason=REASON, model=MODEL, rubric_version=interview.rubric.version, asked_by_name="ada",
        finished_at=interview.created_at,
    )  # fmt: skip
    CandidateGroup.objects.create(candidate=interview.candidate, dimension="sex", value=GROUP)
    interview = Interview.objects.get(pk=interview.pk)
    return {name: Visitor(visitor.headers, interview) for name, visitor in everybody.items()}  # keys, too


def scene() -> tuple[Interview, User, Visitor]:
    """Return an interview that others have rated, and the superuser, who has not."""
    visitor = rated_by_others()["superuser"]
    return visitor.interview, User.objects.get(username="root"), visitor


def _noted(interview: Interview, note: str) -> list[Judgement]:
    return [Judgement(True, 4, note) for _name in interview.rubric.names]


def seen(visitor: Visitor, user: User) -> dict[str, set[str]]:
    """Return the marks that each address and each file shows the superuser, of those that show any."""
    told = dict(exports(visitor, user))
    for request in sorted(requests_of_the_site() - LEFT_OUT):
        if "logout" not in request:
            told[request] = reply(request, visitor)
    return shown(told)


def reply(request: str, visitor: Visitor) -> str:
    """Return what a request is answered. What a POST changes is undone."""
    with nothing_is_kept() if request.startswith("POST ") else nullcontext():
        return body(visit(client(), request, visitor))


def exports(visitor: Visitor, user: User) -> Iterator[tuple[str, str]]:
    """Yield files of the interview in each format, alone and together with another one."""
    reader = Client(headers=visitor.headers)
    for form in Export.Format.values:
        for interviews in ([visitor.interview], [visitor.interview, asked()]):
            ask_for(user, interviews, form, "en")
            while making.make_next():
                pass
            file = reverse("staff:export-file", args=[Export.objects.latest("pk").pk])
            yield f"{len(interviews)} exported as {form}", body(reader.get(file))


def shown(told: dict[str, str]) -> dict[str, set[str]]:
    return {place: marks for place, text in told.items() if (marks := {mark for mark in MARKS if mark in text})}


def body(response: Any) -> str:
    async def whole() -> bytes:
        return b"".join([part async for part in response])

    if response.streaming and response.is_async:
        content = async_to_sync(whole)()
    else:
        content = b"".join(response) if response.streaming else response.content
    return text_of(content)


def text_of(content: bytes) -> str:
    """Return what a person reads in a file: the text of PDF files is compressed, and so is what archives hold."""
    if content.startswith(b"%PDF"):
        return read(content)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return " ".join(text_of(archive.read(name)) for name in archive.namelist())
    return str(content.decode("utf-8", "replace"))


@pytest.fixture(autouse=True)
def _composed(redis_server: RedisServer) -> Any:
    logging.disable()
    with composed(make_sample=lambda language, voice: b"RIFF"):
        yield
    logging.disable(logging.NOTSET)


def test_no_address_shows_what_others_or_a_model_gave_before_ones_own_scorecard() -> None:
    _interview, user, visitor = scene()
    assert seen(visitor, user) == {}


def test_no_role_no_candidate_and_no_api_key_is_shown_any_of_it() -> None:
    """The admin is left out: nobody is shown more there than the superuser."""
    requests = [one for one in requests_of_the_site() - LEFT_OUT if not one.partition(" ")[2].startswith("admin/")]
    for name, visitor in rated_by_others().items():
        told = {request: reply(request, visitor) for request in sorted(requests)}
        assert shown(told) == {}, name


@pytest.mark.django_db(transaction=True)
async def test_no_stream_tells_any_of_it(site: Any) -> None:
    """Neither before one's own scorecard nor after it: streams tell of questions and answers alone."""
    everybody = await in_thread(rated_by_others)()
    interview, user = everybody["superuser"].interview, await User.objects.aget(username="root")
    for _ in ("before", "after"):
        told = {name: await streamed(site, visitor) for name, visitor in everybody.items()}
        assert {"candidate", "browser", "superuser"} <= {name for name, text in told.items() if is_all(text)}
        assert shown(told) == {}
        await in_thread(lambda: submitted(interview, user, *[3] * len(interview.rubric.names)))()


async def streamed(site: Any, visitor: Visitor) -> str:
    """Return what both streams tell about the interview, which is over, to somebody who has seen nothing of it yet."""
    key, headers = visitor.interview.pk, visitor.headers
    async with getting(site, key, "last_event_id=0-0", **headers) as reader:
        while reader.status == 200 and not is_all(reader.wire.decode()):
            reader.wire += (await reader.receive_output(SECONDS))["body"]
        wire = reader.wire.decode()
    ws = await open_websocket(site, f"/ws/interview/{key}/stream?last_event_id=0-0", **headers)
    heard = ""
    while not is_all(heard) and (message := await ws.receive_output(SECONDS))["type"] == "websocket.send":
        heard += message.get("text") or message["bytes"].decode()
    await ws.disconnect(timeout=SECONDS)
    return wire + heard


def is_all(told: str) -> bool:
    """Return whether a stream has told how the interview stands and all that was said: nothing follows."""
    return '"interview.state"' in told and '"reset"' in told


def test_a_draft_of_ones_own_opens_nothing() -> None:
    interview, user, visitor = scene()
    scorecards.save_draft(interview, user, sheet(interview, 3))
    assert seen(visitor, user) == {}


def test_who_reads_without_rating_sees_what_others_submitted_and_nothing_of_a_model() -> None:
    interview, user, visitor = scene()
    scorecards.waive(interview, user)
    assert {mark for marks in seen(visitor, user).values() for mark in marks} == {NOTE}


def test_ones_own_scorecard_opens_the_others_and_the_models() -> None:
    interview, user, visitor = scene()
    submitted(interview, user, *[3] * len(interview.rubric.names))
    found = seen(visitor, user)
    with_model = {place for place, marks in found.items() if marks == {NOTE, REASON, MODEL}}
    assert {"1 exported as json", "2 exported as json", "1 exported as pdf", "2 exported as pdf"} <= with_model
    assert "GET staff/interviews/<int:interview_id>/scorecards/" in with_model
    assert {mark for marks in found.values() for mark in marks} == {NOTE, REASON, MODEL}


def decided(interview: Interview, verdict: str) -> None:
    interview.decisions.create(verdict=verdict, reason="So.", decided_by_name="Mina", needs_confirmation=False)


def test_who_has_not_rated_gets_no_copy_of_what_a_model_found_while_it_is_on_hold() -> None:
    interview, _user, visitor = scene()
    decided(interview, "hold")
    assert shown({EVERYTHING: reply(EVERYTHING, visitor)}) == {}


def test_after_the_decision_a_persons_copy_and_files_for_auditors_have_groups_and_what_a_model_found() -> None:
    interview, user, visitor = scene()
    decided(interview, "advance")
    found = seen(visitor, user)
    places = {mark: {place for place, marks in found.items() if mark in marks} for mark in MARKS}
    assert places[GROUP] == {EVERYTHING, AUDITORS}
    assert places[REASON] == {EVERYTHING}, "what the candidate may get about the outcome has nothing of it"
    assert places[MODEL] == {EVERYTHING, AUDITORS, "GET staff/monitoring/"}
    Scorecard.objects.filter(state="draft").delete()
    user.is_superuser = False
    user.save()
    user.user_permissions.set(rater("reader", "view_candidate", "view_interview").user_permissions.all())
    copy = reply(EVERYTHING, visitor)
    assert GROUP not in copy and "left_out" in copy and NOTE in copy


def test_searching_finds_no_words_of_a_scorecard() -> None:
    _interview, _user, visitor = scene()
    reader = Client(headers=visitor.headers)
    for model in ("interview", "candidate", "position"):
        page = reader.get(reverse(f"admin:interviews_{model}_changelist"), {"q": "UNSEEN"})
        assert page.context["cl"].result_count == 0
