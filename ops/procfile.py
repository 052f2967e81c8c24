import shlex
from pathlib import Path
from string import Template

from . import ROOT


def commands(port: int, path: Path = ROOT / "Procfile") -> dict[str, list[str]]:
    """Name to command, with $PORT filled in; run without a shell, so that a signal reaches the process itself."""
    lines = [line for line in path.read_text().splitlines() if line.strip() and not line.startswith("#")]
    pairs = (line.split(":", maxsplit=1) for line in lines)
    return {name.strip(): shlex.split(Template(command).substitute(PORT=port)) for name, command in pairs}
