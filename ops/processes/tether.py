"""Runs a command that dies with the process that started it, even if that process is killed with SIGKILL.

`python tether.py PARENT_PID COMMAND...` asks the kernel to send SIGKILL when the parent dies, then becomes COMMAND.
It is a separate program because `preexec_fn` is unsafe in a process with threads. For the kernel, the parent is the
*thread* that started the command, so start tethered commands in the main thread, which lives as long as the process.
Only COMMAND itself is killed, not the processes that it has started.
"""

import ctypes
import os
import signal
import sys
from pathlib import Path

PR_SET_PDEATHSIG = 1


def tethered(command: list[str]) -> list[str]:
    """Wrap `command`. The process that calls this must start the result as its own child."""
    # -I and -S ignore Python's environment variables and site-packages, which makes it start in about 20 ms.
    return [sys.executable, "-I", "-S", str(Path(__file__).resolve()), str(os.getpid()), *command]


def main(parent: str, *command: str) -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != int(parent):
        sys.exit(0)  # the parent died before prctl, so no signal would come
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # a shell's background jobs inherit that Ctrl-C is ignored
    try:
        os.execvp(command[0], command)  # noqa: S606  this process becomes the command, which needs no shell
    except OSError as error:
        print(f"{command[0]}: {error.strerror}", file=sys.stderr)
        sys.exit(127)


if __name__ == "__main__":
    main(*sys.argv[1:])
