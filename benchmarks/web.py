"""How fast are the pages? Reporting, the queue and the watch, beside a bare floor in the same run.

    python benchmarks/web.py            200,000 open cases, 2 million open deadlines
    python benchmarks/web.py --quick    a tenth of that, for a minute's answer

Ratios are what to read: both sides ran on this machine, in turns, on one server of two workers and one PostgreSQL.

Reporting: the last step of a report, which keeps it whole, by 16 clients at once; beside a bare Django view with the
same middleware that does the same number of inserts in one transaction, one statement for each row, as a plain view
would. The row count is what PostgreSQL says that one report inserted. CPU is that of server and database together.

The queue: its first page, asked by one officer, with 1,000 open cases and then with many. The watch: one tick with
nothing due, and the telling of all that is due, each with its told row, its message and its line in the record.

The case page with a year of life on it, beside a bare page that asks the database the very same; the board's page over
125,000 homes; and a written summary, from what was found to its sealed PDF.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import http.client
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT))

CLIENTS, ROUNDS = 16, 3
SERVER = """
import sys
from granian import Granian
from granian.constants import Interfaces
Granian("putright.project.wsgi:application", port=int(sys.argv[1]), interface=Interfaces.WSGI, workers=2,
        blocking_threads=1, log_enabled=False).serve()
"""
SECRET = "b" * 32  # a cookie and a field that agree are all that is asked for


def main() -> None:
    """Measure, print a table, and last one line of JSON."""
    parser = argparse.ArgumentParser(description="How fast are the pages?")
    parser.add_argument("--quick", action="store_true", help="a tenth of the rows")
    asked = parser.parse_args()
    scale = 10 if asked.quick else 1
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.floor.settings"
    os.environ["PUTRIGHT_DEMO"] = "no"
    with tempfile.TemporaryDirectory(prefix="putright-") as folder:
        Path(folder).chmod(0o711)
        os.environ["PUTRIGHT_HOME"] = folder
        with _database(Path(folder) / "home"), _served() as (port, server):
            results = {
                **reporting(port, server, 40 if asked.quick else 120),
                **queue(port, 200_000 // scale),
                **pages(port),
                **watch(2_000_000 // scale, 100_000 // scale),
            }
    results["peak_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    _table(results)
    print(json.dumps(results))


@contextlib.contextmanager
def _database(home: Path) -> Iterator[None]:
    """A database of this run's own, with a landlord, a home and an officer in it."""
    from putright.project.postgres import running
    from putright.project.serve import bring_tables_up_to_date

    with running(home, lambda said: None) as where:
        bring_tables_up_to_date(where)
        os.environ["DATABASE_URL"] = where.application_url
        import django

        django.setup()
        _furnish(where.owner_url)
        yield


def _furnish(owner_url: str) -> None:
    import psycopg

    from benchmarks.floor.views import TABLE
    from putright.homes.models import Home, Landlord

    with psycopg.connect(owner_url) as owner:
        owner.execute(TABLE)
        owner.execute("GRANT SELECT, INSERT ON floor_row TO putright")
    Landlord.objects.create(
        name="Larkfield Homes",
        phone="01632 960000",
        emergency_phone="01632 960999",
        phone_hours="day and night",
        email="us@example.org",
        address="1 Rose Street",
    )
    Home.objects.create(line="Flat 9", street="Rose Street", town="Wexcombe", postcode="ZZ1 1ZZ", archetype="flat")


@contextlib.contextmanager
def _served() -> Iterator[tuple[int, int]]:
    """The server, on a port of its own: the port, and the process."""
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen([sys.executable, "-c", SERVER, str(port)], cwd=CHECKOUT)
    try:
        for _ in range(600):
            with contextlib.suppress(OSError):
                if _ask(http.client.HTTPConnection("127.0.0.1", port, timeout=30), "GET", "/health", {})[0] == 200:
                    break
            time.sleep(0.1)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait()


def _ask(
    connection: http.client.HTTPConnection,
    method: str,
    path: str,
    cookies: dict[str, str],
    form: dict[str, str] | None = None,
) -> tuple[int, bytes]:
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    body = None
    if form is not None:
        body = urllib.parse.urlencode(form)
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    return answer.status, answer.read()


# ---- Reporting


def reporting(port: int, server: int, each: int) -> dict[str, Any]:
    """The last step of a report beside the floor: rates, and CPU of server and database together."""
    rows = _rows_of_one_report(port)
    rates: dict[str, list[float]] = {"floor": [], "report": []}
    costs: dict[str, list[float]] = {"floor": [], "report": []}
    for kind in ("floor", "report") * (ROUNDS + 1):
        keys = iter(_drafts(each * CLIENTS)) if kind == "report" else iter([""] * each * CLIENTS)
        before, began = _cpu(server), time.perf_counter()
        _all_at_once(port, each, lambda connection, kind=kind, keys=keys: _post(connection, kind, next(keys), rows))
        taken, used = time.perf_counter() - began, _cpu(server) - before
        rates[kind].append(each * CLIENTS / taken)
        costs[kind].append(used / (each * CLIENTS) * 1000)
    # The first round of each warms what is kept in memory.
    rate = {kind: statistics.median(found[1:]) for kind, found in rates.items()}
    cost = {kind: statistics.median(found[1:]) for kind, found in costs.items()}
    return {
        "report_rows": rows,
        "floor_per_second": round(rate["floor"], 1),
        "reports_per_second": round(rate["report"], 1),
        "report_rate_ratio": round(rate["report"] / rate["floor"], 2),
        "floor_cpu_ms": round(cost["floor"], 2),
        "report_cpu_ms": round(cost["report"], 2),
        "report_cpu_ratio": round(cost["report"] / cost["floor"], 2),
    }


