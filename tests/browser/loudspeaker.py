"""A loudspeaker that nobody hears: on a machine without one, Firefox plays nothing, unlike Chromium."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ops.processes.process import Process, wait_until

PROGRAM = "pulseaudio"


def is_installed() -> bool:
    return shutil.which(PROGRAM) is not None


@contextmanager
def loudspeaker(folder: Path) -> Iterator[dict[str, str]]:
    """Run a sound server with a silent device, if it is installed, and yield the environment that leads to it."""
    if not is_installed():
        yield {}
        return
    socket = folder / "sound"
    modules = ["module-null-sink", f"module-native-protocol-unix socket={socket} auth-anonymous=1"]
    options = ["-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "--disable-shm=yes"]
    command = [PROGRAM, *options, *(f"--load={module}" for module in modules)]
    home = {"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)}
    with Process(command, env=home, log=folder / "sound.log"):
        wait_until(socket.exists, seconds=30, what="the sound server listens")
        yield {"PULSE_SERVER": f"unix:{socket}"}
