"""Whatever is killed while people report: none acknowledged is lost, none half there, none doubled."""

import os
import random
import signal
import tempfile
import threading
import time
from pathlib import Path

import psycopg
import pytest

from putright.project.postgres import running
from putright.project.postgres.place import place_of
from putright.project.serve import bring_tables_up_to_date
from tests.faults.serving import HALVES, LANDLORD, address_of, served, wait_until, workers_of
from tests.faults.telling import Phone, tell

# Granian takes a worker that dies twice within this many seconds for one that can never start.
LIVES_AT_LEAST = 5.6
CLIENTS = 4


class Reporting:
    """People who report, one report after another, until they are told to stop."""

    def __init__(self, *ports):
        self.ports, self.acknowledged, self.wrong, self.cuts = ports, [], [], 0
        self._over = threading.Event()
        self._people = [threading.Thread(target=self._report, args=(number,)) for number in range(CLIENTS)]

    def __enter__(self):
        for person in self._people:
            person.start()
        return self

    def __exit__(self, *why):
        self._over.set()
        for person in self._people:
            person.join()

    def _report(self, number):
        told = 0
        while not self._over.is_set():
            told += 1
            phone = Phone(self.ports, cuts=number)
            try:
                self.acknowledged.append(tell(phone, f"The kitchen tap drips, says person {number} for time {told}"))
            except Exception as why:
                self.wrong.append(why)
                return
            self.cuts += phone.cuts - number


def nothing_is_lost_half_there_or_doubled(owner_url, reporting):
    """What the database holds is what people were told it holds."""
    assert reporting.wrong == []
    assert reporting.acknowledged
    with psycopg.connect(owner_url) as owner:
        kept = dict(owner.execute("select sent_with, reference from repairs_report").fetchall())
        lost = [told for told in reporting.acknowledged if kept.get(told[0]) != told[1]]
        assert lost == []
        for what, query in HALVES.items():
            assert owner.execute(query).fetchall() == [], what
    assert len(set(reporting.acknowledged)) == len(reporting.acknowledged)


@pytest.fixture
def home():
    with tempfile.TemporaryDirectory(prefix="putright-") as folder:
        Path(folder).chmod(0o711)
        yield Path(folder) / "home"


def test_fifty_kills_of_web_workers_of_two_servers_on_one_database(home, own_database):
    application, owner = address_of(own_database.application), address_of(own_database.owner)
    with psycopg.connect(owner) as connection:
        connection.execute(LANDLORD)
    chance = random.Random(20261122)
    with (
        served(home, application, owner) as (one, first),
        served(home, application, owner) as (two, second),
        Reporting(first, second) as reporting,
    ):
        wait_until(lambda: len(reporting.acknowledged) > 3)
        born, killed = {}, 0
        while killed < 50:
            now = time.monotonic()
            for worker in [*workers_of(one), *workers_of(two)]:
                born.setdefault(worker, now if killed else 0)
            old_enough = [worker for worker, since in born.items() if now - since > LIVES_AT_LEAST]
            if old_enough:
                worker = chance.choice(old_enough)
                os.kill(worker, signal.SIGKILL)
                del born[worker]
                killed += 1
            time.sleep(chance.uniform(0.05, 0.4))
            assert reporting.wrong == []
    nothing_is_lost_half_there_or_doubled(owner, reporting)
    # The kills were felt: otherwise nothing was shown.
    assert reporting.cuts > 10


def test_five_kills_of_the_database_under_load(home):
    with running(home, lambda said: None) as where:
        bring_tables_up_to_date(where)
        with psycopg.connect(where.owner_url) as connection:
            connection.execute(LANDLORD)
        with served(home, where.application_url, where.owner_url) as (_, port):
            chance = random.Random(20261123)
            with Reporting(port) as reporting:
                for _ in range(5):
                    before = len(reporting.acknowledged)
                    wait_until(lambda: len(reporting.acknowledged) > before + 3)  # noqa: B023
                    time.sleep(chance.uniform(0.0, 0.5))
                    os.kill(int((place_of(home).data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
                before = len(reporting.acknowledged)
                wait_until(lambda: len(reporting.acknowledged) > before + 3)
            assert reporting.cuts > 5
        nothing_is_lost_half_there_or_doubled(where.owner_url, reporting)
