"""Why a model could not be fetched."""


class FetchFailed(Exception):
    """The model's file is not there. The message is one line, which says what to do.

    `spoiled` says whether what was fetched so far is of no use and must not be resumed.
    """

    def __init__(self, message: str, spoiled: bool = False) -> None:
        super().__init__(message)
        self.spoiled = spoiled


class ConnectionBroken(Exception):
    """The connection to the hub broke, which may pass. The message is the reason."""
