"""`python3 -m ops.setup run|development|check|test`: installs what a make target needs.

It uses the standard library and the system's Python only. If nothing is missing, it prints nothing and starts no
process.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  before importing modules that an older Python cannot parse
    sys.exit(
        f"Python 3.11 or newer is needed, but {sys.executable} is {sys.version.split()[0]}: "
        "sudo apt-get install python3, or choose another: make PYTHON=python3.12"
    )

import signal
from pathlib import Path
from typing import TextIO

from ops.environment import browser, machine
from ops.environment.locks import held
from ops.environment.node_tools import NodeTools
from ops.environment.packages import ENGINE, Packages
from ops.environment.progress import Progress
from ops.environment.virtualenv import Virtualenv

from . import ROOT, messages, requirements
from .problem import Problem
from .requirements import Requirements


class Setup:
    """Installs into `root`/.venv what a make target needs. Its lock file and logs are in `root`/.setup."""

    def __init__(self, root: Path, out: TextIO) -> None:
        self._root = root
        self._out = out
        self._notes = root / ".setup"
        self._virtualenv = Virtualenv(root / ".venv")
        self._installer = Packages(self._virtualenv, self._notes, out)

    def prepare(self, target: str) -> None:
        """Install what is missing for `target`: run, development, check (development and the JavaScript tools) or test
        (those and a browser). Raises Problem if a lock is stale or something cannot be installed, except for the
        voice: only the tests need it.
        """
        run, development = requirements.of_run(self._root), requirements.of_development(self._root)
        wanted, locks = (run, (run,)) if target == "run" else (development, (run, development))
        for some in (*locks, requirements.of_voice(self._root), requirements.of_build(self._root)):
            some.check()
        self._packages(wanted, enough=(wanted, development))
        self._messages()
        if target != "check":
            self._voice(required=target == "test")
        if target in ("check", "test"):
            self._node_tools()
        if target == "test":
            self._browser()

    def _packages(self, wanted: Requirements, enough: tuple[Requirements, ...]) -> None:
        if any(self._virtualenv.has(some) for some in enough):
            return
        with held(self._lock(), self._say_whom_we_wait_for):
            # The process that held the lock may have installed everything.
            if not any(self._virtualenv.has(some) for some in enough):
                self._install(wanted)

    def _install(self, wanted: Requirements) -> None:
        sound = self._virtualenv.is_sound()
        builds = bool(self._installer.to_build(wanted)) if sound else wanted.pinned(ENGINE) is not None
        self._demand(virtualenv=not sound, build=builds)
        self._say(
            f"{'Bringing .venv up to date' if sound else 'Making .venv'} (pip's output is in {self._installer.log})"
        )
        if builds:
            self._say(f"Building {ENGINE} takes 5 to 7 minutes on 2 free cores, unless pip has kept an earlier build")
        if not sound:
            self._virtualenv.make()
        self._installer.install(wanted, requirements.of_build(self._root))
        self._virtualenv.note(wanted)
        self._say("The environment is ready.")

    def _demand(self, virtualenv: bool, build: bool) -> None:
        """Raise one Problem that lists everything that is missing, so that one more try is enough."""
        missing = machine.missing_for_a_virtualenv() if virtualenv else []
        missing += machine.missing_for_a_build() if build else []
        if missing:
            raise Problem("\n".join(missing))

    def _messages(self) -> None:
        if messages.stale(self._root):
            with held(self._lock(), self._say_whom_we_wait_for):
                # -I keeps the script's folder out of sys.path, where it would precede the standard library.
                command = [str(self._virtualenv.python), "-I", messages.__file__, str(self._root)]
                Progress(self._notes / "messages.log", self._out).run(command, doing="compiling the translations")

    def _voice(self, required: bool) -> None:
        voice = requirements.of_voice(self._root)
        if self._virtualenv.has(voice):
            return
        with held(self._lock(), self._say_whom_we_wait_for):
            if self._virtualenv.has(voice):
                return
            self._say("Installing the voice, about 100 MB")
            try:
                self._installer.add(voice, "installing the voice")
            except Problem as problem:
                if required:
                    raise
                self._say(f"The next start tries again; until then espeak-ng speaks: {problem}")
            else:
                self._virtualenv.note(voice)

    def _node_tools(self) -> None:
        tools = NodeTools(self._root / "ops/javascript", self._virtualenv.folder)
        if tools.are_installed():
            return
        with held(self._lock(), self._say_whom_we_wait_for):
            if not tools.are_installed():
                self._say("Installing the tools that check scripts and pages")
                tools.install(Progress(self._notes / "npm.log", self._out))

    def _browser(self) -> None:
        if missing := browser.missing():
            with held(self._lock(), self._say_whom_we_wait_for):
                browser.install(missing, Progress(self._notes / "apt.log", self._out), self._say)
        if browser.missing_for_firefox():
            with held(self._lock(), self._say_whom_we_wait_for):
                browser.install_firefox(Progress(self._notes / "firefox.log", self._out), self._say)

    def _lock(self) -> Path:
        try:
            self._notes.mkdir(exist_ok=True)
            return self._notes / "lock"
        except OSError as error:
            raise Problem(f"{self._notes} cannot be created ({error.strerror}): make the checkout writable") from error

    def _say_whom_we_wait_for(self, process: str) -> None:
        self._say(f"Another make target (process {process}) is setting up .venv; waiting for it to finish.")

    def _say(self, text: str) -> None:
        print(text, file=self._out, flush=True)


def main(target: str) -> int:
    for number in (signal.SIGTERM, signal.SIGHUP):
        # Exit by an exception, so that pip and its compilers are stopped on the way out.
        signal.signal(number, lambda number, frame: sys.exit(128 + number))
    try:
        Setup(ROOT, sys.stdout).prepare(target)
        return 0
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nInterrupted. Run the same command to continue.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
