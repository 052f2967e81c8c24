"""How often somebody may try a password: by user name, and by address, in Redis for all web processes together."""

from interviews.composition import current

from .tokens import token_hash

USER, ADDRESS = "sign_in_user", "sign_in_address"
PER_USER = 5
# All of an office may share one address.
PER_ADDRESS = 100
MINUTES = 15


def attempt(user_name: str, address: str) -> int:
    """Count an attempt before its password is looked at. Return 0, or the seconds to wait if there were too many.

    It is counted beforehand so that many attempts at once cannot all get in before the first failure is known.
    """
    limiter = current().rate_limiter
    by_user = limiter.hit(USER, _caller(user_name), PER_USER, MINUTES)
    return by_user or attempt_from(address)


def attempt_from(address: str) -> int:
    """Count an attempt to sign in elsewhere, of which only the address is known. Return as `attempt` does."""
    return current().rate_limiter.hit(ADDRESS, address, PER_ADDRESS, MINUTES)


def succeeded(user_name: str) -> None:
    """Forget the attempts on this account. Those from the address still count: it may guess at others, too."""
    current().rate_limiter.forget(USER, _caller(user_name), PER_USER, MINUTES)


def _caller(user_name: str) -> str:
    return token_hash(user_name.casefold())[:32]  # people also type their password into this field
