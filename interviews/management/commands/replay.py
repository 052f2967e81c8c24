"""`manage.py replay`: make an attempt at a question, or a model's passes about an interview, again, and compare."""

import asyncio
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from interviews.assessing.again import PassNotRecorded, RecordedPass, make_again, recorded_pass
from interviews.interviewer.events import Refusal
from interviews.llm.backends import Backend, make_backend
from interviews.llm.errors import ModelError, ModelUnavailable
from interviews.llm.sampling import Sampling
from interviews.models import Assessment, Generation, Interview
from interviews.record.replay import NotRecorded, Recorded, recorded, where, write_again
from interviews.services.assessments import newest

MAY_DIFFER = (
    "If prompt and model are the same, that can be rounding: a worker that had read other interviews reads a prompt in "
    "other steps. Ratings that such a difference moves were chance to begin with."
)


class Command(BaseCommand):
    help = "Show the prompt of an attempt and what the model writes for it now. Changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("generation", type=int, help="the attempt's ID, which is the epoch of its stream positions")
        parser.add_argument(
            "--assessment", action="store_true",
            help="the number is an interview's: make again what a model found about it, and say whether it is the same",
        )  # fmt: skip

    def handle(self, *args: Any, generation: int, assessment: bool, **options: Any) -> None:
        if assessment:
            self._replay_passes(generation)
            return
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
            _refuse_another_model("The text", attempt, backend.describe())
            self.stdout.write(f"--- {attempt.model}, seed {attempt.sampling['seed']}, writes")
            text, refusal = asyncio.run(write_again(record, model, Sampling(**attempt.sampling)))
        except ModelError as error:
            raise CommandError(str(error)) from error
        if refusal and refusal.flaw == ModelUnavailable.code:
            raise CommandError(refusal.detail)
        return text, refusal

    def _replay_passes(self, interview_id: int) -> None:
        """Make the newest passes about each competency again. Raises CommandError if any differs."""
        interview = Interview.objects.select_related("position", "candidate").filter(pk=interview_id).first()
        rows = [row for passes in newest(interview).values() for row in passes] if interview else []
        if not rows:
            raise CommandError(f"No model was asked about interview {interview_id}.")
        backend, differing = make_backend(settings.LLM, slots=1), 0
        for row in sorted(rows, key=lambda row: row.pk):  # as a worker makes them
            self.stdout.write(f"--- {row.competency}, pass {row.number}, seed {row.seed}, {row.model}")
            try:
                differing += not self._is_the_same(recorded_pass(row), backend)
            except PassNotRecorded as reason:
                self.stdout.write(f"cannot be made again: {reason}")
            except ModelError as error:
                raise CommandError(str(error)) from error
        if differing:
            raise CommandError(f"{differing} of {len(rows)} passes differ. {MAY_DIFFER}")

    def _is_the_same(self, record: RecordedPass, backend: Backend) -> bool:
        if record.difference:
            self.stdout.write(f"this is NOT the prompt that the model read: {record.difference}")
            return False
        if not backend.is_local or not record.row.model_sha256:
            raise CommandError(
                "The passes cannot be made again: a model server may not answer alike to the same prompt and seed."
            )
        model = backend.load()
        _refuse_another_model("The pass", record.row, backend.describe())
        now = asyncio.run(make_again(record, model))
        if now == record.finding:
            self.stdout.write(f"the same: {now or 'text in no form'}")
            return True
        self.stdout.write(f"then {record.finding or 'text in no form'}\nnow  {now or 'text in no form'}")
        return False


def _refuse_another_model(what: str, recorded: Generation | Assessment, now: dict[str, str]) -> None:
    if now["model_sha256"] != recorded.model_sha256:
        raise CommandError(
            f"{what} cannot be made again: LLM_MODEL is {now['model']} {now['model_sha256'][:12]}; this one used "
            f"{recorded.model} {recorded.model_sha256[:12] or '(hash not recorded)'}. Set LLM_MODEL to that file."
        )


def _judged(flaw: str) -> str:
    return f"refused ({flaw})" if flaw else "accepted"
