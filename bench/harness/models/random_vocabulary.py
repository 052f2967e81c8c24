"""The vocabulary of a random model: GPT-2's byte alphabet, the chat template's markers, and made-up words."""

import itertools
import string
from collections.abc import Iterator, Mapping, Sequence

import gguf

TEMPLATE = (
    "{% for m in messages %}<|{{ m.role }}|>{{ m.content }}<|end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>{% endif %}"
)
Templates = str | Sequence[Mapping[str, str]]
SENTENCE_END = ".Ċ"  # a full stop and a newline, in GPT-2's byte alphabet
SPECIAL = ["<|end|>", "<|system|>", "<|user|>", "<|assistant|>"]
BYTES = 256


def add_vocabulary(writer: gguf.GGUFWriter, size: int, ends_every: int, templates: Templates = TEMPLATE) -> None:
    """Add `size` tokens: bytes, SPECIAL, then words, of which every `ends_every`-th ends a sentence.

    `templates` is the chat template, or a list of named ones: `{"name": ..., "template": ...}`.
    """
    words = ["Ġ" + word for word in itertools.islice(spelled_words(), size - BYTES - len(SPECIAL))]
    said = [word + SENTENCE_END if ends_every and n % ends_every == 0 else word for n, word in enumerate(words, 1)]
    kinds = [gguf.TokenType.NORMAL] * BYTES + [gguf.TokenType.CONTROL] * len(SPECIAL)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list([*byte_alphabet(), *SPECIAL, *said])
    writer.add_token_types([*kinds, *[gguf.TokenType.NORMAL] * len(words)])
    writer.add_token_merges([f"{word[:-1]} {word[-1]}" for word in words])
    writer.add_eos_token_id(BYTES)
    writer.add_bos_token_id(BYTES)
    writer.add_add_bos_token(False)
    writer.add_chat_template(templates)


def spelled_words() -> Iterator[str]:
    """Yield words, shortest first: a, b ... z, aa, ab ... In the vocabulary each has a space before it.

    Each word is a shorter one plus a letter, so one merge per word is enough for a text that was written token by
    token to be read back as the same tokens, as with a trained model. Otherwise a cached prompt would never match.
    """
    for size in itertools.count(1):
        yield from map("".join, itertools.product(string.ascii_lowercase, repeat=size))


def byte_alphabet() -> list[str]:
    """Return the printable characters that byte-level BPE (Radford et al., 2019) uses for the 256 bytes."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    spare = iter(range(256, 512))
    return [chr(byte) if byte in plain else chr(next(spare)) for byte in range(BYTES)]
