#!/usr/bin/env python
"""Run Django's management commands on the product in DATA_DIR."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "interview_site.settings")
    from django.core.management import execute_from_command_line
    from django.db import DatabaseError

    try:
        execute_from_command_line(sys.argv)
    except DatabaseError as error:
        from interviews.management.database import explain

        if "--traceback" not in sys.argv:
            explain(error)
        raise


if __name__ == "__main__":
    main()
