"""`putright watch`: what happens by itself, until it is stopped. Several may run at once, on several machines."""

from __future__ import annotations

import argparse
import os
import sys
import time

import psycopg

from putright.project import CannotStart
from putright.project.command_line import Refused
from putright.project.ending import ToldToStop, end_in_order, end_with
from putright.project.environment import home
from putright.project.postgres import database

WAIT = 2.0


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Tells people of deadlines, sends messages, seals the record, and proves everything once a night, until it is "
        "stopped. script/server runs one by itself. Several may run at once: nothing happens twice."
    )


def run(options: argparse.Namespace) -> int:
    if parent := os.environ.get("PUTRIGHT_SERVED_BY"):
        end_with(int(parent))
    end_in_order()
    try:
        # Refuses a database that may forget what it said it had kept.
        with database(home(), lambda sentence: print(sentence, file=sys.stderr, flush=True)) as where:
            _watch(where.application_url)
    except ToldToStop:
        return 0
    except CannotStart as why:
        raise Refused(str(why)) from why
    return 0


def _watch(url: str) -> None:
    """Watch; when the database goes away, wait for it to come back."""
    os.environ.update(DATABASE_URL=url, DJANGO_SETTINGS_MODULE="putright.project.settings")
    import django

    django.setup()
    from putright.watch.running import DatabaseGone, watch

    while True:
        try:
            return watch()
        except (DatabaseGone, psycopg.Error) as why:
            reason = f" ({str(why).splitlines()[0]})" if str(why) else ""
            print(
                f"The database cannot be reached{reason}. The watch goes on when it is back.",
                file=sys.stderr,
                flush=True,
            )
            # Until then, being told to stop is ours to hear again.
            end_in_order()
            time.sleep(WAIT)


if __name__ == "__main__":
    from putright.project.command_line import main

    sys.exit(main(["watch", *sys.argv[1:]]))
