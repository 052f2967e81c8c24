"""LangChain's chat model on a model server."""

import logging
import warnings
from collections.abc import AsyncIterator
from contextlib import aclosing
from functools import partial
from typing import Any

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk
from langchain_openai import ChatOpenAI
from pydantic import Field, SkipValidation

from interviews.llm.answer_form import AnswerForm
from interviews.llm.errors import ModelUnavailable
from interviews.llm.sampling import MAX_SECONDS, MAX_TOKENS, Sampling
from interviews.llm.token_tally import TokenTally

from .client import ModelClient
from .completion import Completion
from .form_support import FormSupport
from .stem_support import StemSupport

# At DEBUG, which OPENAI_LOG can also set, the client logs whole requests, and so transcripts.
logging.getLogger("openai").setLevel(logging.WARNING)
logging.getLogger("httpx2").setLevel(logging.WARNING)
# These warnings quote values of an unexpected type, which may be text that the model wrote.
warnings.filterwarnings("ignore", "Pydantic serializer warnings")
# FormSupport says so once, in the worker's log.
warnings.filterwarnings("ignore", "This model does not support OpenAI's structured output")

LEAKED_REASONING = (
    "LLM_BASE_URL: the server sends the model's reasoning as part of the answer, without an opening tag. Start it with "
    "a reasoning parser (vLLM: --reasoning-parser, llama-server: --reasoning-format deepseek), or turn thinking off."
)


class RemoteChatModel(ChatOpenAI):
    """A chat model that a server runs.

    `astream` yields chunks of text, then one last chunk with usage (if the server reports it) and finish reason, like
    LlamaCppChatModel. It takes `sampling` (a Sampling), `max_tokens`, `max_seconds` and `tally` (a TokenTally, of which
    it counts the answer's chunks) and `form` (an AnswerForm, which not every server obeys) as keyword arguments, and
    ignores `session` and `public`, which are for local models.
    If the iteration is ended early or its task is cancelled, the connection is closed, and the server stops. Raises
    ModelError; StemRefused if the last message is the assistant's and the server cannot continue it.
    """

    server_client: SkipValidation[ModelClient] = Field(exclude=True)
    stems: SkipValidation[StemSupport] = Field(exclude=True)
    forms: SkipValidation[FormSupport] = Field(exclude=True)

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        *,
        sampling: Sampling | None = None,
        max_tokens: int = MAX_TOKENS,
        max_seconds: float = MAX_SECONDS,
        session: int | None = None,
        public: int | None = None,
        tally: TokenTally | None = None,
        form: AnswerForm | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        parameters = _openai_parameters(sampling or Sampling(), max_tokens)
        send = partial(super()._astream, messages, stop=stop, **parameters, **kwargs)
        stem = str(messages[-1].content) if messages[-1].type == "ai" else ""
        if stem and form:
            raise ValueError("An answer in a form cannot continue a stem.")
        if stem:
            send = partial(self.stems.send, send)
        elif form:
            send = partial(self.forms.send, send, form)
        completion = Completion(stop or [], max_tokens, stem)
        async with aclosing(self.server_client.stream(send, max_seconds)) as chunks:
            async for chunk in chunks:
                text = completion.feed(chunk)
                if tally:  # a server tells of the prompt's tokens at the end only
                    tally.completion = completion.chunks
                if text:
                    yield ChatGenerationChunk(message=AIMessageChunk(content=text))
                if completion.is_over:
                    break
        if completion.leaked:
            raise ModelUnavailable(LEAKED_REASONING)
        if rest := completion.flush():
            yield ChatGenerationChunk(message=AIMessageChunk(content=rest))
        yield ChatGenerationChunk(message=completion.final_chunk())


def _openai_parameters(sampling: Sampling, max_tokens: int) -> dict[str, Any]:
    """Return the fields of OpenAI's API.

    OpenAI refuses others (top_k, min_p, repeat_penalty). vLLM and llama-server take those, but their defaults were
    chosen for the model that they serve.
    """
    parameters = {"temperature": sampling.temperature, "top_p": sampling.top_p, "seed": sampling.seed}
    return {**parameters, "max_tokens": max_tokens}  # ChatOpenAI sends it as max_completion_tokens, OpenAI's new name
