"""What mozilla-django-oidc would look up in Django's settings."""

from typing import Any

from django.urls import reverse

from interviews.composition import current

from . import discovery

CALLBACK = "admin:oidc_callback"


def callback_address() -> str:
    """Return the address that the provider sends people back to. It is registered there."""
    return f"{current().public_url}{reverse(CALLBACK)}"


def library_setting(name: str, *default: Any) -> Any:
    """Return a setting of the library. Those that are not here have its defaults, and others raise KeyError."""
    ours = {
        "OIDC_AUTHENTICATION_CALLBACK_URL": CALLBACK,
        "LOGIN_REDIRECT_URL": "admin:index",
        "OIDC_RP_SIGN_ALGO": "RS256",  # unused: StaffBackend has its own list
        "OIDC_USE_PKCE": True,
        "OIDC_TIMEOUT": discovery.TIMEOUT_SECONDS,
    }
    provider = current().identity_provider
    if provider and name == "OIDC_TOKEN_USE_BASIC_AUTH":
        return not discovery.of_issuer(provider.issuer).endpoints().takes_secret_in_form
    return ours[name] if not default else ours.get(name, default[0])
