"""The files in deploy/ start the Procfile's commands, and set only variables that the settings or compose read."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from ops import ROOT
from ops.processes import procfile

DEPLOY = ROOT / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
ENV = (DEPLOY / "env.example").read_text()


def unit(name: str) -> dict[str, str]:
    """Return a systemd unit's settings by name. If a name is repeated, the last one counts."""
    lines = (DEPLOY / f"systemd/interviews-{name}@.service").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))


def command(words: list[str], **instead: str) -> list[str]:
    """Return a command as the Procfile has it: without the proxy option, and with the words in `instead` replaced."""
    known = [instead.get(word, word) for word in words if word != "--proxy-headers"]
    return [word.removeprefix("/opt/interviews/") for word in known]


@pytest.mark.parametrize("name", ["web", "worker"])
def test_a_unit_starts_the_procfiles_command(name: str) -> None:
    assert command(shlex.split(unit(name)["ExecStart"].replace("%i", "8000"))) == procfile.commands(8000)[name]


@pytest.mark.process
@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")
@pytest.mark.parametrize("name", ["web@8001", "worker@01"])
def test_systemd_finds_nothing_wrong_with_a_unit(tmp_path: Path, name: str) -> None:
    template = f"interviews-{name.split('@')[0]}@.service"
    unit = (DEPLOY / "systemd" / template).read_text()
    (tmp_path / template).write_text(unit.replace("/opt/interviews", str(ROOT)))  # the programs must exist
    command = [
        "systemd-analyze",
        "verify",
        "--man=no",
        "--recursive-errors=no",
        tmp_path / f"interviews-{name}.service",
    ]
    checked = subprocess.run(command, capture_output=True, text=True)
    assert [line for line in checked.stderr.splitlines() if template in line] == [] and checked.returncode == 0


@pytest.mark.parametrize("name", ["web", "worker"])
def test_compose_starts_the_procfiles_command(name: str) -> None:
    assert command(COMPOSE["services"][name]["command"], **{"0.0.0.0": "127.0.0.1"}) == procfile.commands(8000)[name]


def seconds(text: str) -> int:
    return int(text.removesuffix("s"))


@pytest.mark.parametrize(("name", "own_grace"), [("web", 5), ("worker", 20)])
def test_a_process_is_not_killed_before_its_own_grace_is_over(name: str, own_grace: int) -> None:
    assert seconds(unit(name)["TimeoutStopSec"]) > own_grace
    assert seconds(COMPOSE["services"][name]["stop_grace_period"]) > own_grace


def test_the_settings_or_compose_read_every_variable_of_the_example() -> None:
    readers = (ROOT / "interview_site/settings.py").read_text() + (DEPLOY / "compose.yaml").read_text()
    readers += (ROOT / "interview_site/environment.py").read_text()
    names = re.findall(r"^#?([A-Z_]+)=", ENV, re.MULTILINE)
    assert len(names) > 8
    assert [name for name in names if not re.search(rf'"{name}"|\$\{{{name}\b', readers)] == []


def test_the_files_contain_no_secret() -> None:
    assert re.search(r"^SECRET_KEY=$", ENV, re.MULTILINE)
    for service in COMPOSE["services"].values():
        given = {name: value for name, value in service.get("environment", {}).items() if "PASSWORD" in name}
        assert all(value.startswith("${") for value in given.values())


def test_the_proxy_waits_longer_than_an_attempt_at_a_question_can_take() -> None:
    nginx = (DEPLOY / "nginx.conf").read_text()
    [wait] = re.findall(r"proxy_read_timeout (\d+)s;", nginx)
    assert int(wait) > 330
    usual, forms = (int(most) for most in re.findall(r"client_max_body_size (\d+)k;", nginx))
    assert 64 < usual < 128
    assert 1024 < forms < 1152
