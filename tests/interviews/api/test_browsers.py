"""The API for browsers, which authenticate with a session cookie."""

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from interviews.access import visitors
from interviews.models import Interview, StaffAction
from tests.interviews.scenes import asked, started, turn_of

from .scenes import PATH, Candidate, database, post, refusal

pytestmark = pytest.mark.django_db

# Browsers: the cookie that the invitation's page gives


def browser(interview: Interview | None = None, user: User | None = None) -> Client:
    client = Client(enforce_csrf_checks=True)
    if user:
        client.force_login(user)
    if interview:
        session = client.session
        visitors.let_in(session, interview)
        session.save()
        from django.conf import settings

        client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


def with_csrf(client: Client) -> dict[str, str]:
    token = "x" * 32
    client.cookies["csrftoken"] = token
    return {"x-csrftoken": token}


def test_a_browser_that_was_let_in_reads_and_answers() -> None:
    interview = asked()
    client = browser(interview)
    assert client.get(PATH.format(interview.pk)).status_code == 200
    body = {"turn": 1, "text": "Redis."}
    assert post(client, f"{PATH.format(interview.pk)}/answers", body, **with_csrf(client)).status_code == 202


@pytest.mark.parametrize("action", ["answers", "skip", "rephrase"])
def test_a_cookie_without_a_csrf_token_changes_nothing(action: str) -> None:
    interview = asked()
    before = database()
    response = post(browser(interview), f"{PATH.format(interview.pk)}/{action}", {"turn": 1, "text": "Redis."})
    assert refusal(response) == (403, "forbidden")
    assert database() == before


def test_a_cookie_from_another_site_changes_nothing() -> None:
    interview = asked()
    client = browser(interview)
    headers = with_csrf(client) | {"origin": "https://evil.example"}
    before = database()
    response = post(client, f"{PATH.format(interview.pk)}/answers", {"turn": 1, "text": "x"}, **headers)
    assert refusal(response) == (403, "forbidden")
    assert database() == before


def test_a_bearer_token_needs_neither_cookie_nor_csrf_nor_origin() -> None:
    candidate = Candidate(asked(), origin="https://elsewhere.example")
    assert candidate.post("answers", {"turn": 1, "text": "Redis."}).status_code == 202


def test_a_browser_sees_only_the_interviews_it_was_let_into() -> None:
    mine, other = asked(), asked()
    assert refusal(browser(mine).get(PATH.format(other.pk))) == (404, "not_found")
    assert refusal(browser().get(PATH.format(other.pk))) == (401, "unauthorized")


def staff(*permissions: str) -> User:
    user = User.objects.create_user("clerk", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return user


def test_staff_who_may_change_interviews_read_and_cancel_but_do_not_answer() -> None:
    interview = started()
    client = browser(user=staff("view_interview", "change_interview"))
    path, headers = PATH.format(interview.pk), with_csrf(client)
    assert client.get(path).status_code == 200
    before = database()
    for action in ("start", "answers", "retry", "skip", "rephrase"):
        body = {"turn": 1, "text": "x"}
        assert refusal(post(client, f"{path}/{action}", body, **headers)) == (404, "not_found")
    assert database() == before
    assert post(client, f"{path}/cancel", {"turn": 1}, **headers).status_code == 202
    assert turn_of(interview).cancel_by == "staff"
    assert StaffAction.objects.get().user_name == "clerk"


def test_staff_who_may_only_view_stop_nothing() -> None:
    interview = started()
    client = browser(user=staff("view_interview"))
    path, headers = PATH.format(interview.pk), with_csrf(client)
    assert client.get(path).status_code == 200
    assert refusal(post(client, f"{path}/cancel", {"turn": 1}, **headers)) == (404, "not_found")
    assert turn_of(interview).cancel_by == ""


def test_staff_without_the_permission_see_nothing() -> None:
    assert refusal(browser(user=staff()).get(PATH.format(asked().pk))) == (404, "not_found")
