"""Mail servers that want encryption and a password: STARTTLS and TLS from the start, with certificates that count."""

import ssl
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.smtp import AuthResult, LoginPassword
from django.core.mail import EmailMessage

from interviews.mailing.delivery import Delivery, Unreachable
from interviews.mailing.server import Encryption, MailServer

from .mail_host import MailHost


def admit(server: Any, session: Any, envelope: Any, mechanism: str, login: LoginPassword) -> AuthResult:
    return AuthResult(success=login.password == b"quiet", handled=False)


@pytest.fixture
def authority(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> trustme.CA:
    """A certificate authority that this process trusts."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    return authority


def context_of(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


@pytest.fixture(params=["tls", "ssl"])
def encrypted(request: pytest.FixtureRequest, authority: trustme.CA) -> Iterator[tuple[MailHost, Encryption]]:
    kind = request.param
    options = {"tls_context": context_of(authority), "require_starttls": True}
    if kind == "ssl":
        options = {"ssl_context": context_of(authority), "auth_require_tls": False}
    with MailHost(**options, authenticator=admit, auth_required=True) as host:
        yield host, kind


def server_of(host: MailHost, kind: Encryption, password: str = "quiet") -> MailServer:
    return replace(host.as_server(5), encryption=kind, user="robot", password=password)


def send(server: MailServer) -> None:
    delivery = Delivery(server)
    delivery.send(EmailMessage("Hello", "text", server.sender, ["kim@candidates.example"]))
    delivery.close()


def test_a_mail_is_sent_over_an_encrypted_connection(encrypted: tuple[MailHost, Encryption]) -> None:
    host, kind = encrypted
    send(server_of(host, kind))
    assert len(host.taken) == 1


def test_a_wrong_password_is_told_without_the_password(encrypted: tuple[MailHost, Encryption]) -> None:
    host, kind = encrypted
    with pytest.raises(Unreachable) as refused:
        send(server_of(host, kind, "loud"))
    assert refused.value.answer.startswith("535") and "loud" not in refused.value.answer


def test_a_server_with_a_certificate_that_nobody_vouches_for_gets_nothing(
    encrypted: tuple[MailHost, Encryption], monkeypatch: pytest.MonkeyPatch
) -> None:
    host, kind = encrypted
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(Unreachable, match="CERTIFICATE_VERIFY_FAILED"):
        send(server_of(host, kind))
    assert host.taken == []


def test_a_server_that_offers_no_encryption_gets_nothing() -> None:
    with MailHost() as host, pytest.raises(Unreachable, match="STARTTLS"):
        send(replace(host.as_server(5), encryption="tls"))
    assert host.taken == []
