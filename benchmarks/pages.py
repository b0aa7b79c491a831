"""How fast is what the desk and the board read? The case page, the board's page and the written summary.

The case page, with a year of life on it, stands beside a bare Django page that asks the database the very same and
shows nothing of it: same server, same middleware, in turns, by the ORM as the floor of reporting inserts by it. Both
are asked by one client, so that what is compared is the work and not the waiting. How long the same statements take
with no ORM at all is printed beside it.
"""

from __future__ import annotations

import os
import pickle
import statistics
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

HOMES = 125_000
# Both end with weeks in which they write to us and nothing is ordered, so that the last that happened is alike.
EARLY, WEEKS, SUMMARIES, ASKED = 4, 52, 20, 40
Get = Callable[[str], bytes]


def case_page(get: Get, asked_of: Any) -> dict[str, Any]:
    """The case page beside the bare page with the same statements, and how many those are as a year goes by."""
    report, folder = _told(), Path(os.environ["PUTRIGHT_HOME"])
    address = f"/desk/reports/{report.reference}"
    _live(report, weeks=EARLY)
    early = len(_statements(asked_of, address)[0])
    _live(report, weeks=WEEKS, since=EARLY)
    statements, asked = _statements(asked_of, address)
    if len(statements) > early:
        raise SystemExit(f"The case page asks {early} things after {EARLY} weeks, and {len(statements)} after a year.")
    (folder / "statements.pickle").write_bytes(pickle.dumps(statements))
    (folder / "asked.pickle").write_bytes(pickle.dumps(asked))
    # The bare page asks for itself who is signed in, as the case page does, and so nobody is.
    if (again := len(_statements(type(asked_of)(), "/floor/same")[0])) != len(statements):
        raise SystemExit(f"The case page asks {len(statements)} things, and the bare page {again}.")
    times: dict[str, list[float]] = {address: [], "/floor/same": [], "/floor/sql": []}
    for _ in range(ASKED):
        for path, taken in times.items():
            began = time.perf_counter()
            get(path)
            taken.append(time.perf_counter() - began)
    page, bare, sql = (statistics.median(taken[5:]) for taken in times.values())
    return {
        "case_statements_early": early,
        "case_statements": len(statements),
        "case_page_ms": round(page * 1000, 1),
        "bare_page_ms": round(bare * 1000, 1),
        "bare_sql_ms": round(sql * 1000, 1),
        "case_page_ratio": round(bare / page, 2),
    }


def summaries() -> dict[str, Any]:
    """A written summary, from what was found to the sealed PDF."""
    from putright.hazards.actions import make_summary

    taken = []
    for _ in range(SUMMARIES):
        report = _told()
        looked = _looked_into(report, report.first_told_at)
        began = time.perf_counter()
        made = make_summary(investigation=looked, by="benchmark", at=looked.concluded_at)
        taken.append(time.perf_counter() - began)
        if not bytes(made.pdf).startswith(b"%PDF"):
            raise SystemExit("The summary is no PDF.")
    return {"summary_ms": round(statistics.median(taken[2:]) * 1000, 1)}


def board(get: Get) -> dict[str, Any]:
    """The board's page, over so many homes with what is open there."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO homes_home (reference, line, street, town, postcode, archetype, lsoa, landlord_repairs)
            SELECT
                'Z' || lpad(one::text, 9, '0'), one::text, 'Long Street', 'Wexcombe', 'ZZ1 1ZZ', 'flat',
                'E01000001', '{}'
            FROM generate_series(1, %s) AS one
            """,
            [HOMES],
        )
        # What is open is spread over them.
        cursor.execute(
            """
            UPDATE repairs_report SET home_id = homes.id
            FROM (
                SELECT id, row_number() OVER (ORDER BY id) AS place FROM homes_home WHERE street = 'Long Street'
            ) homes
            WHERE homes.place = repairs_report.id %% %s + 1 AND repairs_report.tree_version = 'benchmark'
            """,
            [HOMES],
        )
        cursor.execute("ANALYZE homes_home, repairs_report")
    taken = []
    for _ in range(ASKED):
        began = time.perf_counter()
        get("/board")
        taken.append(time.perf_counter() - began)
    return {"board_homes": HOMES, "board_ms": round(statistics.median(taken[5:]) * 1000, 1)}


