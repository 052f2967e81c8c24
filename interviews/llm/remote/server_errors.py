"""Translates the errors of OpenAI-compatible servers into ours."""

import re

import openai
from langchain_core.exceptions import ContextOverflowError

from interviews.llm.errors import ModelError, ModelUnavailable, PromptTooLong
from streaming.vendor_http import retry_after_seconds

# What OpenAI's client raises if a server's events are not in OpenAI's form.
MALFORMED = (ValueError, LookupError, TypeError, AttributeError)
# OpenAI's code, vLLM's sentence, llama-server's type.
_TOO_LONG = re.compile(r"context[ _](length|size|window)", re.IGNORECASE)

_BAD_KEY = "refuses the key. Put a valid one into LLM_API_KEY."
_STATUS = {
    401: _BAD_KEY,
    403: _BAD_KEY,
    404: "does not serve LLM_MODEL={model}, or is not the address of an OpenAI-compatible API (most end in /v1). "
    "Its /models lists what it serves.",
    429: "too many requests, or the quota is used up. Lower WORKER_CONCURRENCY, add servers or raise the quota.",
}
_FAILED = "the server failed. See its log."
_REFUSED = "refuses the request. See its log for the field at fault, and check that LLM_MODEL={model} is a chat model."
# By kind of failure, if there is no status.
_KINDS = {
    "silent": "silent for too long. Is it up, or overloaded? Lower WORKER_CONCURRENCY or add servers.",
    "broken": "the connection broke in the middle of an answer. See the logs of the server and of any proxy before it.",
    "away": "cannot connect, or the connection broke before an answer. Is the server up, and is this its address?",
    "failed": _FAILED,
    "unfinished": "its answer is incomplete, or a content filter stopped it. See the server's log. Or is this not the "
    "address of an OpenAI-compatible API (most end in /v1)?",
    "malformed": "its answer is not in OpenAI's form. Is this the address of an OpenAI-compatible API?",
}
# A malformed answer would be malformed again, and a silent server was already waited for long enough.
_NOT_RETRYABLE = {"silent", "malformed"}


class ServerError(ModelUnavailable):
    """The request failed by the server's fault.

    `kind` is its HTTP status, or a key of the table above. `retryable`: the same request may succeed in a moment, or
    after `retry_after_seconds` if the server said so.
    """

    def __init__(self, message: str, kind: str, *, retryable: bool, retry_after_seconds: float | None = None) -> None:
        super().__init__(message)
        self.kind, self.retryable, self.retry_after_seconds = kind, retryable, retry_after_seconds


class IncompleteResponse(Exception):
    """The response ended before the answer did."""


def translate_error(error: Exception, server: str, model: str, begun: bool) -> ModelError:
    """Return the error to raise instead of `error`. `begun`: whether text of the answer had arrived.

    The message contains nothing that the server wrote, because that may quote the prompt or the key.
    """
    if isinstance(error, ContextOverflowError) or (isinstance(error, openai.APIError) and _TOO_LONG.search(str(error))):
        return PromptTooLong(
            f"LLM_MODEL={model}: the prompt is longer than the context it is served with. Serve it with a longer one."
        )
    status = _status(error)
    kind = str(status) if status else _kind(error, begun)
    reason = f"{kind}, {_STATUS.get(status) or (_FAILED if status >= 500 else _REFUSED)}" if status else _KINDS[kind]
    message = f"LLM_BASE_URL={server}: {reason.format(model=model)}"
    if 400 <= status < 500 and status != 429:
        return ModelUnavailable(message)
    delay = retry_after_seconds(error.response.headers) if isinstance(error, openai.APIStatusError) else None
    retryable = not begun and kind not in _NOT_RETRYABLE
    return ServerError(message, kind, retryable=retryable, retry_after_seconds=delay)


def _status(error: Exception) -> int:
    """Return the HTTP status, or the one in an error event of the stream; 0 if there is none."""
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
