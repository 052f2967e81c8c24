"""Reads the tables of who gets what, and prints the rows that they lack."""

import csv
from pathlib import Path

import pytest

ACCESS = Path(__file__).with_name("access.tsv")
ROLES = Path(__file__).with_name("roles.tsv")

Cells = dict[str, str]  # by column


def rows(table: Path = ACCESS) -> dict[str, Cells]:
    """Return the rows by their request, such as `GET admin/`."""
    with table.open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file, delimiter="\t"))
    by_request = {row.pop("request"): row for row in found}
    assert len(by_request) == len(found), "a request has two rows"
    return by_request


def compare(found: dict[str, Cells], expected: dict[str, Cells], table: Path = ACCESS) -> None:
    """Fail, and print each row as it should be if the site is right, unless all are equal."""
    differing = [
        "\t".join([request, *cells.values()]) for request, cells in found.items() if expected.get(request) != cells
    ]
    if differing:
        pytest.fail(f"{table.name} differs from what was found:\n" + "\n".join(sorted(differing)), pytrace=False)
    assert set(expected) - set(found) == set(), "rows of addresses that do not exist"
