"""`putright contractors`: who does the works, our own schedule of rates, and what one order may come to."""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from putright.project.command_line import Refused
from putright.project.command_line.database_here import database_here

if TYPE_CHECKING:
    from putright.contractors.models import Contractor

BY = "command_line"
COLUMNS = ("code", "words", "trade", "unit", "price")
MOST_ROWS, MOST_BYTES = 20_000, 5_000_000


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Says who does the works, and keeps a contractor or our own team, who works for them, our schedule of rates, "
        "and how much one order may come to before one of us says yes to more. Each time is written in the record."
    )
    does = command.add_subparsers(dest="does", metavar="what", required=True)
    does.add_parser("list", help="who does the works, who works for them, and what they may spend")
    add = does.add_parser("add", help="keep a contractor, or our own team")
    add.add_argument("name")
    add.add_argument("--trade", action="append", required=True, help="such as damp; may be given again")
    add.add_argument("--phone", required=True, help="a number that somebody there answers")
    add.add_argument("--email", default="")
    add.add_argument("--own-team", action="store_true", help="they are our own")
    worker = does.add_parser("worker", help="keep that somebody works for them: they see their jobs")
    limit = does.add_parser("limit", help="the most that one order of theirs may come to")
    end = does.add_parser("end", help="end it: nobody who works for them sees a job of ours from that day on")
    for one in (worker, limit, end):
        one.add_argument("contractor", help="their name, or their reference")
    worker.add_argument("email", help="of somebody who is in as an operative or a contractor: see putright staff")
    limit.add_argument("amount", help="in pounds, such as 750 or 1250.50")
    rates = does.add_parser("rates", help="keep the rates of a CSV file, all of them or none")
    rates.add_argument("file", type=Path, help=f"with the columns {', '.join(COLUMNS)}")
    for one in (add, worker, limit, end, rates):
        one.add_argument("--from", dest="day", type=_day, help="the first day, such as 2026-12-01; today unless given")


def run(options: argparse.Namespace) -> int:
    with database_here():
        from django.db import transaction

        with transaction.atomic():
            does = {"list": _list, "add": _add, "worker": _worker, "limit": _limit, "end": _end, "rates": _rates}
            return does[options.does](options)


def _list(options: argparse.Namespace) -> int:
    from putright.clocks.london import london_day
    from putright.contractors.models import pounds
    from putright.contractors.queries import contractors_on, rates_on, spend_limit_of

    today = london_day(datetime.now(UTC))
    found = list(contractors_on(today))
    for one in found:
        most = spend_limit_of(one, today)
        whose = "our own team" if one.is_own_team else "a contractor"
        print(f"{one.name}  ({whose}, {one.reference}): {', '.join(one.trades)}; {one.phone}; "
              f"{pounds(most) + ' an order' if most else 'no limit'}")  # fmt: skip
        for worker in one.workers.on(today).select_related("account").order_by("pk"):
            print(f"  {worker.account.name}  {worker.account.email}")
    rates = rates_on(today).count()
    print(f"{rates} rates." if found or rates else NOBODY)
    return 0


NOBODY = (
    "Nobody does the works yet. Keep your own team: putright contractors add 'Our own team' --own-team --trade general "
    "--phone '01632 960000'"
)


def _add(options: argparse.Namespace) -> int:
    from putright.contractors.actions import add_contractor

    made = add_contractor(
        name=options.name,
        trades=options.trade,
        phone=options.phone,
        email=options.email,
        is_own_team=options.own_team,
        since=_from(options),
        by=BY,
        at=datetime.now(UTC),
    )
    print(f"{made.name} is kept, as {made.reference}. Works can be ordered from them from {made.since} on.")
    return 0


def _worker(options: argparse.Namespace) -> int:
    from putright.accounts.queries import member_of_staff
    from putright.contractors.actions import add_worker

    account = member_of_staff(options.email)
    if account is None:
        raise Refused(f"Nobody with the email address {options.email} works here. See putright staff list.")
    held = _contractor(options)
    add_worker(contractor=held, account=account, since=_from(options), by=BY, at=datetime.now(UTC))
    print(f"{account.name} works for {held.name}, and sees their jobs.")
    return 0


