import re
import subprocess
import sys
from pathlib import Path

import pytest

from ops import ROOT, requirements
from ops.problem import Problem

LOCKS = requirements.all_of(ROOT)
ENTRY = re.compile(r"^[a-z0-9-]+==[^\s;]+(?: ; [^\\]+)?(?: \\\n    --hash=sha256:[0-9a-f]{64})+\n", re.MULTILINE)


def lock_in(folder: Path, asked: str, locked: str | None = None) -> requirements.Requirements:
    """Write requirements.txt and a lock with its digest. The lock contains `locked`, or `asked` if that is None."""
    (folder / "requirements.txt").write_text(asked)
    wanted = requirements.of_run(folder)
    wanted.lock.write_text(f"# inputs: sha256:{wanted.digest()}\n{asked if locked is None else locked}")
    return wanted


@pytest.mark.parametrize("wanted", LOCKS, ids=lambda wanted: wanted.name)
def test_the_locks_match_the_requirements(wanted: requirements.Requirements) -> None:
    wanted.check()


@pytest.mark.parametrize("wanted", LOCKS, ids=lambda wanted: wanted.name)
def test_a_lock_has_versions_and_hashes_but_no_url(wanted: requirements.Requirements) -> None:
    text = wanted.lock.read_text()
    lines = [line for line in text.splitlines(keepends=True) if not line.startswith("#")]
    assert ENTRY.sub("", "".join(lines)) == ""
    assert "://" not in text


def test_the_locks_agree_on_every_version() -> None:
    run, development, voice, build = (requirements.pins(wanted.lock.read_text()) for wanted in LOCKS)
    assert run <= development
    assert {pin for pin in voice if pin[0] in dict(development)} <= development
    assert {pin for pin in build if pin[0] in dict(development)} <= development


def test_pip_and_the_build_tools_are_pinned_by_hash() -> None:
    build = requirements.of_build(ROOT)
    assert all(build.pinned(name) for name in ("pip", "scikit-build-core", "cmake", "ninja", "setuptools"))


@pytest.mark.parametrize("changed", ["httpx==0.28.1\n", "httpx==0.28.2\nanyio==4.0\n", "httpx==0.28.2\nnumpy\n"])
def test_changed_requirements_do_not_match(tmp_path: Path, changed: str) -> None:
    wanted = lock_in(tmp_path, "httpx==0.28.2\n")
    wanted.inputs[0].write_text(changed)
    with pytest.raises(Problem, match=r"^requirements.lock does not match requirements.txt: run `make lock`$"):
        wanted.check()


@pytest.mark.parametrize("locked", ["", "httpx==0.28.1 \\\n    --hash=sha256:00\n", "anyio==0.28.2\n"])
def test_a_lock_that_lacks_a_pin_does_not_match(tmp_path: Path, locked: str) -> None:
    with pytest.raises(Problem, match=r"run `make lock`$"):
        lock_in(tmp_path, "httpx==0.28.2\n", locked).check()


def test_a_missing_lock_is_named(tmp_path: Path) -> None:
    wanted = lock_in(tmp_path, "httpx==0.28.2\n")
    wanted.lock.unlink()
    with pytest.raises(Problem, match=r"^requirements.lock is missing: run `make lock`$"):
        wanted.check()


def test_a_changed_comment_still_matches(tmp_path: Path) -> None:
    wanted = lock_in(tmp_path, "httpx==0.28.2\n")
    wanted.inputs[0].write_text("# The voice\n\nhttpx==0.28.2    # TTS_BACKEND=fish\n")
    wanted.check()


def test_names_are_compared_in_their_normalized_form(tmp_path: Path) -> None:
    wanted = lock_in(tmp_path, "Django_Ninja[test]==1.7.1\n", "django-ninja==1.7.1 ; python_version < '4' \\\n")
    wanted.check()
    assert wanted.pinned("django.ninja") == "1.7.1"
    assert wanted.pinned("django") is None


@pytest.mark.process
def test_set_up_prints_that_line_and_changes_nothing(tmp_path: Path) -> None:
    for wanted in LOCKS:
        for file in (wanted.lock, *wanted.inputs):
            (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "requirements.txt").write_text("Django==5.2.18\n")
    code = f"import pathlib, sys, ops.setup as s; s.ROOT = pathlib.Path({str(tmp_path)!r}); sys.exit(s.main('check'))"
    done = subprocess.run([sys.executable, "-c", code], check=False, cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "requirements.lock does not match requirements.txt: run `make lock`\n"
    assert not (tmp_path / ".venv").exists()
