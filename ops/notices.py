"""`make notices`: writes the table of THIRD_PARTY_NOTICES.md from the metadata of the packages in `.venv`."""

from importlib import metadata
from pathlib import Path

from . import ROOT, requirements

NOTICES = ROOT / "THIRD_PARTY_NOTICES.md"
BEGIN, END = "<!-- Written by `make notices` -->\n", "<!-- End of what `make notices` writes -->\n"
# Licences that the metadata of these packages leave out.
UNSTATED = {"espeakng-loader": "GPL-3.0-or-later (of the espeak-ng that it contains; the loader states none)"}


def licence(package: str) -> str | None:
    """Return the licence that a package's metadata state, or None if it is not installed (for another platform)."""
    try:
        found = metadata.metadata(package)
    except metadata.PackageNotFoundError:
        return None
    if package in UNSTATED:
        return UNSTATED[package]
    stated = [text.strip() for name in ("License-Expression", "License") for text in found.get_all(name, [])]
    names = [text for text in stated if text and len(text) < 80]  # a longer text is the licence itself
    classifiers = [text.split(" :: ")[-1] for text in found.get_all("Classifier", []) if text.startswith("License ::")]
    if names or not classifiers:
        return (names or stated)[0].splitlines()[0]
    return " or ".join(classifiers)


def table() -> str:
    """Return a Markdown table of the installed packages that run the product and its voice, sorted by name."""
    locks = (requirements.of_run(ROOT).lock, requirements.of_voice(ROOT).lock)
    names = sorted({name for lock in locks for name, _ in requirements.pins(lock.read_text())})
    rows = [f"| {name} | {stated} |" for name in names if (stated := licence(name)) is not None]
    return "\n".join(["| package | licence |", "|---|---|", *rows, ""])


def write(path: Path = NOTICES) -> None:
    """Replace the table between the two marker lines of `path`."""
    before, rest = path.read_text().split(BEGIN)
    path.write_text(f"{before}{BEGIN}\n{table()}\n{END}{rest.split(END)[1]}")


if __name__ == "__main__":
    write()
