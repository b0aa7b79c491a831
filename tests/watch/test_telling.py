"""The right person is told, once, by the highest level that has passed."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from putright.accounts.models import Account
from putright.clocks.calendar import england
from putright.deadlines.actions import keep
from putright.deadlines.approach import approaching_at, due_at, next_to_tell
from putright.deadlines.models import Deadline, Reminder, Told
from putright.messages.models import Message
from putright.messages.saying import said
from putright.record.models import About, Line
from putright.watch import telling
from putright.watch.telling import tell_due
from tests.watch.waiting import END, FIRST, START, later, promised

pytestmark = pytest.mark.django_db


def told():
    """What was told, in order."""
    return list(Told.objects.order_by("id").values_list("level", flat=True))


def next_of(row):
    """What is told of it next."""
    return Reminder.objects.values_list("next_at", "next_level").get(deadline=row)


def test_each_level_is_told_when_its_moment_comes_and_not_before():
    (row,) = promised(name="tasks.triage")
    approaching, due = approaching_at(START, END, england()), due_at(START, END)
    for moment, level in ((approaching, "approaching"), (due, "due"), (END, "overdue")):
        assert tell_due(at=moment - timedelta(microseconds=1)) == 0
        assert tell_due(at=moment) == 1
        assert tell_due(at=moment) == 0
        assert told()[-1] == level
    assert next_of(row) == (None, "")
    assert told() == ["approaching", "due", "overdue"]


def test_each_that_is_told_has_one_row_one_message_and_one_line():
    promised(5)
    before = Line.objects.count()
    assert tell_due(at=later(days=5)) == 5
    assert (Told.objects.count(), Message.objects.count(), Line.objects.count() - before) == (5, 5, 5)
    line = Line.objects.filter(name="deadlines.told").first()
    assert (line.by, line.audience, line.happened_at, line.about_type) == (
        "watch",
        "resident",
        later(days=5),
        "repairs.home_visit",
    )
    assert line.detail == {"owed": FIRST, "level": "approaching", "due_before": "2026-03-12T09:00:00.000000+00:00"}


def test_the_message_is_for_the_owner_or_else_for_the_role_and_reads_well():
    owner = Account.objects.create_user(email="a@example.com", is_staff=True)
    promised(owner=owner)
    promised(about="repairs.another_visit", role="surveyor")
    tell_due(at=END)
    mine, theirs = Message.objects.order_by("about_type").reverse()
    assert (mine.account, mine.role) == (owner, "")
    assert (theirs.account, theirs.role) == (None, "surveyor")
    assert {mine.channel, theirs.channel} == {"screen"} and mine.next_try_at is None
    words = said(mine)
    assert words.subject == "A deadline was missed"
    assert "First contact" in words.body and "9:00am on Thursday 12 March 2026" in words.body


def test_when_we_come_late_only_the_worst_is_told():
    (row,) = promised(name="tasks.triage")
    assert tell_due(at=END + timedelta(days=30)) == 1
    assert told() == ["overdue"]
    assert next_of(row) == (None, "")


def test_what_is_over_is_not_told_of():
    promised()
    keep(name=FIRST, about=About("repairs.home_visit", "N0"), kept_at=later(hours=1), by="x", at=later(hours=1))
    assert tell_due(at=END) == 0


def test_a_date_counted_anew_is_told_of_again_and_no_other():
    (row,) = promised(name="tasks.triage")
    tell_due(at=END)
    Deadline.objects.filter(pk=row.pk).update(due_before=END + timedelta(days=5))
    Reminder.objects.filter(deadline=row).update(next_at=END, next_level="approaching")
    tell_due(at=END)
    assert told() == ["overdue", "approaching"]
    # A reminder put back by mistake tells nobody twice, for the told row is unique.
    Reminder.objects.filter(deadline=row).update(next_at=END, next_level="approaching")
    before = Message.objects.count()
    assert tell_due(at=END) == 0
    assert Message.objects.count() == before


def test_more_than_one_batch_is_told_the_longest_waiting_first(monkeypatch):
    monkeypatch.setattr(telling, "AT_ONCE", 3)
    promised(5, due_before=END)
    promised(5, about="repairs.sooner", due_before=later(days=2))
    assert tell_due(at=END, most=4) == 4
    assert set(Deadline.objects.filter(told__isnull=False).values_list("about_type", flat=True)) == {"repairs.sooner"}
    assert tell_due(at=END) == 6


def test_of_what_is_due_the_database_decides_and_not_our_clock(monkeypatch):
    now = datetime.now(UTC)
    (row,) = promised(name="tasks.triage")
    Deadline.objects.filter(pk=row.pk).update(
        started_at=now - timedelta(hours=20), due_before=now + timedelta(minutes=5)
    )
    Reminder.objects.filter(deadline=row).update(next_at=now - timedelta(hours=1))
    # Our machine is ten minutes ahead of the database, or a day behind: nothing here asks it.
    assert tell_due() == 1
    assert told() == ["due"]


MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2026, 3, 1), timezones=st.just(UTC))
LENGTHS = st.one_of(
    st.timedeltas(timedelta(microseconds=10), timedelta(days=100)),
    st.integers(1, 100).map(lambda days: timedelta(days=days)),
    st.integers(1, 100).map(lambda hours: timedelta(hours=hours)),
)
PARTS = st.integers(0, 12)
NUMBERS = count()


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MOMENTS, LENGTHS, PARTS, st.booleans(), st.sampled_from(["promise", "task"]), st.booleans())
def test_the_database_counts_the_same_moments_as_we_do(start, length, parts, at_midnight, kind, counts_back):
    from putright.clocks.london import london_day, midnight

    due_before = start + length
    if at_midnight:
        due_before = midnight(london_day(due_before + timedelta(days=1)))
    if counts_back:
        start, due_before = due_before, start
    row = Deadline.objects.create(
        kind=kind,
        name="tasks.triage",
        about_type="t",
        about_id=str(next(NUMBERS)),
        role="surveyor",
        started_at=start,
        due_before=due_before,
    )
    approaching, due = approaching_at(start, due_before, england()), due_at(start, due_before)
    Reminder.objects.create(deadline=row, next_at=approaching, next_level="approaching")
    at = approaching + (due_before - approaching) * parts / 10
    tell_due(at=at)
    expected = "overdue" if at >= due_before else "due" if at >= due else "approaching"
    assert list(row.told.values_list("level", flat=True)) == [expected]
    assert next_of(row) == next_to_tell(
        kind=kind, started_at=start, due_before=due_before, told=expected, calendar=england()
    )
    Reminder.objects.update(next_at=None, next_level="")


def test_a_tick_with_nothing_to_tell_reads_only_the_index():
    promised(50)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        cursor.execute("EXPLAIN " + telling.TELL, {"at": START, "most": 2000})
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Index Scan using deadlines_reminder_next" in plan
