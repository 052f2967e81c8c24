"""Draws tokens from the model's probabilities: a chain of llama.cpp's own samplers."""

from typing import Any

import llama_cpp

from interviews.llm.sampling import Sampling

from .llama_context import LlamaContext

REPEAT_WINDOW_TOKENS = 64  # that `repeat_penalty` looks back over; they are of the question, not of the prompt


class Sampler:
    """The sampler of one sequence, with its own random source. Call `close` to free it."""

    def __init__(self, sampling: Sampling, vocabulary_tokens: int) -> None:
        self._chain = llama_cpp.llama_sampler_chain_init(llama_cpp.llama_sampler_chain_default_params())
        for sampler in _chain(sampling, vocabulary_tokens):
            llama_cpp.llama_sampler_chain_add(self._chain, sampler)

    def sample(self, context: LlamaContext, index: int) -> int:
        """Return the token that follows the batch's token `index`, for which logits must have been requested."""
        return int(llama_cpp.llama_sampler_sample(self._chain, context.pointer, index))

    def close(self) -> None:
        """Free llama.cpp's samplers. May be called again."""
        if self._chain:
            llama_cpp.llama_sampler_free(self._chain)
            self._chain = None


def _chain(sampling: Sampling, vocabulary_tokens: int) -> list[Any]:
    chain = []
    if sampling.repeat_penalty != 1.0:
        chain.append(
            llama_cpp.llama_sampler_init_penalties(
                vocabulary_tokens, REPEAT_WINDOW_TOKENS, sampling.repeat_penalty, 0.0, 0.0
            )
        )
    if sampling.temperature <= 0:
        return [*chain, llama_cpp.llama_sampler_init_greedy()]
    return [
        *chain,
        llama_cpp.llama_sampler_init_top_k(sampling.top_k),
        llama_cpp.llama_sampler_init_top_p(sampling.top_p, 1),
        llama_cpp.llama_sampler_init_min_p(sampling.min_p, 1),
        llama_cpp.llama_sampler_init_temp(sampling.temperature),
        llama_cpp.llama_sampler_init_dist(sampling.seed),
    ]
