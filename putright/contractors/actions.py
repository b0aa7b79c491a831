"""Keeping who does the works: contractors and their workers, our own schedule of rates, and limits to what is spent."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from putright.accounts.models import Account, Role
from putright.clocks.london import london_day, written_day
from putright.contractors.models import Contractor, Rate, SpendLimit, Trade, Worker
from putright.record import actions as record

LONGEST_NAME, LONGEST_WORDS, LONGEST_PHONE = 100, 200, 30
CODE = re.compile(r"[A-Z0-9][A-Z0-9./-]{0,19}")
# A million pounds, which no unit of work and no single order of repairs comes to.
MOST_PENCE = 100_000_000
AT_THE_DOOR = frozenset({Role.Name.OPERATIVE, Role.Name.CONTRACTOR})


class CannotBeKept(ValueError):
    """What was said of a contractor, a worker or a rate cannot be so; the message says what, and what to do."""


@transaction.atomic
def add_contractor(
    *,
    name: str,
    trades: Iterable[str],
    phone: str,
    since: date,
    by: str,
    at: datetime,
    email: str = "",
    is_own_team: bool = False,
) -> Contractor:
    """Keep a contractor, or our own team, that works can be ordered from."""
    name, phone, wanted = " ".join(name.split()), " ".join(phone.split()), sorted(set(trades))
    if not name or len(name) > LONGEST_NAME:
        raise CannotBeKept(f"Give the contractor’s name, in up to {LONGEST_NAME} letters.")
    if not phone or len(phone) > LONGEST_PHONE:
        raise CannotBeKept("Give a phone number that somebody there answers.")
    if not wanted or not set(wanted) <= set(Trade.values):
        raise CannotBeKept(f"Say what they do: one or more of {', '.join(Trade.values)}.")
    made = Contractor.objects.create(
        name=name, is_own_team=is_own_team, trades=wanted, phone=phone, email=email.strip(), since=since
    )
    record.write("contractors.contractor_added", by=by, at=at, about=made.about, is_own_team=is_own_team)
    return made


@transaction.atomic
def end_contractor(*, contractor: Contractor, until: date, by: str, at: datetime) -> None:
    """End a contract: nobody who works for them sees a job of ours from that day on."""
    _check_order(contractor.since, until)
    for worker in contractor.workers.filter(until__isnull=True):
        worker.until = max(until, worker.since)
        worker.save(update_fields=["until"])
    contractor.until = until
    contractor.save(update_fields=["until"])
    record.write("contractors.contractor_ended", by=by, at=at, about=contractor.about, until=until.isoformat())


@transaction.atomic
def add_worker(*, contractor: Contractor, account: Account, since: date, by: str, at: datetime) -> Worker:
    """Keep that somebody works for a contractor; whoever does already is left as they are."""
    if not account.roles.held(at).filter(name__in=AT_THE_DOOR).exists():
        raise CannotBeKept(
            f"{account} is no operative and no contractor’s manager. Give them one of those roles first."
        )
    if since < contractor.since:
        raise CannotBeKept(f"{contractor} began on {written_day(contractor.since)}. Choose that day or a later one.")
    worker, is_new = Worker.objects.get_or_create(
        contractor=contractor, account=account, until=None, defaults={"since": since}
    )
    if is_new:
        record.write("contractors.worker_added", by=by, at=at, about=contractor.about, account=account.code)
    return worker


@transaction.atomic
def end_worker(*, worker: Worker, until: date, by: str, at: datetime) -> None:
    """Keep that somebody no longer works for a contractor, and sees none of its jobs."""
    _check_order(worker.since, until)
    worker.until = until
    worker.save(update_fields=["until"])
    about, code = worker.contractor.about, worker.account.code
    record.write("contractors.worker_ended", by=by, at=at, about=about, account=code, until=until.isoformat())


@transaction.atomic
def set_rate(
    *, code: str, words: str, trade: str, unit: str, price_pence: int, since: date, by: str, at: datetime
) -> Rate:
    """Keep what a kind of work costs from a day on; what it cost before ends then, and stays readable."""
    code, words = code.strip().upper(), " ".join(words.split())
    if not CODE.fullmatch(code):
        raise CannotBeKept("A code has up to 20 letters, numbers, dots, slashes and dashes, such as DMP-04.")
    if not words or len(words) > LONGEST_WORDS:
        raise CannotBeKept(f"Say what the work is, in up to {LONGEST_WORDS} letters.")
    if trade not in Trade.values or unit not in Rate.Unit.values:
        raise CannotBeKept("Choose the trade, and what is counted, from the lists.")
    if not 0 < price_pence <= MOST_PENCE:
        raise CannotBeKept("Give the price of one unit in pence, from one penny up to a million pounds.")
    before = Rate.objects.select_for_update().filter(code=code, until__isnull=True).first()
    if before is not None:
        if since <= before.since:
            raise CannotBeKept(f"{code} has a price from {written_day(before.since)}. Choose a later day.")
        before.until = since
        before.save(update_fields=["until"])
    made = Rate.objects.create(code=code, words=words, trade=trade, unit=unit, price_pence=price_pence, since=since)
    record.write("contractors.rate_set", by=by, at=at, about=made, code=code, price_pence=price_pence)
    return made


@transaction.atomic
def end_rate(*, rate: Rate, until: date, by: str, at: datetime) -> None:
    """Take a kind of work off the schedule, from a day on."""
    _check_order(rate.since, until)
    rate.until = until
    rate.save(update_fields=["until"])
    record.write("contractors.rate_ended", by=by, at=at, about=rate, code=rate.code, until=until.isoformat())


@transaction.atomic
def set_spend_limit(*, contractor: Contractor, most_pence: int, since: date, by: str, at: datetime) -> SpendLimit:
    """Say how much one order of a contractor may come to before one of us says yes to more, from a day on."""
    if not 0 < most_pence <= MOST_PENCE:
        raise CannotBeKept("Give the most that one order may come to, in pence, up to a million pounds.")
    if since < london_day(at):
        raise CannotBeKept(f"{written_day(since)} has passed. A limit holds from today or a later day.")
    if SpendLimit.objects.filter(contractor=contractor, since=since).exists():
        raise CannotBeKept(f"There is a limit from {written_day(since)} already. Choose another day.")
    made = SpendLimit.objects.create(contractor=contractor, most_pence=most_pence, since=since)
    record.write("contractors.spend_limit_set", by=by, at=at, about=contractor.about, most_pence=most_pence)
    return made


def _check_order(since: date, until: date) -> None:
    if until < since:
        raise CannotBeKept(f"It began on {written_day(since)}, so it cannot have ended before. Check both days.")
