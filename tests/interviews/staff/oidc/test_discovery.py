"""What a provider says about its own addresses, and what becomes of a sign-in if it says nothing."""

from typing import Any

import pytest
from django.test import Client

from interviews.access.identity_provider import IdentityProvider
from interviews.composition import current
from interviews.staff.oidc.discovery import KEPT_SECONDS, Discovery, _read
from interviews.staff.oidc.refusal import Reason, Refused
from ops.processes.ports import HOST, free_port
from ops.vendors.identity_server import IdentityReply, IdentityServer
from tests.interviews.composed import composed

ISSUER = "https://login.example.com"
DOCUMENT = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/authorize",
    "token_endpoint": f"{ISSUER}/token",
    "jwks_uri": f"{ISSUER}/keys",
}


def test_a_provider_is_asked_once_an_hour() -> None:
    times = iter([0.0, KEPT_SECONDS - 1.0, KEPT_SECONDS + 1.0, KEPT_SECONDS + 1.0])
    with IdentityServer() as server:
        discovery = Discovery(server.issuer, lambda: next(times))
        assert [discovery.endpoints().token for _ in range(3)] == [f"{server.issuer}/token"] * 3
        assert len(server.asked) == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"issuer": "https://login.example.net"},
        {"token_endpoint": None},
        {"jwks_uri": 7},
        {"token_endpoint": "http://a"},
    ],
)
def test_a_document_that_is_wrong_is_refused(wrong: dict[str, Any]) -> None:
    with IdentityServer() as server:
        if wrong != {"token_endpoint": "http://a"}:  # the loopback issuer has no TLS itself
            server.reply = IdentityReply(document=wrong)
            with pytest.raises(Refused) as refused:
                Discovery(server.issuer).endpoints()
            assert refused.value.reason is Reason.UNREACHABLE
    with pytest.raises((ValueError, TypeError, AttributeError)):
        _read(DOCUMENT | wrong, ISSUER)


def test_by_default_the_secret_goes_into_the_header() -> None:
    assert not _read(DOCUMENT, ISSUER).takes_secret_in_form and _read(DOCUMENT, ISSUER).userinfo == ""


@pytest.mark.django_db
def test_a_provider_that_is_away_is_said_on_the_sign_in_page(caplog: pytest.LogCaptureFixture) -> None:
    current().redis.flushdb()
    away = IdentityProvider(f"http://{HOST}:{free_port()}", "interviews", "secret")
    client = Client(headers={"accept-language": "en"})
    with composed(identity_provider=away):
        assert client.get("/admin/oidc/").headers["Location"] == "/admin/login/"
        page = client.get("/admin/login/").content.decode()
    assert "The sign-in service cannot be reached. Try again in a minute, or use your password." in page
    [line] = [record.msg for record in caplog.records if record.name == "security"]
    assert (line["reason"], line["detail"]) == (Reason.UNREACHABLE.value, "ConnectionError")  # type: ignore[index,call-overload]
