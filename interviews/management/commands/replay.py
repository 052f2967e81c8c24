"""`manage.py replay`: show the prompt of an attempt, and check that the model still writes the same text."""

import asyncio
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from interviews.llm.backends import make_backend
from interviews.llm.errors import ModelError
from interviews.llm.sampling import Sampling
from interviews.models import Generation
from interviews.record.replay import Recorded, common_prefix_length, recorded, write_again

CONTEXT_CHARS = 30


class Command(BaseCommand):
    help = "Show the recorded prompt of an attempt and what the model writes for it now. Changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("generation", type=int, help="the attempt's ID, which is the epoch of its stream positions")

    def handle(self, *args: Any, generation: int, **options: Any) -> None:
        found = Generation.objects.select_related("turn__interview__position", "instructions").filter(pk=generation)
        attempt = found.first()
        if attempt is None:
            raise CommandError(f"Attempt {generation} not found. The admin lists attempts under Attempts.")
        record = recorded(attempt)
        if not record.chat:
            raise CommandError(f"Attempt {generation} has no recorded prompt: no model was asked.")
        self._show(record)
        self._compare(attempt, record)

    def _show(self, record: Recorded) -> None:
        for message in record.chat:
            self.stdout.write(f"--- {message['role']}\n{message['content']}")
        same = (
            "the prompt that the model read"
            if record.is_exact
            else "NOT the prompt that the model read: its hash differs"
        )
        self.stdout.write(f"--- {same}")

    def _compare(self, attempt: Generation, record: Recorded) -> None:
        text = self._write_again(attempt, record)
        self.stdout.write(text)
        if record.text is None:
            self.stdout.write("--- nothing to compare with: the attempt recorded no text")
            return
        # A refused text was cut off at its flaw.
        text = text[: len(record.text)] if attempt.outcome == Generation.Outcome.REFUSED else text
        at = common_prefix_length(text, record.text)
        if at == len(text) == len(record.text):
            self.stdout.write("--- the same text")
            return
        self.stdout.write(f"--- differs at character {at}")
        self.stdout.write(f"then: …{record.text[at : at + CONTEXT_CHARS]}\nnow:  …{text[at : at + CONTEXT_CHARS]}")

    def _write_again(self, attempt: Generation, record: Recorded) -> str:
        backend = make_backend(settings.LLM, slots=1)
        try:
            model = backend.load()
            now = backend.describe()
            if (now["model"], now["model_sha256"]) != (attempt.model, attempt.model_sha256):
                raise CommandError(
                    f"LLM_MODEL is {now['model']} {now['model_sha256'][:12]}; this attempt used {attempt.model} "
                    f"{attempt.model_sha256[:12]}. Set LLM_MODEL to that file."
                )
            self.stdout.write(f"--- {attempt.model}, seed {attempt.sampling['seed']}, writes")
            return asyncio.run(write_again(model, record.chat, Sampling(**attempt.sampling)))
        except ModelError as error:
            raise CommandError(str(error)) from error
