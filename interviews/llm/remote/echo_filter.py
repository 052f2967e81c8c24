"""Removes the stem from the front of an answer, if a server repeats it there. Pure."""


class EchoFilter:
    """Passes a text on in pieces. Holds back only what may yet become the whole stem."""

    def __init__(self, stem: str) -> None:
        """`stem` is what the answer continues; "" if it continues nothing."""
        self._stem, self._held = stem, ""

    def feed(self, text: str) -> str:
        """Add `text`, and return what is certain to belong to the answer."""
        if not self._stem:
            return text
        self._held += text
        if len(self._held) < len(self._stem) and self._stem.startswith(self._held):
            return ""
        answer = self._held.removeprefix(self._stem)
        self._stem = self._held = ""
        return answer

    def flush(self) -> str:
        """Return what was held back, at the end of the answer."""
        held, self._held = self._held, ""
        return held
