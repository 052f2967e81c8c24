"""A Llama-shaped GGUF with random weights, made on the spot: for speed and plumbing, where words do not matter."""

import itertools
import string
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gguf
import numpy as np

TEMPLATE = (
    "{% for m in messages %}<|{{ m.role }}|>{{ m.content }}<|end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>{% endif %}"
)
SENTENCE_END = ".Ċ"  # a full stop and a newline, in GPT-2's byte alphabet
SPECIAL = ["<|end|>", "<|system|>", "<|user|>", "<|assistant|>"]


@dataclass(frozen=True, slots=True)
class Shape:
    """Widths in units, `vocabulary` in tokens (at least 300)."""

    width: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    context: int = 4096

    @property
    def parameters(self) -> int:
        per_layer = 4 * self.width**2 + 3 * self.width * self.feed_forward + 2 * self.width
        return self.vocabulary * self.width + self.layers * per_layer + self.width


TINY = Shape(width=64, layers=2, heads=4, feed_forward=128, vocabulary=600)
SHAPE_40M = Shape(width=512, layers=8, heads=8, feed_forward=1888, vocabulary=16_384)


def write_random_model(path: Path, shape: Shape, seed: int = 1, ends_every: int = 0) -> Path:
    """Write an F16 model of that shape; returns `path`. With `ends_every`, each so many-th word of the vocabulary ends
    a sentence; else there are no sentences."""
    random = np.random.default_rng(seed)
    writer = gguf.GGUFWriter(path, "llama")
    _describe(writer, shape)
    _add_vocabulary(writer, shape, ends_every)

    def weights(*dims: int) -> Any:
        return (random.standard_normal(dims, dtype=np.float32) * 0.05).astype(np.float16)

    def add(name: str, *dims: int) -> None:
        writer.add_tensor(name, weights(*dims))

    def add_norm(name: str) -> None:
        writer.add_tensor(name, np.ones(shape.width, dtype=np.float32))

    embedding = weights(shape.vocabulary, shape.width)
    # Bytes and markers are never drawn: every token is a word, and a question ends at the limit, so that runs compare.
    embedding[: 256 + len(SPECIAL)] *= 0.01
    writer.add_tensor("token_embd.weight", embedding)
    add_norm("output_norm.weight")
    for layer in range(shape.layers):
        for part in ("attn_q", "attn_k", "attn_v", "attn_output"):
            add(f"blk.{layer}.{part}.weight", shape.width, shape.width)
        add(f"blk.{layer}.ffn_gate.weight", shape.feed_forward, shape.width)
        add(f"blk.{layer}.ffn_up.weight", shape.feed_forward, shape.width)
        add(f"blk.{layer}.ffn_down.weight", shape.width, shape.feed_forward)
        add_norm(f"blk.{layer}.attn_norm.weight")
        add_norm(f"blk.{layer}.ffn_norm.weight")
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _describe(writer: gguf.GGUFWriter, shape: Shape) -> None:
    writer.add_name("random")
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.feed_forward)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.heads)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(shape.width // shape.heads)
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)
    writer.add_chat_template(TEMPLATE)


def _add_vocabulary(writer: gguf.GGUFWriter, shape: Shape, ends_every: int) -> None:
    """GPT-2's byte alphabet, the template's markers, then made-up words."""
    alphabet = list(_byte_alphabet())
    words = _words(shape.vocabulary - len(alphabet) - len(SPECIAL))
    kinds = [gguf.TokenType.NORMAL] * len(alphabet) + [gguf.TokenType.CONTROL] * len(SPECIAL)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    said = [word + SENTENCE_END if ends_every and n % ends_every == 0 else word for n, word in enumerate(words, 1)]
    writer.add_token_list([*alphabet, *SPECIAL, *said])
    writer.add_token_types([*kinds, *[gguf.TokenType.NORMAL] * len(words)])
    writer.add_token_merges([f"{word[:-1]} {word[-1]}" for word in words])
    writer.add_eos_token_id(len(alphabet))
    writer.add_bos_token_id(len(alphabet))
    writer.add_add_bos_token(False)


def _words(count: int) -> list[str]:
    """A space and letters, shortest first: a, b ... z, aa, ab ...

    Each is a shorter one and a letter, so that one merge a word makes text that was written token by token read
    back as the same tokens, as a trained model's does: only then is a prompt that grew at its end read once.
    """
    sizes = itertools.count(1)
    spelled = itertools.chain.from_iterable(itertools.product(string.ascii_lowercase, repeat=size) for size in sizes)
    return ["Ġ" + "".join(letters) for letters in itertools.islice(spelled, count)]


def _byte_alphabet() -> list[str]:
    """The printable stand-ins that byte-level BPE (Radford et al., 2019) gives the 256 bytes."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    spare = iter(range(256, 512))
    return [chr(byte) if byte in plain else chr(next(spare)) for byte in range(256)]
