"""Why somebody whom the provider sent back is not signed in."""

from enum import Enum


class Reason(Enum):
    """The value is what the security log says."""

    STATE = "not begun in this browser"
    DECLINED = "declined at the provider"
    CODE = "code refused by the provider"
    UNREACHABLE = "provider unreachable or misconfigured"
    TOKEN = "invalid token"  # noqa: S105
    UNVERIFIED = "e-mail address not verified"
    NO_ACCOUNT = "no active staff account with this address"
    SEVERAL_ACCOUNTS = "several staff accounts with this address"


class Refused(Exception):
    """Raised when a sign-in ends without a user. `detail` is the name of an error, never what a token says."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.detail = detail
