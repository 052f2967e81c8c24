"""How an interview ends for its candidate: withdrawn, or with a word on what comes next and a transcript to keep."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from interviews import services
from interviews.models import Interview, Organisation, Turn
from tests.interviews.scenes import asked, finished

pytestmark = pytest.mark.django_db


def entered(interview: Interview) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.post(reverse("interviews:invitation", args=[services.make_invitation(interview)]))
    return client


def path(name: str, interview: Interview) -> str:
    return reverse(f"interviews:{name}", args=[interview.pk])


def text(response: Any) -> str:
    return response.content.decode()


def watcher() -> Client:
    user = User.objects.create_user("staff", is_staff=True)
    user.user_permissions.add(*Permission.objects.filter(codename__contains="interview"))
    client = Client()
    client.force_login(user)
    return client


def company(**fields: Any) -> Organisation:
    made = Organisation(name="Hanbit", **fields)
    made.save()
    return made


def test_withdrawing_takes_a_confirmation_and_keeps_what_was_sent() -> None:
    interview = asked()
    services.answer(interview, 1, "I wrote the scheduler.")
    candidate = entered(interview)
    company(retention_days=30)
    assert path("withdraw", interview) in text(candidate.get(path("room", interview)))
    page = text(candidate.get(path("withdraw", interview)))
    assert "Yes, withdraw for good" in page and "30 days after the end" in page
    interview.refresh_from_db()
    assert interview.status == Interview.Status.RUNNING, "reading the page ends nothing"
    assert "You have withdrawn" in text(candidate.post(path("withdraw", interview)))
    interview.refresh_from_db()
    first = interview.withdrawn_at
    assert (interview.status, first is not None) == (Interview.Status.CANCELLED, True)
    assert interview.turns.get(number=1).answer == "I wrote the scheduler."
    assert interview.turns.get(number=2).status == Turn.Status.FAILED, "the question that was being made is stopped"
    candidate.post(path("withdraw", interview))
    interview.refresh_from_db()
    assert interview.withdrawn_at == first


def test_who_has_withdrawn_is_told_so_and_not_that_others_cancelled() -> None:
    interview = asked()
    token = services.make_invitation(interview)
    services.withdraw(interview)
    page = text(Client(headers={"accept-language": "en"}).get(f"/i/{token}/"))
    assert "You have withdrawn" in page
    assert "have cancelled this interview" not in page


def test_a_finished_interview_cannot_be_withdrawn() -> None:
    interview = finished()
    with pytest.raises(services.Rejected, match="over"):
        services.withdraw(interview)
    candidate = entered(asked())
    assert candidate.post(path("withdraw", interview)).status_code == 404, "another candidate's"
    interview.refresh_from_db()
    assert (interview.status, interview.withdrawn_at) == (Interview.Status.FINISHED, None)


def test_staff_and_strangers_withdraw_nobody() -> None:
    interview = asked()
    for visitor in (Client(), watcher()):
        assert visitor.get(path("withdraw", interview)).status_code == 404
        assert visitor.post(path("withdraw", interview)).status_code == 404
    interview.refresh_from_db()
    assert interview.status == Interview.Status.RUNNING


def test_the_end_says_what_comes_next_in_the_companys_words() -> None:
    interview = finished()
    company(what_next_en="We write to you\nwithin <a week>.")
    page = text(entered_before_the_end(interview).get(path("room", interview)))
    assert "within &lt;a week&gt;." in page
    assert path("transcript", interview) not in page


def entered_before_the_end(interview: Interview) -> Client:
    """Return the browser of a candidate who has been in since before the interview ended."""
    Interview.objects.filter(pk=interview.pk).update(status=Interview.Status.RUNNING)
    candidate = entered(Interview.objects.get(pk=interview.pk))
    Interview.objects.filter(pk=interview.pk).update(status=Interview.Status.FINISHED)
    return candidate


def test_a_transcript_is_for_its_candidate_after_the_end_and_only_if_the_company_allows_it() -> None:
    interview = finished()
    candidate = entered_before_the_end(interview)
    pages = [path("transcript", interview), path("transcript-file", interview)]
    assert [candidate.get(page).status_code for page in pages] == [404, 404]
    company(candidates_keep_transcript=True)
    assert pages[0] in text(candidate.get(path("room", interview)))
    shown = candidate.get(pages[0])
    assert "project number 1" in text(shown) and "no-store" in shown["Cache-Control"]
    file = candidate.get(pages[1])
    assert file["Content-Type"] == "text/plain; charset=utf-8"
    assert "attachment" in file["Content-Disposition"]
    assert text(file).count("Your answer\n") == 4 and text(file).endswith("Thank you.\n")
    for other in (Client(), watcher(), entered(asked())):
        assert [other.get(page).status_code for page in pages] == [404, 404]
    Interview.objects.filter(pk=interview.pk).update(status=Interview.Status.RUNNING)
    assert candidate.get(pages[0]).status_code == 404, "not before the end"
