"""What an OpenAI-compatible server refuses, and how: the vendor's errors translated into ours, once."""

import re

import openai
from langchain_core.exceptions import ContextOverflowError

from interviews.llm.errors import ModelError, ModelUnavailable, PromptTooLong
from streaming.vendor_http import retry_after_seconds

# What the client trips over where a server's events are not OpenAI's.
MALFORMED = (ValueError, LookupError, TypeError, AttributeError)
# OpenAI's code, vLLM's sentence, llama-server's type.
_TOO_LONG = re.compile(r"context[ _](length|size|window)", re.IGNORECASE)

_KEY = "refuses the key. Put one that it knows into LLM_API_KEY."
_STATUS = {
    401: _KEY,
    403: _KEY,
    404: "does not serve LLM_MODEL={model}, or is no address of an OpenAI-compatible API (most end in /v1). "
    "Its /models lists what it serves.",
    429: "too many requests, or the quota is used up. Lower WORKER_CONCURRENCY, add servers or raise the quota.",
}
_FAILED = "the server failed. See its log."
_REFUSED = "refuses the request. See its log for the field it names, and whether LLM_MODEL={model} is a chat model."
# By what else goes wrong, and what to do.
_FAULTS = {
    "silent": "silent for too long. Is it up, or overloaded? Lower WORKER_CONCURRENCY or add servers.",
    "broken": "the connection broke in the middle of an answer. See the server's log, and any proxy's before it.",
    "away": "cannot connect, or the connection breaks before an answer. Is the server up, and is this its address?",
    "failed": _FAILED,
    "unfinished": "an answer that ends without its end. See the server's log; or is this not the address of an "
    "OpenAI-compatible API (most end in /v1)?",
    "malformed": "its answer is not in OpenAI's form. Is this the address of an OpenAI-compatible API?",
}
# Of these the same request gets the same again, or has waited long enough.
_LASTING = {"silent", "malformed"}


class ServerError(ModelUnavailable):
    """The server's fault, not the request's. `kind` is its status, or what else it was; `passing`: the same request may
    work in a moment, or after `retry_after_seconds` where the server says so."""

    def __init__(self, message: str, kind: str, *, passing: bool, retry_after_seconds: float | None = None) -> None:
        super().__init__(message)
        self.kind, self.passing, self.retry_after_seconds = kind, passing, retry_after_seconds


class IncompleteResponse(Exception):
    """The body is over, the answer is not."""


def translate_error(error: Exception, server: str, model: str, begun: bool) -> ModelError:
    """`begun`: whether text of the answer had come. Nothing that the server wrote is passed on: it may quote the
    prompt, or the key."""
    if isinstance(error, ContextOverflowError) or (isinstance(error, openai.APIError) and _TOO_LONG.search(str(error))):
        return PromptTooLong(
            f"LLM_MODEL={model}: the prompt is longer than the context it is served with. Serve it with a longer one."
        )
    status = _status(error)
    kind = str(status) if status else _kind(error, begun)
    told = f"{kind}, {_STATUS.get(status) or (_FAILED if status >= 500 else _REFUSED)}" if status else _FAULTS[kind]
    message = f"LLM_BASE_URL={server}: {told.format(model=model)}"
    if 400 <= status < 500 and status != 429:
        return ModelUnavailable(message)
    wait_seconds = retry_after_seconds(error.response.headers) if isinstance(error, openai.APIStatusError) else None
    return ServerError(message, kind, passing=not begun and kind not in _LASTING, retry_after_seconds=wait_seconds)


def _status(error: Exception) -> int:
    """HTTP's, or the one that an event of the stream tells; 0 where there is none."""
    match error:
        case openai.APIStatusError(status_code=status):
            return status
        case openai.APIError(code=str(code)) if re.fullmatch("[45][0-9][0-9]", code):
            return int(code)
        case _:
            return 0


def _kind(error: Exception, begun: bool) -> str:
    match error:
        case TimeoutError():
            return "silent"
        case IncompleteResponse():
            return "unfinished"
        case openai.APIConnectionError():
            return "broken" if begun else "away"
        case openai.OpenAIError():
            return "failed"
        case _:
            return "malformed"
