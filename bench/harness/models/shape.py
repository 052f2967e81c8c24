"""The shapes of the models that are made on the spot."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shape:
    """Widths in units, `vocabulary` in tokens (at least 300). `kv_heads` of 0: as many as `heads`.

    `architecture` is llama (a norm before each part of a layer) or exaone4 (a norm behind each, and norms of queries
    and keys). `q8` stores matrices in Q8_0, else in F16.
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

    @property
    def head(self) -> int:
        return self.width // self.heads

    @property
    def parameters(self) -> int:
        return sum(rows * columns for _, rows, columns in self.matrices()) + sum(size for _, size in self.norms())

    def matrices(self) -> Iterator[tuple[str, int, int]]:
        """Name, rows and columns of each: the embedding (which is the output as well), then layer by layer."""
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
        """Name and size of each."""
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
# That of EXAONE-4.0-1.2B, with a shorter context and a vocabulary of our own.
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
