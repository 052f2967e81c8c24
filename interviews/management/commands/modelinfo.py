"""`manage.py modelinfo`: describe a model file, the memory that a worker needs for it, and its speed here."""

import json
from argparse import ArgumentParser
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from interviews.llm.catalogue.entries import CATALOGUE
from interviews.llm.errors import ModelError
from interviews.llm.modelinfo.report import lines

SLOTS = (1, 2, 4, 8, 16)
# What a worker has imported before it loads its model.
WORKERS_IMPORTS = ("interviews.management.commands.runworker", "interviews.llm.local_engine.backend")


class Command(BaseCommand):
    help = "Describe a model file, the memory that a worker needs for it, and how fast this machine runs it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "model", nargs="?", help="a .gguf file, or the name of a fetched model (default: LLM_MODEL)"
        )
        parser.add_argument(
            "--slots", type=int, default=settings.WORKER_CONCURRENCY, help="number of questions at once"
        )
        parser.add_argument("--context", type=int, default=settings.LLM.context_tokens, help="context size in tokens")
        parser.add_argument(
            "--no-speed", action="store_true", help="skip measuring the speed, which takes up to 20 seconds"
        )
        parser.add_argument("--json", action="store_true", help="print one line of JSON")

    def handle(self, *args: Any, model: str | None, slots: int, context: int, **options: Any) -> None:
        if not 1 <= slots <= 256:
            raise CommandError(f"--slots {slots}: must be from 1 to 256.")
        if not 256 <= context <= 1_000_000:
            raise CommandError(f"--context {context}: must be from 256 to 1,000,000.")
        path = _path(model)
        try:
            info = self._examine(path, slots, context, with_speed=not options["no_speed"])
        except ModelError as error:
            raise CommandError(str(error) if model is None else str(error).removeprefix("LLM_MODEL=")) from error
        self.stdout.write(json.dumps(info, ensure_ascii=False) if options["json"] else "\n".join(lines(info)))

    def _examine(self, path: str, slots: int, context: int, with_speed: bool) -> dict[str, Any]:
        for name in WORKERS_IMPORTS:
            import_module(name)
        # Only after the worker's own imports, so that these do not count as the worker's memory.
        from interviews.llm.modelinfo.description import describe
        from interviews.llm.modelinfo.footprint import FootprintEstimator
        from interviews.llm.modelinfo.native_log import capture_log, parse_buffer_sizes
        from interviews.llm.modelinfo.speed import EndlessModel, measure

        estimator = FootprintEstimator(path, settings.LLM.gpu_layers, context)
        self._report(f"loading {Path(path).name}")
        with capture_log() as log:
            model = EndlessModel(path, settings.LLM.gpu_layers)
        weights = parse_buffer_sizes(log)["model"]
        memory = {n: estimator.footprint(n, weights) for n in sorted({*SLOTS, slots})}
        estimator.close()
        info: dict[str, Any] = {
            "model": describe(model),
            "context": estimator.context,
            "slots": slots,
            "memory_bytes": memory[slots].total_bytes,
            "process_bytes": memory[slots].process_bytes,
            "memory": [footprint.as_dict() for footprint in memory.values()],
            "speed": None,
        }
        if with_speed:
            speed = measure(model, slots, threads=settings.LLM.threads, context=context, report=self._report)
            info["speed"] = speed.as_dict()
        model.close()
        return info

    def _report(self, progress: str) -> None:
        self.stderr.write(f"{progress} …", style_func=str)


def _path(model: str | None) -> str:
    if model is None and settings.LLM.backend != "llama_cpp":
        raise CommandError(f"LLM_BACKEND={settings.LLM.backend}: the model runs on a server. Name a .gguf file.")
    path = settings.LLM.model if model is None else model
    if path in CATALOGUE:
        path = settings.MODELS_DIR / CATALOGUE[path].file_name
    if not Path(path).is_file():
        cure = (
            "Put the path of a .gguf file there, or unset it for the demo model."
            if model is None
            else "Give the path of a .gguf file."
        )
        raise CommandError(f"{'LLM_MODEL=' if model is None else ''}{path}: no such file. {cure}")
    return str(path)
