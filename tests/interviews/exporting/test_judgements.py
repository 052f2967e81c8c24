"""Scorecards and decisions in exports: for those alone who may read them, when they ask and when they fetch."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.utils import translation

from interviews.exporting.account import Account
from interviews.exporting.as_pdf import as_pdf
from interviews.models import Export, Interview, Position
from interviews.services import decisions, scorecards
from tests.interviews.assessing.scenes import allowed
from tests.interviews.evaluation.cards import browser, quoted, rater, submitted, with_quotes
from tests.interviews.exporting.test_exports import ask, fetch, make_all
from tests.interviews.exporting.test_formats import read
from tests.interviews.scenes import finished

pytestmark = pytest.mark.django_db

WORDS = "moved the queue"
NOTE = "Says what was measured."


@pytest.fixture
def rated() -> Interview:
    """Return an interview that bo has rated."""
    interview = finished()
    sheet = with_quotes(interview, [quoted(interview, WORDS)], NOTE)
    scorecards.submit(interview, rater("bo"), sheet)
    return interview


def decide(interview: Interview, verdict: str = "reject") -> None:
    cards = interview.scorecards.submitted().values_list("pk", flat=True)
    decisions.decide(interview, User.objects.get(username="bo"), verdict, "Two outages.", list(cards))


def exported(client: Client, interview: Interview) -> dict[str, Any]:
    ask(client, interview)
    make_all()
    return fetched(client)


def fetched(client: Client) -> dict[str, Any]:
    [told] = json.loads(fetch(client))
    return dict(told)


def test_who_has_not_rated_gets_nothing_of_others(rated: Interview) -> None:
    told = exported(browser(rater("ada")), rated)
    assert (told["scorecards"], told["decisions"]) == (None, None)
    assert NOTE not in json.dumps(told)


def test_who_has_rated_gets_all_versions(rated: Interview) -> None:
    ada, bo = rater("ada"), User.objects.get(username="bo")
    submitted(rated, ada, *[2] * len(rated.rubric.competencies))
    submitted(rated, bo, *[5] * len(rated.rubric.competencies))
    told = exported(browser(ada), rated)
    assert [(card["rater"], card["is_current"]) for card in told["scorecards"]] == [
        ("bo", False), ("ada", True), ("bo", True),
    ]  # fmt: skip
    first = told["scorecards"][0]["ratings"][0]
    assert (first["score"], first["note"]) == (4, NOTE)
    [quote] = first["quotes"]
    answer = told["turns"][0]["answer"]
    assert answer[quote["start"] : quote["end"]] == quote["text"] == WORDS


def test_a_decision_has_what_it_rests_on(rated: Interview) -> None:
    decide(rated)
    told = exported(browser(rater("ada")), rated)
    [decision] = told["decisions"]
    assert (decision["verdict"], decision["reason"], decision["decided_by"]) == ("reject", "Two outages.", "bo")
    assert decision["scorecards"] == [card["id"] for card in told["scorecards"]]


def test_a_draft_is_nobody_elses(rated: Interview) -> None:
    scorecards.save_draft(rated, rater("cy"), with_quotes(rated, [], "Only a draft."))
    decide(rated)
    assert "Only a draft." not in json.dumps(exported(browser(rater("ada")), rated))


def test_who_may_not_evaluate_gets_none(rated: Interview) -> None:
    decide(rated)
    assert exported(browser(rater("reader", "view_interview")), rated)["scorecards"] is None


def test_what_may_no_longer_be_read_when_it_is_fetched_is_left_out(rated: Interview) -> None:
    """A decision that is put on hold again opens the interview to raters."""
    ada = rater("ada")
    client = browser(ada)
    decide(rated)
    assert exported(client, rated)["decisions"]
    decide(rated, "hold")
    assert fetched(client)["decisions"] is None
    decide(rated)
    assert len(fetched(client)["decisions"]) == 1, "as it was when the file was made"
    ada.user_permissions.remove(Permission.objects.get(codename="evaluate_interview"))
    assert fetched(client)["scorecards"] is None


def test_it_is_what_the_person_may_read_who_asked(rated: Interview) -> None:
    """Who may not when the file is made gets none of it later: they can ask for another file."""
    client = browser(rater("ada"))
    assert exported(client, rated)["scorecards"] is None
    decide(rated)
    assert fetched(client)["scorecards"] is None


def test_a_table_has_a_line_for_each_question_as_before(rated: Interview) -> None:
    decide(rated)
    client = browser(rater("ada"))
    ask(client, rated, form="csv")
    make_all()
    assert NOTE not in fetch(client).decode()


@pytest.mark.parametrize(
    ("language", "words"), [("en", ("Scorecard of bo", "Decision: does not go on")), ("ko", ("bo님의 평가표", "결정:"))]
)
def test_a_pdf_has_scorecards_and_decisions(rated: Interview, language: str, words: tuple[str, ...]) -> None:
    decide(rated)
    with translation.override(language):
        said = read(as_pdf(Account.of(rated, with_judgements=True)))
        assert NOTE not in read(as_pdf(Account.of(rated)))
    for each in (*words, NOTE, f"“{WORDS}”", "Two outages."):
        assert each in said


def test_a_pdf_is_made_for_who_asked(rated: Interview) -> None:
    client = browser(rater("ada"))
    decide(rated)
    ask(client, rated, form="pdf")
    make_all()
    assert "Two outages." in read(fetch(client))
    decide(rated, "hold")
    assert "Two outages." not in read(fetch(client))


def with_a_pass(interview: Interview) -> None:
    allowed(interview.position)
    interview.assessments.create(
        round=1, order=1, competency=interview.rubric.names[0], number=1, seed=7, state="done", rating=4,
        reason="Moved the queue.", quotes=[[1, 0, 5]], rubric_version=interview.rubric.version, model="m.gguf",
        asked_by_name="bo", finished_at=interview.finished_at,
    )  # fmt: skip


def test_what_a_model_found_is_for_those_who_have_rated_when_they_ask_and_when_they_fetch(rated: Interview) -> None:
    with_a_pass(rated)
    bo = browser(User.objects.get(username="bo"))
    [one] = exported(bo, rated)["model_passes"]
    assert (one["rating"], one["reason"], one["seed"], one["model"]) == (4, "Moved the queue.", 7, "m.gguf")
    assert one["quotes"] == [{"turn": 1, "start": 0, "end": 5}]
    Position.objects.update(is_assessed=False)
    told = fetched(bo)
    assert told["model_passes"] is None and told["scorecards"]


def test_who_has_not_rated_gets_nothing_of_a_model(rated: Interview) -> None:
    with_a_pass(rated)
    assert exported(browser(rater("ada")), rated)["model_passes"] is None


def test_who_reads_without_rating_gets_scorecards_and_nothing_of_a_model(rated: Interview) -> None:
    with_a_pass(rated)
    ada = rater("ada")
    scorecards.waive(rated, ada)
    told = exported(browser(ada), rated)
    assert told["model_passes"] is None and told["scorecards"]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            (
                "What a model found",
                "Model: m.gguf",
                "Passes: 4",
                "A model’s rating decides nothing",
                "Said to the software",
            ),
        ),
        (
            "ko",
            (
                "모델이 찾은 내용",
                "모델: m.gguf",
                "회차별 점수: 4",
                "모델의 점수는 아무것도 결정하지 않습니다",
                "소프트웨어를 향한 말",
            ),
        ),
    ],
)
def test_a_pdf_has_what_a_model_found(rated: Interview, language: str, words: tuple[str, ...]) -> None:
    with_a_pass(rated)
    rated.assessments.update(orders=[[1, 0, 5]])
    with translation.override(language):
        said = read(as_pdf(Account.of(rated, with_judgements=True, with_findings=True)))
        assert "m.gguf" not in read(as_pdf(Account.of(rated, with_judgements=True)))
    quotation = rated.turns.get(number=1).answer[0:5].strip()
    for each in (*words, "Moved the queue.", f"{rated.rubric.names[0]}: 4", f"“{quotation}"):
        assert each in said


def test_a_pdf_says_why_a_pass_found_nothing(rated: Interview) -> None:
    with_a_pass(rated)
    rated.assessments.update(state="failed", failure="unreadable", rating=None, quotes=[], reason="")
    said = read(as_pdf(Account.of(rated, with_judgements=True, with_findings=True)))
    assert "No result of a pass. What the model wrote is not in the form of an assessment." in said


def test_a_pdf_with_what_a_model_found_is_for_those_who_have_rated_when_they_ask_and_when_they_fetch(
    rated: Interview,
) -> None:
    with_a_pass(rated)
    ada, bo = rater("ada"), browser(User.objects.get(username="bo"))
    scorecards.waive(rated, ada)
    for client, has_it in ((bo, True), (browser(ada), False)):
        ask(client, rated, form="pdf")
        make_all()
        told = read(fetch(client))
        assert ("m.gguf" in told) is has_it and NOTE in told
        if has_it:
            Position.objects.update(is_assessed=False)
            assert "m.gguf" not in read(fetch(client))
            Position.objects.update(is_assessed=True)
        Export.objects.all().delete()
