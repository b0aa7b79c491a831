"""Watchers are killed at random points and doubled; everybody is told exactly once, and what they had begun goes on."""

import multiprocessing
import os
import random
import signal
import threading
import time
from collections import Counter
from datetime import timedelta

import psycopg
import pytest
from django.db import connection

from putright.deadlines.models import Deadline, Reminder, Told
from putright.hazards.actions import receive
from putright.homes.models import Landlord
from putright.messages.models import Message
from putright.record.models import Line
from putright.watch import proving, telling
from putright.watch.proving import ONE_PROVER, prove
from putright.watch.residents import apologise
from putright.watch.telling import tell_due
from tests.hazards import a_street
from tests.hazards.a_street import NOW
from tests.watch.waiting import END, promised

DUE, REPORTS, ROUNDS = 190, 10, 10
PATIENCE = 40
LATE = NOW + timedelta(days=20)


def die():
    """As kill -9 does it, or a power cut."""
    os.kill(os.getpid(), signal.SIGKILL)


class Fate:
    """When a watcher dies: before, in the middle of, or after its so-many-th statement."""

    def __init__(self, steps):
        self.steps = steps

    def step(self):
        self.steps -= 1
        if self.steps == 0:
            die()

    def statement(self, execute, *given):
        self.step()
        if self.steps == 1:
            threading.Timer(0.001, die).start()
        found = execute(*given)
        self.step()
        return found


def keep_telling(steps):
    """A watcher, until it dies or nobody is left to be told."""
    connection.close()
    telling.AT_ONCE = 5
    with connection.execute_wrapper(Fate(steps).statement):
        while Reminder.objects.filter(next_at__lte=LATE).exists():
            tell_due(at=LATE, most=20)
            apologise(at=LATE, most=5)
    connection.close()
    os._exit(0)


def watchers(*fates):
    """Several at once, each a process of its own."""
    connection.close()
    started = [multiprocessing.get_context("fork").Process(target=keep_telling, args=(steps,)) for steps in fates]
    for one in started:
        one.start()
    return started


def two_hundred_due():
    """Tasks that are due, and reports with a broken promise each."""
    Landlord.objects.create(
        name="Larkfield Homes", phone="01632 960001", emergency_phone="01632 960999", phone_hours="8am to 6pm",
        email="hello@larkfield.example", address="1 Larkfield Way", is_demo=True,
    )  # fmt: skip
    promised(DUE, name="tasks.triage", due_before=END)
    home = a_street.home()
    amina = a_street.family(home)
    for _ in range(REPORTS):
        receive(draft=a_street.draft(a_street.DOOR, home=home, person=amina), by="resident", at=NOW)


def test_whatever_dies_each_is_told_exactly_once(own_database):
    two_hundred_due()
    drawn, killed = random.Random(20261122), 0
    for _ in range(ROUNDS):
        for one in watchers(drawn.randint(1, 25), drawn.randint(1, 40)):
            one.join(PATIENCE)
            assert one.exitcode in (0, -signal.SIGKILL)
            killed += one.exitcode != 0
    assert killed >= ROUNDS
    for one in watchers(-1, -1):
        one.join(PATIENCE)
        assert one.exitcode == 0, "a watcher did not come to an end"

    due = Deadline.objects.filter(due_before__lte=LATE)
    assert due.count() == DUE + 2 * REPORTS
    told = Counter(Told.objects.exclude(level="apology").values_list("deadline", flat=True))
    assert told == Counter(dict.fromkeys(due.values_list("pk", flat=True), 1))
    assert set(Told.objects.values_list("level", flat=True)) == {"overdue", "apology"}

    def once(kind):
        return Counter(dict.fromkeys(due.filter(name=kind).values_list("about_type", "about_id"), 1))

    lines = Line.objects.filter(name="deadlines.told").values_list("about_type", "about_id", "detail__owed")
    assert Counter(lines) == Counter(due.values_list("about_type", "about_id", "name"))
    screens = Message.objects.filter(template="deadline_overdue").values_list("about_type", "about_id", "params__name")
    assert Counter(screens) == Counter(due.values_list("about_type", "about_id", "name"))
    sorry = Message.objects.filter(template="promise_missed").values_list("about_type", "about_id")
    assert Counter(sorry) == once("promises.first_contact")


def test_only_one_proves_at_a_time_and_one_that_dies_lets_go(own_database):
    with psycopg.connect(**own_database.application) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [ONE_PROVER])
        assert prove(at=NOW) is None
    # The database notices a moment later that the other is gone.
    assert any(prove(at=NOW) or time.sleep(0.05) for _ in range(100))


def test_a_proof_that_fails_lets_go_too(own_database, monkeypatch):
    monkeypatch.setattr(proving, "_prove", lambda at: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        prove(at=NOW)
    with psycopg.connect(**own_database.application) as other:
        assert other.execute("SELECT pg_try_advisory_lock(%s)", [ONE_PROVER]).fetchone() == (True,)
