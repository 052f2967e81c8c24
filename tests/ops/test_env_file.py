import os
import stat
from pathlib import Path

import pytest

from ops import generated
from ops.env_file import EnvFile
from ops.processes.redis_server import RedisServer

SECRETS = ("SECRET_KEY", "ADMIN_PASSWORD", "DEMO_INVITATION")


def fill(path: Path, environment: dict[str, str] | None = None, port: int = 8000) -> EnvFile:
    file = EnvFile(path)
    generated.fill(file, environment or {}, port, path.parent / "redis")
    file.save()
    return EnvFile(path)


def test_a_first_run_writes_every_value_readable_only_by_the_owner(tmp_path: Path) -> None:
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


def test_a_file_that_others_can_read_becomes_private(tmp_path: Path) -> None:
    (tmp_path / "env").write_text("")
    (tmp_path / "env").chmod(0o644)
    fill(tmp_path / "env")
    assert stat.S_IMODE((tmp_path / "env").stat().st_mode) == 0o600


def test_lines_that_the_user_wrote_stay_as_they_are(tmp_path: Path) -> None:
    own = "# ours\nLLM_MODEL='/srv/a model.gguf'\n\nexport SECRET_KEY=mine\nPUBLIC_URL=https://interviews.example\n"
    (tmp_path / "env").write_text(own)
    file = fill(tmp_path / "env")
    assert (tmp_path / "env").read_text().startswith(own)
    assert (file.get("SECRET_KEY"), file.get("PUBLIC_URL")) == ("mine", "https://interviews.example")
    assert file.get("ADMIN_PASSWORD")


def test_an_empty_value_is_filled_in_on_its_line(tmp_path: Path) -> None:
    (tmp_path / "env").write_text("SECRET_KEY=\nDEBUG=1\n")
    assert fill(tmp_path / "env").get("SECRET_KEY")
    assert (tmp_path / "env").read_text().count("SECRET_KEY") == 1


def test_values_from_the_environment_are_not_generated(tmp_path: Path) -> None:
    file = fill(tmp_path / "env", dict.fromkeys(generated.NAMES, "given"))
    assert not any(file.get(name) for name in generated.NAMES)


@pytest.mark.parametrize("name", SECRETS)
def test_an_empty_environment_variable_counts_as_unset(tmp_path: Path, name: str) -> None:
    assert fill(tmp_path / "env", {name: ""}).get(name)


def test_a_generated_public_url_follows_the_port(tmp_path: Path) -> None:
    fill(tmp_path / "env", port=8000)
    assert fill(tmp_path / "env", port=8001).get("PUBLIC_URL") == "http://127.0.0.1:8001"


@pytest.mark.redis
def test_the_bundled_redis_gets_another_port_if_its_own_is_in_use(tmp_path: Path) -> None:
    first = fill(tmp_path / "env").get("REDIS_URL")
    ours = RedisServer.from_url(first, tmp_path)
    assert ours
    with RedisServer(tmp_path / "another", port=ours.port):
        second = fill(tmp_path / "env").get("REDIS_URL")
    assert second != first and RedisServer.from_url(second, tmp_path)


@pytest.mark.redis
def test_the_url_of_another_redis_is_kept_even_if_it_runs_on_this_machine(tmp_path: Path) -> None:
    with RedisServer(tmp_path / "another", password="chosen-by-a-person") as redis:
        (tmp_path / "env").write_text(f"REDIS_URL={redis.url}\n")
        assert fill(tmp_path / "env").get("REDIS_URL") == redis.url
    assert RedisServer.from_url(redis.url, tmp_path) is None


def test_a_symbolic_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "shared").write_text("DEBUG=1\n")
    os.symlink("shared", tmp_path / "env")
    fill(tmp_path / "env")
    assert (tmp_path / "env").is_symlink() and "SECRET_KEY=" in (tmp_path / "shared").read_text()
