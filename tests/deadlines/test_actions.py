"""Deadlines as they are kept: begun, met, let go, moved, each with its line in the record."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from putright.accounts.models import Account
from putright.clocks.calendar import OutsideCalendar
from putright.deadlines import actions
from putright.deadlines.actions import (
    CannotBe,
    add_bank_holiday,
    keep,
    let_go,
    promise,
    reckon_many,
    set_standard,
    set_task,
)
from putright.deadlines.calendar import working_calendar
from putright.deadlines.models import AddedHoliday, Deadline, Recounted, Reminder, Told
from putright.deadlines.promises import TooLoose, UnknownPromise
from putright.deadlines.queries import explained, history, title
from putright.deadlines.reckoning import Asked, Owed
from putright.record.models import About, Line
from tests.deadlines.cases import AWARE, CASE, MOULD, at

pytestmark = pytest.mark.django_db
FIRST = "promises.first_contact"


def reckoned(facts=MOULD, moment=AWARE):
    """The case's duties, kept."""
    asked = Asked(area="hazards", facts=facts, about=CASE, role="surveyor")
    return [row for row in reckon_many(asked=[asked], by="resident", at=moment) if row.kind == "duty"]


def promised(moment=AWARE, **changes):
    """A first contact, promised."""
    return promise(**{"name": FIRST, "about": CASE, "started_at": moment, "by": "resident", "at": moment} | changes)


def lines():
    """What the record says, without the areas."""
    return [line.name.partition(".")[2] for line in Line.objects.order_by("id")]


def kept(row):
    """The row as it is in the database."""
    return Deadline.objects.get(pk=row.pk)


def broken(moment):
    """How many promises were not kept in time, by a moment."""
    return Deadline.objects.all().late(moment).filter(kind="promise").count()


def told_next(row):
    """What is told of it next, and when."""
    return Reminder.objects.values_list("next_level", "next_at").get(deadline=row)


def test_a_case_is_reckoned_and_the_record_says_so_to_the_resident():
    rows = reckoned()
    assert {row.name for row in rows} == {"hazards.significant_investigate", "hazards.keep_informed"}
    assert lines() == ["started", "started"]
    line = Line.objects.order_by("id").first()
    assert (line.about_type, line.about_id, line.by, line.audience) == (*CASE, "resident", "resident")
    assert line.detail == {
        "owed": "hazards.significant_investigate",
        "started_at": "2026-03-02T16:40:00+00:00",
        "due_before": "2026-03-17T00:00:00+00:00",
        "day_zero": 1,
    }


def test_it_is_told_next_when_it_approaches_and_nothing_when_it_is_over():
    row = reckoned()[0]
    assert told_next(row) == ("approaching", at(12, 8))
    reckoned({**MOULD, "investigated_at": at(10), "found": "none"}, at(10))
    assert told_next(row) == ("", None)


def test_many_are_reckoned_in_as_many_statements_as_one():
    def statements(number):
        asked = [Asked("hazards", MOULD, About("hazards.case", f"{number}-{one}"), "surveyor") for one in range(number)]
        owed = [Owed(FIRST, one.about, AWARE) for one in asked] + [
            Owed("tasks.triage", one.about, AWARE) for one in asked
        ]
        with (
            CaptureQueriesContext(
                connection,
            ) as captured,
            transaction.atomic(),
        ):
            made = actions.reckon_many(asked=asked, owed=owed, by="resident", at=AWARE)
        assert len(made) == 4 * number
        return len(captured)

    # Two for the transaction each of the test and of the action, then: the calendar, the standards, the rows there
    # are, the rows that are new, when to tell of them, and their lines.
    assert statements(1) == statements(40) == 10


def test_reckoning_again_writes_nothing():
    reckoned()
    with CaptureQueriesContext(connection) as captured:
        reckoned(moment=at(5))
    assert [query["sql"][:6] for query in captured if not query["sql"].startswith(("SAVE", "RELE"))] == ["SELECT"] * 2
    assert lines() == ["started", "started"]


def test_reopened_it_is_not_told_again_what_it_was_told():
    row = reckoned()[0]
    Told.objects.create(deadline=row, level="approaching", due_before=row.due_before, told_at=at(12))
    reckoned({**MOULD, "landlord_responsible": False}, at(12))
    reckoned(MOULD, at(12))
    assert told_next(row)[0] == "due"


