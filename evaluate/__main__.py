"""`python -m evaluate --model NAME`: interview scripted candidates, and report how good the questions are."""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import structlog

from evaluate.candidates.files import HELD_OUT, LANGUAGES, TEXTS
from evaluate.evaluation import Order, evaluated
from evaluate.model_choice import DEMO_NAME, chosen
from evaluate.progress import Say, StderrProgress
from evaluate.report.evaluation import as_json
from evaluate.report.overview import written
from evaluate.report.page import as_markdown, summary_line
from interviews.llm.catalogue.errors import FetchFailed
from interviews.llm.errors import ModelError
from interviews.llm.freedom import Freedom
from ops import ROOT

OUT = ROOT / "docs" / "evaluation"
MODELS = Path(os.environ.get("DATA_DIR") or ROOT / "var") / "models"


def main(arguments: Sequence[str]) -> None:
    options = _parser().parse_args(arguments)
    progress = StderrProgress()
    try:
        evaluation = evaluated(_order(options, progress.say), progress.say)
    except (ValueError, FetchFailed, ModelError) as error:
        sys.exit(str(error))
    name = evaluation.about.model
    files = [(f"{name}.md", as_markdown(evaluation)), (f"{name}.json", as_json(evaluation))]
    for path in written(options.out, files):
        progress.say(f"wrote {path}")
    print(f"{name}: {summary_line(evaluation)}")


def _order(options: argparse.Namespace, say: Say) -> Order:
    model = chosen(options.model, options.models, say)
    if options.freedom:
        model = replace(model, freedom=dict.fromkeys(LANGUAGES, Freedom(options.freedom)))
    judge = chosen(options.judge, options.models, say) if options.judge else None
    words = {
        "MODEL": model.order,
        "LANGUAGES": ",".join(options.languages),
        "SET": options.texts if options.texts != HELD_OUT else "",
        "FREEDOM": options.freedom,
        "JUDGE": judge.order if judge else "",
        "QUICK": "1" if options.quick else "",
    }
    command = " ".join(["make evaluate", *(f"{name}={value}" for name, value in words.items() if value)])
    return Order(
        model=model,
        judge=judge,
        languages=options.languages,
        texts=options.texts,
        quick=options.quick,
        threads=options.threads,
        command=command,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m evaluate",
        description="Let scripted candidates answer whole interviews, and report how good a model's questions are.",
    )
    parser.add_argument("--model", default=DEMO_NAME, help="demo, a .gguf file, or a name of the catalogue")
    parser.add_argument("--languages", type=_languages, default=LANGUAGES, help="en,ko (default: both)")
    parser.add_argument("--judge", default="", help="a model that scores each question from 1 to 5 (default: none)")
    parser.add_argument(
        "--set", dest="texts", choices=TEXTS, default=HELD_OUT, help="whose answers (default: held_out)"
    )
    parser.add_argument("--freedom", choices=tuple(Freedom), default="", help="how much the model words, to measure it")
    parser.add_argument("--quick", action="store_true", help="three interviews in each language")
    parser.add_argument("--out", type=Path, default=OUT, help="folder of the reports (default: docs/evaluation)")
    parser.add_argument("--models", type=Path, default=MODELS, help="folder of fetched models")
    parser.add_argument("--threads", type=int, default=max(1, (os.cpu_count() or 2) - 1), help="llama.cpp's threads")
    return parser


def _languages(text: str) -> tuple[str, ...]:
    names = tuple(text.split(","))
    if unknown := set(names) - set(LANGUAGES):
        raise argparse.ArgumentTypeError(f"unknown: {', '.join(sorted(unknown))}. Choose from {','.join(LANGUAGES)}.")
    return names


if __name__ == "__main__":
    # The engine's log would mix with the progress.
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    main(sys.argv[1:])
