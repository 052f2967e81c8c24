"""`manage.py verify_audit`: tell whether the audit trail is as it was written."""

import re
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from interviews.record import audit


class Command(BaseCommand):
    help = "Check the audit trail. Prints one line, and exits with 1 if an entry was changed, removed or inserted."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--contains", metavar="NUMBER:HASH", default="",
            help="also check that this entry, noted earlier, is still there; the beginning of the hash is enough",
        )  # fmt: skip

    def handle(self, *args: Any, contains: str, **options: Any) -> None:
        noted = re.fullmatch(r"([0-9]{1,18}):([0-9a-f]{8,64})", contains)
        if contains and not noted:
            raise CommandError(
                f"--contains {contains}: write the number and the hash of an entry, such as 12:9f86d081."
            )
        verdict = audit.verify()
        fault = verdict.fault
        if not fault and noted and not audit.contains(int(noted[1]), noted[2]):
            fault = f"entry {noted[1]} is not the one that was noted"
        if fault:
            self.stdout.write(f"The audit trail is broken: {fault}.")
            sys.exit(1)
        self.stdout.write(
            f"The audit trail is whole: {verdict.number} entries. Note its end: {verdict.number}:{verdict.hash}"
        )
