"""The admin's pages that invite people and change many interviews: nothing happens before it was shown."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from interviews import demo, services
from interviews.inviting.progress import ListProgress
from interviews.models import Candidate, Interview, StaffAction
from tests.interviews.composed import composed, unreachable

pytestmark = pytest.mark.django_db

INVITE, LINKS = reverse("admin:interviews_interview_invite"), reverse("admin:interviews_interview_links")
PROGRESS = reverse("admin:interviews_interview_invite_progress")
LINKS_FILE, LIST = reverse("admin:interviews_interview_links_file"), reverse("admin:interviews_interview_changelist")


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("boss"))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def send(staff: Client, people: str = "", **more: Any) -> Any:
    return staff.post(INVITE, {"position": demo.position("en").pk, "days": 5, "people": people, **more})


def confirm(staff: Client, people: str) -> Any:
    shown = send(staff, people).content.decode()
    digest = re.search(r'name="confirmed" value="(\w+)"', shown)
    assert digest
    return send(staff, people, confirmed=digest[1])


def change(staff: Client, name: str, interviews: list[Interview], **more: Any) -> Any:
    ids = ",".join(str(interview.pk) for interview in interviews)
    return staff.post(reverse("admin:interviews_interview_change_many", args=[name]), {"ids": ids, **more})


def test_a_list_is_shown_first_and_invited_when_it_is_confirmed(staff: Client) -> None:
    people = "Kim,kim@example.com\nLee"
    shown = send(staff, people).content.decode()
    assert "2 people, nobody invited yet" in shown
    assert not Interview.objects.exists()
    assert confirm(staff, people).url == LINKS
    assert sorted(Candidate.objects.values_list("name", flat=True)) == ["Kim", "Lee"]
    assert StaffAction.objects.filter(kind="invite", user_name="boss").count() == 2


def test_links_are_shown_once_and_kept_nowhere(staff: Client) -> None:
    confirm(staff, "Kim")
    link = services.invitation_link(Interview.objects.get())
    token = link.split("/")[-2]
    assert token not in str([each.get_decoded() for each in Session.objects.all()])
    page = staff.get(LINKS)
    assert link in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert link not in staff.get(LINKS).content.decode()
    file = staff.post(LINKS_FILE, {"ids": Interview.objects.get().pk})
    assert link in file.content.decode("utf-8-sig")
    assert token not in str(list(StaffAction.objects.values()))


def test_the_outcome_of_the_latest_list_is_found_again(staff: Client) -> None:
    assert "The last list that you invited" not in staff.get(INVITE).content.decode()
    confirm(staff, "Kim\nLee")  # and the browser goes away
    page = staff.get(INVITE).content.decode()
    assert "The last list that you invited: 2 people" in page
    assert f'<a href="{LINKS}">Show 2 links that you have not seen yet</a>' in page
    staff.get(LINKS)
    assert "have not seen yet" not in staff.get(INVITE).content.decode()


def test_a_confirmation_that_is_sent_again_invites_nobody_twice(staff: Client) -> None:
    digest = re.search(r'name="confirmed" value="(\w+)"', send(staff, "Kim\nLee").content.decode())
    assert digest
    for _ in range(2):
        assert send(staff, "Kim\nLee", confirmed=digest[1]).url == LINKS
    assert Interview.objects.count() == 2
    confirm(staff, "Kim\nLee")  # shown and confirmed anew: two more people of the same names
    assert Interview.objects.count() == 4


def test_of_a_list_with_problems_only_those_lines_are_shown(staff: Client) -> None:
    page = send(staff, "Kim,kim@example.com\nLee\nPark,KIM@example.com").content.decode()
    assert "1 line needs a correction." in page
    assert "This is the same person as in line 1: Kim." in page
    assert re.findall(r'<th scope="row">(\w+)</th>', page) == ["Park"]


def test_how_far_a_list_is_can_be_asked(staff: Client) -> None:
    user = User.objects.get()
    assert staff.get(PROGRESS).json() == {}
    with ListProgress(user.pk) as progress:
        progress.begin(10)
        progress.add(4)
        assert staff.get(PROGRESS).json() == {"done": 4, "total": 10}
        assert "data-running" in staff.get(INVITE).content.decode()
        with composed(redis_address=unreachable()):
            progress.add(4)
            assert staff.get(PROGRESS).json() == {}
    assert staff.get(PROGRESS).json() == {}
    assert "data-running" not in staff.get(INVITE).content.decode()


def test_formulas_in_names_are_harmless_in_the_file_of_links(staff: Client) -> None:
    confirm(staff, "=cmd|' /C calc'!A0")
    file = staff.post(LINKS_FILE, {"ids": Interview.objects.get().pk}).content.decode("utf-8-sig")
    assert "\n'=cmd|" in file


def test_a_list_that_was_edited_after_it_was_shown_is_shown_again(staff: Client) -> None:
    digest = re.search(r'name="confirmed" value="(\w+)"', send(staff, "Kim").content.decode())
    assert digest
    assert "nobody invited yet" in send(staff, "Kim\nLee", confirmed=digest[1]).content.decode()
    assert not Interview.objects.exists()


def test_a_file_with_problems_is_shown_for_correction(staff: Client) -> None:
    file = SimpleUploadedFile(
        "people.csv", "이름;이메일\n<b>김하늘</b>;sky@example\n이바다;sea@example.com".encode("cp949")
    )
    page = send(staff, file=file).content.decode()
    assert "“sky@example” is not an e-mail address." in page
    assert "&lt;b&gt;김하늘&lt;/b&gt;;sky@example\n이바다;sea@example.com</textarea>" in page
    assert 'name="confirmed"' not in page
    assert not Candidate.objects.exists()


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("people.csv", b"\xff\xfe\xff", "not text in UTF-8 or CP949"),
        ("people.csv", b"email,id\nkim@example.com,1", "heading “name” is missing"),
        ("people.csv", b'name\n"Kim', "From line 2 on"),
        ("empty.csv", b"name\n", "nobody in this list"),
    ],
)
def test_a_file_that_is_no_list_is_told_why(staff: Client, name: str, data: bytes, told: str) -> None:
    assert told in send(staff, file=SimpleUploadedFile(name, data)).content.decode()
    assert not Candidate.objects.exists()


def test_confirming_twice_invites_once(staff: Client) -> None:
    digest = re.search(r'name="confirmed" value="(\w+)"', send(staff, "Kim,k@example.com").content.decode())
    assert digest
    for _ in range(2):
        answer = send(staff, "Kim,k@example.com", confirmed=digest[1])
    assert answer.url == LINKS
    assert Interview.objects.count() == 1


def test_whoever_was_invited_meanwhile_is_not_invited_again(staff: Client) -> None:
    digest = re.search(r'name="confirmed" value="(\w+)"', send(staff, "Kim,k@example.com").content.decode())
    assert digest
    kim = Candidate.objects.create(name="Kim", email="k@example.com")
    Interview.objects.create(position=demo.position("en"), candidate=kim, language="en")
    assert "not over" in send(staff, "Kim,k@example.com", confirmed=digest[1]).content.decode()
    assert Interview.objects.count() == 1


def test_an_action_on_many_names_what_will_happen_before_it_does(staff: Client) -> None:
    confirm(staff, "Kim\nLee")
    kim, lee = Interview.objects.order_by("pk")
    practice = services.create_practice(demo.position("en"), "boss")
    links = [services.invitation_link(each) for each in (kim, lee)]
    chosen = {"action": "replace_links", "_selected_action": [kim.pk, lee.pk, practice.pk]}
    page = staff.post(f"{LIST}?practised=all", chosen).content.decode()
    assert "The links that they have now stop working" in page
    assert "2 interviews" in page and "1 is left as it is" in page
    assert [services.invitation_link(each) for each in Interview.objects.exclude(practice=True).order_by("pk")] == links
    assert change(staff, "replace_links", [kim, lee, practice], days=1).url == LINKS
    kim.refresh_from_db()
    assert services.invitation_link(kim) not in ("", links[0])
    assert kim.staff_actions.filter(kind="invite", user_name="boss").count() == 2


@pytest.mark.parametrize(
    ("before", "name", "after"),
    [
        ("invited", "revoke", "expired"),
        ("expired", "extend", "invited"),
        ("invited", "call_off", "cancelled"),
        ("cancelled", "reopen", "invited"),
        ("finished", "call_off", "finished"),
    ],
)
def test_changes_of_many_are_done_and_kept(staff: Client, before: str, name: str, after: str) -> None:
    confirm(staff, "Kim")
    interview = Interview.objects.get()
    Interview.objects.update(status=before, consented_at="2026-01-01T00:00Z" if before == "finished" else None)
    StaffAction.objects.all().delete()
    change(staff, name, [interview], days=1)
    interview.refresh_from_db()
    assert interview.status == after
    assert interview.staff_actions.filter(user_name="boss").count() == (before != after)


@pytest.mark.parametrize("bad", [{"days": "x"}, {"days": 0}, {"days": 366}, {"ids": "1,x"}])
def test_a_change_with_values_that_make_no_sense_is_refused(staff: Client, bad: dict[str, Any]) -> None:
    confirm(staff, "Kim")
    interview = Interview.objects.get()
    assert change(staff, "extend", [interview], **bad).status_code == 400
    assert change(staff, "nonsense", [interview]).status_code == 400


def test_who_may_only_read_neither_invites_nor_changes_nor_sees_links(client: Client) -> None:
    interview = services.create_interview(demo.position("en"), "Kim")
    reader = User.objects.create_user("reader", is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename="view_interview"))
    client.force_login(reader)
    assert [client.get(page).status_code for page in (INVITE, LINKS)] == [403, 403]
    assert client.post(LINKS_FILE, {"ids": interview.pk}).status_code == 403
    assert change(client, "call_off", [interview]).status_code == 403
    assert "call_off" not in client.get(LIST).content.decode()


def test_an_interview_added_by_its_form_leads_to_its_link(staff: Client) -> None:
    kim = Candidate.objects.create(name="Kim")
    form = {"position": demo.position("en").pk, "candidate": kim.pk, "extra_time_percent": 0, "voice": "on"}
    page = staff.post(reverse("admin:interviews_interview_add"), form, follow=True).content.decode()
    assert services.invitation_link(Interview.objects.get()) in page
