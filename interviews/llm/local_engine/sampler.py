"""Draws tokens from the model's probabilities: a chain of llama.cpp's own samplers."""

import ctypes
from typing import Any

import llama_cpp
import numpy as np

from interviews.llm.errors import ModelUnavailable
from interviews.llm.sampling import Sampling

from .gguf_model import GgufModel
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


class FormSampler(Sampler):
    """A sampler that can draw only what a grammar allows.

    Like llama.cpp's own tools, it first draws from all tokens and looks whether the grammar allows that one: to ask the
    grammar about each of 150,000 tokens takes as long as a small model's step. Only if not, it draws from those that
    are allowed.
    """

    def __init__(self, sampling: Sampling, model: GgufModel, grammar: str) -> None:
        """Raise ModelUnavailable if llama.cpp cannot read the grammar, whose first rule is `root`."""
        super().__init__(sampling, model.vocabulary_tokens)
        self._grammar = llama_cpp.llama_sampler_init_grammar(model.vocabulary, grammar.encode(), b"root")
        if not self._grammar:
            self.close()
            raise ModelUnavailable("llama.cpp cannot read the grammar of the answer's form.")
        self._end = model.eos
        self._candidates = Candidates(model.vocabulary_tokens)

    def sample(self, context: LlamaContext, index: int) -> int:
        """Return the token that follows, as above; an end token if the vocabulary cannot go on with the form."""
        logits = context.logits(index)
        token, _ = self._candidates.draw(logits, self._chain)
        if not self._candidates.is_allowed(token, self._grammar):
            token, logit = self._candidates.draw(logits, self._grammar, self._chain)
            if logit == -np.inf:
                return self._end  # to accept a token that the grammar does not allow would end the process
        llama_cpp.llama_sampler_accept(self._grammar, token)
        llama_cpp.llama_sampler_accept(self._chain, token)
        return token

    def close(self) -> None:
        super().close()
        if self._grammar:
            llama_cpp.llama_sampler_free(self._grammar)
            self._grammar = None


class Candidates:
    """llama.cpp's array of all tokens with their logits, which samplers sort, cut and choose from."""

    def __init__(self, vocabulary_tokens: int) -> None:
        self._fresh = np.zeros(vocabulary_tokens, dtype=_TOKEN_DATA)
        self._fresh["id"] = np.arange(vocabulary_tokens)
        self._tokens = self._fresh.copy()

    def draw(self, logits: "np.ndarray[Any, Any]", *samplers: Any) -> tuple[int, float]:
        """Apply the samplers in turn, the last of which chooses. Return the chosen token and its logit."""
        self._fresh["logit"] = logits
        self._tokens[:] = self._fresh
        array = _array(self._tokens)
        for sampler in samplers:
            llama_cpp.llama_sampler_apply(sampler, ctypes.byref(array))
        chosen = array.data[array.selected]
        return int(chosen.id), float(chosen.logit)

    def is_allowed(self, token: int, grammar: Any) -> bool:
        """Return whether the grammar allows this token next."""
        alone = self._fresh[token : token + 1].copy()
        llama_cpp.llama_sampler_apply(grammar, ctypes.byref(_array(alone)))
        return bool(alone["logit"][0] != -np.inf)


_TOKEN_DATA = np.dtype([("id", np.int32), ("logit", np.float32), ("p", np.float32)])


def _array(tokens: "np.ndarray[Any, Any]") -> llama_cpp.llama_token_data_array:
    data = tokens.ctypes.data_as(ctypes.POINTER(llama_cpp.llama_token_data))
    return llama_cpp.llama_token_data_array(data, len(tokens), -1, False)


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
