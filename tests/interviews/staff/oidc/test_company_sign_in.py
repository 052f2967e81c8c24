"""Signing in at a provider: who gets in, what is refused, and what the log says."""

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse

from interviews.access.identity_provider import IdentityProvider
from interviews.composition import current
from interviews.staff.oidc import discovery
from interviews.staff.oidc.refusal import Reason
from ops.vendors.identity_server import CLIENT, SECRET, IdentityReply, IdentityServer
from tests.interviews.composed import composed

pytestmark = pytest.mark.django_db

BACKENDS = ["django.contrib.auth.backends.ModelBackend", "interviews.staff.oidc.backend.StaffBackend"]
WRONG_TOKENS = {
    "another product's": IdentityReply(claims={"aud": "somebody else"}),
    "for several": IdentityReply(claims={"aud": [CLIENT, "somebody else"]}),
    "asked for by another": IdentityReply(claims={"azp": "somebody else"}),
    "of another issuer": IdentityReply(claims={"iss": "https://login.example.net"}),
    "expired": IdentityReply(claims={"exp": int(time.time()) - 120}),
    "without an end": IdentityReply(claims={"exp": None}),
    "of the future": IdentityReply(claims={"iat": int(time.time()) + 3600}),
    "another sign-in's": IdentityReply(claims={"nonce": "of yesterday"}),
    "without a nonce": IdentityReply(claims={"nonce": None}),
    "forged": IdentityReply(forged=True),
    "signed with the secret": IdentityReply(algorithm="HS256"),
    "about somebody else": IdentityReply(claims_from_userinfo=True, userinfo={"sub": "4712"}),
}


@pytest.fixture(scope="module")
def server() -> Iterator[IdentityServer]:
    with IdentityServer() as server:
        yield server


@pytest.fixture
def provider(server: IdentityServer) -> Iterator[IdentityServer]:
    server.reply = IdentityReply()
    server.asked.clear()
    discovery.of_issuer.cache_clear()
    current().redis.flushdb()
    with (
        composed(identity_provider=IdentityProvider(server.issuer, CLIENT, SECRET)),
        override_settings(AUTHENTICATION_BACKENDS=BACKENDS),
    ):
        yield server


@pytest.fixture
def ann() -> User:
    return User.objects.create_user("ann", "Ann@example.com", is_staff=True)


def begin(client: Client, path: str = "/admin/oidc/") -> str:
    """Go to the provider, and return the path that it sends the browser back to."""
    asked = client.get(path)
    back = httpx.get(asked.headers["Location"]).headers["Location"]
    assert back.startswith(f"{current().public_url}/admin/oidc/callback/")
    return back.removeprefix(current().public_url)


def sign_in(client: Client) -> HttpResponse:
    return client.get(begin(client))


