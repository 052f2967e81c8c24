"""The id of the request that is being served or, in a worker, of the one that queued the question.

It is a context variable, which every log line has as `request`, in the threads and tasks of the request as well.
"""

import structlog

NAME = "request"
MAX_CHARS = 64


def set_request_id(request_id: str) -> None:
    """Have the log lines of this context carry `request_id`; "" for none."""
    if request_id:
        structlog.contextvars.bind_contextvars(**{NAME: request_id})
    else:
        structlog.contextvars.unbind_contextvars(NAME)


def request_id() -> str:
    """Return the id of this context; "" if there is none, as in a command."""
    return str(structlog.contextvars.get_contextvars().get(NAME, ""))
