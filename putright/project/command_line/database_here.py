"""What commands that read or change what is kept begin with: the database, its tables, and Django that knows them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from putright.project import CannotStart
from putright.project.command_line import Refused
from putright.project.ending import end_in_order
from putright.project.environment import home
from putright.project.postgres import Database, database, given

SETTINGS = "putright.project.settings"


@contextmanager
def database_here(*, with_tables: bool = False) -> Iterator[Database]:
    """The database, for as long as the command runs. `with_tables` makes its tables where there are none."""
    end_in_order()
    try:
        with database(home(), lambda sentence: print(sentence, file=sys.stderr, flush=True)) as where:
            if not _has_tables(where):
                if not with_tables:
                    raise Refused("There is nothing in this database yet. Start Putright once with script/server.")
                from putright.project.serve import bring_tables_up_to_date

                bring_tables_up_to_date(where)
            os.environ.update(DATABASE_URL=where.application_url, DJANGO_SETTINGS_MODULE=SETTINGS)
            import django

            django.setup()
            yield where
    except CannotStart as why:
        raise Refused(str(why)) from why


def _has_tables(where: Database) -> bool:
    with psycopg.connect(**given.parsed(where.application_url)) as connection:
        found = connection.execute("SELECT to_regclass('homes_landlord') IS NOT NULL").fetchone()
    return bool(found and found[0])