def test_a_promise_is_kept_or_broken_and_stays_broken():
    row = promised()
    assert (row.kind, row.due_before, row.role) == ("promise", at(4, 0), "contact_centre")
    assert broken(at(3)) == 0
    assert broken(at(4)) == 1
    assert keep(name=FIRST, about=CASE, kept_at=at(4), by="x", at=at(4)) == 1
    assert broken(at(20)) == 1
    assert Line.objects.get(name="deadlines.met").detail["late"] is True


def test_a_promise_made_twice_is_one():
    assert promised().pk == promised().pk
    assert lines() == ["started"]


def test_a_promise_by_a_day_that_was_said_keeps_that_day():
    row = promised(due_before=at(6, 9))
    assert (row.due_before, row.calendar_version) == (at(6, 9), "")
    with pytest.raises(CannotBe, match="before it begins"):
        promised(at(7), due_before=at(6))


def test_a_task_is_set_once_while_it_is_open_and_again_when_it_is_done():
    def task(day):
        return set_task(name="tasks.triage", about=CASE, by="x", at=at(day))

    first = task(2)
    assert task(3) == first
    assert keep(name="tasks.triage", about=CASE, kept_at=at(3), by="x", at=at(3)) == 1
    assert keep(name="tasks.triage", about=CASE, kept_at=at(3), by="x", at=at(3)) == 0
    assert task(4) != first


def test_nothing_is_done_in_the_future_and_nothing_unknown_is_promised():
    promised()
    with pytest.raises(CannotBe, match="after now"):
        keep(name=FIRST, about=CASE, kept_at=at(4), by="x", at=at(3))
    with pytest.raises(UnknownPromise, match="first_contact"):
        promised(name="promises.the_moon")


def test_what_is_let_go_is_not_broken_unless_it_was_late_and_the_law_is_never_let_go():
    reckoned()
    promised()
    assert let_go(about=CASE, why="kept_another_way", by="x", at=at(3)) == 1
    assert broken(at(20)) == 0
    promised(at(3))
    assert let_go(about=CASE, why="kept_another_way", by="x", at=at(20)) == 1
    assert broken(at(20)) == 1
    assert [row.name for row in Deadline.objects.open().about(*CASE)] == [
        "hazards.significant_investigate",
        "hazards.keep_informed",
    ]
    with pytest.raises(CannotBe, match="by a name"):
        let_go(about=CASE, why="She moved to 3 High Street", by="x", at=at(3))


def test_everything_that_ran_is_read_with_its_titles():
    reckoned()
    promised()
    assert {title(row.name) for row in history(CASE)} == {
        "Standard investigation",
        "First contact",
        "The tenant kept informed",
    }


def test_why_this_date_is_explained_by_the_law_or_by_the_promise():
    row = reckoned()[0]
    explanation = explained(row, MOULD)
    assert explanation.requirement.due_before == row.due_before
    assert explained(promised(), MOULD).title == "First contact"
    with pytest.raises(LookupError, match="do not ask for"):
        explained(row, {**MOULD, "aware_at": at(1)})


def test_those_who_own_it_now_are_told_from_now_on():
    surveyor = Account.objects.create_user(email="a@example.com", is_staff=True)
    reckoned()
    assert actions.hand_over(abouts=[CASE], owner=surveyor, by="x", at=at(3)) == 2
    assert actions.hand_over(abouts=[CASE], owner=surveyor, by="x", at=at(3)) == 0
    assert [row.owner for row in Deadline.objects.open().about(*CASE)] == [surveyor, surveyor]
    assert Line.objects.get(name="deadlines.handed_over").detail == {"to": surveyor.code}


# ---- The landlord's own standards


def standard(within="4 hours", name=FIRST, since=date(2026, 3, 9), **changes):
    """A standard, set."""
    return set_standard(**{"name": name, "within": within, "since": since, "by": "x", "at": at(2)} | changes)


def test_a_tighter_standard_holds_from_its_day_on():
    standard()
    assert promised(at(6, 10)).due_before == at(10, 0)
    assert promised(at(9, 10)).due_before == at(9, 14)


@pytest.mark.parametrize("within", ["2 working days", "2 days", "as soon as reasonably practicable", "48 hours"])
def test_a_looser_standard_is_refused_in_a_sentence(within):
    with pytest.raises(TooLoose, match="1 working day"):
        standard(within)


@pytest.mark.parametrize("within", ["1 working day", "1 day", "24 hours"])
def test_one_that_never_ends_later_is_taken(within):
    assert standard(within).within == within


