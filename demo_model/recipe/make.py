"""Makes demo_model/demo.gguf: tokenizer, training, export, evaluation.

python -m demo_model.recipe.make --minutes 45
"""

import argparse
import subprocess
import sys
import time
from pathlib import Path

import torch

from . import tokenizer
from .corpus import dialogues
from .export import export
from .induction import set_up_copying
from .model import Llama, Shape
from .tokenizer import Tokens
from .train import load, train

HERE = Path(__file__).parent
DEMO = HERE.parent / "demo.gguf"
# Dialogues that exercise copying, then short ones, before the whole ones.
ECHOES, STARTERS = 600, 6_000
# A trained model unlearns at the rates that an untrained one needs.
GO_ON_PEAK = 0.2
# The tokenizer's corpus is seed 1, and the evaluation has its own: each must be another.
SEED = 2


def main() -> int:
    options = _options()
    torch.set_num_threads(options.threads)
    began = time.monotonic()
    torch.manual_seed(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    made, checkpoint, vocabulary = (options.out / name for name in ("demo.gguf", "model.pt", "tokenizer.json"))
    if options.go_on:
        tokens, model = Tokens(vocabulary), load(checkpoint)
        source = dialogues(options.seed, tokens.pieces())
    else:
        tokens = tokenizer.train(vocabulary)
        model = Llama(Shape(vocabulary=len(tokens.vocabulary)))
        set_up_copying(model)
        source = dialogues(options.seed, tokens.pieces(), ECHOES, STARTERS)
    print(f"{sum(p.numel() for p in model.parameters()):,} parameters, {len(tokens.vocabulary):,} tokens", flush=True)
    train(tokens, model, source, options.minutes, checkpoint, GO_ON_PEAK if options.go_on else 1.0)
    export(model, tokens, made)
    print(f"made in {(time.monotonic() - began) / 60:.0f} minutes", flush=True)
    # In processes of their own, so that the memory the evaluation reports is the product's and not torch's.
    for check, path in (("agree", options.out), ("evaluate", made)):
        if broken := subprocess.run(
            [sys.executable, "-m", f"demo_model.recipe.{check}", str(path)], check=False
        ).returncode:
            return broken
    made.replace(DEMO)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=45, help="of training")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--go-on", action="store_true", help="from the weights of an earlier run; give another --seed")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--out", type=Path, default=HERE / "out", help="where scratch files go")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
