"""From a chat to the tokens that a model reads, by the template in its metadata."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import jinja2
from llama_cpp.llama_chat_format import Jinja2ChatFormatter

from ..interviewer.prompts import Message
from .cache import Prompt
from .errors import ModelUnavailable
from .gguf_model import GgufModel

# Private characters that stand for a message while the template runs.
_SLOT = re.compile("\ue000(\\d+)\ue001")


class ChatTemplate:
    """Markers come from the template alone: what a message says is read as plain text, so that no answer can end its
    own turn."""

    def __init__(self, model: GgufModel) -> None:
        self._model = model
        template = model.metadata("tokenizer.chat_template")
        if not template:
            raise ModelUnavailable(f"LLM_MODEL={model.path}: no chat template in its metadata. Take an instruct model.")
        try:
            self._formatter = Jinja2ChatFormatter(
                template, eos_token=_spelled(model, model.eos), bos_token=_spelled(model, model.bos)
            )
            self.prompt([{"role": "system", "content": "s"}, {"role": "user", "content": "u"}])
        except (jinja2.TemplateError, ValueError) as error:
            raise ModelUnavailable(f"LLM_MODEL={model.path}: its chat template does not work ({error}).") from error

    def prompt(self, chat: Sequence[Message]) -> Prompt:
        """The whole chat, and what the assistant's turn begins with. A system message that leads it is public."""
        return self._prompt(chat, list(self._parts(chat)))

    def unfinished(self, chat: Sequence[Message]) -> Prompt:
        """The chat up to the end of what its last message says so far."""
        parts = list(self._parts(chat))
        while parts and not parts[-1][1]:
            del parts[-1]
        return self._prompt(chat, parts)

    def _prompt(self, chat: Sequence[Message], parts: list[tuple[str, bool]]) -> Prompt:
        tokens: list[int] = []
        public = 0
        contents = 0
        for text, is_content in parts:
            tokens += self._model.tokenize(text, special=not is_content)
            contents += is_content
            if is_content and contents == 1 and chat[0]["role"] == "system":
                public = len(tokens)
        if self._model.adds_bos and tokens[:1] != [self._model.bos]:
            return Prompt([self._model.bos, *tokens], public and public + 1)
        return Prompt(tokens, public)

    def _parts(self, chat: Sequence[Message]) -> Iterator[tuple[str, bool]]:
        """Text, and whether a message said it."""
        slots: Any = [{"role": m["role"], "content": f"\ue000{i}\ue001"} for i, m in enumerate(chat)]
        for index, part in enumerate(_SLOT.split(self._formatter(messages=slots).prompt)):
            is_content = index % 2 == 1
            yield (chat[int(part)]["content"] if is_content else part), is_content


def _spelled(model: GgufModel, token: int) -> str:
    return model.piece(token, special=True).decode("utf-8", "ignore") if token >= 0 else ""
