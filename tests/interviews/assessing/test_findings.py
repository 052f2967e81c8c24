"""What people see of a model's findings: quotations in the answers, three ratings, and that it decides nothing."""

from typing import Any

import pytest
from django.db.models.functions import Now
from django.urls import reverse

from interviews.assessing.findings import findings_of
from interviews.models import Assessment, AuditEntry, Interview
from interviews.privacy.export import export_of
from tests.interviews.evaluation.cards import browser

from .scenes import rated, waiting

pytestmark = pytest.mark.django_db


def ended(interview: Interview, order: int, number: int, **fields: Any) -> None:
    found = {"state": "done", "model": "big.gguf", "model_sha256": "ab" * 32, "finished_at": Now()} | fields
    assert interview.assessments.filter(order=order, number=number).update(**found)


def page(interview: Interview, user: Any, name: str = "scorecards", language: str = "en") -> str:
    return str(browser(user, language).get(reverse(f"staff:{name}", args=[interview.pk])).content.decode())


def all_ended(interview: Interview) -> None:
    for number, rating in ((1, 2), (2, 4), (3, 3)):
        ended(interview, 1, number, rating=rating, quotes=[[1, 0, 7], [1, 2, 11]], reason="Moved <it>.", left_out=4)
        ended(interview, 2, number, reason="Nothing was told.")


def test_before_anybody_asks_there_is_a_button() -> None:
    interview, user = rated()
    shown = page(interview, user)
    assert "Ask a model for evidence" in shown and "<progress" not in shown


def test_while_it_is_at_work_the_parts_say_how_far_it_is() -> None:
    interview, user = waiting()
    ended(interview, 1, 1, rating=4, quotes=[[1, 0, 7]])
    for name in ("scorecards", "findings-parts"):
        shown = page(interview, user, name)
        assert "1 of 6 passes are done" in shown and 'value="1" max="6"' in shown
        assert 'data-part="progress"' in shown and 'data-part="findings"' in shown
        assert "4 of 5" in shown and "Ask a model" not in shown


def test_the_ratings_their_spread_the_reason_and_the_quotations() -> None:
    interview, user = waiting()
    all_ended(interview)
    shown = page(interview, user)
    answer = interview.turns.get(number=1).answer
    assert "3 of 5" in shown and "2 · 4 · 3" in shown.replace("\n", "") and "from 2 to 4" in shown
    assert "Moved &lt;it&gt;." in shown and "much of this is chance" in shown
    assert f'<a href="#found-1" lang="en">{answer[:7]}</a>' in shown and 'id="found-1"' in shown
    assert (
        f">{answer[0:2]}</mark>" in shown and f">{answer[2:7]}</mark>" in shown and f">{answer[7:11]}</mark>" in shown
    )
    assert "not enough evidence" in shown and "did not read the last 4 passages" in shown
    assert "big.gguf" in shown and "decides nothing" in shown
    assert "Ask the model again" not in shown


def test_passes_that_do_not_agree_on_the_evidence_say_so() -> None:
    interview, user = waiting()
    all_ended(interview)
    ended(interview, 1, 3, rating=None, quotes=[])
    assert "do not agree on whether there is enough evidence" in page(interview, user)


def test_a_failure_says_why_and_can_be_asked_again() -> None:
    interview, user = waiting()
    all_ended(interview)
    ended(interview, 2, 2, state="failed", failure="unreadable")
    shown = page(interview, user)
    assert "not in the form of an assessment" in shown and "Ask the model again about what has no result" in shown
    response = browser(user).post(reverse("staff:ask-model", args=[interview.pk]))
    assert response["Location"].endswith("/scorecards/#findings")
    assert interview.assessments.filter(round=2).count() == 3


def test_a_second_request_changes_nothing_and_says_so() -> None:
    interview, user = waiting()
    client = browser(user)
    client.post(reverse("staff:ask-model", args=[interview.pk]))
    assert Assessment.objects.count() == 6
    shown = client.get(reverse("staff:scorecards", args=[interview.pk])).content.decode()
    assert "at work on this interview already" in shown


def test_the_pieces_of_an_answer_are_the_whole_answer() -> None:
    interview, _user = waiting()
    all_ended(interview)
    [answer] = findings_of(interview).answers
    assert "".join(piece.text for piece in answer.pieces) == interview.turns.get(number=1).answer
    assert [bool(piece.names) for piece in answer.pieces] == [True, True, True, False]


def test_what_speaks_to_the_software_is_a_fact_beside_it() -> None:
    interview, user = waiting()
    assert "Said to the software" not in page(interview, user)
    all_ended(interview)
    ended(interview, 1, 1, orders=[[1, 0, 7]])
    ended(interview, 2, 1, orders=[[1, 0, 7]])
    shown = page(interview, user)
    answer = interview.turns.get(number=1).answer
    assert shown.count(f'<q lang="en">{answer[:7]}</q>') == 1 and "(question 1)" in shown
    assert "says nothing about how well somebody answered" in " ".join(shown.split())


def test_the_page_speaks_korean() -> None:
    interview, user = waiting("ko")
    all_ended(interview)
    shown = page(interview, user, language="ko")
    assert "모델이 찾은 내용" in shown and "모델의 점수는 아무것도 결정하지 않습니다" in shown


def test_reading_it_is_in_the_audit_trail() -> None:
    interview, user = waiting()
    page(interview, user, "findings-parts")
    assert AuditEntry.objects.filter(action="read", object_id=interview.pk, user_id=user.pk).count() == 1


def test_the_person_gets_it_with_their_data_and_no_colleagues_name() -> None:
    interview, _user = waiting()
    all_ended(interview)
    found = export_of(interview.candidate)["kept"]["assessments by a model"]
    assert found[0]["rating"] == 2 and found[0]["quotes"] == [[1, 0, 7], [1, 2, 11]]
    assert "ada" not in str(found)
