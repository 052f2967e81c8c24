"""`manage.py replay`: show the prompt of an attempt, and check that the model still words the same question."""

import asyncio
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from interviews.interviewer.events import Refusal
from interviews.llm.backends import make_backend
from interviews.llm.errors import ModelError, ModelUnavailable
from interviews.llm.sampling import Sampling
from interviews.models import Generation
from interviews.record.replay import NotRecorded, Recorded, recorded, where, write_again


class Command(BaseCommand):
    help = "Show the prompt of an attempt and what the model writes for it now. Changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("generation", type=int, help="the attempt's ID, which is the epoch of its stream positions")

    def handle(self, *args: Any, generation: int, **options: Any) -> None:
        found = Generation.objects.select_related("turn__interview__position", "instructions").filter(pk=generation)
        attempt = found.first()
        if attempt is None:
            raise CommandError(f"Attempt {generation} not found. The admin lists attempts under Attempts.")
        try:
            record = recorded(attempt)
        except NotRecorded as reason:
            raise CommandError(f"Attempt {generation} has no recorded prompt: {reason}.") from None
        self._show(record)
        self._compare(attempt, record)

    def _show(self, record: Recorded) -> None:
        for message in record.chat:
            self.stdout.write(f"--- {message['role']}\n{message['content']}")
        if record.newer:
            self.stdout.write(f"--- this version has other instructions than the recorded ones above: {record.newer}")
        if record.differences:
            raise CommandError(f"This is NOT the prompt that the model read: {'; '.join(record.differences)}.")
        self.stdout.write("--- the prompt that the model read")

    def _compare(self, attempt: Generation, record: Recorded) -> None:
        if record.text is None:
            self.stdout.write(f"--- no text to compare with: {attempt.outcome}")
            return
        text, refusal = self._write_again(attempt, record)
        self.stdout.write(text)
        flaw = refusal.flaw if refusal else ""
        if flaw != record.flaw:
            self.stdout.write(f"--- then {_judged(record.flaw)}, now {_judged(flaw)}")
        elif text != record.text:
            self.stdout.write(f"--- differs {where(record.text, text)}")
        else:
            self.stdout.write("--- the same text")

    def _write_again(self, attempt: Generation, record: Recorded) -> tuple[str, Refusal | None]:
        if not record.wording.is_local:
            raise CommandError(
                f"The text cannot be made again: {attempt.model} is on a model server, which may not answer alike to "
                "the same prompt and seed."
            )
        backend = make_backend(settings.LLM, slots=1)
        try:
            model = backend.load()
            _refuse_another_model(attempt, backend.describe())
            self.stdout.write(f"--- {attempt.model}, seed {attempt.sampling['seed']}, writes")
            text, refusal = asyncio.run(write_again(record, model, Sampling(**attempt.sampling)))
        except ModelError as error:
            raise CommandError(str(error)) from error
        if refusal and refusal.flaw == ModelUnavailable.code:
            raise CommandError(refusal.detail)
        return text, refusal


def _refuse_another_model(attempt: Generation, now: dict[str, str]) -> None:
    if now["model_sha256"] != attempt.model_sha256:
        raise CommandError(
            f"The text cannot be made again: LLM_MODEL is {now['model']} {now['model_sha256'][:12]}; this attempt used "
            f"{attempt.model} {attempt.model_sha256[:12] or '(hash not recorded)'}. Set LLM_MODEL to that file."
        )


def _judged(flaw: str) -> str:
    return f"refused ({flaw})" if flaw else "accepted"
