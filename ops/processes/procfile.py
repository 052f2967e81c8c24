import shlex
from pathlib import Path
from string import Template

from ops import ROOT


def commands(port: int, path: Path = ROOT / "Procfile") -> dict[str, list[str]]:
    """Return the commands by name with $PORT filled in. Run them without a shell, so that they get the signals."""
    lines = [line for line in path.read_text().splitlines() if line.strip() and not line.startswith("#")]
    pairs = (line.split(":", maxsplit=1) for line in lines)
    return {name.strip(): shlex.split(Template(command).substitute(PORT=port)) for name, command in pairs}
