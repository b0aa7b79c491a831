"""A resident is told that we broke a promise, and that a date has moved: once, in words, whatever goes wrong beside it."""

from datetime import date, timedelta

import pytest

from putright.deadlines.actions import add_bank_holiday, keep
from putright.deadlines.models import Deadline, Recounted, Reminder, Told
from putright.hazards.actions import receive, state
from putright.hazards.models import Place
from putright.messages.models import Message
from putright.messages.saying import said
from putright.record.models import Line
from putright.watch import residents
from putright.watch.residents import apologise, tell_of_moves
from putright.watch.telling import tell_due
from tests.hazards.a_street import DOOR, NOW, draft

pytestmark = pytest.mark.django_db
FIRST = "promises.first_contact"
LATE = NOW + timedelta(days=5)
THANKS = date(2026, 3, 11)


@pytest.fixture
def report(mould):
    """A report of mould, received."""
    return receive(draft=mould, by="resident", at=NOW)


def to(person, template):
    """What was written to somebody under a template."""
    return list(Message.objects.filter(person=person, template=template))


def test_of_a_broken_promise_the_resident_is_told_once_that_we_are_sorry(report, amina):
    tell_due(at=LATE)
    assert apologise(at=LATE) == 1
    assert apologise(at=LATE) == tell_due(at=LATE) == 0
    (message,) = to(amina, "promise_missed")
    words = said(message)
    assert "We are sorry" in words.body or "we are sorry" in words.body
    assert message.about_id == report.reference
    assert Told.objects.filter(level="apology").count() == 1


def test_its_report_comes_forward_in_the_queue(report):
    before = Place.objects.get(report=report)
    tell_due(at=LATE)
    apologise(at=LATE)
    after = Place.objects.get(report=report)
    assert (before.promises_broken, after.promises_broken) == (0, 1)
    assert after.act_before < before.act_before


def test_of_a_task_or_a_duty_that_is_late_nobody_apologises(report, amina):
    keep(name=FIRST, about=report.about, kept_at=NOW, by="x", at=NOW)
    tell_due(at=NOW + timedelta(days=60))
    assert Told.objects.filter(level="overdue").count() >= 2
    assert apologise(at=NOW + timedelta(days=60)) == 0
    assert to(amina, "promise_missed") == []


def test_of_a_promise_kept_late_but_before_we_wrote_nobody_apologises(report, amina):
    tell_due(at=LATE)
    keep(name=FIRST, about=report.about, kept_at=LATE, by="x", at=LATE)
    assert apologise(at=LATE) == 0


def test_where_we_do_not_know_who_told_us_the_record_says_that_nobody_could_be_told(home):
    receive(draft=draft(DOOR, home=home), by="resident", at=NOW)
    tell_due(at=LATE)
    assert apologise(at=LATE) == 1
    assert Line.objects.filter(name="deadlines.nobody_to_tell").count() == 1
    assert Message.objects.filter(template="promise_missed").count() == 0


def test_one_that_cannot_be_told_is_logged_and_keeps_nobody_else_waiting(report, home, amina, monkeypatch, caplog):
    other = receive(draft=draft(DOOR, home=home, person=amina), by="resident", at=NOW)
    tell_due(at=LATE)
    write = residents.write_to

    def fail_once(**given):
        if given["about"] == report.about:
            raise RuntimeError("The words are missing.")
        return write(**given)

    monkeypatch.setattr(residents, "write_to", fail_once)
    assert apologise(at=LATE) == 1
    assert "could not be told" in caplog.text
    assert [message.about_id for message in to(amina, "promise_missed")] == [other.reference]
    # Nothing was kept of what failed, so it is told as soon as it can be.
    monkeypatch.undo()
    assert apologise(at=LATE) == 1
    assert len(to(amina, "promise_missed")) == 2


def moved(report):
    """A bank holiday was added that the case's dates count."""
    assert add_bank_holiday(day=THANKS, name="A day of thanks", by="x", at=NOW) >= 1
    assert Recounted.objects.filter(told_at__isnull=True).exists()
    return report.case


def test_when_a_date_moves_the_owner_and_the_resident_are_told_once(report, amina, priya):
    case = moved(report)
    assert tell_of_moves(at=NOW) == 1
    assert tell_of_moves(at=NOW) == 0
    (message,) = to(amina, "date_changed")
    assert "We will act by the end of Thursday 19 March 2026" in said(message).body
    assert message.params["why"] == "bank_holiday"
    (screen,) = Message.objects.filter(account=priya, template="deadline_moved")
    assert (screen.about_type, screen.about_id) == case.about
    assert "Standard investigation" in said(screen).body
    assert not Recounted.objects.filter(told_at__isnull=True).exists()


def test_several_dates_of_one_case_are_one_message_by_the_first_of_them(report, amina):
    state(case=report.case, name="investigated_at", value=NOW, by="x", at=NOW)
    state(case=report.case, name="found", value="significant", by="x", at=NOW)
    Message.objects.all().delete()
    moved(report)
    recounted = Recounted.objects.order_by("new_due_before")
    assert len(recounted) > 1
    tell_of_moves(at=NOW)
    (message,) = to(amina, "date_changed")
    assert message.params["new_due_before"] == recounted[0].new_due_before.isoformat()
    assert Message.objects.filter(template="deadline_moved").count() == len(recounted)


def test_of_a_date_of_what_is_over_meanwhile_nobody_is_told(report, amina):
    moved(report)
    Reminder.objects.filter(deadline__about_type="hazards.case").update(next_at=None, next_level="")
    Deadline.objects.filter(about_type="hazards.case").update(met_at=NOW)
    assert tell_of_moves(at=NOW) == 1
    assert to(amina, "date_changed") == []
