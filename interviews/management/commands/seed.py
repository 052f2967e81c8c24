"""`manage.py seed`: create the demo positions, account and interview. Whatever exists already stays unchanged."""

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from interviews import demo
from interviews.models import Language


class Command(BaseCommand):
    help = "Create the demo positions, the account `admin` and a demo interview, unless they exist."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one line of JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        for name in ("ADMIN_PASSWORD", "DEMO_INVITATION"):
            if not getattr(settings, name):
                raise CommandError(f"{name}: not set. Set it, or run `make run`, which writes one to DATA_DIR/env.")
        self._check_password(settings.ADMIN_PASSWORD)
        for language in Language.values:
            demo.position(language)
        demo.ensure_admin(settings.ADMIN_PASSWORD)
        demo.interview(settings.DEMO_INVITATION)
        made = {
            "candidate_url": f"{settings.PUBLIC_URL}/i/{settings.DEMO_INVITATION}/",
            "admin_url": f"{settings.PUBLIC_URL}/admin/",
            "admin_user": demo.ADMIN,
            "admin_password": settings.ADMIN_PASSWORD,
        }
        self.stdout.write(json.dumps(made) if options["json"] else made["candidate_url"])

    def _check_password(self, password: str) -> None:
        users = get_user_model()
        if users.objects.filter(username=demo.ADMIN).exists():
            return  # it is not used any more
        try:
            validate_password(password, users(username=demo.ADMIN))
        except ValidationError as error:
            raise CommandError(f"ADMIN_PASSWORD: {' '.join(error.messages)} Choose another one.") from error
