"""Padding a batch to a full tile of attention changes only the time it takes."""

import llama_cpp
import numpy as np
import pytest

from interviews.llm.local_engine.gguf_model import GgufModel
from interviews.llm.local_engine.llama_context import DONE, PAD_FROM, BatchRow, ContextSize, LlamaContext
from interviews.llm.local_engine.steps.prefill_budget import TILE

CELLS = 512


def logits(context: LlamaContext, index: int) -> np.ndarray:
    pointer = llama_cpp.llama_get_logits_ith(context.pointer, index)
    return np.ctypeslib.as_array(pointer, (context.model.vocabulary_tokens,)).copy()


@pytest.mark.parametrize("length", [PAD_FROM - 1, PAD_FROM, TILE - 1, TILE])
def test_padding_does_not_change_the_result(gguf: GgufModel, length: int) -> None:
    context = LlamaContext(gguf, ContextSize(CELLS, 4, batch=128), threads=1)
    tokens = [300 + n % 90 for n in range(length)]
    assert context.decode([BatchRow(0, 0, tokens, wants_logits=True)]) == DONE
    padded = logits(context, length - 1)
    context.cut(0, 0)
    for n, token in enumerate(tokens):  # single tokens are not padded
        assert context.decode([BatchRow(0, n, [token], wants_logits=True)]) == DONE
    np.testing.assert_allclose(padded, logits(context, 0), atol=0.05)
    context.close()


def test_a_step_that_is_filled_up_has_the_same_result(gguf: GgufModel) -> None:
    context = LlamaContext(gguf, ContextSize(CELLS, 4, batch=128), threads=1)
    rows = [BatchRow(id, 0, [300 + id], wants_logits=True) for id in range(3)]
    results = []
    for width in (0, 8):
        assert context.decode(rows, width) == DONE
        results.append([logits(context, index) for index in range(3)])
        for row in rows:
            context.cut(row.id, 0)
    np.testing.assert_allclose(*results, atol=0.05)
    context.close()


def test_padding_occupies_no_cells(gguf: GgufModel) -> None:
    context = LlamaContext(gguf, ContextSize(CELLS, 4, batch=128), threads=1)
    for n in range(CELLS // PAD_FROM):
        assert context.decode([BatchRow(0, PAD_FROM * n, [300] * PAD_FROM, wants_logits=False)]) == DONE
    rest = CELLS - CELLS // PAD_FROM * PAD_FROM
    assert context.decode([BatchRow(1, 0, [301] * rest, wants_logits=True)]) == DONE
    context.close()