def _drafts(number: int) -> list[str]:
    """So many reports, told to the last question: mould in a child's room, with a child who has asthma."""
    import secrets

    from putright.homes.models import Home
    from putright.repairs.models import Draft
    from putright.repairs.tree.reading import tree

    now, home = datetime.now(UTC), Home.objects.first()
    answers = {
        "danger": {"chosen": ["none"]},
        "room": {"chosen": ["childs_bedroom"]},
        "what": {"chosen": ["mould"]},
        "own_words": {"words": "There is black mould by the window in my son's room, and it comes back."},
    }
    keys = [secrets.token_urlsafe(32) for _ in range(number)]
    Draft.objects.bulk_create(
        Draft(key=key, began_at=now, kept_at=now, tree_version=tree().stamp, answers=answers, home=home) for key in keys
    )
    return keys


def _post(connection: http.client.HTTPConnection, kind: str, key: str, rows: int) -> None:
    from django.conf import settings

    path = f"/floor/{rows}" if kind == "floor" else "/report/check"
    cookies = {settings.CSRF_COOKIE_NAME: SECRET, "telling": key}
    form = {"csrfmiddlewaretoken": SECRET, "words": "There is black mould by the window in my son's room."}
    status, page = _ask(connection, "POST", path, cookies, form)
    if status != 302:
        raise SystemExit(f"{path} answered {status}: {page[:500]!r}")


def _rows_of_one_report(port: int) -> int:
    """What PostgreSQL says that one report inserted, in all tables."""
    from django.db import connection

    def inserted() -> int:
        with connection.cursor() as cursor:
            # What a worker did is counted once it has been idle for ten seconds.
            time.sleep(12)
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute("SELECT sum(n_tup_ins) FROM pg_stat_user_tables")
            return int(cursor.fetchone()[0])

    [key, *_] = _drafts(1)
    before = inserted()
    _post(http.client.HTTPConnection("127.0.0.1", port, timeout=30), "report", key, 0)
    return inserted() - before


def _all_at_once(port: int, each: int, work: Callable[[http.client.HTTPConnection], None]) -> None:
    """Sixteen clients, each so many times."""
    failed: list[BaseException] = []

    def client() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            for _ in range(each):
                work(connection)
        except BaseException as why:
            failed.append(why)
        finally:
            connection.close()

    threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]


