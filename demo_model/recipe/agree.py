"""Whether llama.cpp reads the exported file as torch meant it: the same tokens, and nearly the same logits.

python -m demo_model.recipe.agree [demo_model/recipe/out]
"""

import sys
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from llama_cpp import Llama as LlamaFile

from .corpus import Dialogue, dialogues
from .model import Llama
from .tokenizer import Tokens
from .train import load

SEED = 60001
# float16 weights against float32 ones.
LOGITS_TOLERANCE = 0.2


def disagreements(tokens: Tokens, file: LlamaFile, sample: list[Dialogue]) -> tuple[int, int]:
    """How many of the messages are tokenized otherwise, and how many there are."""
    texts = [message["content"] for dialogue in sample for message in dialogue.messages()]
    other = sum(tokens.encode(text) != file.tokenize(text.encode(), add_bos=False, special=False) for text in texts)
    return other, len(texts)


def logit_gap(model: Llama, tokens: Tokens, file: LlamaFile, sample: list[Dialogue]) -> float:
    """The largest difference of any logit at any place."""
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
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "out"
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
