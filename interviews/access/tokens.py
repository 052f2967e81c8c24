"""Random secrets that are handed out once and stored as hashes."""

import hashlib
import secrets

TOKEN_BYTES = 32


def new_token() -> str:
    """Return a new secret, which fits into a URL and a WebSocket subprotocol: it consists of `[A-Za-z0-9_-]`."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_hash(token: str) -> str:
    """Return the hash that the database stores instead of the token."""
    # A plain SHA-256 is enough: 256 random bits cannot be guessed, so a slow hash would protect nothing.
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
