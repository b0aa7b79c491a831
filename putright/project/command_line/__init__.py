"""The command line: `putright law`, `why`, `count`, `replay`, `verify` and `health`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

# Each command is read only when it is asked for: `putright law` must not wait for DuckDB.
COMMANDS = {
    "law": "find a duty by its words: putright law 24 hours",
    "why": "why this date? putright why hazards.significant_investigate --from '2025-12-18 16:40'",
    "count": "count working days, days, weeks or hours: putright count 10 working days --from 2025-12-24",
    "replay": "ask the law of real decisions, or of your own history",
    "history": "write every case as a history for replay, and see that both agree",
    "verify": "whether the record is as it was written, and how much of it is not sealed yet",
    "staff": "who works here and in which role: list, add, link, end",
    "contractors": "who does the works, our schedule of rates, and what may be spent: list, add, worker, limit, rates",
    "demo": "make an invented landlord, with a year of reports, to look round in",
    "watch": "what happens by itself: telling of deadlines, sending, sealing, proving; until it is stopped",
    "health": "whether Putright is fit to be relied on here",
}


class Refused(Exception):
    """What was asked cannot be done; the message says why and what to do instead."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> None:  # type: ignore[override]
        raise Refused(f"{message[:1].upper()}{message[1:]}. Try `{self.prog} --help`.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Whatever goes wrong that we foresee is one sentence, and a status that is not 0."""
    parser = _Parser(prog="putright", description="Repairs, hazards and complaints, put right.")
    commands = parser.add_subparsers(dest="command", metavar="command", required=True)
    given = list(sys.argv[1:] if arguments is None else arguments)
    asked = given[0] if given and given[0] in COMMANDS else None
    for name, says in COMMANDS.items():
        command = commands.add_parser(name, help=says, description=says)
        if name == asked:
            import_module(f"{__name__}.{name}").add_arguments(command)
    try:
        options = parser.parse_args(given)
        status = int(import_module(f"{__name__}.{options.command}").run(options))
        sys.stdout.flush()
        return status
    except (Refused, ValueError, LookupError, RuntimeError) as error:
        print(_one_sentence(error), file=sys.stderr)
        return 2
    except BrokenPipeError:
        # Whoever was reading, such as `head`, has read enough. Python would say so again as it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print(f"{error.filename or 'A file'}: {error.strerror or error}.", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stopped. Nothing was changed.", file=sys.stderr)
        return 130


def _one_sentence(error: Exception) -> str:
    # str() of a KeyError is the key in quotation marks; ours are never raised bare, but a library's may be.
    message = str(error.args[0]) if error.args else ""
    return printable(message) or f"It could not be done ({type(error).__name__})."


def printable(text: str) -> str:
    """Words from a file as a terminal may show them: what would move its cursor or change its colours is left out."""
    return "".join(letter if letter.isprintable() or letter == "\n" else "\N{REPLACEMENT CHARACTER}" for letter in text)
