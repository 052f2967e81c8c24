"""What /v1/openapi.json promises, and that the API keeps it."""

from typing import Any

import pytest
from django.test import Client

from interviews.models import ApiKey
from tests.interviews.scenes import asked, ready

from .chatting import key
from .scenes import PATH, Candidate, post, refusal

pytestmark = pytest.mark.django_db


def document() -> dict[str, Any]:
    return dict(Client().get("/v1/openapi.json").json())


def operations() -> list[tuple[str, dict[str, Any]]]:
    return [(path, operation) for path, found in document()["paths"].items() for operation in found.values()]


def test_the_document_says_how_to_sign_in() -> None:
    schemes = document()["components"]["securitySchemes"]
    assert (schemes["token"]["type"], schemes["token"]["scheme"]) == ("http", "bearer")
    needed = {path: [set(way) for way in operation["security"]] for path, operation in operations()}
    assert needed.pop("/v1/sessions") == []
    assert needed and all(ways == [{"token"}, {"browser"}] for ways in needed.values())


def test_what_the_document_says_is_open_is_open_and_nothing_else() -> None:
    for path, operation in operations():
        address = path.replace("{interview_id}", "1")
        if "stream" in path:
            continue  # not Django's
        method = "GET" if operation["operationId"].endswith("read_interview") else "POST"
        status = Client().generic(method, address, "{}", content_type="application/json").status_code
        assert (status != 401) == (operation["security"] == []), path


def test_every_operation_of_ours_documents_405() -> None:
    for path, operation in operations():
        assert "stream" in path or "405" in operation["responses"], path
    assert Client().put("/v1/sessions").status_code == 405


def test_an_answer_is_documented_to_have_a_character_and_a_draft_is_not() -> None:
    schemas = document()["components"]["schemas"]
    assert schemas["AnswerIn"]["properties"]["text"]["minLength"] == 1
    assert "minLength" not in schemas["DraftIn"]["properties"]["text"]
    candidate = Candidate(asked())
    assert refusal(candidate.post("answers", {"turn": 1, "text": ""})) == (422, "empty")
    assert candidate.post("draft", {"turn": 1, "text": ""}).status_code == 204


@pytest.mark.parametrize("turn", [b"1.0", b"1e0", b"10e-1"])
def test_a_whole_number_may_be_written_with_a_point(turn: bytes) -> None:
    candidate = Candidate(asked())
    assert candidate.post("answers", b'{"turn": %s, "text": "We use Redis."}' % turn).json() == {"turn": 2}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b'{"turn": 1.5, "text": "x"}', "turn"),
        (b'{"turn": true, "text": "x"}', "turn"),
        (b'{"turn": "1", "text": "x"}', "turn"),
        (b'{"turn": 1e400, "text": "x"}', "turn"),
        (b'{"turn": 1}', "text"),
        (b'{"turn": 1, "text": 7}', "text"),
    ],
)
def test_a_malformed_request_names_the_field(body: bytes, field: str) -> None:
    refused = Candidate(asked()).post("answers", body)
    assert refusal(refused) == (400, "malformed")
    assert refused.json()["field"] == field


def test_a_body_that_is_no_json_names_no_field() -> None:
    refused = Candidate(asked()).post("answers", b"{")
    assert refusal(refused) == (400, "malformed")
    assert "field" not in refused.json()


def test_no_cache_keeps_what_is_private() -> None:
    interview = ready()
    candidate = Candidate(interview)
    _, secret = key()
    robot = Client(headers={"authorization": f"Bearer {secret}"})
    answers = [
        candidate.get(),
        candidate.post("start"),
        candidate.post("answers", b"{"),
        Client().get(PATH.format(interview.pk)),
        post(Client(), "/v1/sessions", {"invitation": "x", "consent": True}),
        robot.get(PATH.format(interview.pk)),
        Client().get("/v1/nothing-here"),
    ]
    assert ApiKey.objects.exists()
    assert [answer["Cache-Control"] for answer in answers] == ["no-store"] * len(answers)
