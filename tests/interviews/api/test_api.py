"""The JSON API: sessions, reading, starting, languages, and its OpenAPI document."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models.functions import Now
from django.test import Client

from interviews import jobs
from interviews.api import errors, routes
from interviews.models import AccessToken, Interview
from tests.interviews.scenes import RECORD, ask_next, asked, claim, ready, started, turn_of

from .scenes import PATH, Candidate, called, database, invited, post, refusal

pytestmark = pytest.mark.django_db

KOREAN, ENGLISH = {"accept-language": "ko"}, {"accept-language": "en"}


# Sessions


def test_an_invitation_and_consent_make_a_session(client: Client) -> None:
    interview, token = invited()
    response = post(client, "/v1/sessions", {"invitation": token, "consent": True})
    assert response.status_code == 201
    body = response.json()
    assert body["interview"] == interview.pk
    assert set(body) == {"interview", "access_token", "expires_at"}
    interview.refresh_from_db()
    assert (interview.status, interview.consent_language) == ("ready", "ko")


def test_an_access_token_fits_a_subprotocol(client: Client) -> None:
    token = post(client, "/v1/sessions", {"invitation": invited()[1], "consent": True}).json()["access_token"]
    assert token.replace("-", "").replace("_", "").isalnum()
    assert token.isascii()


def test_a_session_may_be_opened_again_and_both_tokens_work(client: Client) -> None:
    interview, invitation = invited()
    body = {"invitation": invitation, "consent": True}
    tokens = {post(client, "/v1/sessions", body).json()["access_token"] for _ in range(2)}
    assert len(tokens) == 2
    for token in tokens:
        assert client.get(PATH.format(interview.pk), headers={"authorization": f"Bearer {token}"}).status_code == 200


def test_sessions_of_one_interview_are_limited_from_whatever_address(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "SESSIONS_AN_HOUR", 3)
    body = {"invitation": invited()[1], "consent": True}
    for n in range(3):
        client.defaults["REMOTE_ADDR"] = f"10.0.{n}.1"
        assert post(client, "/v1/sessions", body).status_code == 201
    refused = post(client, "/v1/sessions", body)
    assert refusal(refused) == (429, "too_many")
    assert 1 <= int(refused.headers["Retry-After"]) <= 3600
    assert AccessToken.objects.count() == 3


def test_an_expired_invitation_is_gone_and_ends_the_interview(client: Client) -> None:
    interview, token = invited()
    Interview.objects.update(invitation_expires_at=Now() - timedelta(seconds=1))
    assert refusal(post(client, "/v1/sessions", {"invitation": token, "consent": True})) == (410, "expired")
    interview.refresh_from_db()
    assert interview.status == "expired"
    assert not AccessToken.objects.exists()


def test_without_consent_there_is_no_session(client: Client) -> None:
    _, token = invited()
    before = database()
    assert refusal(post(client, "/v1/sessions", {"invitation": token, "consent": False})) == (422, "consent_required")
    assert database() == before


@pytest.mark.parametrize("token", ["", "nobody", "\ud800", "a\0b", "x" * 60_000])
def test_an_unknown_invitation_is_not_found(client: Client, token: str) -> None:
    assert refusal(post(client, "/v1/sessions", {"invitation": token, "consent": True})) == (404, "not_found")


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"null", b"[]", b"7", b'"x"', b"\xff", b"{}", b'{"invitation":"x"}', b'{"invitation":7,"consent":true}',
     b'{"invitation":"x","consent":"yes"}', b'{"invitation":"x","consent":1}', b'{"invitation":null,"consent":true}',
     b"[" * 50_000],
)  # fmt: skip
def test_a_session_request_that_is_malformed_is_a_400(client: Client, body: bytes) -> None:
    assert refusal(post(client, "/v1/sessions", body)) == (400, "malformed")


def test_too_many_sessions_from_one_address_wait(client: Client) -> None:
    called("address", "127.0.0.1", times=599, per_minute=600)
    replies = [post(client, "/v1/sessions", {"invitation": "x", "consent": True}) for _ in range(2)]
    assert [refusal(reply) for reply in replies] == [(404, "not_found"), (429, "too_many")]
    assert 1 <= int(replies[1].headers["Retry-After"]) <= 60


# Reading


def test_an_interview_has_its_turns_and_the_position_they_cover() -> None:
    interview = asked()
    told = Candidate(interview).get().json()
    generation = turn_of(interview).generation_id
    assert told == {
        "interview": interview.pk, "status": "running", "language": "en", "last_event_id": f"{generation}-3",
        "turns": [{"turn": 1, "kind": "open", "topic": "Python", "status": "asked", "question": "Why?", "answer": ""}],
    }  # fmt: skip


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer ", "Bearer nobody", "Basic abc", "Bearer \u00e9"])
def test_without_a_valid_token_an_interview_is_a_401_that_names_the_scheme(client: Client, authorization: str) -> None:
    headers = {"authorization": authorization} if authorization else {}
    response = client.get(PATH.format(asked().pk), headers=headers)
    assert refusal(response) == (401, "unauthorized")
    assert response.headers["WWW-Authenticate"] == "Bearer"


def test_an_expired_token_is_a_401() -> None:
    candidate = Candidate(asked())
    AccessToken.objects.update(expires_at=Now() - timedelta(seconds=1))
    assert refusal(candidate.get()) == (401, "unauthorized")
    assert refusal(candidate.post("start")) == (401, "unauthorized")


@pytest.mark.parametrize("which", ["another", "none", "huge"])
def test_any_interview_but_the_candidates_own_is_a_404(which: str) -> None:
    candidate, other = Candidate(asked()), asked()
    number = {"another": other.pk, "none": 10**6, "huge": 10**30}[which]
    before = database()
    assert refusal(candidate.get(number)) == (404, "not_found")
    for action, body in [
        ("start", None),
        ("answers", {"turn": 1, "text": "x"}),
        ("draft", {"turn": 1, "text": "x"}),
        ("cancel", {"turn": 1}),
        ("retry", {"turn": 1}),
        ("skip", {"turn": 1}),
        ("rephrase", {"turn": 1}),
    ]:
        assert refusal(candidate.post(action, body, interview=number)) == (404, "not_found")
    assert database() == before


@pytest.mark.parametrize("path", ["/v1/nothing", "/v1/interviews/x", "/v1/interviews/1/nothing"])
def test_an_unknown_api_address_is_a_404_in_json(client: Client, path: str) -> None:
    assert refusal(client.get(path)) == (404, "not_found")


# Start


def test_a_start_is_accepted_and_again_is_the_same() -> None:
    candidate = Candidate(ready())
    replies = [candidate.post("start") for _ in range(2)]
    assert [(r.status_code, r.json()) for r in replies] == [(202, {"turn": 1})] * 2
    assert candidate.interview.turns.count() == 1


def test_a_start_before_consent_is_a_409() -> None:
    candidate = Candidate(invited()[0])
    before = database()
    assert refusal(candidate.post("start")) == (409, "not_ready")
    assert database() == before


# Languages


@pytest.mark.parametrize(("headers", "word"), [(KOREAN, "질문"), (ENGLISH, "question")])
def test_a_refusal_is_in_the_language_that_the_reader_asks_for(headers: dict[str, str], word: str) -> None:
    candidate = Candidate(asked(), **headers)
    assert word in candidate.post("answers", {"turn": 7, "text": "x"}).json()["message"]


@pytest.mark.parametrize(("language", "word"), [("ko", "질문"), ("en", "question")])
def test_a_refusal_is_in_the_interviews_language_if_the_reader_asks_for_none(language: str, word: str) -> None:
    candidate = Candidate(asked(language))
    assert word in candidate.post("answers", {"turn": 7, "text": "x"}).json()["message"]


@pytest.mark.parametrize("code", sorted(errors.MESSAGES))
def test_every_refusal_has_a_status_and_a_sentence_of_its_own_in_both_languages(code: str) -> None:
    from django.utils.translation import override

    sentences = set()
    for language in ("ko", "en"):
        with override(language):
            sentences.add(str(errors.MESSAGES[code]))
    assert len(sentences) == 2
    assert errors.STATUS[code] >= 400


# The document


def test_the_openapi_document_lists_every_address(client: Client) -> None:
    document = client.get("/v1/openapi.json").json()
    operations = {f"{method.upper()} {path}" for path, item in document["paths"].items() for method in item}
    interview = "/v1/interviews/{interview_id}"
    assert operations == {
        "POST /v1/sessions", f"GET {interview}", f"POST {interview}/start", f"POST {interview}/answers",
        f"POST {interview}/draft", f"POST {interview}/cancel", f"POST {interview}/retry", f"GET {interview}/stream",
        f"POST {interview}/skip", f"POST {interview}/rephrase",
        "GET /ws/interview/{interview_id}/stream", "POST /v1/chat", "GET /v1/chat/stream",
    }  # fmt: skip


def test_the_openapi_document_names_the_refusals_of_each_change(client: Client) -> None:
    paths: dict[str, Any] = client.get("/v1/openapi.json").json()["paths"]
    responses = paths["/v1/interviews/{interview_id}/answers"]["post"]["responses"]
    assert {"202", "400", "401", "403", "404", "409", "413", "422", "429"} <= set(responses)


def test_the_documentation_page_is_there_and_loads_nothing_from_elsewhere(client: Client) -> None:
    page = client.get("/v1/docs").content.decode()
    assert "openapi.json" in page
    assert "https://" not in page


def test_a_failed_question_says_so_in_the_snapshot() -> None:
    interview = started()
    jobs.fail(claim(), "empty", "nothing", RECORD)
    assert Candidate(interview).get().json()["turns"][0]["status"] == "failed"


def test_an_unclear_answer_is_followed_by_a_clarification() -> None:
    candidate = Candidate(asked())
    candidate.post("answers", {"turn": 1, "text": "ok"})
    ask_next("What do you mean?")
    assert [turn["kind"] for turn in candidate.get().json()["turns"]] == ["open", "clarify"]
