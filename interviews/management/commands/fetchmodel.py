"""`manage.py fetchmodel`: download a language model of the catalogue, or list the catalogue."""

import signal
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from interviews.llm.catalogue.entries import CATALOGUE
from interviews.llm.catalogue.errors import FetchFailed
from interviews.llm.catalogue.fetch import fetch
from interviews.llm.catalogue.listing import introduction, table

INTERRUPTED = 130


class Command(BaseCommand):
    help = "Download a language model into DATA_DIR/models, or list the models that can be downloaded."
    requires_system_checks: Sequence[str] = ()  # it needs neither the database nor Redis

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", nargs="?", help="a model's name (default: list the names)")

    def handle(self, *args: Any, name: str | None, **options: Any) -> None:
        if name is None:
            for line in table(CATALOGUE.values(), settings.MODELS_DIR):
                self._say(line)
            return
        if name not in CATALOGUE:
            raise CommandError(f"{name!r} is not in the catalogue. Choose one of: {', '.join(CATALOGUE)}.")
        for line in introduction(CATALOGUE[name]):
            self._say(line)
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends like Ctrl-C, with pip stopped
        try:
            fetch(CATALOGUE[name], settings.MODELS_DIR, self._say)
        except FetchFailed as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt as error:
            stopped = "Stopped. What was fetched is kept: run the same command to resume."
            raise CommandError(stopped, returncode=INTERRUPTED) from error

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
