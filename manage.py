#!/usr/bin/env python3
"""Django's commands, with the database there: `.venv/bin/python manage.py makemigrations`."""

from __future__ import annotations

import os
import sys

from putright.project import CannotStart
from putright.project.ending import ToldToStop, end_in_order
from putright.project.environment import home
from putright.project.postgres import database

# The application may not change tables; these commands do, as their owner.
CHANGES_TABLES = ("migrate", "dbshell", "flush", "sqlflush")


def main(arguments: list[str]) -> int:
    """Run one of Django's commands."""
    end_in_order()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "putright.project.settings")
    try:
        with database(home(), lambda sentence: print(sentence, file=sys.stderr, flush=True)) as where:
            as_owner = len(arguments) > 1 and arguments[1] in CHANGES_TABLES
            os.environ["DATABASE_URL"] = where.owner_url if as_owner else where.application_url
            from django.core.management import execute_from_command_line

            execute_from_command_line(arguments)
    except ToldToStop as told:
        return told.exit_status
    except CannotStart as why:
        print(why, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
