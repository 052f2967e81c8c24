"""Asks a model server for an answer in a form, and without it if the server does not know forms."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from typing import Any

import openai
import structlog
from langchain_core.outputs import ChatGenerationChunk

from interviews.llm.answer_form import AnswerForm

log = structlog.get_logger(__name__)

# A quoted name before a colon or a comma is none of the server's words: there it quotes the request. Servers on FastAPI
# say where the fault is.
_REFUSAL = re.compile(
    r"(?:response_format|json_schema)(?![\\'\"]+\s*[:,])|structured[ _]outputs?\b|"
    r"['\"]body['\"],\s*['\"]response_format",
    re.IGNORECASE,
)

SendRequest = Callable[..., AsyncIterator[ChatGenerationChunk]]


class FormSupport:
    """Whether the server of one model takes forms. It is asked for one until it refuses."""

    def __init__(self) -> None:
        self._refused = False

    async def send(self, send: SendRequest, form: AnswerForm) -> AsyncIterator[ChatGenerationChunk]:
        """Send a request with a form, and yield what the server streams.

        If it refuses the form, ask without: the caller has to check the answer in any case.
        """
        if not self._refused:
            try:
                async with aclosing(send(extra_body=_response_format(form))) as chunks:  # type: ignore[type-var]
                    async for chunk in chunks:
                        yield chunk
                return
            except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
                if not _REFUSAL.search(str(error)):
                    raise
            self._refused = True
            log.warning("the model server takes no JSON schema; answers are asked for without from now on")
        async with aclosing(send()) as chunks:  # type: ignore[type-var]
            async for chunk in chunks:
                yield chunk


def _response_format(form: AnswerForm) -> dict[str, Any]:
    """Return the field that asks for a form. It goes into the body as it is: LangChain would parse the answer."""
    schema = {"name": "answer", "strict": True, "schema": form.json_schema()}
    return {"response_format": {"type": "json_schema", "json_schema": schema}}
