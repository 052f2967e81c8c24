"""From a chat to the tokens that a model reads, by the template in its metadata."""

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto
from typing import Any

from llama_cpp.llama_chat_format import Jinja2ChatFormatter

from interviews.llm.errors import ModelUnavailable
from interviews.llm.message import Message

from .gguf_model import GgufModel
from .kv_cache import Prompt

# Private characters that stand for a message while the template runs.
_SLOT = re.compile("\ue000(\\d+)\ue001")
PROBE: list[Message] = [
    {"role": "system", "content": "s"},
    {"role": "user", "content": "u"},
    {"role": "assistant", "content": "a"},
    {"role": "user", "content": "v"},
]


class PartKind(Enum):
    """Who says a part of a prompt: the template, the instructions, somebody in the interview."""

    TEMPLATE = auto()
    SYSTEM = auto()
    SAID = auto()


PromptPart = tuple[str, PartKind]


class ChatTemplate:
    """Markers come from the template alone: what a message says is read as plain text, so that no answer can end its
    own turn. Where a template knows no system message, it is the beginning of the first other one."""

    def __init__(self, model: GgufModel) -> None:
        self._model = model
        template = model.metadata("tokenizer.chat_template")
        if not template:
            raise ModelUnavailable(f"LLM_MODEL={model.path}: no chat template in its metadata. Take an instruct model.")
        self._knows_system = True
        try:
            self._formatter = Jinja2ChatFormatter(
                template, eos_token=_spelled(model, model.eos), bos_token=_spelled(model, model.bos)
            )
            self._knows_system = self._keeps(PROBE)
            works = self._knows_system or self._keeps(PROBE[1:])
        except Exception as error:  # a template is a program of somebody else's
            raise ModelUnavailable(f"LLM_MODEL={model.path}: its chat template does not work ({error}).") from error
        if not works:
            raise ModelUnavailable(f"LLM_MODEL={model.path}: its chat template loses messages. Take another model.")

    def prompt(self, chat: Sequence[Message]) -> Prompt:
        """The whole chat, and what the assistant's turn begins with. A system message that leads it is public."""
        return self._prompt(self._parts(chat))

    def unfinished(self, chat: Sequence[Message]) -> Prompt:
        """The chat up to the end of what its last message says so far."""
        parts = list(self._parts(chat))
        while parts and parts[-1][1] is PartKind.TEMPLATE:
            del parts[-1]
        return self._prompt(parts)

    def _prompt(self, parts: Iterable[PromptPart]) -> Prompt:
        tokens = [self._model.bos] if self._model.adds_bos else []
        public, kinds = 0, set()
        for text, kind in parts:
            spelled = self._model.tokenize(text, special=kind is PartKind.TEMPLATE)
            # A template may write the marker of the beginning itself.
            tokens += spelled[1:] if tokens == spelled[:1] == [self._model.bos] else spelled
            kinds.add(kind)
            if kind is PartKind.SYSTEM and PartKind.SAID not in kinds:
                public = len(tokens)
        return Prompt(tokens, public)

    def _parts(self, chat: Sequence[Message]) -> Iterator[PromptPart]:
        system = chat[0]["content"] if chat[0]["role"] == "system" else ""
        folded = bool(system) and not self._knows_system
        shown = chat[1:] if folded else chat
        for index, part in enumerate(_SLOT.split(self._rendered(shown))):
            if index % 2 == 0:
                yield part, PartKind.TEMPLATE
                continue
            if folded and int(part) == 0:
                yield f"{system}\n\n", PartKind.SYSTEM
            message = shown[int(part)]
            yield message["content"], PartKind.SYSTEM if message["role"] == "system" else PartKind.SAID

    def _keeps(self, chat: Sequence[Message]) -> bool:
        """Whether each message stands in the prompt once, in order. A template may refuse a role by an error."""
        try:
            return [int(slot) for slot in _SLOT.findall(self._rendered(chat))] == list(range(len(chat)))
        except Exception:
            if chat[0]["role"] == "system":
                return False
            raise

    def _rendered(self, chat: Sequence[Message]) -> str:
        slots: Any = [{"role": m["role"], "content": f"\ue000{i}\ue001"} for i, m in enumerate(chat)]
        return str(self._formatter(messages=slots).prompt)


def _spelled(model: GgufModel, token: int) -> str:
    return model.piece(token, special=True).decode("utf-8", "ignore") if token >= 0 else ""
