"""Sending links and reminders from the list of interviews, and what the pages say about mails."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from interviews import services
from interviews.mailing import queue
from interviews.models import Interview, Mail, Membership
from tests.interviews.composed import composed
from tests.interviews.mailing.mail_host import away
from tests.interviews.mailing.scenes import Kind, Reason, invited, queued

pytestmark = pytest.mark.django_db

LIST = reverse("admin:interviews_interview_changelist")


@pytest.fixture
def mail_is_set_up() -> Iterator[None]:
    with composed(mail_server=away()):
        yield


def signed_in(language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(User.objects.create_superuser("boss"))
    return client


def choose(client: Client, name: str, *interviews: Interview) -> str:
    chosen = [interview.pk for interview in interviews]
    response = client.post(f"{LIST}?practised=all", {"action": name, "_selected_action": chosen})
    return str(response.content.decode())


def change(client: Client, name: str, *interviews: Interview, **more: Any) -> Any:
    ids = ",".join(str(interview.pk) for interview in interviews)
    address = reverse("admin:interviews_interview_change_many", args=[name])
    return client.post(address, {"ids": ids, **more}, follow=True)


def kinds() -> list[tuple[int, str]]:
    return sorted(Mail.objects.values_list("interview", "kind"))


@pytest.mark.parametrize("name", ["mail_links", "mail_new_links", "remind"])
def test_without_a_mail_server_no_mail_is_offered(name: str) -> None:
    client, interview = signed_in(), invited()
    assert f'value="{name}"' not in client.get(LIST).content.decode()
    assert change(client, name, interview).status_code == 400
    assert kinds() == []


@pytest.mark.usefixtures("mail_is_set_up")
def test_who_has_no_address_is_named_and_left_out() -> None:
    client, kim, lee = signed_in(), invited(), invited("Lee", email="")
    page = choose(client, "mail_links", kim, lee)
    assert "The links stay the same." in page
    assert "1 is left as it is" in page and "(no e-mail address)" in page
    assert kinds() == []
    assert "1 e-mail is queued." in change(client, "mail_links", kim, lee).content.decode()
    assert kinds() == [(kim.pk, Kind.INVITATION)]
    assert kim.staff_actions.filter(kind="mail_link", user_name="boss").count() == 1
    assert not lee.staff_actions.exists()


@pytest.mark.usefixtures("mail_is_set_up")
def test_a_reminder_leaves_the_link_as_it_is_and_goes_to_who_has_not_finished() -> None:
    client, kim, lee = signed_in(), invited(), invited("Lee")
    Interview.objects.filter(pk=lee.pk).update(status="cancelled")
    link = services.invitation_link(kim)
    change(client, "remind", kim, lee)
    kim.refresh_from_db()
    assert kinds() == [(kim.pk, Kind.REMINDER)]
    assert services.invitation_link(kim) == link
    assert kim.staff_actions.get().kind == "remind"


@pytest.mark.usefixtures("mail_is_set_up")
def test_a_new_link_by_mail_replaces_the_old_one() -> None:
    client, kim = signed_in(), invited()
    link = services.invitation_link(kim)
    change(client, "mail_new_links", kim, days=3)
    kim.refresh_from_db()
    assert services.invitation_link(kim) not in ("", link)
    assert Mail.objects.get().invitation_hash == kim.invitation_hash
    assert Mail.objects.get().kind == Kind.NEW_LINK


@pytest.mark.usefixtures("mail_is_set_up")
def test_asking_twice_sends_one_mail_and_says_so() -> None:
    client, kim = signed_in(), invited()
    change(client, "remind", kim)
    assert "0 e-mails are queued." in change(client, "remind", kim).content.decode()
    assert len(kinds()) == 1


@pytest.mark.usefixtures("mail_is_set_up")
def test_who_may_only_read_sends_nothing() -> None:
    kim = invited()
    reader = User.objects.create_user("reader", is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename="view_interview"))
    client = Client()
    client.force_login(reader)
    assert change(client, "remind", kim).status_code == 403
    assert kinds() == []


@pytest.mark.usefixtures("mail_is_set_up")
def test_a_recruiter_of_another_position_sends_nothing() -> None:
    kim, other = invited(), invited("Lee", "ko")
    user = User.objects.create_user("recruiter", is_staff=True)
    Membership.objects.create(user=user, position=other.position, role=Membership.Role.RECRUITER)
    client = Client()
    client.force_login(user)
    change(client, "remind", kim, other)
    assert kinds() == [(other.pk, Kind.REMINDER)]
    log = client.get(reverse("admin:interviews_mail_changelist")).content.decode()
    assert "Lee" in log
    queued(kim)
    assert "Kim" not in client.get(reverse("admin:interviews_mail_changelist")).content.decode()


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", ["E-mails", "failed", "The mail server refused it.", "not set up on this server"]),
     ("ko", ["이메일", "실패", "메일 서버가 거부했습니다.", "설정되어 있지 않아"])],
)  # fmt: skip
def test_the_page_of_an_interview_says_what_became_of_its_mails(language: str, said: list[str]) -> None:
    mail = queued()
    claimed = queue.claim()
    assert claimed
    queue.fail(claimed, Reason.REFUSED, "550 <script>")
    page = signed_in(language).get(reverse("staff:interview", args=[mail.interview_id])).content.decode()
    assert [words for words in said if words not in page] == []
    assert "550 &lt;script&gt;" in page


@pytest.mark.parametrize(("language", "label"), [("en", "Send the link by e-mail"), ("ko", "링크를 이메일로 보내기")])
def test_the_page_of_an_interview_sends_the_link_with_a_reason(language: str, label: str) -> None:
    kim, client = invited(), signed_in(language)
    page = reverse("staff:interview", args=[kim.pk])
    asked = {"action": "mail_link", "reason": "Not arrived.", "turn": ""}
    assert label not in client.get(page).content.decode()
    assert client.post(page, asked).status_code == 422  # there is no mail server
    with composed(mail_server=away()):
        assert label in client.get(page).content.decode()
        assert client.post(page, asked).status_code == 302
        assert client.post(page, asked).status_code == 422  # it waits already
    assert kinds() == [(kim.pk, Kind.INVITATION)]
    assert kim.staff_actions.get().reason == "Not arrived."


def test_the_first_page_counts_failed_mails_until_something_newer_is_sent() -> None:
    mail, client = queued(), signed_in()
    claimed = queue.claim()
    assert claimed
    queue.fail(claimed, Reason.REFUSED, "550 no")
    failed = f"{reverse('admin:interviews_mail_changelist')}?to_do=correct"
    assert "</strong> e-mail to a candidate failed" in client.get(reverse("admin:index")).content.decode()
    assert "550 no" in client.get(failed).content.decode()
    queued(mail.interview)
    assert "to a candidate failed" not in client.get(reverse("admin:index")).content.decode()
    assert "550 no" not in client.get(failed).content.decode()


def test_the_log_of_mails_is_read_only_and_goes_with_its_interview() -> None:
    mail, client = queued(), signed_in()
    assert client.get(reverse("admin:interviews_mail_change", args=[mail.pk])).status_code == 200
    deleting = reverse("admin:interviews_interview_delete", args=[mail.interview_id])
    Interview.objects.update(status="cancelled")
    assert client.post(deleting, {"confirmed": "yes"}).status_code == 302
    assert not Mail.objects.exists()
