"""OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET: all of them, or none."""

import pytest

from interview_site.environment import read_identity_provider

WHOLE = {
    "OIDC_ISSUER": "https://login.example.com/tenant",
    "OIDC_CLIENT_ID": "interviews",
    "OIDC_CLIENT_SECRET": "quiet, please",
}


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name, value in WHOLE.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def stopped() -> str:
    with pytest.raises(SystemExit) as stop:
        read_identity_provider()
    message = str(stop.value)
    assert "\n" not in message and "quiet" not in message
    return message


def test_without_any_of_them_there_is_no_provider() -> None:
    assert read_identity_provider() is None


def test_all_of_them_make_a_provider_whose_secret_is_not_shown(whole: pytest.MonkeyPatch) -> None:
    provider = read_identity_provider()
    assert provider and (provider.issuer, provider.client_id) == ("https://login.example.com/tenant", "interviews")
    assert provider.verified_claim == "email_verified" and "quiet" not in repr(provider)


@pytest.mark.parametrize("missing", WHOLE)
def test_half_a_provider_stops_with_one_line(whole: pytest.MonkeyPatch, missing: str) -> None:
    whole.delenv(missing)
    assert stopped().startswith(f"{missing}: not set. Signing in with OpenID Connect needs OIDC_ISSUER, ")


def test_the_name_of_a_claim_alone_is_half_a_provider(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OIDC_VERIFIED_CLAIM", "xms_edov")
    assert stopped().startswith("OIDC_ISSUER: not set.")


@pytest.mark.parametrize(
    "issuer",
    ["login.example.com", "http://login.example.com", "https://a.example/?tenant=1", "ldap://a", "http://[::1"],
)
def test_an_issuer_that_would_be_asked_in_the_clear_stops(whole: pytest.MonkeyPatch, issuer: str) -> None:
    whole.setenv("OIDC_ISSUER", issuer)
    assert stopped().startswith("OIDC_ISSUER: not ")
