"""`manage.py forget`: delete everything about an interview and, if it was their only one, about its candidate."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from interviews.models import Interview
from interviews.privacy.forget import NotForgotten, forget_interviews
from interviews.privacy.remains import wipe
from interviews.privacy.report import lines_of, remains_in_words
from interviews.record import audit

WHY_NOT = {
    "running": "Interview {pk} is still going on. Cancel it first, in the admin's list or on its page.",
    "redis": "Redis cannot be reached, and it has a part of the interview. Nothing was deleted: try again.",
    "gone": "Interview {pk} was deleted a moment ago.",
}


class Command(BaseCommand):
    help = "Delete an interview for good, and the candidate if there is no other: database, Redis, logs of the admin."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("interview", type=int, help="the interview's number, as in the address of its page")

    def handle(self, *args: Any, interview: int, **options: Any) -> None:
        found = Interview.objects.filter(pk=interview).first() if interview < 2**63 else None
        if found is None:
            raise CommandError(f"Interview {interview} not found.")
        try:
            counts = forget_interviews([found], audit.COMMAND)
        except NotForgotten as refused:
            raise CommandError(WHY_NOT[refused.code].format(pk=interview)) from None
        self.stdout.write(f"Interview {interview} was deleted:")
        for line in (*lines_of(counts), "", *remains_in_words(wipe())):
            self.stdout.write(line)
