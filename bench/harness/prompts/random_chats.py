"""Chats with a known number of tokens, for random models: each word is one token."""

import random
from itertools import islice

from bench.harness.models.random_vocabulary import spelled_words
from interviews.llm.message import Message

# Words of two letters, which even the smallest vocabulary has.
WORDS = list(islice(spelled_words(), 26, 26 + 300))
SYSTEM_WORDS, CANDIDATE_WORDS = 40, 80


def words(count: int, seed: int | str) -> str:
    """Return `count` words, which are as many tokens after a space. They depend only on the seed."""
    return " ".join(random.Random(seed).choices(WORDS, k=count))  # noqa: S311 - nothing is secret


def candidate(seed: int | str, count: int = CANDIDATE_WORDS) -> list[Message]:
    """Return the chat of one candidate. All candidates share the system message on the position."""
    told = words(SYSTEM_WORDS, "the position")
    return [{"role": "system", "content": f" {told}"}, {"role": "user", "content": f" {words(count, seed)}"}]
