"""Finds nginx and Caddy, or unpacks their Debian packages. It does not install them: that would start a service."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from ops import ROOT

PROGRAMS = {"nginx": "usr/sbin/nginx", "caddy": "usr/bin/caddy"}  # by package
UNPACKED = ROOT / ".setup" / "proxies"
SECONDS = 120


class Missing(Exception):
    """Raised if a program is not installed and cannot be fetched; says why."""


def find(name: str) -> str:
    """Return the program's path. Raises Missing."""
    inside = UNPACKED / PROGRAMS[name]
    found = shutil.which(name) or shutil.which(f"/{PROGRAMS[name]}")
    if not found and not inside.is_file():
        _unpack(name)
    return found or str(inside)


def _unpack(name: str) -> None:
    """Download the package with apt-get, which needs no rights for that, and unpack it."""
    if not (shutil.which("apt-get") and shutil.which("dpkg")):
        raise Missing(f"{name} is not installed, and there is no apt-get to fetch it with")
    UNPACKED.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=UNPACKED) as place:
        if _run(["apt-get", "download", "-q", name], place) and not _updated(name, place):
            raise Missing(f"{name} is not installed, and `apt-get download {name}` fails")
        for package in Path(place).glob("*.deb"):
            _run(["dpkg", "-x", str(package), str(UNPACKED)], place)
    if not (UNPACKED / PROGRAMS[name]).is_file():
        raise Missing(f"{name} is not installed, and Debian's package of that name has no {PROGRAMS[name]}")


def _updated(name: str, place: str) -> bool:
    """Read the package lists, which may be old or missing, and download again. Only root can do that."""
    return not _run(["apt-get", "update", "-q"], place) and not _run(["apt-get", "download", "-q", name], place)


def _run(command: list[str], place: str) -> int:
    try:
        return subprocess.run(command, cwd=place, check=False, capture_output=True, timeout=SECONDS).returncode
    except subprocess.TimeoutExpired:
        return 1
