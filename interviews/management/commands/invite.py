"""`manage.py invite`: make an interview and print its link."""

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from interviews import demo, services
from interviews.models import Language, Position


class Command(BaseCommand):
    help = "Invite a candidate; prints the link."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--candidate", required=True, help="the candidate's name")
        parser.add_argument("--position", type=int, help="a position's id; without it, the demo position")
        parser.add_argument("--language", choices=Language.values, help="the interview's; without it, the position's")
        parser.add_argument("--json", action="store_true", help="one line of JSON")

    def handle(self, *args: Any, candidate: str, position: int | None, language: str | None, **options: Any) -> None:
        if not candidate.strip() or len(candidate) > 120:
            raise CommandError("--candidate: a name of 1 to 120 characters.")
        chosen = self._position(position, language)
        if language and not chosen.can_be_held_in(language):
            raise CommandError(f"--language {language}: this position asks word for word, in {chosen.language} alone.")
        interview = services.create_interview(chosen, candidate.strip(), language or chosen.language)
        token = services.make_invitation(interview)
        made = {"interview": interview.pk, "url": f"{settings.PUBLIC_URL}/i/{token}/", "token": token}
        self.stdout.write(json.dumps(made) if options["json"] else made["url"])

    def _position(self, pk: int | None, language: str | None) -> Position:
        if pk is None:
            return demo.position(language or demo.DEFAULT_LANGUAGE)
        if position := Position.objects.filter(pk=pk).first():
            return position
        raise CommandError(f"--position {pk}: there is none. `manage.py seed` makes the demo positions.")
