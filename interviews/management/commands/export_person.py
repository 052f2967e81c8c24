"""`manage.py export_person`: write everything that is kept about a person into a file."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q

from interviews.models import Candidate
from interviews.privacy.export import as_json
from interviews.record import audit


class Command(BaseCommand):
    help = "Write everything that is kept about a person into a JSON file, which nobody else on the machine can read."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("candidate", help="the candidate's number, external ID or e-mail address")
        parser.add_argument("--out", required=True, type=Path, help="a file that does not exist yet")

    def handle(self, *args: Any, candidate: str, out: Path, **options: Any) -> None:
        found = _candidate(candidate)
        text = as_json(found)
        try:
            handle = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            raise CommandError(f"--out {out}: there is such a file already. Name another one.") from None
        except OSError as error:
            raise CommandError(f"--out {out}: {error.strerror}. Name a file where you can write.") from None
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        audit.write(audit.COMMAND, audit.EXPORT, found)
        self.stdout.write(f"Candidate {found.pk} is in {out}. Hand it over by a way that nobody else can read.")


def _candidate(word: str) -> Candidate:
    is_number = word.isdecimal() and len(word) < 19  # longer ones are in no database
    named = Q(external_id=word) | Q(email__iexact=word) | (Q(pk=int(word)) if is_number else Q())
    found = list(Candidate.objects.filter(named)[:2])
    if len(found) > 1:
        raise CommandError(f"{word} is more than one candidate. Write the number: the admin's addresses have it.")
    if not found:
        raise CommandError(f"Candidate {word} not found.")
    return found[0]
