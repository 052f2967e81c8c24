"""Checks that llama.cpp and torch agree on the exported model: the same tokens, and nearly the same logits.

python -m demo_model.recipe.checks.agreement [demo_model/recipe/out]
"""

import sys
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from llama_cpp import Llama as LlamaFile

from demo_model.recipe.data.corpus import Dialogue, dialogues
from demo_model.recipe.model.llama import Llama
from demo_model.recipe.model.tokenizer import Tokens
from demo_model.recipe.model.train import load

SEED = 60001
# The file has float16 weights, torch float32.
LOGITS_TOLERANCE = 0.2


def disagreements(tokens: Tokens, file: LlamaFile, sample: list[Dialogue]) -> tuple[int, int]:
    """Return the number of messages that the two tokenize differently, and the number of messages."""
    texts = [message["content"] for dialogue in sample for message in dialogue.messages()]
    other = sum(tokens.encode(text) != file.tokenize(text.encode(), add_bos=False, special=False) for text in texts)
    return other, len(texts)


def logit_gap(model: Llama, tokens: Tokens, file: LlamaFile, sample: list[Dialogue]) -> float:
    """Return the largest difference between any two logits."""
    gap = 0.0
    for dialogue in sample:
        ids = torch.tensor(tokens.sequence(dialogue).ids)
        with torch.no_grad():
            expected = model(ids[:1], ids[None, 1:], torch.ones(1, len(ids) - 1, dtype=torch.bool)).numpy()
        file.reset()
        file.eval(ids.tolist())
        gap = max(gap, float(np.abs(file.scores[1 : len(ids)] - expected).max()))
    return gap


def main() -> int:
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "out"
    tokens, model = Tokens(out / "tokenizer.json"), load(out / "model.pt")
    file = LlamaFile(str(out / "demo.gguf"), n_ctx=2048, logits_all=True, verbose=False)
    sample = list(islice(dialogues(SEED, tokens.pieces()), 100))
    other, texts = disagreements(tokens, file, sample)
    gap = logit_gap(model, tokens, file, sample[:10])
    print(
        f"llama.cpp against torch: {other} of {texts} texts tokenized otherwise, largest difference of a logit {gap:.3f}"
    )
    return int(other > 0 or gap > LOGITS_TOLERANCE)


if __name__ == "__main__":
    raise SystemExit(main())
