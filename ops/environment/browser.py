"""Installs the browsers that the tests drive and a Korean font for them, from the system's packages."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from ops.problem import Problem

from .progress import Progress

FIREFOX = "firefox-esr"
SOUND_SERVER = "pulseaudio"  # Firefox plays nothing on a machine without a sound device
FONTS = Path("/usr/share/fonts")


def missing() -> list[str]:
    """Return the Debian names of the packages without which no browser test runs, if they are missing."""
    packages = []
    if not shutil.which("chromium"):
        packages.append("chromium")
    if not _has_a_korean_font():
        packages.append("fonts-noto-cjk")
    return packages


def missing_for_firefox() -> list[str]:
    """Return the names of the packages for the tests in Firefox that are missing."""
    packages = []
    if not shutil.which(FIREFOX) and not shutil.which("firefox"):
        packages.append(FIREFOX)
    if not shutil.which(SOUND_SERVER):
        packages.append(SOUND_SERVER)
    return packages


def install_firefox(progress: Progress, say: Callable[[str], None]) -> None:
    """Install Firefox, in which some tests run as well. If that fails, say so: those tests are skipped."""
    packages = missing_for_firefox()
    try:
        install(packages, progress, say)
    except Problem as problem:
        tests = "The tests" if FIREFOX in packages else "The tests of sound"
        say(f"{tests} in Firefox are skipped. {problem}")


def install(packages: list[str], progress: Progress, say: Callable[[str], None]) -> None:
    """Install Debian packages with apt-get. Raises Problem, which says what to do, if not root or if apt-get fails."""
    if not shutil.which("apt-get"):
        raise Problem(f"The tests need {' and '.join(packages)} (Debian package names): install them and try again")
    if os.geteuid() != 0:
        raise Problem(f"The tests need {' and '.join(packages)}: sudo apt-get install {' '.join(packages)}")
    say(f"Installing {' and '.join(packages)} from the system's packages")
    # The package lists may be old or missing, and another apt may be running.
    apt = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=300"]
    progress.run([*apt, "update"], doing="reading the package lists")
    progress.run(
        [*apt, "install", "-y", "--no-install-recommends", *packages], doing=f"installing {' '.join(packages)}"
    )


def _has_a_korean_font() -> bool:
    if shutil.which("fc-list"):
        return bool(subprocess.run(["fc-list", ":lang=ko"], check=False, capture_output=True).stdout.strip())
    return any(FONTS.rglob("NotoSansCJK*"))
