"""Each job calls what it says, as often as it must, and is never enqueued twice while it waits."""

from datetime import timedelta

import pytest
from croniter import croniter
from procrastinate.contrib.django import app

from putright.record.models import Seal
from putright.record.verify import LONGEST_TAIL
from putright.repairs.models import Draft
from putright.watch import tasks
from tests.hazards import a_street

PERIODIC = {one.task.name: one for one in app.periodic_registry.periodic_tasks.values()}


def every(name):
    """How long it is from one to the next."""
    times = croniter(PERIODIC[name].cron, start_time=0)
    return timedelta(seconds=-times.get_next(float) + times.get_next(float))


def test_everything_that_should_happen_by_itself_is_a_job():
    assert set(PERIODIC) == {
        f"watch.{name}" for name in ("tell", "send", "ask_after", "seal", "look_over", "prove", "forget", "sweep")
    }


def test_each_waits_once():
    assert {one.task.queueing_lock for one in PERIODIC.values()} == set(PERIODIC)
    assert {one.task.queue for one in PERIODIC.values()} == {tasks.QUEUE}


def test_lines_are_sealed_in_time_even_when_one_sealing_is_missed():
    assert 2 * every("watch.seal") < LONGEST_TAIL


def test_people_are_told_within_seconds():
    assert every("watch.tell") <= timedelta(seconds=10)
    assert every("watch.send") <= timedelta(seconds=10)


@pytest.mark.django_db
def test_drafts_are_forgotten_after_a_week_and_not_before(monkeypatch):
    monkeypatch.setattr(tasks, "now", lambda: a_street.later(days=7, seconds=1))
    old = repairs_begun(at=a_street.NOW)
    young = repairs_begun(at=a_street.later(minutes=1))
    tasks.forget(timestamp=0)
    assert list(Draft.objects.all()) == [young] != [old]


def repairs_begun(at):
    """A draft that somebody began."""
    return a_street.draft({}, at=at)


@pytest.mark.django_db
def test_the_others_run_when_there_is_nothing_to_do():
    for job in (tasks.tell, tasks.send, tasks.ask_after, tasks.look_over, tasks.prove):
        job(timestamp=0)
    tasks.seal(timestamp=0)
    assert Seal.objects.count() in (0, 1)
