"""What the image of deploy/Dockerfile holds: all that the product needs, and neither data nor keys."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

from ops import ROOT

pytestmark = pytest.mark.process

DOCKERFILE = (ROOT / "deploy/Dockerfile").read_text()
LINES = (ROOT / "deploy/Dockerfile.dockerignore").read_text().splitlines()
PATTERNS = [line for line in LINES if line and not line.startswith("#")]
SECRETS = (
    *("var/env", "var/db.sqlite3", "data2/env", "deploy/env", ".env", "backup.dump", "key.pem", ".git/config"),
    *("interviews/__pycache__/x.pyc", "demo_model/recipe/out/x.txt", "models/name.gguf"),
)


def is_sent(path: str) -> bool:
    """Return whether Docker sends this file to the build, by the rules of a .dockerignore: the last match counts."""
    sent = True
    parts = path.split("/")
    for pattern in PATTERNS:
        keeps = pattern.startswith("!")
        wanted = pattern.removeprefix("!")
        above = ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]
        if wanted.startswith("**/"):
            matches = any(fnmatch(part, wanted.removeprefix("**/")) for part in parts)
        else:
            matches = any(fnmatch(name, wanted) for name in above if name.count("/") == wanted.count("/"))
        sent = keeps if matches else sent
    return sent


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a checkout that get into the image, after the Dockerfile's last steps."""
    files = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    tree = tmp_path_factory.mktemp("image")
    for name in filter(None, files):
        if is_sent(name) and (ROOT / name).is_file():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, tree / name)
    (tree / ".venv").symlink_to(ROOT / ".venv")
    [last_run] = re.findall(r"^RUN (\.venv/bin/python .*(?:\n.*)?)$", DOCKERFILE, re.MULTILINE)
    do(last_run, tree, STATIC_ROOT=str(tree / "staticfiles"))
    return tree


def do(command: str, tree: Path, **environment: str) -> str:
    env = {"PATH": os.environ["PATH"], "STATIC_ROOT": str(tree / "staticfiles"), **environment}
    run = subprocess.run(["sh", "-euc", command], cwd=tree, env=env, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr[-3000:]
    return run.stdout


@pytest.mark.parametrize("name", SECRETS)
def test_data_and_keys_are_not_sent(name: str) -> None:
    assert not is_sent(name)


def test_the_product_starts_from_what_is_sent(tree: Path, tmp_path: Path) -> None:
    settings = {"SECRET_KEY": "s" * 50, "DATA_DIR": str(tmp_path), "TTS_BACKEND": "espeak"}
    do(".venv/bin/python manage.py migrate --noinput -v 0 && .venv/bin/python manage.py check", tree, **settings)
    do(".venv/bin/python -c 'import interview_site.asgi'", tree, **settings)
    assert "ok" in do(".venv/bin/python manage.py runworker --check 2>&1 && echo ok", tree, **settings)


def test_building_leaves_neither_the_builds_key_nor_its_folder(tree: Path) -> None:
    made = [path for path in tree.rglob("*") if path.is_file() and ".venv" not in path.parts]
    assert len(made) > 300
    assert not [path for path in made if path.name in {"env", "db.sqlite3"} or path.suffix == ".pem"]
    assert not Path("/nonexistent").exists()


@pytest.fixture(scope="module")
def image() -> Iterator[str]:
    docker = shutil.which("docker")
    if docker is None:
        pytest.skip("docker is not installed")
    if subprocess.run([docker, "info"], capture_output=True).returncode:
        pytest.skip("docker's daemon is not running")
    name = f"interviews-test-{os.getpid()}"
    built = subprocess.run(
        [docker, "build", "-q", "-f", "deploy/Dockerfile", "-t", name, "."], cwd=ROOT, capture_output=True, text=True
    )
    if "failed to resolve source metadata" in built.stderr:
        pytest.skip("docker cannot fetch the base image")
    assert built.returncode == 0, built.stderr[-3000:]
    yield name
    subprocess.run([docker, "image", "rm", "-f", name], capture_output=True)


@pytest.mark.timeout(3600)  # it builds llama.cpp
def test_the_image_migrates_checks_its_model_and_runs_as_nobody_in_particular(image: str) -> None:
    program = "id -u; .venv/bin/python manage.py migrate --noinput -v 0; .venv/bin/python manage.py runworker --check"
    safe = ["--read-only", "--tmpfs", "/tmp", "--tmpfs", "/data:uid=10001,mode=0700", "--cap-drop", "ALL"]
    run = subprocess.run(
        ["docker", "run", "--rm", *safe, "-e", f"SECRET_KEY={'s' * 50}", image, "sh", "-euc", program],
        capture_output=True, text=True,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr[-3000:]
    assert run.stdout.startswith("10001\n")
