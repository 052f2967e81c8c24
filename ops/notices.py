"""`make notices`: writes the table of THIRD_PARTY_NOTICES.md from the metadata of the packages in `.venv`."""

from importlib import metadata
from pathlib import Path

from . import ROOT, requirements

NOTICES = ROOT / "THIRD_PARTY_NOTICES.md"
BEGIN, END = "<!-- Written by `make notices` -->\n", "<!-- End of what `make notices` writes -->\n"
# What the metadata of these packages leave out.
UNSTATED = {"espeakng-loader": "GPL-3.0-or-later (espeak-ng in it; the loader states none)"}


def licence(package: str) -> str | None:
    """Return a package's licence as its metadata state it, or None if it is for another platform and not installed."""
    try:
        found = metadata.metadata(package)
    except metadata.PackageNotFoundError:
        return None
    if package in UNSTATED:
        return UNSTATED[package]
    stated = [text.strip() for name in ("License-Expression", "License") for text in found.get_all(name, [])]
    names = [text for text in stated if text and len(text) < 80]  # else it is the licence itself
    classifiers = [text.split(" :: ")[-1] for text in found.get_all("Classifier", []) if text.startswith("License ::")]
    if names or not classifiers:
        return (names or stated)[0].splitlines()[0]
    return " or ".join(classifiers)


def table() -> str:
    """Return a Markdown table of what requirements.lock names, by name."""
    names = sorted({name for name, _ in requirements.pins(requirements.of_run(ROOT).lock.read_text())})
    rows = [f"| {name} | {stated} |" for name in names if (stated := licence(name)) is not None]
    return "\n".join(["| package | licence |", "|---|---|", *rows, ""])


def write(path: Path = NOTICES) -> None:
    before, rest = path.read_text().split(BEGIN)
    path.write_text(f"{before}{BEGIN}\n{table()}\n{END}{rest.split(END)[1]}")


if __name__ == "__main__":
    write()
