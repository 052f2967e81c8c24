"""A small model of the Llama architecture, in the layout that llama.cpp reads (interleaved rotary pairs)."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

EMBEDDING_STD = 0.3
# Start with small logits: with tied embeddings, a standard deviation of 0.3 would be overconfident.
OUTPUT_NORM = 0.25


@dataclass(frozen=True, slots=True)
class Shape:
    """The model's dimensions. `context` is the longest context, in tokens, that llama.cpp will allow."""

    vocabulary: int = 4096
    width: int = 192
    layers: int = 4
    heads: int = 6
    hidden: int = 512
    context: int = 2048
    rope_base: float = 100_000.0
    norm_epsilon: float = 1e-5

    @property
    def head_width(self) -> int:
        return self.width // self.heads


class Attention(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        # A bias, rotated by position, lets a head attend to a fixed distance, such as the previous token.
        self.q = nn.Linear(shape.width, shape.width)
        self.k = nn.Linear(shape.width, shape.width)
        self.v = nn.Linear(shape.width, shape.width, bias=False)
        self.output = nn.Linear(shape.width, shape.width, bias=False)

    def forward(self, x: Tensor, layout: "Layout") -> Tensor:
        q, k, v = (linear(x).view(-1, self.shape.heads, self.shape.head_width) for linear in (self.q, self.k, self.v))
        return self.output(layout.attend(layout.rotate(q), layout.rotate(k), v).reshape(-1, self.shape.width))


class Block(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.attention_norm = nn.RMSNorm(shape.width, eps=shape.norm_epsilon)
        self.attention = Attention(shape)
        self.ffn_norm = nn.RMSNorm(shape.width, eps=shape.norm_epsilon)
        self.gate = nn.Linear(shape.width, shape.hidden, bias=False)
        self.up = nn.Linear(shape.width, shape.hidden, bias=False)
        self.down = nn.Linear(shape.hidden, shape.width, bias=False)

    def forward(self, x: Tensor, layout: "Layout") -> Tensor:
        x = x + self.attention(self.attention_norm(x), layout)
        h = self.ffn_norm(x)
        return x + self.down(functional.silu(self.gate(h)) * self.up(h))


class Llama(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.embedding = nn.Embedding(shape.vocabulary, shape.width)
        self.blocks = nn.ModuleList(Block(shape) for _ in range(shape.layers))
        self.norm = nn.RMSNorm(shape.width, eps=shape.norm_epsilon)
        nn.init.normal_(self.embedding.weight, std=EMBEDDING_STD)
        nn.init.constant_(self.norm.weight, OUTPUT_NORM)
        for block in self.blocks:
            for bias in (block.attention.q.bias, block.attention.k.bias):
                nn.init.zeros_(bias)
            for last in (block.attention.output, block.down):
                nn.init.zeros_(last.weight)

    def forward(self, prefix: Tensor, rows: "Rows", wanted: Tensor) -> Tensor:
        """Return the logits where `wanted` (batch, time) is true. Each row follows `prefix` (time)."""
        layout = Layout(self.shape, prefix.numel(), rows)
        x = self.embedding(torch.cat([prefix, rows.ids.flatten()]))
        for block in self.blocks:
            x = block(x, layout)
        return functional.linear(self.norm(x[prefix.numel() :][wanted.flatten()]), self.embedding.weight)


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a batch; each tensor has the shape (batch, time).

    A row is a tree: a trunk, whose `branches` are 0, then branches 1, 2 and so on. A branch has a part whose `leaves` are
    0, then leaves 1, 2 and so on. A token sees the trunk and its own branch, but no other leaf. `positions` count from
    the end of the prefix, along the tree.
    """

    ids: Tensor
    positions: Tensor
    branches: Tensor
    leaves: Tensor

    @classmethod
    def straight(cls, ids: Tensor) -> "Rows":
        """Return rows that do not branch."""
        return cls(ids, torch.arange(ids.shape[1]).expand(ids.shape), torch.zeros_like(ids), torch.zeros_like(ids))

    def seen(self) -> Tensor:
        """Return which tokens each token may see, as (batch, 1, time, time), leaving aside which come first."""
        return _same_or_zero(self.branches) & (_same_or_zero(self.leaves) | (self.branches == 0)[:, None, None, :])


def _same_or_zero(numbers: Tensor) -> Tensor:
    seen = numbers[:, None, None, :]
    return (seen == 0) | (seen == numbers[:, None, :, None])


class Layout:
    """Positions and attention mask of a batch: the shared prefix once, then each row after it.

    Every prompt begins with the same instructions and examples, which are longer than all the rest of most prompts.
    """

    def __init__(self, shape: Shape, prefix: int, rows: Rows) -> None:
        self.prefix = prefix
        self.batch, self.time = rows.ids.shape
        positions = torch.cat([torch.arange(prefix), prefix + rows.positions.flatten()])
        frequencies = shape.rope_base ** -(torch.arange(0, shape.head_width, 2) / shape.head_width)
        angles = positions[:, None] * frequencies
        self._cos, self._sin = angles.cos()[:, None], angles.sin()[:, None]
        self._mask = torch.ones(self.batch, 1, self.time, prefix + self.time, dtype=torch.bool).tril(prefix)
        self._mask[..., prefix:] &= rows.seen()

    def rotate(self, x: Tensor) -> Tensor:
        even, odd = x[..., 0::2], x[..., 1::2]
        rotated = torch.stack([even * self._cos - odd * self._sin, even * self._sin + odd * self._cos], dim=-1)
        return rotated.flatten(-2)

    def attend(self, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
        q_first, q_rows = self._split(q)
        k_first, k_rows = self._split(k)
        v_first, v_rows = self._split(v)
        first = functional.scaled_dot_product_attention(q_first, k_first, v_first, is_causal=True)
        keys = torch.cat([k_first.expand(self.batch, -1, -1, -1), k_rows], dim=2)
        values = torch.cat([v_first.expand(self.batch, -1, -1, -1), v_rows], dim=2)
        rows = functional.scaled_dot_product_attention(q_rows, keys, values, attn_mask=self._mask)
        return torch.cat([first.transpose(1, 2).flatten(0, 1), rows.transpose(1, 2).flatten(0, 1)])

    def _split(self, x: Tensor) -> tuple[Tensor, Tensor]:
        first, rows = x[: self.prefix], x[self.prefix :].view(self.batch, self.time, *x.shape[1:])
        return first[None].transpose(1, 2), rows.transpose(1, 2)
