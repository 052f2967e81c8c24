"""Parses pip's output to tell what pip is doing. Pure."""

import re

# ninja numbers the files that it compiles: [12/93] Building CXX object ...
_COMPILING = re.compile(r"\[(\d+)/(\d+)\] (?:Building|Linking|/|:)")
_BUILDING = re.compile(r"Building wheel for (\S+) .*: started")
_COLLECTING = re.compile(r"Collecting ([\w.-]+)")
_FETCHING = re.compile(r"(?:Downloading|Processing) (?:\S*/)?([\w.]+-[\w.+!]+?)(?:-|\.tar)")


class PipOutput:
    """Remembers which package is being built, because the compiler's lines do not name it."""

    def __init__(self) -> None:
        self._building = ""

    def describe(self, line: str) -> str | None:
        """Describe what pip is doing, or return None if `line` (stripped) says nothing new."""
        if found := _COMPILING.match(line):
            return f"building {self._building}: file {found[1]} of {found[2]}"
        if found := _BUILDING.match(line):
            self._building = found[1]
            return f"building {found[1]}"
        if found := _COLLECTING.match(line):
            return f"looking for {found[1]}"
        if found := _FETCHING.match(line):
            return f"fetching {found[1]}"
        if line.startswith("Installing collected packages:"):
            return f"installing {line.count(',') + 1} packages"
        return None