def test_a_standard_holds_from_today_at_the_earliest_and_once_a_day():
    with pytest.raises(CannotBe, match="has passed"):
        standard(since=date(2026, 3, 1))
    standard()
    with pytest.raises(CannotBe, match="already"):
        standard("2 hours")


# ---- A bank holiday is added

PROCLAIMED = date(2026, 3, 11)


def add(day=PROCLAIMED, **changes):
    """The day, added."""
    return add_bank_holiday(**{"day": day, "name": "A day of thanks", "by": "x", "at": at(3)} | changes)


def test_an_added_bank_holiday_moves_what_counts_it_and_keeps_the_old_date():
    row, contact = reckoned()[0], promised()
    before = working_calendar().version
    assert add() == 1
    moved = kept(row)
    assert (moved.due_before, told_next(row)) == (at(18, 0), ("approaching", at(13, 8)))
    assert moved.calendar_version == working_calendar().version != before
    assert kept(contact).due_before == contact.due_before
    old = Recounted.objects.get()
    assert (old.deadline, old.old_due_before, old.new_due_before) == (row, at(17, 0), at(18, 0))
    assert (old.why, old.told_at) == ("bank_holiday", None)
    assert {"bank_holiday_added", "recounted"} <= set(lines())
    # And so the law says, asked again.
    assert reckoned(moment=at(4))[0].due_before == at(18, 0)
    assert Recounted.objects.count() == 1


def test_it_moves_a_reminder_that_has_it_near_though_the_date_stays():
    row = promised(due_before=at(13, 0))
    before = told_next(row)[1]
    add()
    assert kept(row).due_before == at(13, 0)
    assert told_next(row)[1] < before


def test_a_date_that_was_said_to_somebody_stays():
    row = promised(at(10), due_before=at(12, 0))
    assert add() == 0
    assert kept(row).due_before == at(12, 0)


def test_in_batches_all_are_moved(monkeypatch):
    monkeypatch.setattr(actions, "RECOUNTED_AT_ONCE", 2)
    asked = [Asked("hazards", MOULD, About("hazards.case", f"C{one}"), "surveyor") for one in range(5)]
    actions.reckon_many(asked=asked, by="resident", at=AWARE)
    assert add() == 5
    assert set(Deadline.objects.exclude(due_before=None).values_list("due_before", flat=True)) == {at(18, 0)}


def test_what_is_over_is_not_moved():
    row = reckoned()[0]
    reckoned({**MOULD, "investigated_at": at(3), "found": "none"}, at(3))
    add()
    assert kept(row).due_before == at(17, 0)


@pytest.mark.parametrize(
    ("day", "error", "why"),
    [
        (date(2026, 3, 3), CannotBe, "not ahead of us"),
        (date(2026, 3, 14), CannotBe, "already: Saturday"),
        (date(2026, 4, 3), CannotBe, "already: Good Friday"),
        (date(2040, 4, 3), OutsideCalendar, "known to us from"),
    ],
)
def test_a_day_that_adds_nothing_or_comes_too_late_is_refused(day, error, why):
    with pytest.raises(error, match=why):
        add(day)
    assert not AddedHoliday.objects.exists()


def test_one_is_late_by_the_same_words_in_the_database_and_in_python():
    rows = [
        *reckoned(), promised(), promised(at(3)), promised(at(3, 13), due_before=at(9))
    ]  # fmt: skip
    keep(name=FIRST, about=CASE, kept_at=at(4, 0), by="x", at=at(5))
    let_go(about=CASE, why="kept_another_way", by="x", at=at(5))
    reckoned({**MOULD, "investigated_at": at(17, 0)}, at(18))
    assert rows
    for moment in (at(2), at(4, 0), at(4, 0) - timedelta(microseconds=1), at(5), at(17, 0), at(30)):
        for row in Deadline.objects.all():
            over = row.met_at or row.fell_away_at
            if over is None or over <= moment:
                assert row.is_late(moment) == Deadline.objects.all().late(moment).filter(pk=row.pk).exists()


# ---- What the database refuses, whoever asks


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM deadlines_deadline",
        "DELETE FROM deadlines_told",
        "UPDATE deadlines_told SET told_at = now()",
        "TRUNCATE deadlines_told",
    ],
)
def test_a_deadline_is_never_erased_nor_the_proof_that_somebody_was_told(statement):
    row = promised()
    Told.objects.create(deadline=row, level="approaching", due_before=row.due_before, told_at=at(3))
    with pytest.raises(DatabaseError, match=r"never erased|permission denied"), connection.cursor() as cursor:
        cursor.execute(statement)
