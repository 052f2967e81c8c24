"""Initial weights that can already copy.

A model that starts from noise needs over a million tokens to learn to repeat a phrase, which on two CPU cores is most
of the training time. What it learns is known (Olsson et al. 2022, "In-context Learning and Induction Heads"),
so it is set up here: heads of the first block attend to the previous token, and heads of the second block find where
the current token occurred before and copy what followed it. Training does the rest, such as when to copy.
"""

import math

import torch
from torch import Tensor

from .llama import Llama

PREVIOUS_HEADS = 2
# How far the head's score for the previous token exceeds that for its neighbours, in logits.
PREVIOUS_GAP = 8.0
MATCH_SCALE = 3.2
COPY_SCALE = 0.6
# From this rotary pair on, rotation is so slow that contents a hundred tokens apart can be compared.
SLOW_PAIR = 6


def set_up_copying(model: Llama) -> None:
    """Overwrite the attention of the first two blocks, and the part of the embedding that these heads write to."""
    kept = model.shape.width - PREVIOUS_HEADS * model.shape.head_width
    code = torch.nn.init.orthogonal_(torch.empty(model.shape.width - kept, kept))
    with torch.no_grad():
        # The token leaves the last dimensions unused; its predecessor is stored there.
        model.embedding.weight[:, kept:] = 0
        _look_back(model, code, kept)
        _match_and_copy(model, code, kept)


def _look_back(model: Llama, code: Tensor, kept: int) -> None:
    attention, width = model.blocks[0].attention, model.shape.head_width
    angles = model.shape.rope_base ** -(torch.arange(0, width, 2) / width)
    # With constant q and k, the score depends on the distance only: the sum of cos(angle * (distance - 1)).
    size = math.sqrt(PREVIOUS_GAP * math.sqrt(width) / (1 - angles.cos()).sum().item())
    for head in range(PREVIOUS_HEADS):
        rows = slice(head * width, (head + 1) * width)
        attention.q.weight[rows] = 0
        attention.k.weight[rows] = 0
        attention.q.bias[rows] = size * torch.stack([angles.cos(), -angles.sin()], dim=-1).flatten()
        attention.k.bias[rows] = size * torch.tensor([1.0, 0.0]).repeat(width // 2)
        attention.v.weight[rows] = 0
        attention.v.weight[rows, :kept] = code[rows]
        attention.output.weight[kept + rows.start : kept + rows.stop, rows] = 0.5 * torch.eye(width)


def _match_and_copy(model: Llama, code: Tensor, kept: int) -> None:
    attention, width = model.blocks[1].attention, model.shape.head_width
    slow = range(2 * SLOW_PAIR, width)
    attention.q.weight[:kept] = 0
    attention.k.weight[:kept] = 0
    attention.v.weight[:kept] = torch.eye(kept, model.shape.width)
    attention.output.weight[:kept, :kept] = COPY_SCALE * torch.eye(kept)
    for head in range(kept // width):
        for row, noted in zip(slow, torch.randperm(len(code)).tolist(), strict=False):
            attention.q.weight[head * width + row, :kept] = MATCH_SCALE * code[noted]
            attention.k.weight[head * width + row, kept + noted] = MATCH_SCALE
