"""Turns the code that a provider sent back into a member of staff. Extends mozilla-django-oidc.

The library checks the signature, but neither for whom a token was issued nor by whom, and would create accounts.
"""

from secrets import compare_digest
from typing import Any

import jwt
import requests
from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from mozilla_django_oidc.auth import OIDCAuthenticationBackend

from interviews.composition import current

from . import discovery
from .library_settings import callback_address, library_setting
from .refusal import Reason, Refused

# Only signatures by a key pair: with HS256 whoever knows the client's secret could sign.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
REQUIRED_CLAIMS = ["iss", "sub", "aud", "exp", "iat", "nonce"]
LEEWAY_SECONDS = 60  # clocks differ
YES = (True, "true", 1, "1")  # providers write the boolean in each of these ways

Claims = dict[str, Any]


class StaffBackend(OIDCAuthenticationBackend):
    """Signs in staff whose account exists. Nobody is created or promoted. Raises Refused for everybody else."""

    get_user = ModelBackend.get_user  # the library's returns deactivated users as well
    get_settings = staticmethod(library_setting)

    def __init__(self) -> None:
        # Django makes a backend for every request of a signed-in user, so this asks the provider nothing.
        self.UserModel = get_user_model()

    def authenticate(self, request: HttpRequest, *, nonce: str, code_verifier: str) -> AbstractUser:
        """Return the user. Django leaves this backend out for a password, because its arguments do not fit."""
        provider = current().identity_provider
        if provider is None:
            raise Refused(Reason.UNREACHABLE)
        endpoints = discovery.of_issuer(provider.issuer).endpoints()
        self.OIDC_RP_CLIENT_ID, self.OIDC_RP_CLIENT_SECRET = provider.client_id, provider.client_secret
        self.OIDC_OP_TOKEN_ENDPOINT, self.OIDC_OP_JWKS_ENDPOINT = endpoints.token, endpoints.keys
        self.OIDC_OP_USER_ENDPOINT = endpoints.userinfo
        self._provider = provider
        try:
            user: AbstractUser | None = super().authenticate(request, nonce=nonce, code_verifier=code_verifier)
        except requests.HTTPError as error:
            raise Refused(Reason.CODE, str(getattr(error.response, "status_code", ""))) from error
        except requests.RequestException as error:
            raise Refused(Reason.UNREACHABLE, type(error).__name__) from error
        except (jwt.PyJWTError, SuspiciousOperation, KeyError, TypeError, AttributeError, ValueError) as error:
            raise Refused(Reason.TOKEN, type(error).__name__) from error
        if user is None:
            raise Refused(Reason.TOKEN)
        return user

    def get_token(self, payload: dict[str, str]) -> Claims:
        # The library would take the scheme and host of the request, which a proxy may have changed.
        token: Claims = super().get_token({**payload, "redirect_uri": callback_address()})
        return token

    def verify_token(self, token: str, nonce: str = "") -> Claims:
        """Return the claims of an ID token that was issued by the provider, for this product and this sign-in."""
        claims: Claims = jwt.decode(
            token,
            self.retrieve_matching_jwk(token),
            algorithms=ALGORITHMS,
            audience=self.OIDC_RP_CLIENT_ID,
            issuer=self._provider.issuer,
            leeway=LEEWAY_SECONDS,
            options={"require": REQUIRED_CLAIMS},
        )
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if claims.get("azp", None if several else self.OIDC_RP_CLIENT_ID) != self.OIDC_RP_CLIENT_ID:
            raise jwt.InvalidAudienceError("issued to another client")
        if not compare_digest(str(claims["nonce"]).encode(), nonce.encode()):
            raise jwt.InvalidTokenError("the nonce of another sign-in")
        return claims

    def get_or_create_user(self, access_token: str, id_token: str, payload: Claims) -> AbstractUser:
        """Return the one active member of staff with the person's verified address. Never creates one."""
        claims = payload if "email" in payload else self._ask_for_claims(access_token, id_token, payload)
        email = claims.get("email")
        if not (isinstance(email, str) and email) or claims.get(self._provider.verified_claim) not in YES:
            raise Refused(Reason.UNVERIFIED)
        return _member_of_staff(email)

    def _ask_for_claims(self, access_token: str, id_token: str, payload: Claims) -> Claims:
        claims: Claims = self.get_userinfo(access_token, id_token, payload) if self.OIDC_OP_USER_ENDPOINT else {}
        if claims and claims["sub"] != payload["sub"]:
            raise jwt.InvalidTokenError("claims about somebody else")
        return claims


def _member_of_staff(email: str) -> AbstractUser:
    users = get_user_model()._default_manager
    # ASCII alone: databases fold other letters in different ways, so that two addresses might be taken for one.
    found = list(users.filter(email__iexact=email, is_staff=True, is_active=True)[:2]) if email.isascii() else []
    if not found:
        raise Refused(Reason.NO_ACCOUNT)
    if len(found) > 1:
        raise Refused(Reason.SEVERAL_ACCOUNTS)
    user: AbstractUser = found[0]
    return user
