"""Fixtures for tests in headless browsers. A console error, an uncaught exception or a violation of the
Content-Security-Policy on any page fails the test, unless the test expects it.

Tests run in Chromium; those marked `also_in_firefox` run in Firefox as well, `with_sound` if they need to hear it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from ops.stack import Stack
from ops.vendors.chat_server import MODEL, ScriptedServer

from .browsers import launch_chromium, launch_firefox
from .candidate import Candidate
from .loudspeaker import is_installed, loudspeaker
from .played import Play, Played
from .visitor import PATIENCE_MS, Visitor
from .voiced import Voiced
from .webs import one_more_web

expect.set_options(timeout=PATIENCE_MS)

STREAMS_PER_USER = 2  # on `paced_stack`


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "browser" in metafunc.fixturenames and metafunc.definition.get_closest_marker("also_in_firefox"):
        metafunc.parametrize("browser", ["chromium", "firefox"], indirect=True)


# Not for the whole session: Playwright's event loop stays in this thread, where other tests start their own.
@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="package")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    with launch_chromium(playwright) as browser:
        yield browser


@pytest.fixture(scope="package")
def firefox(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    folder = tmp_path_factory.mktemp("firefox")
    with loudspeaker(folder) as env, launch_firefox(playwright, folder, env) as browser:
        yield browser


@pytest.fixture
def browser(request: pytest.FixtureRequest) -> Browser:
    """Return the browser in which this test runs: Chromium, unless the test is marked for both."""
    name = getattr(request, "param", "chromium")
    mark = request.node.get_closest_marker("also_in_firefox")
    if name == "firefox" and mark.kwargs.get("with_sound") and not is_installed():
        pytest.skip("Firefox plays nothing without a sound server: apt-get install pulseaudio")
    browser: Browser = request.getfixturevalue(name)
    return browser


@pytest.fixture(scope="package")
def model() -> Iterator[ScriptedServer]:
    """Run a scripted model server whose words and pace the test sets; for `paced_stack`."""
    with ScriptedServer() as server:
        yield server


def asking(model: ScriptedServer) -> dict[str, Any]:
    """Return the settings of a product whose questions `model` writes."""
    return {"LLM_BACKEND": "openai", "LLM_MODEL": MODEL, "LLM_BASE_URL": model.base_url, "LLM_CHECK": "off"}


@pytest.fixture(scope="package")
def paced_stack(model: ScriptedServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Run a product whose questions `model` writes. A module that needs it overrides `stack` with it."""
    streams = str(STREAMS_PER_USER)
    with Stack(tmp_path_factory.mktemp("paced"), STREAMS_PER_USER=streams, **asking(model)) as running:
        yield running


@pytest.fixture(scope="package")
def address_for_firefox(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with one_more_web(stack, tmp_path_factory.mktemp("for-firefox"), "tests.browser.firefox_settings") as web:
        web.wait_until_ready()
        yield web.url


@pytest.fixture
def address(browser: Browser, stack: Stack, request: pytest.FixtureRequest) -> str:
    """Return the site's address for this browser."""
    is_firefox = browser.browser_type.name == "firefox"
    return str(request.getfixturevalue("address_for_firefox")) if is_firefox else stack.url


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Callable[..., Visitor]]:
    """Return a function that makes visitors with separate cookies: `visit(width=360, locale="ko-KR")`. It takes
    the options of Playwright's `new_context`."""
    visitors: list[Visitor] = []

    def visit(*, width: int = 1280, height: int = 800, **options: object) -> Visitor:
        visitors.append(Visitor(browser, address, viewport={"width": width, "height": height}, **options))
        return visitors[-1]

    yield visit
    complaints = [complaint for visitor in visitors for complaint in visitor.leave()]
    assert complaints == []


@pytest.fixture
def candidate(visit: Callable[..., Visitor], stack: Stack) -> Callable[..., Candidate]:
    """Return a function that makes candidates with an invitation; `transport` is sse or ws."""

    def candidate(language: str = "en", transport: str = "sse", **options: object) -> Candidate:
        return Candidate(visit(**options), stack.invite(language), language, transport)

    return candidate


@pytest.fixture(scope="package")
def invitation(stack: Stack) -> dict[str, Any]:
    """Return one invitation for all played rooms: nothing that such a room sends reaches the server."""
    return stack.invite("en")


@pytest.fixture
def play(visit: Callable[..., Visitor], invitation: dict[str, Any]) -> Play:
    def play(transport: str = "sse", **options: Any) -> Played:
        return Played(Candidate(visit(**options), invitation, "en", transport))

    return play


@pytest.fixture
def voiced(visit: Callable[..., Visitor], invitation: dict[str, Any]) -> Callable[..., Voiced]:
    """Return a function that opens rooms whose sound is recorded; `scripts` run before the page's own."""

    def voiced(*scripts: str, **options: Any) -> Voiced:
        return Voiced(Candidate(visit(bypass_csp=True, **options), invitation, "en"), scripts)

    return voiced


@pytest.fixture
def played(play: Play) -> Played:
    """Return a room whose first question is queued."""
    played = play()
    played.open()
    return played


@pytest.fixture
def asked(played: Played) -> Played:
    """Return a room whose first question, "One?", waits for its answer."""
    played.ask("One?")
    played.someone.wait_for_question(1)
    return played
