"""A web process whose database is gone: pages and API say so in the reader's language, and nothing breaks."""

from collections.abc import Iterator

import httpx
import pytest

from ops.processes.ports import HOST, free_port
from ops.stack import Stack

pytestmark = pytest.mark.process

SECONDS = 60
NOT_NOW = {"ko": "잠시 후 다시 이용하실 수 있습니다", "en": "We will be right back"}


@pytest.fixture(scope="module", params=["a closed port", "no such folder"])
def client(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder = tmp_path_factory.mktemp("away")
    urls = {
        "a closed port": f"postgres://nobody:nothing@{HOST}:{free_port()}/interviews",
        "no such folder": f"sqlite:///{folder}/gone/db.sqlite3",
    }
    stack = Stack(folder, DATABASE_URL=urls[request.param])
    with stack.redis, stack.web, httpx.Client(base_url=stack.url, timeout=SECONDS) as client:
        stack.web.wait_until_ready()
        client.cookies[f"session_{stack.port}"] = "somebody"
        yield client


def texts(client: httpx.Client, path: str, language: str) -> str:
    response = client.get(path, headers={"accept-language": language})
    assert response.status_code == 503
    assert int(response.headers["retry-after"]) > 0
    return response.text


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("path", ["/i/some-invitation/", "/interviews/1/", "/admin/"])
def test_a_page_says_not_now_in_the_readers_language(client: httpx.Client, path: str, language: str) -> None:
    page = texts(client, path, language)
    assert f'<html lang="{language}">' in page
    assert NOT_NOW[language] in page


@pytest.mark.parametrize(("language", "word"), [("ko", "서비스"), ("en", "service")])
def test_the_api_answers_503(client: httpx.Client, language: str, word: str) -> None:
    headers = {"authorization": "Bearer something", "accept-language": language}
    for response in (
        client.get("/v1/interviews/1", headers=headers),
        client.post("/v1/interviews/1/answers", json={"turn": 1, "text": "Kept here."}, headers=headers),
        client.post("/v1/sessions", json={"invitation": "some", "consent": True}, headers=headers),
        client.get("/v1/interviews/1", headers={"accept-language": language}),
        client.get("/v1/interviews/1/stream", headers=headers),
    ):
        assert (response.status_code, response.json()["code"]) == (503, "unavailable")
        assert word in response.json()["message"]
        assert int(response.headers["retry-after"]) > 0


def test_what_needs_no_database_goes_on(client: httpx.Client) -> None:
    assert client.get("/healthz").status_code == 200
    assert client.get("/").status_code == 200
    assert client.get("/nowhere/").status_code == 404
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()["database"], ready.json()["redis"]) == (503, "away", "ok")
