"""A local model as judge: it can say nothing but a digit."""

import ctypes
import math
from collections.abc import Sequence
from itertools import takewhile
from operator import eq
from pathlib import Path

import llama_cpp
import numpy as np

from evaluate.measures.scores import HIGHEST, LOWEST, Score
from interviews.llm.errors import ModelUnavailable
from interviews.llm.local_engine.chat_template import ChatTemplate
from interviews.llm.local_engine.gguf_model import GgufModel
from interviews.llm.local_engine.llama_context import DONE, BatchRow, ContextSize, LlamaContext
from interviews.llm.message import Message

CONTEXT_TOKENS, BATCH_TOKENS = 4096, 512


class LocalJudge:
    """Scores prompts by the probabilities that a model gives to the digits, as if it could write nothing else."""

    def __init__(self, path: Path, threads: int) -> None:
        """Load the model. Raise ModelUnavailable if it cannot be loaded, or does not have a token for each digit."""
        self.model = GgufModel(str(path))
        self._template = ChatTemplate(self.model)
        self._context = LlamaContext(self.model, ContextSize(CONTEXT_TOKENS, 1, BATCH_TOKENS), threads)
        self._digits = [self._token_of(str(digit)) for digit in range(LOWEST, HIGHEST + 1)]
        self._read: list[int] = []

    def close(self) -> None:
        """Free the model."""
        self._context.close()
        self.model.close()

    def score(self, chat: Sequence[Message]) -> Score | None:
        """Return the score that the model gives at the end of a chat, or None if the chat is too long for it."""
        tokens = self._template.prompt(chat).tokens
        if len(tokens) >= CONTEXT_TOKENS:
            return None
        self._compute(tokens)
        pointer = llama_cpp.llama_get_logits_ith(self._context.pointer, -1)
        logits = np.ctypeslib.as_array(
            ctypes.cast(pointer, ctypes.POINTER(ctypes.c_float)), (self.model.vocabulary_tokens,)
        )
        return _score([float(logits[digit]) for digit in self._digits])

    def _compute(self, tokens: list[int]) -> None:
        """Read a prompt; what it shares with the last one is read already."""
        known = min(sum(1 for _ in takewhile(bool, map(eq, self._read, tokens))), len(tokens) - 1)
        if self.model.is_recurrent:
            known = 0
        self._context.cut(0, known)
        for start in range(known, len(tokens), BATCH_TOKENS):
            part = tokens[start : start + BATCH_TOKENS]
            is_last = start + len(part) == len(tokens)
            if self._context.decode([BatchRow(0, start, part, wants_logits=is_last)]) != DONE:
                raise ModelUnavailable(f"{self.model.path}: llama.cpp cannot compute the judge's prompt.")
        self._read = tokens

    def _token_of(self, digit: str) -> int:
        tokens = self.model.tokenize(digit, special=False)
        if not tokens or self.model.piece(tokens[-1]).decode("utf-8", "replace").strip() != digit:
            raise ModelUnavailable(f"{self.model.path}: no token for the digit {digit}. Take another judge.")
        return tokens[-1]


def _score(logits: Sequence[float]) -> Score:
    highest = max(logits)
    weights = [math.exp(logit - highest) for logit in logits]
    digits = range(LOWEST, HIGHEST + 1)
    expected = sum(digit * weight for digit, weight in zip(digits, weights, strict=True)) / sum(weights)
    return Score(LOWEST + logits.index(highest), expected)
