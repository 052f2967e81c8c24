"""Runs a command that dies with the process that started it, even if that process is killed with SIGKILL.

`python tether.py PARENT_PID COMMAND...` asks the kernel for a SIGKILL at the parent's death, then becomes
COMMAND. It is a separate program because `preexec_fn` is unsafe in a process with threads. The kernel
means the parent's *thread*: start tethered commands from a thread that lives as long as the process, which
is the main thread. Only COMMAND itself is tied; what it starts must look after itself.
"""

import ctypes
import os
import signal
import sys
from pathlib import Path

PR_SET_PDEATHSIG = 1


def tethered(command: list[str]) -> list[str]:
    """Wrap `command`. The process that calls this must start the result as its own child."""
    # -I and -S ignore the environment's Python settings, and make it start in some 20 ms.
    return [sys.executable, "-I", "-S", str(Path(__file__).resolve()), str(os.getpid()), *command]


def main(parent: str, *command: str) -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != int(parent):
        sys.exit(0)  # the parent died before prctl, so no signal would come
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # a shell hands on to its background jobs that they ignore Ctrl-C
    try:
        os.execvp(command[0], command)  # noqa: S606  it becomes the command; there is nothing for a shell to do
    except OSError as error:
        print(f"{command[0]}: {error.strerror}", file=sys.stderr)
        sys.exit(127)


if __name__ == "__main__":
    main(*sys.argv[1:])
