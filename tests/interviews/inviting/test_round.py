"""A list of people is invited whole, or not at all."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import timezone, translation

from interviews import demo, services
from interviews.access.tokens import token_hash
from interviews.inviting.checking import check
from interviews.inviting.round import NotInvited, invite
from interviews.inviting.sheet import MAX_PEOPLE, Person, read
from interviews.models import Candidate, Interview

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def problems(text: str) -> dict[int, str]:
    return {
        row.person.line: " ".join(row.problems) for row in check(read(text).people, demo.position("en")) if row.problems
    }


def test_everybody_gets_an_interview_with_a_link_that_opens_it(client: Client) -> None:
    text = "Kim,kim@example.com,A-1,ko,25%\nLee"
    kim, lee = invite(demo.position("en"), read(text).people, days=3)
    assert (kim.language, kim.extra_time_percent, lee.language) == ("ko", 25, "en")
    assert kim.candidate and (kim.candidate.email, kim.candidate.external_id) == ("kim@example.com", "A-1")
    assert kim.invitation_expires_at and (kim.invitation_expires_at - timezone.now()).days == 2
    link = services.invitation_link(kim)
    assert "Kim" in client.get(link[link.index("/i/") :]).content.decode()
    assert services.invitation_link(lee) != link


def test_who_is_known_gets_another_interview() -> None:
    known = Candidate.objects.create(name="Kim", email="Kim@Example.com", external_id="A-1")
    by_email, by_id = check(read("K. Min,kim@example.COM\nLee,,A-1").people, demo.position("en"))
    assert by_email.known == by_id.known == known
    [interview] = invite(demo.position("en"), [by_email.person], days=1)
    assert interview.candidate == known
    assert known.name == "Kim"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (",kim@example.com", "The name is missing"),
        ("x" * 121, "at most 120"),
        ("Kim,kim@example", "not an e-mail address"),
        ("Kim,kim@@example.com", "not an e-mail address"),
        ("Kim,,,fr", "not a language"),
        ("Kim,,,en,-5", "extra time"),
        ("Kim,,,en,301", "extra time"),
        ("Kim,,,en,²", "extra time"),
    ],
)
def test_a_row_says_what_is_wrong_with_it(line: str, problem: str) -> None:
    found = problems(f"Lee,lee@example.com\n{line}")
    assert list(found) == [2]
    assert problem in found[2]


def test_duplicates_are_named() -> None:
    found = problems("Kim,kim@example.com\nK.,KIM@example.com\nLee\nlee\nPark,,A\nChoi,,A")
    assert found == {
        2: "This is the same person as in line 1: Kim.",
        4: "This is the same person as in line 3: Lee.",
        6: "This is the same person as in line 5: Park.",
    }


def test_who_has_an_open_interview_for_the_position_is_not_invited_again() -> None:
    people = read("Kim,kim@example.com\nLee,lee@example.com").people
    kim, _ = invite(demo.position("en"), people, days=1)
    with pytest.raises(NotInvited) as refused:
        invite(demo.position("en"), [Person(1, "Park"), *people], days=1)
    assert ["not over" in " ".join(row.problems) for row in refused.value.rows] == [False, True, True]
    assert (Candidate.objects.count(), Interview.objects.count()) == (2, 2)
    Interview.objects.filter(pk=kim.pk).update(status="cancelled")
    assert invite(demo.position("en"), people[:1], days=1)
    assert invite(demo.position("ko"), people[:1], days=1)


def test_an_e_mail_and_an_external_id_of_different_people_are_a_problem() -> None:
    Candidate.objects.create(name="Kim", email="kim@example.com")
    Candidate.objects.create(name="Lee", external_id="A-1")
    assert "Lee's, the e-mail address Kim's" in problems("Kim,kim@example.com,A-1")[1]


def test_five_thousand_are_invited_by_less_than_a_query_for_twenty(django_assert_max_num_queries: object) -> None:
    text = "name,e-mail,external id\n" + "\n".join(f"김{n},k{n}@example.com,A-{n}" for n in range(MAX_PEOPLE))
    people = read(text).people
    position = demo.position("en")
    with django_assert_max_num_queries(250):  # type: ignore[operator]
        made = invite(position, people, days=1)
    assert len({interview.invitation_hash for interview in made}) == Interview.objects.count() == MAX_PEOPLE


def test_a_long_list_says_how_far_it_is() -> None:
    people = read("\n".join(f"Kim {n}" for n in range(1200))).people
    told: list[int] = []
    check(people, demo.position("en"), told.append)
    assert told == [500, 500, 200]
    invite(demo.position("en"), people, 1, told.append)
    assert sum(told) == 3 * len(people)


def test_the_database_does_not_have_what_makes_the_link(settings: object) -> None:
    [kim] = invite(demo.position("en"), [Person(1, "Kim")], days=1)
    token = re.split("/", services.invitation_link(kim))[-2]
    assert kim.invitation_hash == token_hash(token)
    assert token not in str(Interview.objects.filter(pk=kim.pk).values().get())
    settings.SECRET_KEY = "another"  # type: ignore[attr-defined]
    assert services.invitation_link(kim) == ""
    assert services.find_invitation(token) == kim
