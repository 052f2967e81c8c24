"""The pages of outcomes by group: who sees them, what they say, and that no other page shows a group."""

import json

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from interviews import demo
from interviews.models import AuditEntry, Candidate, CandidateGroup, Membership
from tests.interviews.evaluation.cards import browser, rater, submitted
from tests.interviews.monitoring.decided import decide, decided

pytestmark = pytest.mark.django_db

PAGE = reverse("staff:monitoring")
GROUPS = reverse("staff:monitoring-groups")
DISCARD = reverse("staff:discard-groups")
FILES = [reverse("staff:auditors-file", args=[form]) for form in ("csv", "json")]
SHEET = "external ID,sex\nHR-1,female\nHR-2,male\nHR-9,male\n"


def monitor(language: str = "en") -> Client:
    return browser(rater("monitor", "monitor_outcomes"), language)


def people() -> None:
    Candidate.objects.create(name="Kim", external_id="HR-1")
    Candidate.objects.create(name="Lee", external_id="HR-2")


@pytest.mark.parametrize("address", [PAGE, GROUPS, *FILES])
def test_only_who_may_monitor_everywhere_sees_the_pages(address: str) -> None:
    assert monitor().get(address).status_code == 200
    assert browser(rater()).get(address).status_code == 404
    local = User.objects.create_user("local", is_staff=True)
    Membership.objects.create(user=local, position=demo.position("en"), role="administrator")
    assert browser(local).get(address).status_code == 404
    everywhere = User.objects.create_user("everywhere", is_staff=True)
    Membership.objects.create(user=everywhere, role="administrator")
    assert browser(everywhere).get(address).status_code == 200
    assert Client().get(address).status_code == 404


def test_a_file_is_shown_first_and_kept_once_it_is_confirmed() -> None:
    people()
    client = monitor()
    shown = client.post(GROUPS, {"file": SimpleUploadedFile("groups.csv", SHEET.encode("cp949"))})
    page = shown.content.decode()
    assert "Nobody here has this external ID: left out." in page and "Keep the groups of 2 people" in page
    assert not CandidateGroup.objects.exists()
    form = shown.context["form"]
    kept = client.post(GROUPS, {"people": form.text, "confirmed": form.digest}, follow=True)
    assert "The groups of 2 people are kept." in kept.content.decode()
    assert CandidateGroup.objects.count() == 2


def test_a_confirmation_is_for_the_list_that_was_shown_alone() -> None:
    people()
    client = monitor()
    form = client.post(GROUPS, {"people": SHEET}).context["form"]
    client.post(GROUPS, {"people": SHEET.replace("female", "male"), "confirmed": form.digest})
    assert not CandidateGroup.objects.exists()


def test_problems_are_shown_by_row_and_what_was_typed_stays() -> None:
    people()
    page = monitor().post(GROUPS, {"people": SHEET + "HR-1,male\n"}).content.decode()
    assert "This is the same person as in line 2." in page and "Until then nothing is kept." in page
    assert "HR-1,male" in page and "confirmed" not in page


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"people": "name,sex\nKim,female"}, "A column with the heading “external ID” is missing."),
        ({"people": "external ID\nHR-1"}, "A column with groups is missing."),
        ({"people": ""}, "There is nobody in this list."),
        ({"people": 'external ID,sex\nHR-1,"female'}, "the quotation marks do not match"),
        ({"people": "external ID,sex\nHR-9,female"}, "there is nothing to keep"),
    ],
)
def test_a_bad_list_is_refused_in_words(sent: dict[str, str], message: str) -> None:
    people()
    assert message in monitor().post(GROUPS, sent).content.decode()


def test_a_file_that_is_no_text_is_refused() -> None:
    sent = {"file": SimpleUploadedFile("groups.csv", b"\xff\x00\xfe\x81")}
    assert "is not text in UTF-8 or CP949" in monitor().post(GROUPS, sent).content.decode()


def test_a_dimension_is_deleted() -> None:
    decided("advance", 3, 3, groups={"sex": "female", "age": "over 40"})
    client = monitor()
    assert "The groups of 1 person were deleted." in client.post(DISCARD, {"dimension": "sex"}, follow=True).content.decode()  # fmt: skip  # noqa: E501
    assert list(CandidateGroup.objects.values_list("dimension", flat=True)) == ["age"]
    client.post(DISCARD, {"dimension": "no such"})
    assert CandidateGroup.objects.count() == 1


def test_the_page_shows_ratios_with_warnings_and_no_name() -> None:
    for at in range(5):
        decided("advance" if at < 1 else "reject", 2, 2, groups={"sex": "female"})
        decided("advance", 4, 4, groups={"sex": "male"})
    page = monitor().get(PAGE).content.decode()
    for words in ("Below four fifths.", "The highest rate.", "Fewer than 30 people: mostly chance.", "0.20"):
        assert words in page
    assert "Kim" not in page and "HR-" not in page


def test_raters_are_named_with_two_differences_once_they_have_given_ten_scores() -> None:
    ada, bob = rater("ada"), rater("bob")
    for number in range(5):
        interview = decided("hold", 4, 4, by=ada)
        if number < 4:
            submitted(interview, bob, 3, 3)
        decide(interview, "advance")
    client = monitor()
    page = " ".join(client.get(PAGE).content.decode().split())
    assert '<th scope="row">ada</th><td>10</td><td>–</td><td>–</td>' in page, "8 of the answers were rated by another"
    assert "bob" not in page and "1 rater who gave fewer scores is not named." in page
    decide(interview, "hold")
    submitted(interview, bob, 3, 3)
    decide(interview, "advance")
    page = " ".join(client.get(PAGE).content.decode().split())
    for name, difference in (("ada", "+1.00"), ("bob", "-1.00")):
        assert f'<th scope="row">{name}</th><td>10</td><td>{difference}</td><td>–</td>' in page


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_page_opens_for_each_position_and_threshold(language: str) -> None:
    decided("advance", 3, 3, groups={"sex": "female"})
    client = monitor(language)
    for query in ("", f"?position={demo.position('en').pk}&rating=4", "?rating=nonsense"):
        assert client.get(PAGE + query).status_code == 200
    for query in ("?position=99999", "?position=x", f"?position={'9' * 30}"):
        assert client.get(PAGE + query).status_code == 404


def test_an_auditors_file_is_on_the_trail() -> None:
    interview = decided("advance", 3, 3)
    found = json.loads(monitor().get(FILES[1]).content)
    assert len(found["interviews"]) == 1
    entry = AuditEntry.objects.order_by("-number")[0]
    assert (entry.action, entry.object_id, entry.details) == ("export", interview.pk, {"form": "auditor"})


def test_no_other_file_form_exists() -> None:
    assert monitor().get(reverse("staff:auditors-file", args=["pdf"])).status_code == 404
