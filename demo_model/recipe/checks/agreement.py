"""Checks that llama.cpp and torch agree on the exported model: the same tokens, and nearly the same logits.

python -m demo_model.recipe.checks.agreement [demo_model/recipe/out]
"""

import sys
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from llama_cpp import Llama as LlamaFile

from demo_model.recipe.data.corpus import Scene, scenes
from demo_model.recipe.data.grammar import text
from demo_model.recipe.model.llama import Llama, Rows
from demo_model.recipe.model.tokenizer import END, Tokens
from demo_model.recipe.model.train import load

SEED = 60001
# The file has float16 weights, torch float32.
LOGITS_TOLERANCE = 0.2


def disagreements(tokens: Tokens, file: LlamaFile, sample: list[Scene]) -> tuple[int, int]:
    """Return the number of messages that the two tokenize differently, and the number of messages."""
    texts = [message["content"] for scene in sample for each in scene.questions for message in scene.chat(each)]
    other = sum(tokens.encode(text) != file.tokenize(text.encode(), add_bos=False, special=False) for text in texts)
    return other, len(texts)


def astray(tokens: Tokens, sample: list[Scene]) -> int:
    """Return the number of questions that are learnt from other tokens than the product's prompt and an ending."""
    found = 0
    for scene in sample:
        tree = tokens.sequence(scene)
        parts = list(zip(tree.ids, tree.branches, tree.leaves, strict=True))
        for branch, question in enumerate(scene.questions, start=1):
            for leaf, ending in enumerate(question.endings, start=1):
                path = [token for token, of, at in parts if of == 0 or (of == branch and at in (0, leaf))]
                said = [token for piece in ending for token in tokens.encode(piece.text)]
                whole = [*tokens.prompt(scene.chat(question)), *said, tokens.marker[END]]
                found += [*tokens.prefix(scene.brief.language), *path] != whole
    return found


def logit_gap(model: Llama, tokens: Tokens, file: LlamaFile, sample: list[Scene]) -> float:
    """Return the largest difference between any two logits."""
    gap = 0.0
    for scene in sample:
        question = scene.questions[-1]
        ids = torch.tensor(tokens.prompt(scene.chat(question)) + tokens.encode(text(question.endings[0])))
        wanted = torch.ones(1, len(ids) - 1, dtype=torch.bool)
        with torch.no_grad():
            expected = model(ids[:1], Rows.straight(ids[None, 1:]), wanted).numpy()
        file.reset()
        file.eval(ids.tolist())
        gap = max(gap, float(np.abs(file.scores[1 : len(ids)] - expected).max()))
    return gap


def main() -> int:
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "out"
    tokens, model = Tokens.load(out / "tokenizer.json"), load(out / "model.pt")
    file = LlamaFile(str(out / "demo.gguf"), n_ctx=2048, logits_all=True, verbose=False)
    sample = list(islice(scenes(SEED, tokens.pieces()), 100))
    other, texts = disagreements(tokens, file, sample)
    off = astray(tokens, sample)
    gap = logit_gap(model, tokens, file, sample[:10])
    print(
        f"llama.cpp against torch: {other} of {texts} texts tokenized otherwise, {off} endings learnt from other "
        f"tokens than the prompt's, largest difference of a logit {gap:.3f}"
    )
    return int(other > 0 or off > 0 or gap > LOGITS_TOLERANCE)


if __name__ == "__main__":
    raise SystemExit(main())
