"""What an OpenAI-compatible server refuses, and how: the vendor's errors translated into ours, once."""

import re
from urllib.parse import urlsplit

import openai
from langchain_core.exceptions import ContextOverflowError

from .errors import ModelError, ModelUnavailable, PromptTooLong

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


def model_error(error: Exception, server: str, model: str, begun: bool) -> ModelError:
    """`begun`: whether part of the answer had come. Nothing that the server wrote is passed on: it may quote the
    prompt, or the key."""
    if isinstance(error, ContextOverflowError) or (isinstance(error, openai.APIError) and _TOO_LONG.search(str(error))):
        return PromptTooLong(
            f"LLM_MODEL={model}: the prompt is longer than the context it is served with. Serve it with a longer one."
        )
    return ModelUnavailable(f"LLM_BASE_URL={server}: {_reason(error, begun).format(model=model)}")


def _reason(error: Exception, begun: bool) -> str:
    match error:
        case openai.APIStatusError(status_code=status):
            return f"{status}, {_STATUS.get(status) or (_FAILED if status >= 500 else _REFUSED)}"
        case openai.APITimeoutError():
            return "silent for too long. Is it up, or overloaded? Lower WORKER_CONCURRENCY or add servers."
        case openai.APIConnectionError() if begun:
            return "the connection broke in the middle of an answer. See the server's log, and any proxy's before it."
        case openai.APIConnectionError():
            return "cannot connect. Is the server up, and is this its address?"
        case openai.OpenAIError():
            return _FAILED
        case _:
            return "its answer is not in OpenAI's form. Is this the address of an OpenAI-compatible API?"


def without_password(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
