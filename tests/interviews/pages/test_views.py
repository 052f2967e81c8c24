import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from interviews import demo, services
from interviews.models import Candidate, Interview

pytestmark = pytest.mark.django_db

CONSENT = {"consent": "yes", "version": services.CONSENT_VERSION, "language": "ko"}
Status = Interview.Status


@pytest.fixture
def interview() -> Interview:
    return services.create_interview(demo.position("ko"), "김하늘")


@pytest.fixture
def link(interview: Interview) -> str:
    return reverse("interviews:invitation", args=[services.make_invitation(interview)])


def room(interview: Interview) -> str:
    return reverse("interviews:room", args=[interview.pk])


def text(response: Any) -> str:
    return response.content.decode()


def expire(interview: Interview) -> None:
    Interview.objects.filter(pk=interview.pk).update(invitation_expires_at=timezone.now() - timedelta(minutes=1))


def test_the_home_page_shows_where_to_sign_in(client: Client) -> None:
    response = client.get("/")
    assert response.status_code == 200
    assert f'href="{reverse("admin:index")}"' in text(response)


def test_the_home_page_is_in_the_browsers_language(client: Client) -> None:
    assert '<html lang="ko">' in text(client.get("/", headers={"accept-language": "ko-KR,ko;q=0.9"}))
    assert '<html lang="en">' in text(client.get("/", headers={"accept-language": "en-GB"}))


def test_an_unknown_invitation_is_not_found(client: Client) -> None:
    response = client.get("/i/nothing-like-it/", headers={"accept-language": "en"})
    assert response.status_code == 404
    assert "Page not found" in text(response)


def test_an_expired_invitation_is_gone(client: Client, interview: Interview, link: str) -> None:
    expire(interview)
    response = client.get(link)
    assert response.status_code == 410
    assert "초대의 유효 기간이 지났습니다" in text(response)
    assert interview.name not in text(response)
    interview.refresh_from_db()
    assert interview.status == Status.EXPIRED


def test_an_expired_invitation_takes_no_consent(client: Client, interview: Interview, link: str) -> None:
    expire(interview)
    assert client.post(link, CONSENT).status_code == 410
    interview.refresh_from_db()
    assert interview.consented_at is None


def test_the_invitation_says_who_and_what_and_how_many(client: Client, interview: Interview, link: str) -> None:
    page = text(client.get(link))
    assert "김하늘 님" in page
    assert interview.position.title in page
    assert "질문을 4개 드린 뒤" in page


def test_a_name_is_never_markup(client: Client, interview: Interview, link: str) -> None:
    Candidate.objects.filter(interviews=interview).update(name="<b>O'Hara</b>")
    page = text(client.get(link))
    assert "<b>" not in page
    assert "&lt;b&gt;" in page


def test_opening_an_invitation_changes_nothing(client: Client, interview: Interview, link: str) -> None:
    before = Interview.objects.values().get(pk=interview.pk)
    client.get(link)
    assert Interview.objects.values().get(pk=interview.pk) == before
    assert client.get(room(interview)).status_code == 404


@pytest.mark.parametrize(
    "given",
    [{}, {**CONSENT, "consent": ""}, {**CONSENT, "version": "2001-01"}, {**CONSENT, "language": "tlh"}],
    ids=["nothing", "box not ticked", "another version", "unknown language"],
)
def test_without_consent_to_this_text_nothing_starts(
    client: Client, interview: Interview, link: str, given: dict[str, str]
) -> None:
    response = client.post(link, given)
    assert response.status_code == 422
    assert 'role="alert"' in text(response)
    interview.refresh_from_db()
    assert (interview.status, interview.consented_at) == (Status.INVITED, None)


def test_consent_is_kept_and_opens_the_room(client: Client, interview: Interview, link: str) -> None:
    response = client.post(link, CONSENT)
    assert (response.status_code, response["Location"]) == (302, room(interview))
    interview.refresh_from_db()
    assert interview.status == Status.READY
    assert (interview.consent_version, interview.consent_language) == (services.CONSENT_VERSION, "ko")
    assert interview.consented_at is not None
    assert client.get(room(interview)).status_code == 200


def test_consent_keeps_the_language_that_was_read(client: Client, interview: Interview, link: str) -> None:
    client.post("/i18n/setlang/", {"language": "en", "next": link})
    page = text(client.get(link))
    assert "I have read this and agree to take part." in page
    shown = re.search(r'<input type="hidden" name="language" value="(\w+)"', page)
    assert shown
    client.post(link, {**CONSENT, "language": shown[1]})
    interview.refresh_from_db()
    assert interview.consent_language == "en"