def _limit(options: argparse.Namespace) -> int:
    from putright.contractors.actions import set_spend_limit
    from putright.contractors.models import pounds

    held, most = _contractor(options), _pence(options.amount)
    set_spend_limit(contractor=held, most_pence=most, since=_from(options), by=BY, at=datetime.now(UTC))
    print(f"One order of {held.name} may come to {pounds(most)}. What makes a home safe goes on whatever it costs.")
    return 0


def _end(options: argparse.Namespace) -> int:
    from putright.contractors.actions import end_contractor

    held, until = _contractor(options), _from(options)
    end_contractor(contractor=held, until=until, by=BY, at=datetime.now(UTC))
    print(f"{held.name} has ended on {until}. What they did stays in the record.")
    return 0


def _rates(options: argparse.Namespace) -> int:
    from putright.contractors.actions import CannotBeKept, set_rate

    kept, since, at = 0, _from(options), datetime.now(UTC)
    for number, row in _rows(options.file):
        try:
            price = _pence(row.pop("price"))
            set_rate(**row, price_pence=price, since=since, by=BY, at=at)
        except (CannotBeKept, Refused) as why:
            raise Refused(f"Row {number} of {options.file}: {why} Nothing of the file was kept.") from why
        kept += 1
    print(f"{kept} rates are kept, from {since} on. What each cost before can still be read.")
    return 0


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each row by its number in the file, the first under the names of the columns being 2."""
    if path.stat().st_size > MOST_BYTES:
        raise Refused(f"{path} is over {MOST_BYTES // 1_000_000} MB, which no schedule of rates is. Check the file.")
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            found = csv.DictReader(file, strict=True)
            columns = [(name or "").strip().lower() for name in found.fieldnames or ()]
            if sorted(columns) != sorted(COLUMNS):
                raise Refused(f"{path} has to have the columns {', '.join(COLUMNS)}, and no others.")
            found.fieldnames = columns
            for number, row in enumerate(found, 2):
                if None in row or None in row.values():
                    raise Refused(f"Row {number} of {path} has not {len(COLUMNS)} values. Put in the commas.")
                if number > MOST_ROWS:
                    raise Refused(f"{path} has over {MOST_ROWS:,} rows. Give it in parts.")
                yield number, {name: str(value).strip() for name, value in row.items()}
    except UnicodeDecodeError as why:
        raise Refused(f"{path} is not in UTF-8. Save it as CSV in UTF-8.") from why
    except csv.Error as why:
        raise Refused(f"{path} cannot be read as CSV: {why}.") from why


def _contractor(options: argparse.Namespace) -> Contractor:
    from putright.contractors.models import Contractor

    typed = " ".join(options.contractor.split())
    running = Contractor.objects.filter(until__isnull=True)
    found = list(running.filter(reference=typed.upper().replace("-", "")) or running.filter(name__iexact=typed))
    if len(found) != 1:
        many = f"{len(found)} are called {typed}. Give the reference of one" if found else f"Nobody is called {typed}"
        raise Refused(f"{many}. See putright contractors list.")
    return found[0]


def _from(options: argparse.Namespace) -> date:
    from putright.clocks.london import london_day

    day: date = options.day or london_day(datetime.now(UTC))
    return day


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise Refused(f"{typed} is no day. Write it as in 2026-12-01.") from None


def _pence(typed: str) -> int:
    pounds, _, pence = typed.strip().removeprefix("£").replace(",", "").partition(".")
    is_amount = pounds.isascii() and pounds.isdigit() and len(pounds) < 8
    if not is_amount or (pence and not (pence.isascii() and pence.isdigit() and len(pence) == 2)):
        raise Refused(f"{typed or 'Nothing'} is no amount in pounds. Write it as in 750 or 1250.50.")
    return int(pounds) * 100 + int(pence or 0)
