import io
import os
from pathlib import Path

import pytest

from ops.environment import browser
from ops.environment.progress import Progress
from ops.problem import Problem

pytestmark = pytest.mark.process


@pytest.fixture
def bare_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Simulate a machine without a browser or fonts. Return the only folder in its PATH."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(browser, "FONTS", tmp_path / "fonts")
    return tmp_path


def program(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def install(folder: Path) -> str:
    out = io.StringIO()
    browser.install(browser.missing(), Progress(folder / "apt.log", out), lambda text: print(text, file=out))
    return out.getvalue()


def test_a_bare_machine_lacks_both_packages(bare_machine: Path) -> None:
    assert browser.missing() == ["chromium", "fonts-noto-cjk"]


def test_nothing_is_missing_if_browser_and_font_are_installed(bare_machine: Path) -> None:
    program(bare_machine / "chromium", "")
    program(bare_machine / "fc-list", "echo /fonts/some-korean-font.ttf")
    assert browser.missing() == []


def test_root_installs_the_packages(bare_machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setenv("PATH", f"{bare_machine}:/usr/bin:/bin")
    program(bare_machine / "apt-get", 'echo "$DEBIAN_FRONTEND: $*"')
    monkeypatch.setattr(browser, "missing", lambda: ["chromium", "fonts-noto-cjk"])
    assert "chromium and fonts-noto-cjk" in install(bare_machine)
    update, packages = (bare_machine / "apt.log").read_text().splitlines()
    assert update.startswith("noninteractive: ") and update.endswith(" update")
    assert packages.endswith(" install -y --no-install-recommends chromium fonts-noto-cjk")


def test_a_failure_of_apt_names_its_log(bare_machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setenv("PATH", f"{bare_machine}:/usr/bin:/bin")
    program(bare_machine / "apt-get", "echo 'E: Unable to fetch some archives'; exit 100")
    with pytest.raises(Problem, match=r"E: Unable to fetch some archives.* The full output is in .*apt\.log"):
        install(bare_machine)


def test_without_firefox_set_up_goes_on_and_says_what_is_left_out(bare_machine: Path) -> None:
    program(bare_machine / "apt-get", "echo 'E: Unable to locate package firefox-esr'; exit 100")
    said: list[str] = []
    assert browser.missing_for_firefox() == ["firefox-esr", "pulseaudio"]
    browser.install_firefox(Progress(bare_machine / "apt.log", io.StringIO()), said.append)
    assert said[-1].startswith("The tests in Firefox are skipped. ")
    program(bare_machine / "firefox-esr", "")
    browser.install_firefox(Progress(bare_machine / "apt.log", io.StringIO()), said.append)
    assert said[-1].startswith("The tests of sound in Firefox are skipped. ")
    program(bare_machine / "pulseaudio", "")
    assert browser.missing_for_firefox() == []


def test_any_other_user_gets_the_command_to_run(bare_machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    program(bare_machine / "apt-get", "")
    with pytest.raises(Problem, match=r"sudo apt-get install chromium fonts-noto-cjk$"):
        install(bare_machine)
