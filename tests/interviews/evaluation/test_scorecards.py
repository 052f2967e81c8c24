"""Scorecards: what is kept, what is refused, and who sees whose."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import User

from interviews import services
from interviews.models import AuditEntry, Competency, Interview, Quote, Rating, Scorecard
from interviews.services import scorecards
from interviews.services.rejected import Rejected
from interviews.services.scorecards import Judgement, Quoted
from tests.interviews.scenes import ask_next, asked, finished, ready, started

from .cards import quoted, rater, sheet, submitted, with_quotes

pytestmark = pytest.mark.django_db

EMOJI = "I said 😀 and 👩‍🚀, then moved the queue."


@pytest.fixture
def ada() -> User:
    return rater()


def refusal(call: Callable[[], Any]) -> str:
    with pytest.raises(Rejected) as rejected:
        call()
    return rejected.value.code


def test_a_draft_is_kept_and_overwritten(ada: User) -> None:
    interview = finished()
    first = scorecards.save_draft(interview, ada, sheet(interview, 4, editor="tab"))
    second = scorecards.save_draft(interview, ada, sheet(interview, 5, None, revision=1, editor="tab"))
    assert (first.pk, first.revision, second.revision) == (second.pk, 1, 2)
    ratings = Rating.objects.values_list("competency", "is_rated", "score")
    assert list(ratings) == [("Python", True, 5), ("Handling incidents", True, None)]


def test_a_submitted_version_stays_and_a_change_is_a_new_one(ada: User) -> None:
    interview = finished()
    first = submitted(interview, ada, 2, 3)
    second = submitted(interview, ada, 4, 3)
    assert list(Scorecard.objects.submitted()) == [first, second]
    assert [rating.score for rating in first.ratings.all()] == [2, 3]
    assert list(Scorecard.objects.current()) == [second]
    assert (
        list(AuditEntry.objects.filter(action="submit_scorecard").values_list("object_id", "user_id"))
        == [(interview.pk, ada.pk)] * 2
    )


def test_each_rater_has_one_scorecard_that_counts(ada: User) -> None:
    interview, bob = finished(), rater("bob")
    submitted(interview, ada, 2, 3)
    newest = [submitted(interview, bob, 1, 1), submitted(interview, ada, 5, 5)]
    assert list(Scorecard.objects.current()) == newest
    ada.delete()
    assert [card.rater_name for card in Scorecard.objects.current()] == ["bob", "ada"]


@pytest.mark.parametrize("scores", [(), (3,)])
def test_an_incomplete_scorecard_is_not_submitted_and_changes_nothing(ada: User, scores: tuple[int, ...]) -> None:
    interview = finished()
    assert refusal(lambda: submitted(interview, ada, *scores)) == "incomplete"
    assert refusal(lambda: submitted(interview, ada, 3, 3, recommendation="")) == "incomplete"
    assert not Scorecard.objects.exists()


def test_quotes_are_words_of_answers_by_code_points(ada: User) -> None:
    interview = asked()
    services.answer(interview, 1, EMOJI)
    ask_next()
    services.cancel_interview(interview, ada)
    words = quoted(interview, "😀 and 👩‍🚀")
    scorecards.submit(interview, ada, with_quotes(interview, [words, words]))
    quote = Quote.objects.get()
    assert (quote.text, quote.turn.number) == (EMOJI[quote.start : quote.end], 1)
    assert quote.start == 7


@pytest.mark.parametrize(
    "quote",
    [
        Quoted(1, 0, 3, "I moved"), Quoted(1, 5, 5, ""), Quoted(1, 7, 2, "moved"), Quoted(1, 0, 10_000, "I"),
        Quoted(9, 0, 1, "I"), Quoted(5, 0, 1, "T"), Quoted(1, 1, 2, " "), Quoted(1, -3, -1, "it"),
    ],
)  # fmt: skip
def test_what_the_candidate_did_not_say_is_no_quote(ada: User, quote: Quoted) -> None:
    interview = finished()
    assert refusal(lambda: scorecards.submit(interview, ada, with_quotes(interview, [quote]))) == "malformed"
    assert not Scorecard.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"judgements": [Judgement(True, 6), Judgement()]}, {"judgements": [Judgement(True, 0), Judgement()]},
        {"judgements": [Judgement(False, 3), Judgement()]}, {"judgements": [Judgement()]},
        {"judgements": [Judgement(note="x" * 2001), Judgement()]}, {"recommendation": "perhaps"},
    ],
)  # fmt: skip
def test_an_invalid_sheet_is_refused(ada: User, changes: dict[str, Any]) -> None:
    interview = finished()
    assert refusal(lambda: scorecards.save_draft(interview, ada, replace(sheet(interview), **changes))) == "malformed"
    assert not Scorecard.objects.exists()


def test_a_page_does_not_overwrite_what_another_one_saved(ada: User) -> None:
    interview = finished()
    scorecards.save_draft(interview, ada, sheet(interview, 4, editor="one"))
    assert refusal(lambda: scorecards.save_draft(interview, ada, sheet(interview, 1, editor="other"))) == "conflict"
    assert refusal(lambda: scorecards.save_draft(interview, ada, sheet(interview, 1))) == "conflict"
    scorecards.save_draft(interview, ada, sheet(interview, 5, editor="one"))  # it did not get the first reply
    assert Rating.objects.get(competency="Python").score == 5


def test_a_late_draft_of_the_page_that_submitted_is_refused(ada: User) -> None:
    interview = finished()
    scorecards.submit(interview, ada, sheet(interview, 4, 4, editor="one"))
    assert refusal(lambda: scorecards.save_draft(interview, ada, sheet(interview, 4, editor="one"))) == "conflict"


def test_a_sheet_for_another_rubric_is_refused(ada: User) -> None:
    interview = finished()
    before = sheet(interview, 4, 4)
    Competency.objects.filter(name="Python").update(anchor_5="Explains trade-offs.")
    fresh = Interview.objects.get(pk=interview.pk)
    assert refusal(lambda: scorecards.submit(fresh, ada, before)) == "rubric"
    card = scorecards.submit(fresh, ada, sheet(fresh, 4, 4))
    assert card.seen_rubric == fresh.rubric
    assert card.rubric_version == fresh.rubric.version


@pytest.mark.parametrize("make", [ready, started, asked])
def test_what_is_not_over_or_has_no_answer_cannot_be_rated(ada: User, make: Callable[[], Interview]) -> None:
    interview = make()
    assert refusal(lambda: scorecards.save_draft(interview, ada, sheet(interview))) == "closed"
    services.cancel_interview(interview, ada)
    assert refusal(lambda: scorecards.save_draft(interview, ada, sheet(interview))) == "closed"


def test_others_are_read_after_ones_own_or_instead_of_it(ada: User) -> None:
    interview, bob = finished(), rater("bob")
    submitted(interview, bob, 3, 3)
    scorecards.save_draft(interview, ada, sheet(interview, 4))
    assert not scorecards.may_read_others(interview, ada)
    assert scorecards.may_read_others(interview, bob)
    scorecards.waive(interview, ada)
    scorecards.waive(interview, ada)
    assert scorecards.may_read_others(interview, ada)
    assert refusal(lambda: scorecards.save_draft(interview, ada, sheet(interview, 4, revision=1))) == "waived"
    assert refusal(lambda: scorecards.waive(interview, bob)) == "rated"
    assert Scorecard.objects.filter(rater=ada).get().state == Scorecard.State.WAIVED


def test_scorecards_go_with_their_interview(ada: User) -> None:
    interview = finished()
    scorecards.submit(interview, ada, with_quotes(interview, [quoted(interview, "moved the queue")]))
    interview.delete()
    assert not (Scorecard.objects.exists() or Rating.objects.exists() or Quote.objects.exists())
