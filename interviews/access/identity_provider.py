"""The OpenID Connect provider at which staff may sign in."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class IdentityProvider:
    """The product's registration at a provider.

    `verified_claim` is the claim by which the provider says that a person's e-mail address is verified.
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    verified_claim: str = "email_verified"
