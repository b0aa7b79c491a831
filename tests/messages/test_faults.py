"""Senders are killed at random points, two at a time, and every message still arrives: once, wherever that can be known."""

import multiprocessing
import os
import random
import signal
import threading
import time
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from putright.messages import sending
from putright.messages.models import Message, Try
from tests.messages.people import a_landlord, a_person, written

MESSAGES, ROUNDS = 40, 8
PATIENCE = 40


def die():
    os.kill(os.getpid(), signal.SIGKILL)


class Fate:
    """When a sender dies: at the given step, of which each statement and each call of a carrier has several."""

    def __init__(self, steps):
        self.steps = steps

    def step(self):
        self.steps -= 1
        if self.steps == 0:
            die()

    def statement(self, execute, *given):
        self.step()
        found = execute(*given)
        self.step()
        return found

    def hand_over(self, *given):
        self.step()
        self.steps -= 1
        if self.steps == 0:
            # In the middle of the call itself.
            threading.Timer(0.001, die).start()
        found = hand_over(*given)
        if self.steps == 0:
            die()
        self.step()
        return found


hand_over = sending._hand_over


def keep_sending(steps):
    """A sender, until it dies or nothing is left."""
    connection.close()
    fate = Fate(steps)
    sending._hand_over = fate.hand_over
    with connection.execute_wrapper(fate.statement):
        while Message.objects.waiting().exists():
            sending.send_waiting(at=datetime.now(UTC), most=10)
            time.sleep(0.01)
    connection.close()
    os._exit(0)


def senders(*fates):
    """Several at once, each a process of its own."""
    connection.close()
    started = [multiprocessing.get_context("fork").Process(target=keep_sending, args=(steps,)) for steps in fates]
    for one in started:
        one.start()
    return started


def kill_and_double(drawn):
    """Write, then let pairs of senders die at random steps; then let a pair finish."""
    a_landlord()
    person = a_person("email")
    for _ in range(MESSAGES):
        written(person)
    for _ in range(ROUNDS):
        for one in senders(drawn.randint(1, 60), drawn.randint(1, 60)):
            one.join(PATIENCE)
            assert one.exitcode in (0, -signal.SIGKILL)
    for one in senders(-1, -1):
        one.join(PATIENCE)
        assert one.exitcode == 0, "a sender did not come to an end"


@pytest.fixture(autouse=True)
def short_lease(monkeypatch):
    """A sender that was killed is taken over soon; one that lives answers far sooner."""
    monkeypatch.setattr(sending, "LEASE", timedelta(seconds=3))


def outcomes():
    """Of each message, what came of its tries, in order."""
    found = {}
    for one in Try.objects.order_by("message", "number"):
        found.setdefault(one.carrier_reference, []).append(one.outcome)
    return found


def check_every_try(found):
    """Every message has gone; of each try before the one that did, we knew that we were cut off."""
    assert len(found) == MESSAGES
    for of_one in found.values():
        assert of_one[-1] == "accepted"
        assert set(of_one[:-1]) <= {"unknown"}
    assert any(len(of_one) > 1 for of_one in found.values()), "nobody was killed in the middle of a try"


def test_with_notify_each_arrives_exactly_once(own_database, notify):
    notify.delay = 0.005
    kill_and_double(random.Random(20261122))
    found = outcomes()
    check_every_try(found)
    arrived = Counter(one["reference"] for one in notify.taken.values())
    assert arrived == Counter(dict.fromkeys(found, 1))


def test_with_a_folder_each_is_one_file(own_database, files):
    kill_and_double(random.Random(20261123))
    found = outcomes()
    check_every_try(found)
    assert sorted(path.stem for path in files.glob("*.txt")) == sorted(found)


def test_with_a_mail_server_none_is_lost_and_one_that_goes_twice_is_marked(own_database, mail):
    kill_and_double(random.Random(20261124))
    found = outcomes()
    check_every_try(found)
    arrived = Counter(message["Message-ID"].strip("<>").partition("@")[0] for _, message in mail.taken)
    assert set(arrived) == set(found)
    for reference, times in arrived.items():
        assert times <= len(found[reference])
        assert times == 1 or "unknown" in found[reference]
