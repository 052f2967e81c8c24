import os
import stat
from pathlib import Path

import pytest

from ops import generated
from ops.env_file import EnvFile
from ops.redis_server import RedisServer

SECRETS = ("SECRET_KEY", "ADMIN_PASSWORD", "DEMO_INVITATION")


def fill(path: Path, environment: dict[str, str] | None = None, port: int = 8000) -> EnvFile:
    file = EnvFile(path)
    generated.fill(file, environment or {}, port, path.parent / "redis")
    file.save()
    return EnvFile(path)


def test_a_first_run_writes_every_value_for_its_owner_alone(tmp_path: Path) -> None:
    file = fill(tmp_path / "env", port=8123)
    assert stat.S_IMODE((tmp_path / "env").stat().st_mode) == 0o600
    assert file.get("PUBLIC_URL") == "http://127.0.0.1:8123"
    assert RedisServer.from_url(file.get("REDIS_URL"), tmp_path)
    assert all(len(file.get(name)) >= 16 for name in SECRETS)
    assert [path.name for path in tmp_path.iterdir()] == ["env"]


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    fill(tmp_path / "env")
    before = (tmp_path / "env").read_text()
    fill(tmp_path / "env")
    assert (tmp_path / "env").read_text() == before


def test_a_file_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    (tmp_path / "env").write_text("")
    (tmp_path / "env").chmod(0o644)
    fill(tmp_path / "env")
    assert stat.S_IMODE((tmp_path / "env").stat().st_mode) == 0o600


def test_lines_of_a_person_stay_as_they_are(tmp_path: Path) -> None:
    own = "# ours\nLLM_MODEL='/srv/a model.gguf'\n\nexport SECRET_KEY=mine\nPUBLIC_URL=https://interviews.example\n"
    (tmp_path / "env").write_text(own)
    file = fill(tmp_path / "env")
    assert (tmp_path / "env").read_text().startswith(own)
    assert (file.get("SECRET_KEY"), file.get("PUBLIC_URL")) == ("mine", "https://interviews.example")
    assert file.get("ADMIN_PASSWORD")


def test_an_empty_value_is_filled_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "env").write_text("SECRET_KEY=\nDEBUG=1\n")
    assert fill(tmp_path / "env").get("SECRET_KEY")
    assert (tmp_path / "env").read_text().count("SECRET_KEY") == 1


def test_what_the_environment_gives_is_not_generated(tmp_path: Path) -> None:
    file = fill(tmp_path / "env", dict.fromkeys(generated.NAMES, "given"))
    assert not any(file.get(name) for name in generated.NAMES)


@pytest.mark.parametrize("name", SECRETS)
def test_an_empty_variable_counts_as_none(tmp_path: Path, name: str) -> None:
    assert fill(tmp_path / "env", {name: ""}).get(name)


def test_our_public_url_follows_the_port(tmp_path: Path) -> None:
    fill(tmp_path / "env", port=8000)
    assert fill(tmp_path / "env", port=8001).get("PUBLIC_URL") == "http://127.0.0.1:8001"


@pytest.mark.redis
def test_our_redis_moves_where_its_port_was_taken(tmp_path: Path) -> None:
    first = fill(tmp_path / "env").get("REDIS_URL")
    ours = RedisServer.from_url(first, tmp_path)
    assert ours
    with RedisServer(tmp_path / "another", port=ours.port):
        second = fill(tmp_path / "env").get("REDIS_URL")
    assert second != first and RedisServer.from_url(second, tmp_path)


@pytest.mark.redis
def test_someone_elses_redis_is_left_alone_even_where_it_answers_here(tmp_path: Path) -> None:
    with RedisServer(tmp_path / "another", password="chosen-by-a-person") as redis:
        (tmp_path / "env").write_text(f"REDIS_URL={redis.url}\n")
        assert fill(tmp_path / "env").get("REDIS_URL") == redis.url
    assert RedisServer.from_url(redis.url, tmp_path) is None


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "shared").write_text("DEBUG=1\n")
    os.symlink("shared", tmp_path / "env")
    fill(tmp_path / "env")
    assert (tmp_path / "env").is_symlink() and "SECRET_KEY=" in (tmp_path / "shared").read_text()
