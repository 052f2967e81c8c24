"""Padding a batch to a full tile of attention changes only the time it takes."""

import llama_cpp
import numpy as np
import pytest

from interviews.llm.local_engine.gguf_model import GgufModel
from interviews.llm.local_engine.llama_context import DONE, PAD_FROM, BatchRow, ContextSize, LlamaContext
from interviews.llm.local_engine.steps.prefill_budget import TILE

CONTEXT = 512


def logits(context: LlamaContext, index: int) -> np.ndarray:
    pointer = llama_cpp.llama_get_logits_ith(context.pointer, index)
    return np.ctypeslib.as_array(pointer, (context.model.vocabulary_tokens,)).copy()


@pytest.mark.parametrize("length", [PAD_FROM - 1, PAD_FROM, TILE - 1, TILE])
def test_padding_does_not_change_the_result(gguf: GgufModel, length: int) -> None:
    context = LlamaContext(gguf, ContextSize(CONTEXT, 2, batch=128), threads=1)
    tokens = [300 + n % 90 for n in range(length)]
    assert context.decode([BatchRow(0, 0, tokens, wants_logits=True)]) == DONE
    padded = logits(context, length - 1)
    context.cut(0, 0)
    for n, token in enumerate(tokens):  # single tokens are not padded
        assert context.decode([BatchRow(0, n, [token], wants_logits=True)]) == DONE
    np.testing.assert_allclose(padded, logits(context, 0), atol=0.05)
    context.close()


def test_padding_leaves_nothing_behind(gguf: GgufModel) -> None:
    context = LlamaContext(gguf, ContextSize(CONTEXT, 2, batch=128), threads=1)
    for n in range(CONTEXT // PAD_FROM):
        assert context.decode([BatchRow(0, PAD_FROM * n, [300] * PAD_FROM, wants_logits=False)]) == DONE
    rest = CONTEXT - CONTEXT // PAD_FROM * PAD_FROM
    assert context.decode([BatchRow(0, CONTEXT - rest, [301] * rest, wants_logits=True)]) == DONE
    context.close()


def test_a_copy_of_a_stream_continues_like_the_stream(gguf: GgufModel) -> None:
    context = LlamaContext(gguf, ContextSize(CONTEXT, 3, batch=128), threads=1)
    tokens = [300 + n % 90 for n in range(100)]
    assert context.decode([BatchRow(0, 0, tokens, wants_logits=True)]) == DONE
    assert context.load(2, context.save(0))
    results = []
    for id in (0, 2):
        assert context.decode([BatchRow(id, 100, [333], wants_logits=True)]) == DONE
        results.append(logits(context, 0))
    assert (results[0] == results[1]).all()
    context.close()


@pytest.mark.parametrize("state", [bytearray(), bytearray(b"nonsense" * 40)])
def test_what_is_no_copy_is_not_loaded(gguf: GgufModel, state: bytearray) -> None:
    context = LlamaContext(gguf, ContextSize(CONTEXT, 2, batch=128), threads=1)
    assert not context.load(1, state)
    assert context.decode([BatchRow(1, 0, [300, 301], wants_logits=True)]) == DONE
    context.close()
