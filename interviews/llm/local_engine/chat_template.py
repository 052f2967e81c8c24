"""Turns a chat into a model's tokens, with the chat template in its metadata."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from enum import Enum, auto
from typing import Any

from llama_cpp.llama_chat_format import Jinja2ChatFormatter

from interviews.llm.errors import ModelUnavailable
from interviews.llm.message import Message
from interviews.llm.reasoning import closing_of_open_thought

from .cache.kv_cache import Prompt
from .gguf_model import GgufModel
from .turn_markers import stop_strings

KEY = "tokenizer.chat_template"
# Private-use characters that stand in for a message while the template is rendered.
_SLOT = re.compile("\ue000(\\d+)\ue001")
PROBE: list[Message] = [
    {"role": "system", "content": "s"},
    {"role": "user", "content": "u"},
    {"role": "assistant", "content": "a"},
    {"role": "user", "content": "v"},
]


class PartKind(Enum):
    """Where a part of a prompt comes from: the template, a message that is the same in every interview, or one that
    belongs to this interview."""

    TEMPLATE = auto()
    PUBLIC = auto()
    PARTICIPANT = auto()


PromptPart = tuple[str, PartKind]


class ChatTemplate:
    """A model's chat template.

    Only the template can write special tokens. Messages are tokenized as plain text, so that no answer can end its own
    turn. If a template does not support system messages, the first other message begins with the system message.
    Templates that know the variable `enable_thinking` are told to leave thoughts out: a candidate waits for the first
    word. `stop` holds the strings that end an answer, if the template marks turns with ordinary text.
    """

    def __init__(self, model: GgufModel) -> None:
        """Raise ModelUnavailable if the file has no chat template, or the template loses messages."""
        self._model = model
        template = _source(model)
        self._supports_system = True
        try:
            self._formatter = Jinja2ChatFormatter(
                template, eos_token=_token_text(model, model.eos), bos_token=_token_text(model, model.bos)
            )
            self._supports_system = self._keeps(PROBE)
            works = self._supports_system or self._keeps(PROBE[1:])
            self._before_stem = self._text_before_stem()
        except Exception as error:  # a template is a foreign program and may raise anything
            raise ModelUnavailable(f"LLM_MODEL={model.path}: its chat template does not work ({error}).") from error
        if not works:
            raise ModelUnavailable(f"LLM_MODEL={model.path}: its chat template loses messages. Take another model.")
        self.stop = stop_strings(_SLOT.split(self._rendered(PROBE[1:]))[::2], self._writes_special)

    def prompt(self, chat: Sequence[Message], public: int | None = None) -> Prompt:
        """Return the whole chat, and the beginning of the assistant's turn.

        A last message of the assistant's is a stem: the beginning of the turn that the model goes on with. The first
        `public` messages are the same in every interview; by default, those are a system message in front.
        """
        if chat[-1]["role"] != "assistant":
            return self._prompt(self._parts(chat, public))
        *parts, (opening, kind) = self._parts(chat[:-1], public)
        stem = (chat[-1]["content"], PartKind.PARTICIPANT)
        return self._prompt([*parts, (opening + self._before_stem, kind), stem])

    def unfinished(self, chat: Sequence[Message], public: int | None = None) -> Prompt:
        """Return the chat up to the end of its last message, which is still being written. `public` is as above."""
        parts = list(self._parts(chat, public))
        while parts and parts[-1][1] is PartKind.TEMPLATE:
            del parts[-1]
        return self._prompt(parts)

    def _prompt(self, parts: Iterable[PromptPart]) -> Prompt:
        tokens = [self._model.bos] if self._model.adds_bos else []
        public, kinds = 0, set()
        for text, kind in parts:
            new = self._model.tokenize(text, special=kind is PartKind.TEMPLATE)
            # The template may write BOS itself.
            tokens += new[1:] if tokens == new[:1] == [self._model.bos] else new
            kinds.add(kind)
            if kind is PartKind.PUBLIC and PartKind.PARTICIPANT not in kinds:
                public = len(tokens)
        return Prompt(tokens, public)

    def _parts(self, chat: Sequence[Message], public: int | None) -> Iterator[PromptPart]:
        system = chat[0]["content"] if chat[0]["role"] == "system" else ""
        kinds = _kinds(chat, public)
        merged = bool(system) and not self._supports_system
        first = int(merged)
        for index, part in enumerate(_SLOT.split(self._rendered(chat[first:]))):
            if index % 2 == 0:
                yield part, PartKind.TEMPLATE
                continue
            if merged and int(part) == 0:
                yield f"{system}\n\n", kinds[0]
            number = first + int(part)
            yield chat[number]["content"], kinds[number]

    def _text_before_stem(self) -> str:
        """Return what belongs between the opening of the assistant's turn and the stem.

        Templates write it before the answers of earlier turns: an empty thought (Qwen3), or a channel's name (gpt-oss).
        A template that opens a thought and never closes it needs help: a stem inside a thought would never be shown.
        """
        opening, before = _SLOT.split(self._rendered(PROBE[1:2]))[-1], ""
        with suppress(Exception):  # a template may accept no chat that ends with an answer
            answered = _SLOT.split(self._rendered(PROBE[1:3]))[2]
            before = answered.removeprefix(opening) if answered.startswith(opening) else ""
        return before + closing_of_open_thought(opening + before)

    def _writes_special(self, text: str) -> bool:
        return any(map(self._model.is_special, self._model.tokenize(text, special=True)))

    def _keeps(self, chat: Sequence[Message]) -> bool:
        """Return whether each message appears once and in order. A template may reject a role by an error."""
        try:
            return [int(slot) for slot in _SLOT.findall(self._rendered(chat))] == list(range(len(chat)))
        except Exception:
            if chat[0]["role"] == "system":
                return False
            raise

    def _rendered(self, chat: Sequence[Message]) -> str:
        slots: Any = [{"role": m["role"], "content": f"\ue000{i}\ue001"} for i, m in enumerate(chat)]
        return str(self._formatter(messages=slots, enable_thinking=False).prompt)


def _source(model: GgufModel) -> str:
    """Return the template for plain chat. A file may have several, each with a name: default, tool_use, rag."""
    template = model.metadata(KEY) or model.metadata(f"{KEY}.default")
    if template:
        return template
    named = sorted(key.removeprefix(f"{KEY}.") for key in model.metadata_keys() if key.startswith(f"{KEY}."))
    if named:
        raise ModelUnavailable(
            f"LLM_MODEL={model.path}: its chat templates are for {', '.join(named)}, and none is for plain chat. Take "
            "another file of this model."
        )
    raise ModelUnavailable(f"LLM_MODEL={model.path}: no chat template in its metadata. Take an instruct model.")


def _kinds(chat: Sequence[Message], public: int | None) -> list[PartKind]:
    if public is None:
        public = int(chat[0]["role"] == "system")
    return [PartKind.PUBLIC if index < public else PartKind.PARTICIPANT for index in range(len(chat))]


def _token_text(model: GgufModel, token: int) -> str:
    return model.piece(token, special=True).decode("utf-8", "ignore") if token >= 0 else ""