def _cpu(server: int) -> float:
    """Seconds of CPU of the server with its workers, and of PostgreSQL with all of its processes."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, IndexError):
            command = (stat.parent / "cmdline").read_bytes()
            fields = stat.read_text().rsplit(")", 1)[1].split()
            if int(stat.parent.name) == server or int(fields[1]) == server or command.startswith(b"postgres:"):
                ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


# ---- The queue


def queue(port: int, many: int) -> dict[str, Any]:
    """The first page of the queue with 1,000 open cases, and with many."""
    cookies = _signed_in("housing_officer")
    times = {}
    for number in (1_000, many):
        _open_cases(number)
        times[number] = _first_page(port, cookies)
    return {
        "queue_ms_at_1000": round(times[1_000] * 1000, 2),
        f"queue_ms_at_{many}": round(times[many] * 1000, 2),
        "queue_ratio": round(times[many] / times[1_000], 2),
    }


@functools.cache
def _signed_in(role: str) -> dict[str, str]:
    """The cookies of one of us who has shown two things."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from putright.accounts.models import Account, Role
    from putright.accounts.second_factor import keep_as_shown

    officer = Account.objects.create_user(f"{role}@example.org", None, name="Ade Okoro", is_staff=True)
    Role.objects.create(account=officer, name=role, since=datetime.now(UTC) - timedelta(days=1))
    session = SessionStore()
    session[SESSION_KEY] = str(officer.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = officer.get_session_auth_hash()
    keep_as_shown(session)
    session.save()
    return {settings.SESSION_COOKIE_NAME: str(session.session_key)}


def _open_cases(number: int) -> None:
    """So many open cases in all: reports with their triage, their case and their place."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM hazards_place")
        there = int(cursor.fetchone()[0])
        cursor.execute(
            """
            WITH reports AS (
                INSERT INTO repairs_report (reference, sent_with, home_id, address_words, channel, first_told_at,
                    received_at, said_by, said_to, tree_version, answers, words, contact_words, is_emergency)
                SELECT 'Q' || lpad(one::text, 9, '0'), 'queue-' || one, (SELECT min(id) FROM homes_home), '', 'online',
                    now() - one * interval '1 second', now() - one * interval '1 second', '', '', 'benchmark', '{}',
                    'There is mould in my son''s room and it comes back each winter.', '', false
                FROM generate_series(%(first)s::bigint, %(last)s::bigint) AS one
                RETURNING id, reference, received_at
            ), triages AS (
                INSERT INTO hazards_triage (report_id, decided_at, hazard, is_class, because, rules_version, why)
                SELECT id, received_at, 'damp_and_mould', 'significant', '{}', 'benchmark', '' FROM reports
            ), cases AS (
                INSERT INTO hazards_case (reference, report_id, opened_at)
                SELECT reference, id, received_at FROM reports
            )
            INSERT INTO hazards_place (report_id, act_before, due_before, risk_hours, promises_broken, is_class, hazard,
                needs_triage, needs_home, lsoa)
            SELECT id, received_at + interval '12 days', received_at + interval '14 days', 48, 0, 'significant',
                'damp_and_mould', id %% 3 = 0, false, 'E01000001'
            FROM reports
            """,
            {"first": there + 1, "last": number},
        )
        for table in ("repairs_report", "hazards_triage", "hazards_case", "hazards_place"):
            cursor.execute(f"ANALYZE {table}")


def _first_page(port: int, cookies: dict[str, str]) -> float:
    """The median time of the first page, asked for by one officer after another."""
    connection, times = http.client.HTTPConnection("127.0.0.1", port, timeout=60), []
    for _ in range(60):
        began = time.perf_counter()
        status, page = _ask(connection, "GET", "/desk", cookies)
        times.append(time.perf_counter() - began)
        if status != 200 or page.count(b"/desk/reports/") < 25:
            raise SystemExit(f"/desk answered {status}, with {page.count(b'/desk/reports/')} reports on it.")
    return statistics.median(times[10:])


# ---- The case page, the board's page, and the written summary


def pages(port: int) -> dict[str, Any]:
    """The case page beside a bare one, the board's page over 125,000 homes, and what a written summary takes."""
    from django.conf import settings
    from django.test import Client

    from benchmarks.pages import board, case_page, summaries

    settings.ALLOWED_HOSTS = ["*"]
    measured: dict[str, Any] = {}
    for role, measure in (("housing_officer", case_page), ("board", board)):
        cookies = _signed_in(role)
        connection, known = http.client.HTTPConnection("127.0.0.1", port, timeout=60), Client()
        known.cookies.load(cookies)

        def get(path: str, connection: Any = connection, cookies: dict[str, str] = cookies) -> bytes:
            status, page = _ask(connection, "GET", path, {} if path.startswith("/floor") else cookies)
            if status != 200:
                raise SystemExit(f"{path} answered {status}: {page[:500]!r}")
            return page

        measured |= measure(get, known) if measure is case_page else measure(get)
    return {**measured, **summaries()}


# ---- The watch


def watch(opened: int, due: int) -> dict[str, Any]:
    """A tick with nothing due, over so many open deadlines; then the telling of all that is due."""
    from django.db import connection

    from benchmarks.watch_rows import fill
    from putright.watch.telling import tell_due

    now = datetime.now(UTC)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE deadlines_reminder SET next_at = NULL, next_level = '' WHERE next_at IS NOT NULL")
    fill(opened, begun_at=now + timedelta(days=1))
    ticks = []
    for _ in range(50):
        began = time.perf_counter()
        if tell_due() != 0:
            raise SystemExit("Something was due that should not have been.")
        ticks.append(time.perf_counter() - began)
    fill(due, begun_at=now - timedelta(days=13), first=opened + 1)
    before = _counts()
    began = time.perf_counter()
    told = tell_due(most=due)
    taken = time.perf_counter() - began
    after = _counts()
    if told != due or any(after[table] - before[table] != due for table in after):
        raise SystemExit(f"{told} of {due} were told: {before} {after}")
    return {
        "open_deadlines": opened,
        "idle_tick_ms": round(statistics.median(ticks) * 1000, 2),
        "told": told,
        "told_per_second": round(told / taken),
    }


def _counts() -> dict[str, int]:
    from django.db import connection

    with connection.cursor() as cursor:
        found = {}
        for table in ("deadlines_told", "messages_message", "record_line"):
            cursor.execute(f"SELECT count(*) FROM {table}")
            found[table] = int(cursor.fetchone()[0])
    return found


def _table(results: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("what", "figure", "held to")
    held = {
        "report_rate_ratio": "at least 0.4",
        "report_cpu_ratio": "at most 2.5",
        "queue_ratio": "at most 1.3",
        "case_page_ratio": "at least 0.4",
        "board_ms": "under 300",
        "summary_ms": "under 100",
        "idle_tick_ms": "under 5",
        "told_per_second": "at least 15,000",
    }
    for name, value in results.items():
        table.add_row(name.replace("_", " "), f"{value:,}", held.get(name, ""))
    Console().print(table)


if __name__ == "__main__":
    main()
