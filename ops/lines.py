LONGEST = 1024 * 1024


class LineBuffer:
    """Cuts a stream of bytes into lines, however it arrives; nothing is lost.

    A line over `longest` bytes is handed out in pieces, so that a child that never ends its line
    cannot fill our memory.
    """

    def __init__(self, longest: int = LONGEST) -> None:
        self._longest = longest
        self._rest = b""

    def feed(self, data: bytes) -> list[bytes]:
        """The lines that `data` completes, without their line ends."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        if len(self._rest) >= self._longest:
            lines.append(self._rest)
            self._rest = b""
        return lines

    def end(self) -> list[bytes]:
        """The last line, where it had no line end."""
        rest, self._rest = self._rest, b""
        return [rest] if rest else []
