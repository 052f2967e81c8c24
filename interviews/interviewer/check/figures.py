"""Finds the figures of a text."""

import re

# Not the ones in a name: S3, COVID-19, 24/7. A unit or a particle may follow at once.
_FIGURE = re.compile(r"(?<![A-Za-z\d.,/_-])\d+(?:[.,]\d+)*(?![\d/]|-?[A-Za-z])")
# Small numbers count what a question asks for, and 100 means "all".
_SMALL = 10
_WHOLE = "100"


def of(text: str) -> frozenset[str]:
    """Return the figures of a text, without the commas between their thousands: 3.10, 1200, not 1 to 9."""
    found = (figure.replace(",", "") for figure in _FIGURE.findall(text))
    return frozenset(figure for figure in found if figure != _WHOLE and ("." in figure or int(figure) >= _SMALL))
