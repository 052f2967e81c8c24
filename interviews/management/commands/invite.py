"""`manage.py invite`: create an interview and print its invitation link."""

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from interviews import demo, services
from interviews.models import Language, Position
from interviews.record import audit


class Command(BaseCommand):
    help = "Invite a candidate and print the invitation link."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--candidate", required=True, help="the candidate's name")
        parser.add_argument("--position", help="the position's ID or short name (default: the demo position)")
        parser.add_argument(
            "--language", choices=Language.values, help="the interview's language (default: the position's)"
        )
        parser.add_argument("--json", action="store_true", help="print one line of JSON")

    def handle(
        self, *args: Any, candidate: str, position: str | int | None, language: str | None, **options: Any
    ) -> None:
        if not candidate.strip() or len(candidate) > 120:
            raise CommandError("--candidate: the name must have 1 to 120 characters.")
        chosen = self._position(position, language)
        if language and not chosen.can_be_held_in(language):
            raise CommandError(
                f"--language {language}: this position asks its questions verbatim, so only in {chosen.language}."
            )
        with transaction.atomic():
            interview = services.create_interview(chosen, candidate.strip(), language or chosen.language)
            token = services.make_invitation(interview)
            audit.write(audit.COMMAND, audit.INVITE, interview)
        made = {"interview": interview.pk, "url": f"{settings.PUBLIC_URL}/i/{token}/", "token": token}
        self.stdout.write(json.dumps(made) if options["json"] else made["url"])

    def _position(self, key: object, language: str | None) -> Position:
        if key is None:
            return demo.position(language or demo.DEFAULT_LANGUAGE)
        word = str(key)
        is_id = word.isdecimal() and len(word) < 19  # longer ones are in no database
        if position := Position.objects.filter(**({"pk": int(word)} if is_id else {"slug": word})).first():
            return position
        raise CommandError(f"--position {word}: not found. `manage.py seed` creates the demo positions.")
