"""Trains on dialogues made on the fly for a given time, with Muon for the matrices and AdamW for the rest."""

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random

import torch
from torch import Tensor
from torch.nn import functional

from demo_model.recipe.data.corpus import Dialogue
from interviews.interviewer.prompts import INSTRUCTIONS

from .llama import Llama
from .tokenizer import Sequence, Tokens

TOKENS_A_STEP = 2048
POOL = 256
TYPICAL_WEIGHTS = 600
WARM_UP_STEPS = 60
LOG_EVERY_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows that follow the language's instructions, padded at the end. `weights` are those of each next token."""

    prefix: Tensor
    rows: Tensor
    targets: Tensor
    weights: Tensor


def train(
    tokens: Tokens, model: Llama, source: Iterator[Dialogue], minutes: float, checkpoint: Path, peak: float = 1.0
) -> None:
    """Train `model` on `source` for `minutes`, saving checkpoints. `peak` scales the learning rates."""
    optimizers = _optimizers(model, peak)
    began = time.monotonic()
    log = _Log(began)
    for step, batch in enumerate(batches(tokens, source)):
        progress = (time.monotonic() - began) / (60 * minutes)
        if progress >= 1:
            break
        for optimizer in optimizers:
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * _rate(step, progress)
        loss = _step(model, batch, optimizers)
        if log.add(step, batch, loss):
            save(model, checkpoint)
    save(model, checkpoint)


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


def batches(tokens: Tokens, source: Iterator[Dialogue]) -> Iterator[Batch]:
    """Yield batches of about TOKENS_A_STEP tokens: dialogues in one language and of similar length."""
    rng = Random(1)
    prefixes = {language: _prefix(tokens, text) for language, text in INSTRUCTIONS.items()}
    while True:
        groups: list[tuple[str, list[Sequence]]] = []
        pool = [(d.brief.language, tokens.sequence(d)) for d in islice(source, POOL)]
        for language in prefixes:
            ordered = sorted((s for name, s in pool if name == language), key=lambda s: len(s.ids))
            groups += [(language, group) for group in _cut(ordered, len(prefixes[language]))]
        rng.shuffle(groups)
        yield from (_batch(prefixes[language], group) for language, group in groups)


def _prefix(tokens: Tokens, instructions: str) -> list[int]:
    # Without the last token, which may be different depending on what follows.
    return [tokens.marker["<|system|>"], *tokens.encode(instructions)][:-1]


def _cut(ordered: list[Sequence], prefix: int) -> Iterator[list[Sequence]]:
    group: list[Sequence] = []
    for sequence in ordered:
        if group and (len(group) + 1) * (len(sequence.ids) - prefix) > TOKENS_A_STEP:
            yield group
            group = []
        group.append(sequence)
    if group:
        yield group


def _batch(prefix: list[int], group: list[Sequence]) -> Batch:
    skip = len(prefix)
    assert all(sequence.ids[:skip] == prefix for sequence in group)
    longest = max(len(sequence.ids) for sequence in group) - skip
    rows = torch.zeros(len(group), longest, dtype=torch.long)
    weights = torch.zeros(len(group), longest)
    for row, sequence in enumerate(group):
        rows[row, : len(sequence.ids) - skip] = torch.tensor(sequence.ids[skip:])
        weights[row, : len(sequence.ids) - skip] = torch.tensor(sequence.weights[skip:])
    return Batch(torch.tensor(prefix), rows[:, :-1], rows[:, 1:], weights[:, 1:])


def _step(model: Llama, batch: Batch, optimizers: list[torch.optim.Optimizer]) -> Tensor:
    wanted = batch.weights > 0
    with torch.autocast("cpu", torch.bfloat16):
        logits = model(batch.prefix, batch.rows, wanted)
    losses = functional.cross_entropy(logits.float(), batch.targets[wanted], reduction="none")
    weights = batch.weights[wanted]
    # Not normalised by the batch's weights: one long row with a single question must not count like thirty.
    ((losses * weights).sum() / TYPICAL_WEIGHTS).backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    for optimizer in optimizers:
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
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
        self._tokens += batch.rows.numel()
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
