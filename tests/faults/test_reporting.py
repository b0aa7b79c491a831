"""Whatever is killed while people report and look into it: nothing acknowledged is lost, half there or doubled."""

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
from tests.faults import surveying
from tests.faults.serving import HALVES, LANDLORD, address_of, served, wait_until, workers_of
from tests.faults.surveying import Surveyor, prepared
from tests.faults.telling import Phone, tell

# Granian takes a worker that dies twice within this many seconds for one that can never start.
LIVES_AT_LEAST = 5.6
CLIENTS, SURVEYORS = 4, 2


class Busy:
    """People who report, and surveyors who look into cases, one after another until they are told to stop."""

    def __init__(self, given, *ports):
        self.given, self.ports = given, ports
        self.acknowledged, self.looked_into, self.wrong = [], {}, []
        self.cuts = self.cuts_while_looking = 0
        self._over, self._cases = threading.Event(), iter(given["reports"])
        reporting = [threading.Thread(target=self._person, args=(self._report, one)) for one in range(CLIENTS)]
        looking = [threading.Thread(target=self._person, args=(self._look, one)) for one in range(SURVEYORS)]
        self._people = reporting + looking

    def __enter__(self):
        for person in self._people:
            person.start()
        return self

    def __exit__(self, *why):
        self._over.set()
        for person in self._people:
            person.join()

    def _person(self, does, number):
        try:
            does(number)
        except Exception as why:
            self.wrong.append(why)

    def _report(self, number):
        told = 0
        while not self._over.is_set():
            told += 1
            phone = Phone(self.ports, cuts=number)
            self.acknowledged.append(tell(phone, f"The kitchen tap drips, says person {number} for time {told}"))
            self.cuts += phone.cuts - number

    def _look(self, number):
        surveyor = Surveyor(self.ports, self.given, number)
        for report in self._cases:
            if self._over.is_set():
                break
            self.looked_into[report] = surveyor.look_into(report)
        self.cuts_while_looking += surveyor.cuts


def nothing_is_lost_half_there_or_doubled(owner_url, busy):
    """What the database holds is what people were told it holds."""
    assert busy.wrong == []
    assert busy.acknowledged and busy.looked_into
    with psycopg.connect(owner_url) as owner:
        kept = dict(owner.execute("select sent_with, reference from repairs_report").fetchall())
        lost = [told for told in busy.acknowledged if kept.get(told[0]) != told[1]]
        assert lost == []
        for report, (words, order) in busy.looked_into.items():
            assert owner.execute(surveying.WORDS, {"report": report}).fetchall() == [(one,) for one in words]
            assert owner.execute(surveying.ORDERS, {"report": report}).fetchall() == [(order, "done")]
        for what, query in {**HALVES, **surveying.HALVES}.items():
            assert owner.execute(query).fetchall() == [], what
    assert len(set(busy.acknowledged)) == len(busy.acknowledged)


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
        Busy(prepared(home, application, SURVEYORS), first, second) as busy,
    ):
        wait_until(lambda: len(busy.acknowledged) > 3 and busy.looked_into)
        born, killed = {}, set()
        while len(killed) < 50:
            now = time.monotonic()
            # One that was killed may be seen for a moment more, until it is quite gone.
            for worker in {*workers_of(one), *workers_of(two)} - killed:
                born.setdefault(worker, now if killed else 0)
            old_enough = [worker for worker, since in born.items() if now - since > LIVES_AT_LEAST]
            if old_enough:
                worker = chance.choice(old_enough)
                os.kill(worker, signal.SIGKILL)
                del born[worker]
                killed.add(worker)
            time.sleep(chance.uniform(0.05, 0.4))
            assert busy.wrong == []
    nothing_is_lost_half_there_or_doubled(owner, busy)
    # The kills were felt: otherwise nothing was shown.
    assert busy.cuts > 10 and busy.cuts_while_looking > 5


def test_five_kills_of_the_database_under_load(home):
    with running(home, lambda said: None) as where:
        bring_tables_up_to_date(where)
        with psycopg.connect(where.owner_url) as connection:
            connection.execute(LANDLORD)
        with served(home, where.application_url, where.owner_url) as (_, port):
            chance = random.Random(20261123)
            with Busy(prepared(home, where.application_url, SURVEYORS), port) as busy:
                for _ in range(5):
                    before = len(busy.acknowledged)
                    wait_until(lambda: len(busy.acknowledged) > before + 3)  # noqa: B023
                    time.sleep(chance.uniform(0.0, 0.5))
                    os.kill(int((place_of(home).data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
                before = len(busy.acknowledged)
                wait_until(lambda: len(busy.acknowledged) > before + 3)
            assert busy.cuts > 5 and busy.cuts_while_looking > 0
        nothing_is_lost_half_there_or_doubled(where.owner_url, busy)
