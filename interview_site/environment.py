"""Reads settings from the environment and from DATA_DIR/env. An invalid value stops the process with one line.

django-environ reads the file and parses database URLs. Its typed readers are not strict enough: they take any word for
a boolean and any URL scheme, know no ranges, and their errors do not name the variable.
"""

import os
import re
from collections.abc import Callable
from email.utils import parseaddr
from pathlib import Path
from typing import Never, TypeVar
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import environ
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from interviews.access.identity_provider import IdentityProvider
from interviews.mailing.server import TIMEOUT_SECONDS, Encryption, MailServer
from streaming.writing.spoken import STANDARD, Readings, ReadingsError, read_file

from .data_dir import OpenToOthers, keep_private

T = TypeVar("T")

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}
LOOPBACK = {"127.0.0.1", "::1", "localhost"}
# What EMAIL_URL may begin with: the encryption, and the usual port.
ENCRYPTIONS: dict[str, tuple[Encryption, int]] = {"smtp": ("", 25), "smtp+tls": ("tls", 587), "smtp+ssl": ("ssl", 465)}
EMAIL_EXAMPLE = "smtp+tls://user:password@mail.example.com:587"


def stop(name: str, problem: str, cure: str) -> Never:
    """End the process with one line that names the variable and the cure."""
    raise SystemExit(f"{name}: {problem}. {cure}")


def load_data_dir(default: Path) -> Path:
    """Return the data folder, and add the variables of its `env` file to the environment without overriding any.

    Other users are shut out of it.
    """
    data_dir = Path(os.environ.get("DATA_DIR") or default).absolute()
    env_file = data_dir / "env"
    try:
        keep_private(data_dir)
        if env_file.is_file():
            environ.Env.read_env(env_file)
    except OpenToOthers as problem:
        raise SystemExit(f"DATA_DIR: {problem}") from None
    except OSError as error:
        stop(
            "DATA_DIR", f"{env_file} cannot be read ({error.strerror})", "Run as the user who owns it, or set DATA_DIR"
        )
    return data_dir


def read(name: str, default: str = "") -> str:
    """Return the variable without white space around it."""
    return os.environ.get(name, default).strip()


def require(name: str, cure: str) -> None:
    """Stop if the variable is empty or not set."""
    if not read(name):
        stop(name, "not set", cure)


def read_secret(name: str) -> str:
    """Return a key, which must fit into an HTTP header. It is never printed."""
    value = read(name)
    if not (value.isascii() and value.isprintable()):
        stop(name, "contains a character that no key has", "Copy the key again")
    return value


def read_header(name: str) -> str:
    """Return the name of an HTTP header; "" if the variable is not set."""
    value = read(name)
    if not re.fullmatch("[A-Za-z0-9-]*", value):
        stop(name, f"{value!r} is not the name of a header", "For example X-Request-ID")
    return value


def read_flag(name: str, default: str = "off") -> bool:
    """Return a boolean."""
    value = read(name).lower() or default
    if value not in TRUE | FALSE:
        stop(name, f"{value!r} is not a boolean", "Set it to 1 or 0")
    return value in TRUE


def read_number(name: str, default: int, low: int = 1, high: int = 1_000_000) -> int:
    """Return a whole number from `low` to `high`."""
    value = read(name) or str(default)
    if not value.removeprefix("-").isdecimal() or not low <= int(value) <= high:
        stop(name, f"{value!r} is not a whole number from {low} to {high}", f"Unset it to use {default}")
    return int(value)


def read_choice(name: str, choices: tuple[str, ...]) -> str:
    """Return one of `choices`, by default the first."""
    value = read(name) or choices[0]
    if value not in choices:
        stop(name, f"{value!r} is unknown", f"Choose one of: {', '.join(choices)}")
    return value


def read_order(name: str, choices: tuple[str, ...], default: str) -> tuple[str, ...]:
    """Return names of `choices` in order of preference; `off` means none."""
    value = read(name) or default
    if value == "off":
        return ()
    names = tuple(part.strip() for part in value.split(","))
    if len(set(names)) < len(names):
        stop(name, f"{value!r} lists a name twice", "List each name once, in order of preference")
    if not set(names) <= set(choices):
        stop(name, f"{value!r} is unknown", f"Choose from {', '.join(choices)}, separated by commas, or off")
    return names


def read_by_language(name: str, languages: tuple[str, ...]) -> dict[str, str]:
    """Return a value for each language, written "ko=abc,en=def", or one for all languages under the key ""."""
    value = read(name)
    if "=" not in value:
        return {"": value} if value else {}
    halves = [part.partition("=") for part in value.split(",")]
    pairs = [(language.strip(), text.strip()) for language, _, text in halves]
    if len(dict(pairs)) < len(pairs) or not all(language in languages and text for language, text in pairs):
        form = ",".join(f"{language}=NAME" for language in languages)
        stop(name, f"{value!r} does not give one name for each language", f"Write NAME, or {form}")
    return dict(pairs)


