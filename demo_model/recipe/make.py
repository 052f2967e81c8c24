"""Makes demo_model/demo.gguf: trains the tokenizer and the model, exports, and evaluates.

python -m demo_model.recipe.make --minutes 45
"""

import argparse
import subprocess
import sys
import time
from pathlib import Path

import torch

from demo_model.recipe.data.corpus import dialogues
from demo_model.recipe.model import tokenizer
from demo_model.recipe.model.export import export
from demo_model.recipe.model.induction import set_up_copying
from demo_model.recipe.model.llama import Llama, Shape
from demo_model.recipe.model.tokenizer import Tokens
from demo_model.recipe.model.train import load, train

HERE = Path(__file__).parent
DEMO = HERE.parent / "demo.gguf"
# Dialogues that only exercise copying come first, then short ones, then whole interviews.
ECHOES, STARTERS = 600, 6_000
# The learning rates of a first run would make a trained model forget.
GO_ON_PEAK = 0.2
# The tokenizer's corpus has seed 1 and the evaluation seeds of its own; this one must differ from all of them.
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
    # In separate processes, so that the memory that the evaluation reports does not include torch.
    for check, path in (("agreement", options.out), ("evaluation", made)):
        if broken := subprocess.run(
            [sys.executable, "-m", f"demo_model.recipe.checks.{check}", str(path)], check=False
        ).returncode:
            return broken
    made.replace(DEMO)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=45, help="minutes of training")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument(
        "--go-on", action="store_true", help="continue from the weights of an earlier run; needs another --seed"
    )
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--out", type=Path, default=HERE / "out", help="folder for scratch files")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
