"""Runs the GGUF file as the product does: with its own chat template, and contents tokenized apart from the markers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from llama_cpp import Llama
from llama_cpp.llama_chat_format import Jinja2ChatFormatter

from interviews.llm.message import Message
from interviews.llm.sampling import Sampling

_PRODUCTS = Sampling()
SAMPLING: dict[str, Any] = {
    "temp": _PRODUCTS.temperature, "top_k": _PRODUCTS.top_k, "top_p": _PRODUCTS.top_p, "min_p": _PRODUCTS.min_p,
    "repeat_penalty": _PRODUCTS.repeat_penalty,
}  # fmt: skip
MAX_TOKENS = 160
CONTEXT = 2048
_PLACE = re.compile("\x1a(\\d+)\x1a")


@dataclass(frozen=True, slots=True)
class Reply:
    """What the model wrote. `ended` is False if it had to be cut off."""

    text: str
    ended: bool
    tokens: int


class Speaker:
    """A loaded model file."""

    def __init__(self, path: Path, threads: int = 1) -> None:
        self.llama = Llama(str(path), n_ctx=CONTEXT, n_threads=threads, n_threads_batch=threads, verbose=False)
        template = self.llama.metadata["tokenizer.chat_template"]
        self._formatter = Jinja2ChatFormatter(template, eos_token="", bos_token="")

    def prompt(self, chat: Sequence[Message]) -> list[int]:
        """Return the prompt's token ids. A last message of the assistant's is a stem, which is left open.

        Contents are plain text, so a candidate's text never becomes a marker.
        """
        if chat[-1]["role"] == "assistant":
            return [*self.prompt(chat[:-1]), *self._plain(chat[-1]["content"])]
        places = [{**message, "content": f"\x1a{index}\x1a"} for index, message in enumerate(chat)]
        rendered = self._formatter(messages=places).prompt  # type: ignore[arg-type]
        ids: list[int] = []
        for index, part in enumerate(_PLACE.split(rendered)):
            if index % 2:
                ids += self._plain(chat[int(part)]["content"])
            elif part:
                ids += self.llama.tokenize(part.encode(), add_bos=False, special=True)
        return ids

    def _plain(self, text: str) -> list[int]:
        return self.llama.tokenize(text.encode(), add_bos=False, special=False) if text else []

    def ask(self, chat: Sequence[Message], seed: int) -> Reply:
        """Return the model's next message, or the rest of a stem, sampled with `seed`."""
        self.llama.set_seed(seed)
        said: list[int] = []
        ended = False
        for token in self.llama.generate(self.prompt(chat), **SAMPLING):
            if token == self.llama.token_eos():
                ended = True
                break
            said.append(token)
            if len(said) == MAX_TOKENS:
                break
        return Reply(self.llama.detokenize(said).decode(errors="replace"), ended, len(said))
