"""EMAIL_URL, EMAIL_FROM and EMAIL_TIMEOUT: a mail server that can be used, none, or one line that says why not."""

import pytest

from interview_site.environment import read_mail_server

URL = "smtp+tls://robot:quiet%2C%20please@mail.example.com:2587"


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setenv("EMAIL_URL", URL)
    monkeypatch.setenv("EMAIL_FROM", "Hiring <hiring@example.com>")
    return monkeypatch


def stopped() -> str:
    with pytest.raises(SystemExit) as stop:
        read_mail_server()
    message = str(stop.value)
    assert "\n" not in message and "quiet" not in message
    return message


def test_without_a_url_there_is_no_mail_server() -> None:
    assert read_mail_server() is None


def test_a_url_makes_a_server_whose_password_is_not_shown(whole: pytest.MonkeyPatch) -> None:
    server = read_mail_server()
    assert server and (server.host, server.port, server.encryption) == ("mail.example.com", 2587, "tls")
    assert (server.user, server.password, server.timeout_seconds) == ("robot", "quiet, please", 20)
    assert "quiet" not in repr(server)


@pytest.mark.parametrize(
    ("url", "encryption", "port"),
    [
        ("smtp://relay.example", "", 25),
        ("smtp+tls://a:b@m.example", "tls", 587),
        ("smtp+ssl://a:b@m.example", "ssl", 465),
    ],
)
def test_the_scheme_says_how_to_encrypt(whole: pytest.MonkeyPatch, url: str, encryption: str, port: int) -> None:
    whole.setenv("EMAIL_URL", url)
    server = read_mail_server()
    assert server and (server.encryption, server.port) == (encryption, port)


@pytest.mark.parametrize(
    "url",
    [
        "mail.example.com", "smtps://mail.example.com", "consolemail://", "smtp://", "smtp+tls://robot@mail.example.com",
        "smtp://mail.example.com:x", "smtp://mail.example.com:99999", "smtp://[::1", "smtp://mail.example.com/path",
        "smtp://mail.example.com?timeout=3", "smtp://robot:quiet@mail.example.com", "http://mail.example.com",
    ],
)  # fmt: skip
def test_a_url_that_cannot_be_used_stops_with_one_line(whole: pytest.MonkeyPatch, url: str) -> None:
    whole.setenv("EMAIL_URL", url)
    assert stopped().startswith("EMAIL_URL: ")


def test_a_password_may_go_to_this_machine_in_the_clear(whole: pytest.MonkeyPatch) -> None:
    whole.setenv("EMAIL_URL", "smtp://robot:quiet@127.0.0.1:2525")
    assert read_mail_server()


@pytest.mark.parametrize("sender", ["", "Hiring", "hiring@", "Hiring <hiring>", "a@b.example\nBcc: c@d.example"])
def test_a_sender_that_is_no_address_stops(whole: pytest.MonkeyPatch, sender: str) -> None:
    whole.setenv("EMAIL_FROM", sender)
    assert stopped().startswith("EMAIL_FROM: ")


@pytest.mark.parametrize("name", ["EMAIL_FROM", "EMAIL_TIMEOUT"])
def test_what_belongs_to_a_server_needs_one(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "5")
    assert stopped().startswith("EMAIL_URL: not set.")


@pytest.mark.parametrize("seconds", ["0", "61", "long"])
def test_a_timeout_out_of_range_stops(whole: pytest.MonkeyPatch, seconds: str) -> None:
    whole.setenv("EMAIL_TIMEOUT", seconds)
    assert stopped().startswith("EMAIL_TIMEOUT: ")
