"""`manage.py purge_expired`: delete the interviews that have been kept for as long as candidates were told."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from interviews.privacy import retention
from interviews.privacy.purge import purge
from interviews.privacy.remains import wipe
from interviews.privacy.report import lines_of, remains_in_words
from interviews.record import audit


class Command(BaseCommand):
    help = "Delete interviews whose retention is over, by position. Workers do the same once a day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="list what would be deleted, and change nothing")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        if not retention.is_limited():
            self.stdout.write(
                "Nothing is deleted, because nobody has said how long interviews are kept. The admin asks for it under"
                " Company."
            )
            return
        if dry_run:
            self._list()
            return
        purged = purge(audit.COMMAND)
        self.stdout.write(f"{len(purged.interviews)} interviews were deleted.")
        if purged.interviews:
            for line in (*lines_of(purged.counts), "", *remains_in_words(wipe())):
                self.stdout.write(line)
        if purged.left:
            raise CommandError(
                f"{len(purged.left)} are still there: Redis cannot be reached, and it has a part of them. Try again."
            )

    def _list(self) -> None:
        found = list(retention.due().select_related("position"))
        for interview in found:
            days = retention.days_kept(interview.position)
            self.stdout.write(
                f"interview {interview.pk}, {interview.position.slug}, {interview.status}, "
                f"last {interview.ended_or_left:%Y-%m-%d}, kept for {days} days"
            )
        self.stdout.write(f"{len(found)} interviews would be deleted. Nothing was changed.")
