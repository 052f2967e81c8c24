"""Random secrets that are handed out once and stored as hashes."""

import base64
import hashlib
import secrets

from django.utils.crypto import salted_hmac

TOKEN_BYTES = 32
NONCE_BYTES = 16


def new_token() -> str:
    """Return a new secret, which fits into a URL and a WebSocket subprotocol: it consists of `[A-Za-z0-9_-]`."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_hash(token: str) -> str:
    """Return the hash that the database stores instead of the token."""
    # A plain SHA-256 is enough: 256 random bits cannot be guessed, so a slow hash would protect nothing.
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def new_nonce() -> str:
    """Return a random text from which `invitation_token` makes a token. It is no secret by itself."""
    return secrets.token_hex(NONCE_BYTES)


def invitation_token(nonce: str) -> str:
    """Return the token of an invitation: SECRET_KEY and the nonce together give the same one again.

    So a link can be sent again, although the database has neither the token nor enough to make it (decision 035).
    """
    digest = salted_hmac("interviews.invitation", nonce, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
