"""Chats of a length that is known in tokens, for models with random weights: each word is one token of each of them."""

import random
from itertools import islice

from bench.harness.models.random_vocabulary import spelled_words
from interviews.llm.message import Message

# Two letters: in the smallest vocabulary as well.
WORDS = list(islice(spelled_words(), 26, 26 + 300))
SYSTEM_WORDS, CANDIDATE_WORDS = 40, 80


def words(count: int, seed: int | str) -> str:
    """So many, as many tokens behind a space. They depend on the seed alone."""
    return " ".join(random.Random(seed).choices(WORDS, k=count))  # noqa: S311 - nothing is secret


def candidate(seed: int | str, count: int = CANDIDATE_WORDS) -> list[Message]:
    """One of a position's candidates: they share what the model is told of the position."""
    told = words(SYSTEM_WORDS, "the position")
    return [{"role": "system", "content": f" {told}"}, {"role": "user", "content": f" {words(count, seed)}"}]
