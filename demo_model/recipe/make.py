"""Makes demo_model/demo.gguf: trains the tokenizer and the model, exports, and evaluates.

python -m demo_model.recipe.make --minutes 45
"""

import argparse
import subprocess
import sys
import time
from pathlib import Path

import torch

from demo_model.recipe.data.corpus import scenes
from demo_model.recipe.model import tokenizer
from demo_model.recipe.model.export import export
from demo_model.recipe.model.induction import set_up_copying
from demo_model.recipe.model.llama import Llama, Shape
from demo_model.recipe.model.restore import restore
from demo_model.recipe.model.tokenizer import Tokens
from demo_model.recipe.model.train import load, save, train

HERE = Path(__file__).parent
DEMO = HERE.parent / "demo.gguf"
# Scenes that only exercise copying come first, then opening questions, then whole interviews.
ECHOES, STARTERS = 600, 6_000
# The tokenizer's corpus has seed 1 and the evaluation seeds of its own; this one must differ from all of them.
SEED = 2
# Between the seeds of two processes.
SEEDS_APART = 1_000


def main() -> int:
    options = _options()
    began = time.monotonic()
    torch.manual_seed(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    made, checkpoint, vocabulary = (options.out / name for name in ("demo.gguf", "model.pt", "tokenizer.json"))
    if options.go_on:
        tokens, model = restore(options.go_on)
        tokens.save(vocabulary)
    else:
        tokens = tokenizer.train(vocabulary)
        model = Llama(Shape(vocabulary=len(tokens.vocabulary)))
        set_up_copying(model)
    print(f"{sum(p.numel() for p in model.parameters()):,} parameters, {len(tokens.vocabulary):,} tokens", flush=True)
    save(model, checkpoint)
    meeting = options.out / "processes"
    meeting.unlink(missing_ok=True)
    torch.multiprocessing.spawn(_train, (options, checkpoint, vocabulary, meeting), options.processes)
    model = load(checkpoint)
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


def _train(rank: int, options: argparse.Namespace, checkpoint: Path, vocabulary: Path, meeting: Path) -> None:
    """Train in one of several processes of one thread each, which wait for each other less often than threads do."""
    torch.set_num_threads(1)
    store = torch.distributed.FileStore(str(meeting), options.processes)
    torch.distributed.init_process_group("gloo", store=store, rank=rank, world_size=options.processes)
    tokens = Tokens.load(vocabulary)
    first = (0, 0) if options.go_on else (ECHOES, STARTERS)
    source = scenes(options.seed + SEEDS_APART * rank, tokens.pieces(), *first)
    train(tokens, load(checkpoint), source, options.minutes, checkpoint, options.peak)
    torch.distributed.destroy_process_group()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=45, help="minutes of training")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument(
        "--go-on",
        type=Path,
        nargs="?",
        const=DEMO,
        metavar="FILE",
        help="continue from the weights in FILE, by default demo.gguf; needs another --seed",
    )
    parser.add_argument("--peak", type=float, default=1.0, help="scales the learning rates; less with --go-on")
    parser.add_argument("--processes", type=int, default=2, help="one thread each")
    parser.add_argument("--out", type=Path, default=HERE / "out", help="folder for scratch files")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