def user_of(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def told(caplog: pytest.LogCaptureFixture) -> list[tuple[str, Any]]:
    """Return (event, reason or user) of the security log's lines."""
    lines: list[Any] = [record.msg for record in caplog.records if record.name == "security"]
    return [(line["event"], line.get("reason", line.get("user"))) for line in lines]


@pytest.mark.parametrize(
    "reply", [IdentityReply(), IdentityReply(algorithm="ES256"), IdentityReply(claims_from_userinfo=True)]
)
def test_staff_with_a_verified_address_sign_in(
    provider: IdentityServer, ann: User, caplog: pytest.LogCaptureFixture, reply: IdentityReply
) -> None:
    provider.reply, client = reply, Client()
    response = client.get(begin(client, "/admin/oidc/?next=/admin/interviews/"))
    assert response.headers["Location"] == "/admin/interviews/"
    assert client.get("/admin/").status_code == 200
    assert told(caplog) == [("signed in", ann.pk)]
    hours = (client.session.get_expiry_date().timestamp() - time.time()) / 3600
    assert 11.9 < hours < 12.1
    assert "for-userinfo" not in str(dict(client.session)) and "ann@" not in caplog.text.lower()


def test_the_secret_is_sent_in_the_header_if_nothing_else_is_taken(provider: IdentityServer, ann: User) -> None:
    provider.reply = IdentityReply(document={"token_endpoint_auth_methods_supported": ["client_secret_basic"]})
    client = Client()
    sign_in(client)
    assert user_of(client) == str(ann.pk)


@pytest.mark.parametrize("name", WRONG_TOKENS)
def test_a_token_that_was_not_made_for_this_sign_in_opens_nothing(
    provider: IdentityServer, ann: User, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    provider.reply, client = WRONG_TOKENS[name], Client()
    assert sign_in(client).headers["Location"] == "/admin/login/"
    assert user_of(client) is None
    assert told(caplog) == [("sign-in failed", Reason.TOKEN.value)]
    assert "Signing in did not work" in client.get("/admin/login/", headers={"accept-language": "en"}).content.decode()


@pytest.mark.parametrize("verified", [False, None, "false", 0])
@pytest.mark.parametrize("in_userinfo", [False, True])
def test_an_address_that_is_not_verified_opens_nothing(
    provider: IdentityServer, ann: User, caplog: pytest.LogCaptureFixture, verified: Any, in_userinfo: bool
) -> None:
    claims = {"email_verified": verified}
    provider.reply = IdentityReply(
        claims={} if in_userinfo else claims,
        userinfo=claims if in_userinfo else {},
        claims_from_userinfo=in_userinfo,
    )
    client = Client()
    sign_in(client)
    assert (user_of(client), told(caplog)) == (None, [("sign-in failed", Reason.UNVERIFIED.value)])


def test_a_setting_names_the_claim_that_says_so(provider: IdentityServer, ann: User) -> None:
    provider.reply, client = IdentityReply(claims={"email_verified": None, "xms_edov": "1"}), Client()
    with composed(identity_provider=IdentityProvider(provider.issuer, CLIENT, SECRET, "xms_edov")):
        sign_in(client)
    assert user_of(client) == str(ann.pk)


@pytest.mark.parametrize("email", ["bob@example.com", "ann@example.com.evil.example", "ann@example.ſom", "", "%", None])
def test_a_stranger_gets_no_account(
    provider: IdentityServer, ann: User, caplog: pytest.LogCaptureFixture, email: Any
) -> None:
    User.objects.create_user("nobody", "", is_staff=True)
    provider.reply, client = IdentityReply(email=email), Client()
    sign_in(client)
    assert user_of(client) is None and User.objects.count() == 2
    assert told(caplog) in ([("sign-in failed", why.value)] for why in (Reason.NO_ACCOUNT, Reason.UNVERIFIED))


@pytest.mark.parametrize("flags", [{"is_staff": False}, {"is_active": False}])
def test_an_account_that_is_no_staff_stays_out_and_is_not_promoted(
    provider: IdentityServer, ann: User, flags: dict[str, bool]
) -> None:
    User.objects.update(**flags)
    provider.reply = IdentityReply(claims={"is_staff": True, "groups": ["admin"], "roles": ["superuser"]})
    client = Client()
    sign_in(client)
    ann.refresh_from_db()
    assert user_of(client) is None and not (ann.is_staff and ann.is_active) and not ann.is_superuser


def test_an_address_of_two_accounts_opens_neither(
    provider: IdentityServer, ann: User, caplog: pytest.LogCaptureFixture
) -> None:
    User.objects.create_user("ann2", "ann@EXAMPLE.com", is_staff=True)
    client = Client()
    sign_in(client)
    assert (user_of(client), told(caplog)) == (None, [("sign-in failed", Reason.SEVERAL_ACCOUNTS.value)])


def test_a_deactivated_user_is_out_at_once(provider: IdentityServer, ann: User) -> None:
    client = Client()
    sign_in(client)
    User.objects.update(is_active=False)
    assert client.get("/admin/").status_code == 302


def test_a_state_that_was_tampered_with_is_refused_before_the_provider_is_asked(
    provider: IdentityServer, ann: User, caplog: pytest.LogCaptureFixture
) -> None:
    client = Client()
    back = begin(client)
    provider.asked.clear()
    for path in (back[:-1] + "~", back.split("&state")[0] + "&state=", "/admin/oidc/callback/", f"{back}&error=denied"):
        assert client.get(path).headers["Location"] == "/admin/login/"
    assert provider.asked == [] and user_of(client) is None
    assert [event for event, _ in told(caplog)] == ["sign-in failed"] * 4


def test_a_callback_works_only_in_the_browser_that_began_and_only_once(provider: IdentityServer, ann: User) -> None:
    client, stranger = Client(), Client()
    back = begin(client)
    stranger.get(back)
    assert user_of(stranger) is None
    begin(stranger)
    stranger.get(back)
    assert user_of(stranger) is None
    client.get(back)
    assert user_of(client) == str(ann.pk)
    client.logout()
    client.get(back)
    assert user_of(client) is None


def test_a_stolen_code_is_worth_nothing_in_another_sign_in(provider: IdentityServer, ann: User) -> None:
    """PKCE: the provider wants the verifier of the browser that asked for the code."""
    victim, thief = Client(), Client()
    code = dict(parse_qsl(urlsplit(begin(victim)).query))["code"]
    state = dict(parse_qsl(urlsplit(begin(thief)).query))["state"]
    thief.get("/admin/oidc/callback/", {"code": code, "state": state})
    assert user_of(thief) is None and "/token" in provider.asked


def test_a_link_with_an_error_does_not_sign_anybody_out(provider: IdentityServer, ann: User) -> None:
    client = Client()
    sign_in(client)
    client.get("/admin/oidc/callback/?error=access_denied")
    assert user_of(client) == str(ann.pk)


def test_a_code_in_the_address_of_the_password_form_is_not_looked_at(provider: IdentityServer, ann: User) -> None:
    client = Client()
    code = begin(client).split("?")[1]
    provider.asked.clear()
    client.post(f"/admin/login/?{code}", {"username": "ann", "password": "wrong"})
    assert provider.asked == [] and user_of(client) is None


@pytest.mark.parametrize("following", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_sent_on_to_another_site(provider: IdentityServer, ann: User, following: str) -> None:
    client = Client()
    assert client.get(begin(client, f"/admin/oidc/?next={following}")).headers["Location"] == "/admin/"


def test_beginning_too_often_is_refused(provider: IdentityServer) -> None:
    answers = [Client().get("/admin/oidc/").headers["Location"] for _ in range(101)]
    assert answers[99].startswith(provider.issuer) and answers[100] == "/admin/login/"


def test_the_sign_in_page_has_a_button_if_there_is_a_provider(provider: IdentityServer) -> None:
    english = {"accept-language": "en"}
    page = Client().get("/admin/login/?next=/admin/interviews/", headers=english).content.decode()
    assert 'href="/admin/oidc/?next=%2Fadmin%2Finterviews%2F"' in page
    assert "회사 계정으로 로그인" in Client().get("/admin/login/", headers={"accept-language": "ko"}).content.decode()
    with composed(identity_provider=None):
        assert "company account" not in Client().get("/admin/login/", headers=english).content.decode()


def test_without_a_provider_there_are_no_such_addresses() -> None:
    assert [Client().get(reverse(f"admin:{name}")).status_code for name in ("oidc", "oidc_callback")] == [404, 404]


def test_a_session_ends_when_the_provider_is_taken_out_of_the_settings(provider: IdentityServer, ann: User) -> None:
    client = Client()
    sign_in(client)
    with override_settings(AUTHENTICATION_BACKENDS=BACKENDS[:1]):
        assert client.get("/admin/").status_code == 302
