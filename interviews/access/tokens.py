"""Secrets that open things: made at random, handed out once, kept as hashes."""

import hashlib
import secrets

TOKEN_BYTES = 32


def new_token() -> str:
    """A fresh secret of `[A-Za-z0-9_-]` alone, so that it fits a link and a WebSocket subprotocol."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_hash(token: str) -> str:
    """What the database keeps. A plain SHA-256 will do: there is nothing to guess in 256 random bits."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
