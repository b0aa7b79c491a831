"""Putright served for a test that kills parts of it: which processes are its workers, and what the database says after."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import quote

CHECKOUT = Path(__file__).resolve().parents[2]
LANDLORD = """
insert into homes_landlord (name, phone, emergency_phone, phone_hours, email, address, is_demo, only_one)
values ('Larkfield Homes', '01632 960000', '01632 960999', 'day and night', 'us@example.org', '1 Rose Street', false, true)
"""
# Nothing that was told is in one place and not in another.
HALVES = {
    "a report without its line in the record": """
        select reference from repairs_report r where not exists (
            select from record_line where about_type = 'repairs.report' and about_id = r.reference
            and name = 'repairs.reported')""",
    "a report without its place in the queue": """
        select reference from repairs_report r where not exists (select from hazards_place where report_id = r.id)""",
    "a report without a promise": """
        select reference from repairs_report r where not exists (
            select from deadlines_deadline where about_type = 'repairs.report' and about_id = r.reference
            and name = 'promises.first_contact')""",
    "a report told twice": "select sent_with from repairs_report group by sent_with having count(*) > 1",
    "a line written twice": """
        select about_id from record_line where name = 'repairs.reported' group by about_id having count(*) > 1""",
    "a line about a report that is not there": """
        select about_id from record_line where name = 'repairs.reported' and not exists (
            select from repairs_report where reference = about_id)""",
    "a deadline about a report that is not there": """
        select about_id from deadlines_deadline where about_type = 'repairs.report' and not exists (
            select from repairs_report where reference = about_id)""",
}


def address_of(role):
    """The address of a database, for one role, as DATABASE_URL has it."""
    host, port = quote(role.get("host", ""), safe=""), role.get("port", "5432")
    user, password = quote(role.get("user", "")), quote(role.get("password", ""), safe="")
    return f"postgresql://{user}:{password}@{host}:{port}/{role['dbname']}"


def free_port():
    """A port that nobody uses just now."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


@contextlib.contextmanager
def served(home, application_url, owner_url):
    """One web server with its workers, on a port of its own, until we leave. Yields the process and its port."""
    port = free_port()
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PUTRIGHT_", "DATABASE_"))}
    process = subprocess.Popen(
        [sys.executable, "-m", "putright.project.serve", "--port", str(port)],
        env={
            **clean,
            "PUTRIGHT_HOME": str(home),
            "PUTRIGHT_DEMO": "no",
            "DATABASE_URL": application_url,
            "DATABASE_OWNER_URL": owner_url,
        },
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    said = []
    at = threading.Event()
    # Read to the end: one who talks of every kill into a full pipe would wait for ever.
    reader = threading.Thread(target=_read, args=(process.stdout, said, at))
    reader.start()
    try:
        assert at.wait(timeout=120), said
        assert process.poll() is None, said
        yield process, port
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.wait(timeout=30)
        reader.join()
        process.stdout.close()


def _read(stdout, said, at):
    for line in stdout:
        said.append(line)
        if "Putright is at" in line:
            at.set()
    at.set()


def workers_of(server):
    """The processes of a server that answer requests: those of its children that listen, by their number."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        with contextlib.suppress(OSError):
            text = status.read_text()
            if f"\nPPid:\t{server.pid}\n" in text and "spawn_main" in (status.parent / "cmdline").read_text():
                found.append(int(status.parent.name))
    return found


def wait_until(what, seconds=120.0):
    """Wait until something is so, and say so if it never was."""
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until, f"not within {seconds} s: {what}"
        time.sleep(0.05)
