"""The shapes of the random models."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shape:
    """A model's dimensions; `vocabulary` is in tokens (at least 300), and `kv_heads` of 0 means as many as `heads`.

    `architecture` is llama (a norm before each part of a layer) or exaone4 (a norm after each part, and norms of
    queries and keys; with a `sliding_window`, in tokens, in every other layer). With `q8`, matrices are stored in
    Q8_0, otherwise in F16.
    """

    width: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    context: int = 4096
    kv_heads: int = 0
    architecture: str = "llama"
    rope_base: float = 10_000.0
    q8: bool = False
    sliding_window: int = 0

    @property
    def head(self) -> int:
        return self.width // self.heads

    @property
    def parameters(self) -> int:
        return sum(rows * columns for _, rows, columns in self.matrices()) + sum(size for _, size in self.norms())

    def matrices(self) -> Iterator[tuple[str, int, int]]:
        """Yield name, rows and columns of each matrix: the embedding (also the output), then layer by layer."""
        yield "token_embd.weight", self.vocabulary, self.width
        keys = self.head * (self.kv_heads or self.heads)
        for layer in range(self.layers):
            yield f"blk.{layer}.attn_q.weight", self.width, self.width
            yield f"blk.{layer}.attn_k.weight", keys, self.width
            yield f"blk.{layer}.attn_v.weight", keys, self.width
            yield f"blk.{layer}.attn_output.weight", self.width, self.width
            yield f"blk.{layer}.ffn_gate.weight", self.feed_forward, self.width
            yield f"blk.{layer}.ffn_up.weight", self.feed_forward, self.width
            yield f"blk.{layer}.ffn_down.weight", self.width, self.feed_forward

    def norms(self) -> Iterator[tuple[str, int]]:
        """Yield name and size of each norm."""
        yield "output_norm.weight", self.width
        for layer in range(self.layers):
            for name, size in self._layer_norms().items():
                yield f"blk.{layer}.{name}.weight", size

    def _layer_norms(self) -> dict[str, int]:
        if self.architecture == "llama":
            return {"attn_norm": self.width, "ffn_norm": self.width}
        of_heads = {"attn_q_norm": self.head, "attn_k_norm": self.head}
        return of_heads | {"post_attention_norm": self.width, "post_ffw_norm": self.width}


TINY = Shape(width=64, layers=2, heads=4, feed_forward=128, vocabulary=600)
SHAPE_40M = Shape(width=512, layers=8, heads=8, feed_forward=1888, vocabulary=16_384)
# EXAONE-4.0-1.2B, with a shorter context and our own vocabulary.
EXAONE_1_2B = Shape(
    width=2048,
    layers=30,
    heads=32,
    feed_forward=4096,
    vocabulary=102_400,
    kv_heads=8,
    architecture="exaone4",
    rope_base=1e6,
    q8=True,
)
