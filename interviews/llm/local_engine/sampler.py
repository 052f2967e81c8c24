"""How one sequence draws its tokens: llama.cpp's own samplers in a chain."""

from typing import Any

import llama_cpp

from interviews.llm.sampling import Sampling

from .llama_context import LlamaContext

REPEATED_OF_LAST = 64  # tokens that `repeat_penalty` looks back over: those of the question, not of the prompt


class Sampler:
    """Draws by `sampling`, from a random source of its own. `close` frees it."""

    def __init__(self, sampling: Sampling, vocabulary_tokens: int) -> None:
        self._chain = llama_cpp.llama_sampler_chain_init(llama_cpp.llama_sampler_chain_default_params())
        for sampler in _chain(sampling, vocabulary_tokens):
            llama_cpp.llama_sampler_chain_add(self._chain, sampler)

    def draw(self, context: LlamaContext, index: int) -> int:
        """The token after the batch's token `index`, which must be one that draws."""
        return int(llama_cpp.llama_sampler_sample(self._chain, context.pointer, index))

    def close(self) -> None:
        if self._chain:
            llama_cpp.llama_sampler_free(self._chain)
            self._chain = None


def _chain(sampling: Sampling, vocabulary_tokens: int) -> list[Any]:
    chain = []
    if sampling.repeat_penalty != 1.0:
        chain.append(
            llama_cpp.llama_sampler_init_penalties(
                vocabulary_tokens, REPEATED_OF_LAST, sampling.repeat_penalty, 0.0, 0.0
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
