"""Runs the GGUF file as the product does: with its own chat template, and contents tokenized apart from the markers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from llama_cpp import Llama
from llama_cpp.llama_chat_format import Jinja2ChatFormatter

from interviews.llm.message import Message

# The product's settings (interviews/llm/sampling.py).
SAMPLING: dict[str, Any] = {"temp": 0.7, "top_k": 40, "top_p": 0.95, "min_p": 0.05, "repeat_penalty": 1.0}
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
        """Return the prompt's token ids. Contents are plain text, so a candidate's text never becomes a marker."""
        places = [{**message, "content": f"\x1a{index}\x1a"} for index, message in enumerate(chat)]
        rendered = self._formatter(messages=places).prompt  # type: ignore[arg-type]
        ids: list[int] = []
        for index, part in enumerate(_PLACE.split(rendered)):
            content = index % 2 == 1
            text = chat[int(part)]["content"] if content else part
            ids += self.llama.tokenize(text.encode(), add_bos=False, special=not content) if text else []
        return ids

    def ask(self, chat: Sequence[Message], seed: int) -> Reply:
        """Return the model's next message, sampled with `seed`."""
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
