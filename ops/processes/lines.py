LONGEST = 1024 * 1024


class LineBuffer:
    """Splits a stream of bytes into lines, however it is chunked.

    A line over `longest` bytes is returned in pieces, so that a child that never ends its line cannot fill our memory.
    """

    def __init__(self, longest: int = LONGEST) -> None:
        self._longest = longest
        self._rest = b""

    def feed(self, data: bytes) -> list[bytes]:
        """Return the lines that `data` completes, without their line ends."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        if len(self._rest) >= self._longest:
            lines.append(self._rest)
            self._rest = b""
        return lines

    def end(self) -> list[bytes]:
        """Return the last line, if it had no line end, else an empty list."""
        rest, self._rest = self._rest, b""
        return [rest] if rest else []
