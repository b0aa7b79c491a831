"""`putright watch` as it is run: two at once, one killed, and all that should happen by itself happens once."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from putright.deadlines.models import Told
from putright.messages.models import Message
from putright.record.models import Line, Seal
from putright.watch.nightly import last_proof
from tests.faults.serving import address_of
from tests.watch.waiting import END, promised

CHECKOUT = Path(__file__).resolve().parents[2]
PATIENCE = 90


@contextlib.contextmanager
def watching(home, own_database, **more):
    """One watch, in a process of its own; killed when we leave, if it still runs."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PUTRIGHT_", "DATABASE_"))}
    process = subprocess.Popen(
        [sys.executable, "-m", "putright.project.command_line.watch"],
        env={**clean, "PUTRIGHT_HOME": str(home), "DATABASE_URL": address_of(own_database.application), **more},
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()
        everybody_gone(own_database)


def everybody_gone(own_database):
    """Wait until the database has noticed: it cannot be taken away while somebody seems to use it."""
    with psycopg.connect(**{**own_database.application, "dbname": "postgres"}, autocommit=True) as database:
        there = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s"
        for _ in range(200):
            if database.execute(there, [own_database.application["dbname"]]).fetchone()[0] <= 1:
                return
            time.sleep(0.05)


def until(true, *processes):
    """Wait until something is true; fail with what a process said if one ends or it takes too long."""
    began = time.monotonic()
    while not true():
        for process in processes:
            if process.poll() is not None:
                pytest.fail(f"A watch ended with {process.returncode}: {process.stdout.read()}")
        assert time.monotonic() - began < PATIENCE, "it took too long"
        time.sleep(0.1)


def sealed():
    """Whether the record has a seal, or cannot yet: another run's transaction on this server may hold it back."""
    settled = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
    with psycopg.connect(**connection.get_connection_params()) as database:
        held_back = database.execute(settled).fetchone()[0] <= Line.objects.earliest("id").written_in
    return held_back or Seal.objects.exists()


def test_two_watch_and_one_is_killed_and_everything_happens_once(own_database, tmp_path):
    promised(20, name="tasks.triage", due_before=END)
    with watching(tmp_path, own_database) as first, watching(tmp_path, own_database) as second:
        until(lambda: Told.objects.count() == 20 and last_proof(), first, second)
        first.kill()
        promised(20, name="tasks.triage", about="repairs.another", due_before=END)
        until(lambda: Told.objects.count() == 40, second)
        until(sealed, second)
        second.send_signal(signal.SIGTERM)
        assert second.wait(PATIENCE) == 0
    assert Message.objects.filter(template="deadline_overdue").count() == 40
    assert Line.objects.filter(name="deadlines.told").count() == 40
    assert Line.objects.filter(name="watch.proved").count() == 1
    assert last_proof().differences == 0


def test_what_a_killed_watch_had_begun_is_done_again(own_database, tmp_path):
    """A job of a watcher that gave no sign of life for long is taken up by the next sweep."""
    with psycopg.connect(**own_database.application, autocommit=True) as database:
        database.execute(
            "WITH dead AS (INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour')"
            " RETURNING id) INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, queueing_lock, worker_id)"
            """ SELECT 'watch', 'watch.forget', '{"timestamp": 1}', 'doing', 'watch.forget', id FROM dead"""
        )
        with watching(tmp_path, own_database) as process:
            jobs = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'watch.forget'"
            until(lambda: database.execute(jobs).fetchone() == (0,), process)


def test_it_ends_with_whoever_started_it(own_database, tmp_path):
    keeper = subprocess.Popen(["sleep", "100"])
    try:
        with watching(tmp_path, own_database, PUTRIGHT_SERVED_BY=str(keeper.pid)) as process:
            # It is not the child of that one, so it is alone from the beginning.
            assert process.wait(PATIENCE) == 1
    finally:
        keeper.kill()
        keeper.wait()


@pytest.mark.parametrize("setting", ["synchronous_commit"])
def test_it_does_not_start_on_a_database_that_may_forget(own_database, tmp_path, setting):
    address = f"{address_of(own_database.application)}?options=-c%20{setting}%3Doff"
    with watching(tmp_path, own_database, DATABASE_URL=address) as process:
        assert process.wait(PATIENCE) == 2
        said = process.stdout.read()
    assert f"{setting} is off" in said
    assert "Traceback" not in said
