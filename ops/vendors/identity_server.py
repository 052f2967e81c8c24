"""A server on loopback that signs people in by OpenID Connect, as a company's provider does, and can do it wrong."""

import asyncio
import json
import secrets
import time
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from .chat_server import Request, read_request, send, send_json
from .loopback_thread import LoopbackThread

CLIENT, SECRET = "interviews", "the client's secret, which is long enough"
BASIC = "Basic " + b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
KEY_ID = "key-1"
Json = dict[str, Any]


@dataclass(frozen=True)
class IdentityReply:
    """Who signs in, and what goes wrong. A claim whose value is None is left out of the token."""

    email: str = "ann@example.com"
    claims: Mapping[str, Any] = field(default_factory=dict)  # instead of those that a correct token has
    algorithm: str = "RS256"
    forged: bool = False  # signed by a key that the provider does not publish
    claims_from_userinfo: bool = False  # the token has no e-mail address
    userinfo: Mapping[str, Any] = field(default_factory=dict)  # instead of what userinfo correctly says
    document: Mapping[str, Any] = field(default_factory=dict)  # instead of entries of the discovery document


@dataclass(frozen=True)
class Grant:
    """What the browser asked for, which the code stands for."""

    nonce: str
    challenge: str
    redirect_uri: str


class IdentityServer(LoopbackThread):
    """Use as a context manager; `issuer` is its address. `reply` may be set at any time.

    `/authorize` signs the person in without a page, and sends the browser back with a code. A code is good once, for
    the client's secret, the same address to return to, and the verifier of its PKCE challenge. `asked` holds the paths
    of all requests.
    """

    def __init__(self) -> None:
        super().__init__()
        self.reply = IdentityReply()
        self.asked: list[str] = []
        self._grants: dict[str, Grant] = {}

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while request := await read_request(reader):
                await self._answer(request, writer)
        except ConnectionError:
            pass
        finally:
            writer.close()

    async def _answer(self, request: Request, writer: asyncio.StreamWriter) -> None:
        path = urlsplit(request.path).path
        self.asked.append(path)
        if path == "/authorize":
            await send(writer, 302, "text/plain", b"", (f"Location: {self._authorize(request)}",))
            return
        answers = {
            "/.well-known/openid-configuration": self._document,
            "/keys": lambda _: (200, {"keys": [_published(self.reply.algorithm)]}),
            "/token": self._token,
            "/userinfo": self._userinfo,
        }
        status, body = answers[path](request) if path in answers else (404, {})
        await send_json(writer, status, body)

    def _document(self, request: Request) -> tuple[int, Json]:
        names = {"authorization_endpoint": "/authorize", "token_endpoint": "/token", "jwks_uri": "/keys"}
        names |= {"userinfo_endpoint": "/userinfo"}
        addresses = {name: f"{self.issuer}{path}" for name, path in names.items()}
        methods = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
        return 200, {"issuer": self.issuer, **addresses, **methods, **self.reply.document}

    def _authorize(self, request: Request) -> str:
        asked = {name: values[0] for name, values in parse_qs(urlsplit(request.path).query).items()}
        assert (asked["client_id"], asked["response_type"], asked["code_challenge_method"]) == (CLIENT, "code", "S256")
        code = secrets.token_urlsafe()
        self._grants[code] = Grant(asked["nonce"], asked["code_challenge"], asked["redirect_uri"])
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def _token(self, request: Request) -> tuple[int, Json]:
        sent = {name: values[0] for name, values in parse_qs(request.body.decode()).items()}
        grant = self._grants.pop(sent.get("code", ""), None)
        if request.headers.get("authorization") == BASIC:
            sent |= {"client_secret": SECRET}
        elif "client_secret_post" not in self._document(request)[1]["token_endpoint_auth_methods_supported"]:
            sent["client_secret"] = ""
        if grant is None or not _fits(grant, sent):
            return 400, {"error": "invalid_grant"}
        return 200, {"access_token": "for-userinfo", "token_type": "Bearer", "id_token": self._signed(grant.nonce)}

    def _signed(self, nonce: str) -> str:
        now = int(time.time())
        claims: Json = {"iss": self.issuer, "sub": "4711", "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce}
        claims |= {} if self.reply.claims_from_userinfo else {"email": self.reply.email, "email_verified": True}
        claims |= self.reply.claims
        kept = {name: value for name, value in claims.items() if value is not None}
        if self.reply.algorithm == "HS256":
            return jwt.encode(kept, SECRET, "HS256", {"kid": KEY_ID})
        key = _key(self.reply.algorithm, "forged" if self.reply.forged else "published")
        return jwt.encode(kept, key, self.reply.algorithm, {"kid": KEY_ID})

    def _userinfo(self, request: Request) -> tuple[int, Json]:
        if request.headers.get("authorization") != "Bearer for-userinfo":
            return 401, {}
        return 200, {"sub": "4711", "email": self.reply.email, "email_verified": True, **self.reply.userinfo}


def _fits(grant: Grant, sent: Mapping[str, str]) -> bool:
    verifier = sha256(sent.get("code_verifier", "").encode()).digest()
    challenge = urlsafe_b64encode(verifier).decode().rstrip("=")
    wanted = (CLIENT, SECRET, grant.redirect_uri, grant.challenge)
    return (sent.get("client_id"), sent.get("client_secret"), sent.get("redirect_uri"), challenge) == wanted


@cache
def _key(algorithm: str, purpose: str) -> Any:
    """Return the private key of that purpose. The same one each time."""
    if algorithm == "ES256":
        return ec.generate_private_key(ec.SECP256R1())
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _published(algorithm: str) -> Json:
    family = jwt.get_algorithm_by_name("ES256" if algorithm == "ES256" else "RS256")
    return {**json.loads(family.to_jwk(_key(algorithm, "published").public_key())), "kid": KEY_ID, "use": "sig"}