def test_entering_renews_the_session_key(client: Client, interview: Interview, link: str) -> None:
    client.session["planted"] = True
    client.session.save()
    planted = client.session.session_key
    client.post(link, CONSENT)
    assert client.session.session_key != planted


def test_pages_are_in_the_interviews_language_unless_the_visitor_chose_another(client: Client, link: str) -> None:
    assert '<html lang="ko">' in text(client.get(link, headers={"accept-language": "en"}))
    client.post("/i18n/setlang/", {"language": "en", "next": "/"})
    assert '<html lang="en">' in text(client.get(link))


def test_a_second_browser_comes_back_in_by_one_button(client: Client, interview: Interview, link: str) -> None:
    services.consent(interview, "ko")
    page = client.get(link)
    assert "다시 오셨군요" in text(page)
    assert "consent" not in text(page)
    assert client.get(room(interview)).status_code == 404
    assert client.post(link)["Location"] == room(interview)
    assert client.get(room(interview)).status_code == 200


def test_a_browser_that_has_entered_goes_straight_to_the_room(client: Client, interview: Interview, link: str) -> None:
    client.post(link, CONSENT)
    assert client.get(link)["Location"] == room(interview)
    expire(interview)
    assert client.get(link)["Location"] == room(interview)


@pytest.mark.parametrize(
    ("status", "sentence"),
    [(Status.FINISHED, "면접에 참여해 주셔서 감사합니다"), (Status.CANCELLED, "이 면접은 취소되었습니다")],
)
def test_the_link_of_a_finished_interview_shows_its_end(
    client: Client, interview: Interview, link: str, status: Interview.Status, sentence: str
) -> None:
    services.consent(interview, "ko")
    Interview.objects.filter(pk=interview.pk).update(status=status)
    page = text(client.get(link))
    assert sentence in page
    assert interview.name not in page


def test_a_strangers_interview_does_not_exist(client: Client, interview: Interview, link: str) -> None:
    client.post(link, CONSENT)
    other = services.create_interview(demo.position("en"), "Someone Else")
    missing = client.get(room(Interview(pk=999_999)))
    assert client.get(room(other)).status_code == missing.status_code == 404


def test_staff_are_led_to_the_page_of_theirs_and_others_are_not(client: Client, interview: Interview) -> None:
    user = User.objects.create_user("reader", is_staff=True)
    client.force_login(user)
    assert client.get(room(interview)).status_code == 404
    user.user_permissions.add(Permission.objects.get(codename="view_interview"))
    assert client.get(room(interview))["Location"] == f"/staff/interviews/{interview.pk}/"


def test_the_room_starts_from_the_snapshot(client: Client, interview: Interview, link: str) -> None:
    client.post(link, CONSENT)
    data = client.get(room(interview)).context["room"]
    assert data["snapshot"]["interview"] == interview.pk
    assert data["snapshot"]["status"] == "ready"
    assert data["question_count"] == 4
    assert data["transport"] == "sse"
    assert client.get(room(interview) + "?transport=ws").context["room"]["transport"] == "ws"


def test_an_answer_cannot_break_out_of_the_rooms_data(client: Client, interview: Interview, link: str) -> None:
    client.post(link, CONSENT)
    interview.turns.create(number=1, kind="open", topic="</script><script>alert(1)</script>", status="failed")
    assert "<script>alert" not in text(client.get(room(interview)))


def test_a_form_from_elsewhere_is_refused_with_a_page_that_helps(interview: Interview, link: str) -> None:
    response = Client(enforce_csrf_checks=True).post(link, CONSENT, headers={"accept-language": "en"})
    assert response.status_code == 403
    assert "Please try that once more" in text(response)


def test_pages_that_name_a_person_are_not_stored(client: Client, interview: Interview, link: str) -> None:
    assert "no-store" in client.get(link)["Cache-Control"]
    client.post(link, CONSENT)
    assert "no-store" in client.get(room(interview))["Cache-Control"]


def test_pages_hold_no_inline_script_or_style(client: Client, interview: Interview, link: str) -> None:
    pages = [text(client.get("/")), text(client.get("/nowhere/")), text(client.get(link)), text(client.post(link))]
    client.post(link, CONSENT)
    pages.append(text(client.get(room(interview))))
    for page in pages:
        for script in re.findall(r"<script[^>]*>", page):
            assert "src=" in script or 'type="application/json"' in script
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", page)
        assert not re.search(r"(?:src|href|action)=\"(?:https?:)?//", page)


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "410", "500", "503"])
def test_error_pages_need_no_request(name: str, language: str) -> None:
    with translation.override(language):
        page = render_to_string(f"{name}.html")
    assert f'<html lang="{language}">' in page
    assert page.count("<h1>") == 1