def _statements(asked_of: Any, address: str) -> tuple[list[str], list[Any]]:
    """What a page asks of the database, as it is sent there; and as the ORM is asked, in words where it is not."""
    from unittest.mock import patch

    from django.db import connection
    from django.db.models.query import QuerySet
    from django.test.utils import CaptureQueriesContext

    queries: list[Any] = []
    fetch = QuerySet._fetch_all

    def kept(rows: QuerySet[Any]) -> None:
        if rows._result_cache is None and not rows.query.is_empty():
            queries.append((rows.model, rows.query.chain(), rows._iterable_class))
        fetch(rows)

    asked_of.get(address)
    with CaptureQueriesContext(connection) as sent, patch.object(QuerySet, "_fetch_all", kept):
        if (status := asked_of.get(address).status_code) != 200:
            raise SystemExit(f"{address} answered {status}.")
    statements = [one["sql"] for one in sent if one["sql"].startswith("SELECT")]
    return statements, [*queries, *(one for one in statements if "addedholiday" in one)]


def _told() -> Any:
    """A report of mould, by somebody who lives there, just over a year ago."""
    from putright.hazards.actions import receive
    from putright.homes.models import Home
    from putright.people.models import Household, Member, Person, Tenancy, Tenant
    from putright.repairs import actions as repairs

    at, since = datetime.now(UTC) - timedelta(days=380), date(2020, 1, 1)
    home = Home.objects.create(
        line=f"Flat {Home.objects.count()}", street="Rose Street", town="Wexcombe", postcode="ZZ1 1ZZ", archetype="flat"
    )
    person = Person.objects.create(name="Amina Okafor")
    Member.objects.create(household=Household.objects.create(home=home, since=since), person=person, since=since)
    tenancy = Tenancy.objects.create(home=home, agreement="tenancy", since=since)
    Tenant.objects.create(tenancy=tenancy, person=person, since=since)
    draft = repairs.begin(channel="online", person=person, home=home, by="resident", at=at)
    for question, value in (("what", {"chosen": ["mould"]}), ("own_words", {"words": "There is mould in his room."})):
        draft = repairs.keep_answer(key=draft.key, question=question, value=value, by="resident", at=at)
    return receive(draft=draft, by="resident", at=at)


def _looked_into(report: Any, since: datetime) -> Any:
    """An investigation in person that found mould, with what is to be done about it."""
    from putright.accounts.models import Account
    from putright.hazards.actions import begin_investigation, conclude
    from putright.hazards.findings import Findings, Recommended, Seen

    joan, _ = Account.objects.get_or_create(email="joan@example.org", defaults={"name": "Joan Pike", "is_staff": True})
    began, done = since + timedelta(days=2), since + timedelta(days=2, hours=2)
    begun = begin_investigation(case=report.case, kind="standard", investigator=joan, by="benchmark", at=began)
    day = (done + timedelta(days=5)).date()
    rooms = tuple(
        Seen(f"Room {number}", "Black mould in the corner by the window.", {"humidity_percent": Decimal("78.00")})
        for number in range(1, 7)
    )
    findings = Findings(
        concluded_at=done,
        is_in_person=True,
        competence="Damp surveyor for nine years.",
        found="significant",
        hazard="damp_and_mould",
        causes="The bathroom has no fan.",
        rooms=rooms,
        recommended=(
            Recommended("make_safe", "Wash the mould off and treat the wall.", day, day + timedelta(days=1)),
            Recommended("prevent", "Fit a fan in the bathroom.", day, day + timedelta(days=9)),
        ),
    )
    return conclude(investigation=begun, findings=findings, by="benchmark", at=done)


def _live(report: Any, *, weeks: int, since: int = 0) -> None:
    """Each week they write, we order something and somebody comes; first of all it is looked into and summed up."""
    from putright.accounts.models import Account
    from putright.contractors import actions as contractors
    from putright.contractors.models import Contractor
    from putright.hazards.actions import hear, make_summary, order_works, tell_outcome

    by, first = {"by": "benchmark"}, report.first_told_at
    if not since:
        looked = _looked_into(report, first)
        make_summary(investigation=looked, at=looked.concluded_at, **by)
        contractors.add_contractor(
            name="Our own team", trades=["damp"], phone="01632 960002", since=first.date(), is_own_team=True,
            at=first, **by
        )  # fmt: skip
    team, dwayne = Contractor.objects.get(), Account.objects.get(email="joan@example.org")
    for week in range(since, weeks):
        at = first + timedelta(days=5 + 7 * week)
        for number in range(2):
            key = f"{week}-{number}".ljust(43, "x")
            hear(report=report, kind="more", words="It is back by the window.", sent_with=key, at=at, **by)
        if week % 4 == 0:
            order = order_works(
                report=report, contractor=team, purpose="put_right", trade="damp", instruction="Wash down the wall.",
                wanted_before=at + timedelta(days=5), sent_with=f"o{week}".ljust(43, "x"), at=at, **by,
            )  # fmt: skip
            tell_outcome(
                order=order, what="done", happened_at=at + timedelta(hours=3), told_by=dwayne, words="Washed.",
                sent_with=f"t{week}".ljust(43, "x"), at=at + timedelta(hours=4), **by,
            )  # fmt: skip
