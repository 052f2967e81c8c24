"""`python -m evaluate.assessment --model NAME`: have a model assess answers whose ratings are known by design."""

import argparse
import asyncio
import logging
import os
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import structlog

from evaluate.model_choice import DEMO_NAME, chosen
from evaluate.progress import Say, StderrProgress
from evaluate.report.about import machine, today
from interviews.evaluation.assessor import PASSES, SAMPLING
from interviews.llm.backends import SWITCH_SECONDS
from interviews.llm.catalogue.errors import FetchFailed
from interviews.llm.errors import ModelError
from ops import ROOT

from .cases import LANGUAGES, cases, injections, sha256_of_texts
from .record import AssessmentRun
from .report import AboutAssessments, as_json, as_markdown, verdict
from .run import assessed
from .subject import Subject, local, served

OUT = ROOT / "docs" / "evaluation" / "assessment"
MODELS = Path(os.environ.get("DATA_DIR") or ROOT / "var") / "models"
MOST_CASES, MOST_INJECTIONS = 4, 30  # of each language
MOST_MINUTES = 600


def main(arguments: Sequence[str]) -> None:
    options = _parser().parse_args(arguments)
    progress = StderrProgress()
    try:
        with _subject(options, progress.say) as subject:
            about, run = evaluated(subject, options, progress.say)
    except (ValueError, FetchFailed, ModelError) as error:
        sys.exit(str(error))
    options.out.mkdir(parents=True, exist_ok=True)
    for suffix, text in (("md", as_markdown(about, run)), ("json", as_json(about, run))):
        path = options.out / f"{about.model}.{suffix}"
        path.write_text(text, encoding="utf-8")
        progress.say(f"wrote {path}")
    print(f"{about.model}: {verdict(run)}")


def evaluated(subject: Subject, options: argparse.Namespace, say: Say) -> tuple[AboutAssessments, AssessmentRun]:
    """Have the model assess everything. Raise ModelError if it cannot be used."""
    began = time.monotonic()
    hostile = injections(LANGUAGES, options.injections)
    run = asyncio.run(assessed(subject, cases(LANGUAGES, options.cases), hostile, say, 60 * options.minutes))
    about = AboutAssessments(
        model=subject.name,
        file=subject.file,
        sha256=subject.sha256,
        texts_sha256=sha256_of_texts(),
        minutes=options.minutes,
        languages=LANGUAGES,
        passes=PASSES,
        temperature=SAMPLING.temperature,
        command=_command(subject, options),
        date=today(),
        machine=machine(),
        seconds=round(time.monotonic() - began),
    )
    return about, run


def _subject(options: argparse.Namespace, say: Say) -> AbstractContextManager[Subject]:
    if options.base_url:
        return served(options.model, options.base_url, os.environ.get("LLM_API_KEY", ""))
    model = chosen(options.model, options.models, say)
    say(f"loading {model.path.name}")
    sys.setswitchinterval(SWITCH_SECONDS)  # as a worker does
    return local(model, options.threads)


def _command(subject: Subject, options: argparse.Namespace) -> str:
    words = {"CASES": options.cases, "INJECTIONS": options.injections, "MINUTES": options.minutes}
    return " ".join([f"make evaluate-assessment MODEL={subject.order}", *(f"{name}={n}" for name, n in words.items())])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evaluate.assessment", description=__doc__)
    parser.add_argument("--model", default=DEMO_NAME, help="demo, a .gguf file, or a name of the catalogue")
    parser.add_argument("--base-url", default="", help="of a server that offers the model; its key is LLM_API_KEY")
    parser.add_argument("--cases", type=_up_to(MOST_CASES), default=MOST_CASES, help="in each language (default: all)")
    parser.add_argument(
        "--injections", type=_up_to(MOST_INJECTIONS, least=0), default=MOST_INJECTIONS, help="in each language"
    )
    parser.add_argument(
        "--minutes", type=_up_to(MOST_MINUTES), default=MOST_MINUTES, help="after which nothing more is begun"
    )
    parser.add_argument("--out", type=Path, default=OUT, help="folder of the reports")
    parser.add_argument("--models", type=Path, default=MODELS, help="folder of fetched models")
    parser.add_argument("--threads", type=int, default=max(1, (os.cpu_count() or 2) - 1), help="llama.cpp's threads")
    return parser


def _up_to(most: int, least: int = 1) -> Callable[[str], int]:
    """Return a reader of whole numbers from `least` to `most`."""

    def number(text: str) -> int:
        if not text.isdecimal() or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"{text}: take a number from {least} to {most}.")
        return int(text)

    return number


if __name__ == "__main__":
    # The engine's log would mix with the progress.
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    main(sys.argv[1:])
