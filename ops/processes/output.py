import os
from collections.abc import Callable
from itertools import cycle
from typing import BinaryIO

COLOURS = ("36", "33", "35", "32", "34")
WIDTH = 7


class Output:
    """Prefixes each line with the name of the process that wrote it, in colour if `stream` is a terminal.

    `on_broken` is called once, when writing fails because the terminal or the pipe was closed. Later lines are dropped.
    """

    def __init__(self, stream: BinaryIO, on_broken: Callable[[], None] = lambda: None) -> None:
        self._stream = stream
        self._colour = stream.isatty() and "NO_COLOR" not in os.environ
        self._colours: dict[str, str] = {}
        self._next_colour = cycle(COLOURS)
        self._broken = False
        self.on_broken = on_broken

    def line(self, name: str, text: bytes) -> None:
        """Write a line of the process `name`. `text` has no line end."""
        self._write(self._prefix(name) + text.rstrip(b"\r") + b"\n")

    def say(self, text: str) -> None:
        """Write a line of the launcher itself, without a prefix."""
        self._write(text.encode() + b"\n")

    def _prefix(self, name: str) -> bytes:
        prefix = f"{name:<{WIDTH}}| "
        if self._colour:
            if name not in self._colours:
                self._colours[name] = next(self._next_colour)
            prefix = f"\033[{self._colours[name]}m{prefix}\033[0m"
        return prefix.encode()

    def _write(self, data: bytes) -> None:
        if self._broken:
            return
        try:
            self._stream.write(data)
            self._stream.flush()
        except OSError:
            self._broken = True
            # Otherwise Python would flush the stream again at exit, and print an error.
            os.dup2(os.open(os.devnull, os.O_WRONLY), self._stream.fileno())
            self.on_broken()
