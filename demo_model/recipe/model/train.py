"""Trains on dialogues made on the fly for a given time, with Muon for the matrices and AdamW for the rest."""

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random

import torch
from torch import Tensor, distributed
from torch.nn import functional

from demo_model.recipe.data.corpus import Scene

from .llama import Llama, Rows
from .tokenizer import LANGUAGES, Sequence, Tokens

TOKENS_A_STEP = 3072
POOL = 256
# The share of batches that read the whole beginning of a prompt. The others read a piece of it, with this many tokens,
# which is faster, and keeps the model from depending on the wording of instructions and examples.
WHOLE_SHARE, PIECE = 0.25, (16, 64)
TYPICAL_WEIGHTS = 1000
WARM_UP_STEPS = 30
LOG_EVERY_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows that follow what all prompts in a language begin with, padded at the end. `weights` are those of each next
    token."""

    prefix: Tensor
    rows: Rows
    targets: Tensor
    weights: Tensor


def train(
    tokens: Tokens, model: Llama, source: Iterator[Scene], minutes: float, checkpoint: Path, peak: float = 1.0
) -> None:
    """Train `model` on `source` for `minutes`, saving checkpoints. `peak` scales the learning rates.

    Runs in each of the processes of a group, with a source of its own; all of them have the same weights at each step.
    """
    optimizers = _optimizers(model, peak)
    began = time.monotonic()
    log = _Log(began)
    for step, batch in enumerate(batches(tokens, source, model.shape.context)):
        losses = _learn(model, batch)
        progress = _shared(model, (time.monotonic() - began) / (60 * minutes))
        if progress >= 1:
            break
        for optimizer in optimizers:
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * _rate(step, progress)
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for optimizer in optimizers:
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
        if distributed.get_rank() == 0 and log.add(step, batch, losses):
            save(model, checkpoint)
    if distributed.get_rank() == 0:
        save(model, checkpoint)


def _shared(model: Llama, progress: float) -> float:
    """Average the gradients over the processes, and `progress` with them, so that all take the same steps."""
    gradients = [parameter.grad for parameter in model.parameters() if parameter.grad is not None]
    flat = torch.cat([torch.tensor([progress]), *(gradient.flatten() for gradient in gradients)])
    distributed.all_reduce(flat)
    flat /= distributed.get_world_size()
    for gradient, mean in zip(gradients, flat[1:].split([g.numel() for g in gradients]), strict=True):
        gradient.copy_(mean.view_as(gradient))
    return float(flat[0])


def save(model: Llama, checkpoint: Path) -> None:
    half = checkpoint.with_suffix(".part")
    torch.save({"shape": model.shape, "weights": model.state_dict()}, half)
    half.rename(checkpoint)


def load(checkpoint: Path) -> Llama:
    # The file is our own and holds a Shape as well as the weights.
    saved = torch.load(checkpoint, weights_only=False)
    model = Llama(saved["shape"])
    model.load_state_dict(saved["weights"])
    return model


def batches(tokens: Tokens, source: Iterator[Scene], context: int) -> Iterator[Batch]:
    """Yield batches of about TOKENS_A_STEP tokens after the prefix: scenes in one language and of similar length.

    Scenes that do not fit into `context` tokens are left out.
    """
    rng = Random(1)
    prefixes = {language: tokens.prefix(language) for language in LANGUAGES}
    while True:
        groups: list[tuple[str, list[Sequence]]] = []
        pool = [(scene.brief.language, tokens.sequence(scene)) for scene in islice(source, POOL)]
        for language, prefix in prefixes.items():
            fitting = [s for name, s in pool if name == language and len(prefix) + max(s.positions) < context]
            groups += [(language, group) for group in _cut(sorted(fitting, key=lambda s: len(s.ids)))]
        rng.shuffle(groups)
        yield from (_batch(_beginning(rng, prefixes[language]), group) for language, group in groups)


def _beginning(rng: Random, prefix: list[int]) -> list[int]:
    if rng.random() < WHOLE_SHARE:
        return prefix
    length = rng.randint(*PIECE)
    start = rng.randrange(len(prefix) - length)
    return prefix[start : start + length]


def _cut(ordered: list[Sequence]) -> Iterator[list[Sequence]]:
    group: list[Sequence] = []
    for sequence in ordered:
        if group and (len(group) + 1) * len(sequence.ids) > TOKENS_A_STEP:
            yield group
            group = []
        group.append(sequence)
    if group:
        yield group


def _batch(prefix: list[int], group: list[Sequence]) -> Batch:
    padded = [_padded([getattr(s, name) for s in group]) for name in ("ids", "positions", "branches", "leaves")]
    weights = _padded([s.weights for s in group], torch.float)
    rows = Rows(*(each[:, :-1] for each in padded))
    return Batch(torch.tensor(prefix), rows, padded[0][:, 1:], weights[:, 1:])


def _padded(lists: list[list[int]] | list[list[float]], dtype: torch.dtype = torch.long) -> Tensor:
    return torch.nn.utils.rnn.pad_sequence([torch.tensor(each, dtype=dtype) for each in lists], batch_first=True)


def _learn(model: Llama, batch: Batch) -> Tensor:
    """Add a batch's gradients; return its losses on plain tokens, and on terms and particles."""
    wanted = batch.weights > 0
    losses = functional.cross_entropy(model(batch.prefix, batch.rows, wanted), batch.targets[wanted], reduction="none")
    weights = batch.weights[wanted]
    # Not normalised by the batch's weights: one long row with a single question must not count like thirty.
    ((losses * weights).sum() / TYPICAL_WEIGHTS).backward()
    is_term = weights > 1
    return torch.stack([losses.detach()[~is_term].sum(), losses.detach()[is_term].sum()])


def _optimizers(model: Llama, peak: float) -> list[torch.optim.Optimizer]:
    matrices = [p for name, p in model.named_parameters() if p.ndim == 2 and "embedding" not in name]
    rest = [p for name, p in model.named_parameters() if p.ndim != 2 or "embedding" in name]
    muon = torch.optim.Muon(matrices, lr=0.02, weight_decay=0.05)
    adam = torch.optim.AdamW(rest, lr=3e-3, betas=(0.9, 0.95), weight_decay=0.0)
    for optimizer in (muon, adam):
        for group in optimizer.param_groups:
            group["peak"] = group["lr"] * peak
    return [muon, adam]


def _rate(step: int, progress: float) -> float:
    return min(1.0, (step + 1) / WARM_UP_STEPS) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1.0, progress))))


class _Log:
    """Prints the loss twice a minute: on terms with their particles, and on all other text."""

    def __init__(self, began: float) -> None:
        self._began = self._printed = began
        self._tokens = 0
        self._losses, self._counts = torch.zeros(2), torch.zeros(2)

    def add(self, step: int, batch: Batch, losses: Tensor) -> bool:
        """Add a batch; print a line if one is due, and return whether it did."""
        self._tokens += batch.rows.ids.numel()
        self._losses += losses
        self._counts += torch.stack([(batch.weights == 1).sum(), (batch.weights > 1).sum()])
        now = time.monotonic()
        if now - self._printed < LOG_EVERY_SECONDS:
            return False
        plain, term = (self._losses / self._counts.clamp(min=1)).tolist()
        rate = self._tokens / (now - self._began)
        print(
            f"{(now - self._began) / 60:5.1f} min  step {step:6d}  {self._tokens / 1e6:6.2f}M tokens ({rate:5.0f}/s)  "
            f"loss {plain:.3f}  on terms and particles {term:.3f}",
            flush=True,
        )
        self._printed = now
        self._losses.zero_()
        self._counts.zero_()
        return True
