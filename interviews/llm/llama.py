"""A GGUF model in this process, through llama-cpp-python: one sequence at a time."""

import ctypes
import hashlib
import logging
import re
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import llama_cpp
from llama_cpp import Llama
from llama_cpp.llama_chat_format import Jinja2ChatFormatter

from ..interviewer.prompts import Message
from .errors import ModelUnavailable, PromptTooLong
from .sampling import Sampling
from .text import TextAssembler

logging.getLogger("llama-cpp-python").setLevel(logging.ERROR)  # or it prints hundreds of lines about each model

# A prompt that leaves less than this leaves no room for a question.
MIN_ROOM_TOKENS = 64
# Private characters that stand for a message while the chat template runs.
_SLOT = re.compile("\ue000(\\d+)\ue001")


@dataclass(frozen=True, slots=True)
class Ended:
    """How a generation ended: "stop" by itself, "length" at the limit, "cancelled"."""

    finish_reason: str
    prompt_tokens: int
    completion_tokens: int


class LlamaModel:
    """Loads a GGUF file. ModelUnavailable, with what to do, where it cannot."""

    def __init__(self, path: str, context: int, threads: int) -> None:
        self.path = Path(path)
        self.threads = threads
        if not self.path.is_file():
            raise ModelUnavailable(
                f"LLM_MODEL={path}: no such file. Put the path of a .gguf file there, or unset it for the demo model."
            )
        self.sha256 = _sha256(self.path)
        self.context = min(context, self._trained_context())
        self._llama = self._load()
        self._vocab = llama_cpp.llama_model_get_vocab(self._llama.model)
        self._formatter = self._chat_formatter()
        self._piece = ctypes.create_string_buffer(512)
        self._one_at_a_time = threading.Lock()

    @property
    def name(self) -> str:
        return self.path.name

    def close(self) -> None:
        self._llama.close()

    def tokenize(self, messages: Sequence[Message]) -> list[int]:
        """The prompt's tokens. Markers come from the template alone: what a message says is read as plain text, so
        that no answer can end its own turn."""
        slots: Any = [{"role": m["role"], "content": f"\ue000{i}\ue001"} for i, m in enumerate(messages)]
        parts = _SLOT.split(self._formatter(messages=slots).prompt)
        tokens: list[int] = []
        for index, part in enumerate(parts):
            content = index % 2 == 1
            text = messages[int(part)]["content"] if content else part
            tokens += self._llama.tokenize(text.encode(), add_bos=False, special=not content)
        return tokens

    def generate(
        self, prompt: list[int], sampling: Sampling, stop: Sequence[str], limit: int, cancelled: threading.Event
    ) -> Iterator[str | Ended]:
        """Text as it comes, then one Ended. `cancelled` is looked at between tokens. PromptTooLong at once."""
        room = self.context - len(prompt)
        if room < MIN_ROOM_TOKENS:
            raise PromptTooLong(
                f"{len(prompt)} tokens in a context of {self.context}. Raise LLM_CONTEXT or take a model with more."
            )
        with self._one_at_a_time:
            yield from self._generate(prompt, sampling, stop, min(limit, room), cancelled)

    def _generate(
        self, prompt: list[int], sampling: Sampling, stop: Sequence[str], limit: int, cancelled: threading.Event
    ) -> Iterator[str | Ended]:
        text = TextAssembler(stop)
        count, reason = 0, "length"
        for token in self._tokens(prompt, sampling, cancelled):
            if llama_cpp.llama_vocab_is_eog(self._vocab, token):
                reason = "stop"
                break
            count += 1
            if new := text.feed(self._bytes(token)):
                yield new
            if text.stopped:
                reason = "stop"
                break
            if cancelled.is_set() or count >= limit:
                break
        if cancelled.is_set():
            reason = "cancelled"
        if rest := text.flush():
            yield rest
        yield Ended(reason, len(prompt), count)

    def _tokens(self, prompt: list[int], sampling: Sampling, cancelled: threading.Event) -> Iterator[int]:
        if cancelled.is_set():
            return
        self._llama.set_seed(sampling.seed)
        yield from self._llama.generate(
            prompt,
            temp=sampling.temperature,
            top_k=sampling.top_k,
            top_p=sampling.top_p,
            min_p=sampling.min_p,
            repeat_penalty=sampling.repeat_penalty,
        )

    def _bytes(self, token: int) -> bytes:
        # llama-cpp-python's own call has room for 32 bytes, and a phrase of Korean in one token is longer.
        length = llama_cpp.llama_token_to_piece(self._vocab, token, self._piece, len(self._piece), 0, False)
        return self._piece.raw[: max(0, length)]

    def _trained_context(self) -> int:
        """The context that the model was trained for, in tokens, from its metadata alone."""
        options = llama_cpp.llama_model_default_params()
        options.vocab_only = True
        model = llama_cpp.llama_model_load_from_file(str(self.path).encode(), options)
        if not model:
            raise self._unloadable("not a model file")
        try:
            architecture = _metadata(model, "general.architecture")
            return int(_metadata(model, f"{architecture}.context_length") or 2048)
        finally:
            llama_cpp.llama_model_free(model)

    def _load(self) -> Llama:
        try:
            return Llama(
                str(self.path),
                n_ctx=self.context,
                n_threads=self.threads,
                n_threads_batch=self.threads,
                verbose=False,
            )
        except (ValueError, RuntimeError, AssertionError) as error:
            raise self._unloadable(str(error)) from error

    def _unloadable(self, reason: str) -> ModelUnavailable:
        return ModelUnavailable(f"LLM_MODEL={self.path}: llama.cpp cannot load it ({reason}). Is it a whole GGUF file?")

    def _chat_formatter(self) -> Jinja2ChatFormatter:
        template = self._llama.metadata.get("tokenizer.chat_template")
        if not template:
            raise ModelUnavailable(f"LLM_MODEL={self.path}: no chat template in its metadata. Take an instruct model.")
        eos, bos = (self._special(token) for token in (self._llama.token_eos(), self._llama.token_bos()))
        return Jinja2ChatFormatter(template, eos_token=eos, bos_token=bos)

    def _special(self, token: int) -> str:
        return self._llama.detokenize([token], special=True).decode("utf-8", "ignore") if token >= 0 else ""


def _metadata(model: Any, key: str) -> str:
    value = ctypes.create_string_buffer(128)
    length = llama_cpp.llama_model_meta_val_str(model, key.encode(), value, len(value))
    return value.value.decode() if length >= 0 else ""


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
