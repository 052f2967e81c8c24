"""What a provider publishes about itself at /.well-known/openid-configuration."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import requests

from .refusal import Reason, Refused

TIMEOUT_SECONDS = 5
KEPT_SECONDS = 3600


@dataclass(frozen=True)
class Endpoints:
    authorization: str
    token: str
    keys: str
    userinfo: str  # "" if the provider has none
    takes_secret_in_form: bool  # otherwise in the Authorization header, which is OpenID Connect's default


class Discovery:
    """Asks an issuer for its endpoints, and keeps the answer for an hour."""

    def __init__(self, issuer: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._issuer = issuer
        self._clock = clock
        self._kept: tuple[float, Endpoints] | None = None

    def endpoints(self) -> Endpoints:
        """Return the endpoints. Raises Refused if the provider cannot be reached or describes another issuer."""
        if self._kept is None or self._clock() >= self._kept[0]:
            self._kept = (self._clock() + KEPT_SECONDS, self._ask())
        return self._kept[1]

    def _ask(self) -> Endpoints:
        try:
            address = self._issuer.rstrip("/") + "/.well-known/openid-configuration"
            response = requests.get(address, timeout=TIMEOUT_SECONDS)
            response.raise_for_status()
            return _read(response.json(), self._issuer)
        except (requests.RequestException, KeyError, TypeError, AttributeError, ValueError) as error:
            raise Refused(Reason.UNREACHABLE, type(error).__name__) from error


@cache
def of_issuer(issuer: str) -> Discovery:
    """Return the discovery that this process shares."""
    return Discovery(issuer)


def _read(document: dict[str, Any], issuer: str) -> Endpoints:
    if document["issuer"] != issuer:
        raise ValueError("another issuer")
    methods = document.get("token_endpoint_auth_methods_supported", ())
    return Endpoints(
        authorization=_secured(document["authorization_endpoint"], issuer),
        token=_secured(document["token_endpoint"], issuer),
        keys=_secured(document["jwks_uri"], issuer),
        userinfo=_secured(document["userinfo_endpoint"], issuer) if document.get("userinfo_endpoint") else "",
        takes_secret_in_form="client_secret_post" in methods,
    )


def _secured(address: str, issuer: str) -> str:
    """Return the address. Raises ValueError if it is less protected than the issuer's."""
    if urlsplit(address).scheme not in {"https", urlsplit(issuer).scheme}:
        raise ValueError("an endpoint without TLS")
    return address
