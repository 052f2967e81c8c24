"""The error of a request that cannot be carried out."""


class Rejected(Exception):
    """Raised if a request cannot be carried out now. Nothing has changed; `code` is one of the API's error codes."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
