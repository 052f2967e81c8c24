"""Decisions: by people, with a reason, on scorecards; kept for ever, and told to no candidate."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from django.urls import reverse

from interviews import demo, services
from interviews.models import AuditEntry, Decision, Interview, Membership, Position
from interviews.services import decisions, scorecards
from interviews.services.rejected import Rejected
from tests.interviews.evaluation.cards import EVALUATE, browser, rater, sheet, submitted
from tests.interviews.scenes import finished, started

pytestmark = pytest.mark.django_db

DECIDE = (*EVALUATE, "decide_interview")


@pytest.fixture
def manager() -> User:
    return rater("manager", *DECIDE)


@pytest.fixture
def rated(manager: User) -> Interview:
    """Return an interview that the manager has rated."""
    interview = finished()
    submitted(interview, manager, 4, 4)
    return interview


def keys(interview: Interview) -> list[int]:
    return list(interview.scorecards.submitted().values_list("pk", flat=True))


def decide(interview: Interview, user: User, verdict: str = "advance", reason: str = "Measured first.") -> Decision:
    return decisions.decide(interview, user, verdict, reason, keys(interview))


def refusal(call: Callable[[], Any]) -> str:
    with pytest.raises(Rejected) as rejected:
        call()
    return rejected.value.code


def page_of(interview: Interview) -> str:
    return reverse("staff:decision", args=[interview.pk])


def text(response: Any) -> str:
    return str(response.content.decode())


def test_a_decision_has_a_person_a_reason_and_what_it_rests_on(rated: Interview, manager: User) -> None:
    made = decide(rated, manager, reason="  Measured first. ")
    assert (made.decided_by_name, made.reason, made.verdict) == ("manager", "Measured first.", "advance")
    assert [card.pk for card in made.scorecards.all()] == keys(rated)
    entry = AuditEntry.objects.get(action="decide")
    assert (entry.object_id, entry.details) == (rated.pk, {"decision": made.pk, "verdict": "advance"})
    assert mail.outbox == []


def test_another_decision_is_another_row(rated: Interview, manager: User) -> None:
    first, second = decide(rated, manager), decide(rated, manager, "reject", "The references.")
    assert list(rated.decisions.all()) == [first, second]
    first.refresh_from_db()
    assert (first.verdict, first.reason) == ("advance", "Measured first.")


@pytest.mark.parametrize(
    ("verdict", "reason", "code"),
    [("advance", "  ", "no_reason"), ("perhaps", "Why not.", "malformed"), ("advance", "x" * 2001, "malformed")],
)
def test_an_invalid_decision_is_refused(rated: Interview, manager: User, verdict: str, reason: str, code: str) -> None:
    assert refusal(lambda: decide(rated, manager, verdict, reason)) == code
    assert not Decision.objects.exists()


def test_only_a_withdrawal_needs_no_scorecard(manager: User) -> None:
    interview = finished()
    for verdict in ("advance", "hold", "reject"):
        assert refusal(partial(decisions.decide, interview, manager, verdict, "So.")) == "no_scorecard"
    assert decisions.decide(interview, manager, "withdrawn", "She took another job.").verdict == "withdrawn"


def test_a_scorecard_of_another_interview_or_a_draft_is_no_ground(rated: Interview, manager: User) -> None:
    other, bob = finished(), rater("bob")
    elsewhere = submitted(other, bob, 1, 1)
    draft = scorecards.save_draft(rated, bob, sheet(rated, 2))
    for key in (elsewhere.pk, draft.pk, 10**9):
        assert refusal(partial(decisions.decide, rated, manager, "advance", "So.", [key])) == "malformed"


def test_who_has_not_read_the_scorecards_does_not_decide_on_them(rated: Interview) -> None:
    boss = rater("boss", *DECIDE)
    assert refusal(lambda: decide(rated, boss)) == "unread"
    scorecards.waive(rated, boss)
    decisions.decide(rated, boss, "advance", "So.", keys(rated))


def test_an_interview_that_goes_on_or_is_practice_is_not_decided(rated: Interview, manager: User) -> None:
    assert refusal(lambda: decisions.decide(started(), manager, "withdrawn", "So.")) == "closed"
    Interview.objects.filter(pk=rated.pk).update(practice=True)
    assert refusal(lambda: decide(rated, manager)) == "closed"


@pytest.mark.parametrize(("verdict", "closes"), [("advance", True), ("reject", True), ("hold", False)])
def test_nobody_rates_after_a_final_decision(rated: Interview, manager: User, verdict: str, closes: bool) -> None:
    bob = rater("bob")
    decide(rated, manager, verdict)
    assert scorecards.may_read_others(rated, bob) is closes
    shown = text(browser(bob).get(reverse("staff:scorecard", args=[rated.pk])))
    assert ("nobody rates it any more" in shown, "data-scorecard" in shown) == (closes, not closes)
    if closes:
        assert refusal(lambda: submitted(rated, bob, 1, 1)) == "closed"
    else:
        submitted(rated, bob, 1, 1)


def test_a_second_person_confirms_where_the_position_asks_for_it(rated: Interview, manager: User) -> None:
    Position.objects.filter(pk=rated.position_id).update(decisions_need_two=True)
    boss, bob = rater("boss", *DECIDE), rater("bob")
    made = decide(rated, manager)
    assert made.is_pending
    assert not Decision.objects.effective().exists()
    submitted(rated, bob, 3, 3)  # as long as it does not hold, people may rate
    assert refusal(lambda: decisions.confirm(made, manager)) == "own"
    assert refusal(lambda: decisions.confirm(made, boss)) == "unread"
    scorecards.waive(rated, boss)
    decisions.confirm(made, boss)
    made.refresh_from_db()
    assert (made.is_pending, made.confirmed_by_name) == (False, "boss")
    assert refusal(lambda: decisions.confirm(made, boss)) == "outdated"


def test_only_the_newest_decision_is_confirmed(rated: Interview, manager: User) -> None:
    Position.objects.filter(pk=rated.position_id).update(decisions_need_two=True)
    boss = rater("boss", *DECIDE)
    scorecards.waive(rated, boss)
    first, second = decide(rated, manager), decisions.decide(rated, manager, "hold", "Wait.", keys(rated))
    assert refusal(lambda: decisions.confirm(first, boss)) == "outdated"
    decisions.confirm(second, boss)


@pytest.mark.parametrize(
    ("role", "get", "post"),
    [("administrator", 200, 302), ("hiring_manager", 200, 302), ("recruiter", 200, 404), ("observer", 404, 404)],
)
def test_the_roles_that_decide(role: str, get: int, post: int) -> None:
    interview = finished()
    user = User.objects.create_user(role, is_staff=True)
    Membership.objects.create(user=user, position=interview.position, role=role)
    client = browser(user)
    assert client.get(page_of(interview)).status_code == get
    sent = {"verdict": "withdrawn", "reason": "She took another job."}
    assert client.post(page_of(interview), sent).status_code == post
    Membership.objects.update(position=demo.position("ko"))
    assert client.get(page_of(interview)).status_code == 404
    assert Client().get(page_of(interview)).status_code == 404


def test_the_page_decides_and_a_second_person_confirms(rated: Interview, manager: User) -> None:
    Position.objects.filter(pk=rated.position_id).update(decisions_need_two=True)
    client, boss = browser(manager), rater("boss", *DECIDE)
    assert 'name="scorecard"' in text(client.get(page_of(rated)))
    sent = {"verdict": "reject", "reason": "Two outages <b>.", "scorecard": keys(rated)}
    shown = text(client.post(page_of(rated), sent, follow=True))
    assert "holds once a second person has confirmed it." in shown
    assert "Two outages &lt;b&gt;." in shown and "Confirm this decision" not in shown
    other = browser(boss)
    hidden = text(other.get(page_of(rated)))
    assert "Two outages" not in hidden and "There is a decision." in hidden
    other.post(reverse("staff:scorecards", args=[rated.pk]))
    assert "Confirm this decision" in text(other.get(page_of(rated)))
    made = Decision.objects.get()
    assert "confirmed by boss" in text(other.post(page_of(rated), {"confirm": made.pk}, follow=True))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"reason": " "}, "Write a reason first."), ({"scorecard": []}, "Choose at least one scorecard"),
        ({"verdict": ""}, "is not valid"), ({"scorecard": ["x"]}, "is not valid"), ({"confirm": "9"}, "newer decision"),
    ],
)  # fmt: skip
def test_a_refused_decision_says_why_and_keeps_the_text(
    rated: Interview, manager: User, changes: dict[str, Any], message: str
) -> None:
    sent = {"verdict": "reject", "reason": "Two outages.", "scorecard": keys(rated)} | changes
    response = browser(manager).post(page_of(rated), sent)
    assert response.status_code == 422
    assert message in text(response)
    assert f">{sent['reason']}</textarea>" in text(response)
    assert not Decision.objects.exists()


def test_the_list_of_interviews_has_decisions_and_a_filter(rated: Interview, manager: User) -> None:
    undecided, withdrawn = finished(), finished()
    decide(rated, manager)
    decisions.decide(withdrawn, manager, "withdrawn", "So.")
    client, address = browser(manager), reverse("admin:interviews_interview_changelist")
    shown = text(client.get(address))
    assert '<td class="field-stage_and_decision">finished<br><strong>goes on</strong><br><strong>to tell by ' in shown

    def found(value: str) -> set[int]:
        shown = client.get(address, {"decision": value}).context["cl"].result_list
        return {each.pk for each in shown}

    assert found("advance") == {rated.pk}
    assert found("withdrawn") == {withdrawn.pk}
    assert found("none") == {undecided.pk}
    Position.objects.update(decisions_need_two=True)
    decide(rated, manager, "reject")
    assert found("waits") == found("advance") == {rated.pk}
    assert "<strong>goes on</strong><br><strong>waits for a second person</strong>" in text(client.get(address))


def test_who_may_not_evaluate_sees_no_decision_in_the_list(rated: Interview, manager: User) -> None:
    decide(rated, manager)
    address = reverse("admin:interviews_interview_changelist")
    assert "goes on</strong>" not in text(browser(rater("reader", "view_interview")).get(address))
    here_and_there = User.objects.create_user("both", is_staff=True)
    Membership.objects.create(user=here_and_there, position=demo.position("ko"), role="hiring_manager")
    Membership.objects.create(user=here_and_there, position=rated.position, role="observer")
    shown = text(browser(here_and_there).get(address))
    assert "goes on</strong>" not in shown


def test_the_list_tells_who_is_still_to_rate_no_verdict_that_rests_on_scorecards(
    rated: Interview, manager: User
) -> None:
    withdrawn = finished()
    decide(rated, manager, "hold")
    decisions.decide(withdrawn, manager, "withdrawn", "So.")
    second = rater("second", *EVALUATE)

    def told() -> dict[int, str | None]:
        shown = browser(second).get(reverse("admin:interviews_interview_changelist")).context["cl"].result_list
        return {each.pk: each.verdict for each in shown}

    assert told() == {rated.pk: None, withdrawn.pk: "withdrawn"}
    submitted(rated, second, 3, 3)
    assert told() == {rated.pk: "hold", withdrawn.pk: "withdrawn"}


def test_the_candidate_sees_nothing_of_it(rated: Interview, manager: User) -> None:
    token = services.open_session(rated)[0]
    decide(rated, manager, "reject", "Two outages.")
    told = Client().get(f"/v1/interviews/{rated.pk}", headers={"authorization": f"Bearer {token}"})
    assert told.status_code == 200
    assert "outages" not in text(told) and "reject" not in text(told)
    rated.delete()
    assert not Decision.objects.exists()


def test_the_page_knows_korean(rated: Interview, manager: User) -> None:
    assert "결정" in text(browser(manager, "ko").get(page_of(rated)))