def read_time_zone(name: str, default: str) -> str:
    """Return the name of a time zone of the time zone database."""
    value = read(name) or default
    if value not in available_timezones():
        stop(name, f"{value!r} is not a time zone", f"Write a name such as {default} or Europe/Berlin")
    return value


def read_url(name: str, default: str, schemes: tuple[str, ...]) -> str:
    """Return a URL that has one of `schemes`."""
    value = read(name) or default
    try:
        parts = urlsplit(value)
        usable = parts.scheme in schemes and (parts.netloc or parts.path)
    except ValueError:  # an unfinished IPv6 address
        usable = False
    if not usable:
        # The value is not printed because it may contain a password.
        stop(name, "not a URL of the form " + " or ".join(f"{s}://..." for s in schemes), f"For example {default}")
    return value


def read_addresses(name: str) -> tuple[tuple[str, int], ...]:
    """Return (host, port) pairs, written as host:port and separated by commas. Empty if the variable is not set."""
    value = read(name)
    return tuple(_read_address(name, part.strip()) for part in value.split(",")) if value else ()


def _read_address(name: str, text: str) -> tuple[str, int]:
    try:
        parts = urlsplit(f"//{text}")
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
    if not host or not port or parts.netloc != text or "@" in text:
        stop(name, f"{text!r} is not host:port", "For example 10.0.0.1:26379,10.0.0.2:26379,10.0.0.3:26379")
    return host, port


def read_readings(name: str) -> Readings:
    """Return the standard readings, extended by those of the TSV file that the variable names."""
    path = read(name)
    try:
        return STANDARD.extended(read_file(Path(path))) if path else STANDARD
    except ReadingsError as error:
        stop(name, *error.args)


def read_identity_provider() -> IdentityProvider | None:
    """Return the OpenID Connect provider of staff, or None if no variable of it is set."""
    names = ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
    if not any(read(name) for name in (*names, "OIDC_VERIFIED_CLAIM")):
        return None
    for name in names:
        require(name, f"Signing in with OpenID Connect needs {', '.join(names)}: set all three, or none")
    issuer = read_url("OIDC_ISSUER", "https://login.example.com", ("http", "https"))
    parts = urlsplit(issuer)
    if (parts.scheme == "http" and parts.hostname not in LOOPBACK) or parts.query or parts.fragment:
        stop("OIDC_ISSUER", "not an issuer's https://... address", "Copy `issuer` from the provider's documentation")
    return IdentityProvider(
        issuer,
        read("OIDC_CLIENT_ID"),
        read_secret("OIDC_CLIENT_SECRET"),
        read("OIDC_VERIFIED_CLAIM") or "email_verified",
    )


def read_mail_server() -> MailServer | None:
    """Return the server that takes e-mails to candidates, or None if EMAIL_URL is not set."""
    if not read("EMAIL_URL"):
        if read("EMAIL_FROM") or read("EMAIL_TIMEOUT"):
            require("EMAIL_URL", f"EMAIL_FROM and EMAIL_TIMEOUT need a mail server, for example {EMAIL_EXAMPLE}")
        return None
    cure = f"For example {EMAIL_EXAMPLE}, with special characters in it percent-encoded"
    url = read_parsed("EMAIL_URL", environ.Env.email_url_config, default="", cure=cure)
    scheme = read("EMAIL_URL").partition(":")[0].lower()
    if scheme not in ENCRYPTIONS:
        stop("EMAIL_URL", f"{scheme!r} is not one of {', '.join(ENCRYPTIONS)}", cure)
    encryption, port = ENCRYPTIONS[scheme]
    host, user, password = url["EMAIL_HOST"], url["EMAIL_HOST_USER"] or "", url["EMAIL_HOST_PASSWORD"] or ""
    if not host or url["EMAIL_FILE_PATH"] or url.get("OPTIONS") or bool(user) != bool(password):
        stop("EMAIL_URL", "not smtp://, smtp+tls:// or smtp+ssl:// with a host, and a user with a password", cure)
    if password and not encryption and host not in LOOPBACK:
        stop("EMAIL_URL", "would send the password in the clear", f"Use smtp+tls:// or smtp+ssl://. {cure}")
    seconds = read_number("EMAIL_TIMEOUT", default=TIMEOUT_SECONDS, high=60)
    return MailServer(host, url["EMAIL_PORT"] or port, _read_sender(), user, password, encryption, seconds)


def _read_sender() -> str:
    require("EMAIL_FROM", "EMAIL_URL needs the address that e-mails are from, such as Hiring <hiring@example.com>")
    sender = read("EMAIL_FROM")
    name, address = parseaddr(sender)
    try:
        validate_email(address)
    except ValidationError:
        address = ""
    if not address or not name.isprintable() or not sender.isprintable():
        stop("EMAIL_FROM", f"{sender!r} is not an e-mail address", "Write hiring@example.com or Hiring <...>")
    return sender


def read_parsed(name: str, parse: Callable[[str], T], default: str, cure: str) -> T:
    """Return what `parse` makes of the value. Stop if it raises an exception."""
    try:
        return parse(read(name) or default)
    except Exception as error:
        stop(name, f"invalid ({type(error).__name__})", cure)
