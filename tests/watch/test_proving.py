"""Every night all is made again from facts: what agrees is said to agree, and what was meddled with is found."""

from datetime import timedelta

import pytest

from putright.deadlines.actions import add_bank_holiday, keep
from putright.deadlines.models import Deadline, Reminder
from putright.hazards.actions import receive, state
from putright.hazards.models import Place
from putright.record.models import Line
from putright.watch import health, proving
from putright.watch.nightly import is_to_be_proved, last_proof
from putright.watch.proving import prove
from putright.watch.residents import apologise
from putright.watch.telling import tell_due
from tests.deadlines.cases import at
from tests.hazards.a_street import DOOR, NOW, draft

pytestmark = pytest.mark.django_db
INVESTIGATE = "hazards.significant_investigate"


@pytest.fixture
def report(mould):
    """A report of mould, received."""
    return receive(draft=mould, by="resident", at=NOW)


def found(moment=NOW):
    """What a proof finds."""
    proved = prove(at=moment)
    return [one.what for one in proved.differences]


def investigate():
    """The row of the investigation."""
    return Deadline.objects.filter(name=INVESTIGATE)


def test_what_lived_an_ordinary_life_is_proved(report, home, amina):
    receive(draft=draft(DOOR, home=home, person=amina), by="resident", at=NOW)
    tell_due(at=NOW + timedelta(days=3))
    apologise(at=NOW + timedelta(days=3))
    state(case=report.case, name="investigated_at", value=at(9), by="x", at=at(9))
    state(case=report.case, name="found", value="significant", by="x", at=at(9))
    add_bank_holiday(day=at(12).date(), name="A day of thanks", by="x", at=at(10))
    keep(name="tasks.triage", about=report.about, kept_at=at(9), by="x", at=at(9))
    state(case=report.case, name="made_safe_at", value=at(11), by="x", at=at(11))
    tell_due(at=at(30))
    apologise(at=at(30))
    proved = prove(at=at(30))
    assert proved.differences == ()
    assert (proved.cases, proved.places) == (1, 2) and proved.deadlines > 5
    assert last_proof().differences == 0
    assert health.proof_wrong(at(30)) is None


@pytest.mark.parametrize(
    ("meddle", "what"),
    [
        (lambda: investigate().update(due_before=at(25)), "recounted: hazards.significant_investigate"),
        (lambda: investigate().update(met_at=at(9)), "reopened: hazards.significant_investigate"),
        (lambda: investigate().update(fell_away_at=at(9), fell_away_by="x"), "reopened: hazards.significant_investigate"),
        (lambda: investigate().update(version_from=at(9).date()), "changed: hazards.significant_investigate"),
        (lambda: investigate().update(started_at=at(1)), "started: hazards.significant_investigate"),
        (lambda: investigate().update(name="hazards.emergency_investigate"), "fell_away: hazards.emergency_investigate"),
        (lambda: Reminder.objects.filter(deadline__name=INVESTIGATE).delete(), "reminder: hazards.significant_investigate"),
        (lambda: Reminder.objects.update(next_at=at(29)), "reminder: hazards.significant_investigate"),
        (lambda: Place.objects.update(act_before=at(29)), "place"),
    ],
)  # fmt: skip
def test_what_was_meddled_with_is_found(report, meddle, what):
    meddle()
    assert what in found()


def test_a_difference_is_a_line_a_task_and_on_the_page_that_says_whether_all_is_well(report):
    investigate().update(due_before=at(25))
    count = len(found())
    line = Line.objects.get(name="watch.difference_found", detail__what="recounted: hazards.significant_investigate")
    assert (line.about_type, line.about_id) == report.case.about
    task = Deadline.objects.get(name="tasks.look_into_the_proof")
    assert (task.role, task.about_type) == ("administrator", "watch.proof")
    assert f"found {count} differences" in health.proof_wrong(NOW)


def test_a_reminder_and_a_place_are_put_right_and_a_date_is_not(report):
    Reminder.objects.update(next_at=at(29))
    Place.objects.update(act_before=at(29))
    assert set(found()) >= {"place", f"reminder: {INVESTIGATE}"}
    assert found() == []
    investigate().update(due_before=at(25))
    assert found(at(5)) and found(at(5))


def test_a_reminder_of_what_is_over_is_taken_away(report):
    investigate().update(met_at=at(9))
    state(case=report.case, name="investigated_at", value=at(9), by="x", at=at(9))
    Reminder.objects.filter(deadline__name=INVESTIGATE).update(next_at=at(10), next_level="due")
    assert f"reminder: {INVESTIGATE}" in found(at(9))
    assert Reminder.objects.get(deadline__name=INVESTIGATE).next_at is None


def test_what_is_changed_while_we_read_is_no_difference(report, monkeypatch):
    """The first look sees an old row; the second, while nobody may change it, sees that all is well."""
    real, looks = proving.differences, []

    def first_look_is_old(case, rows, calendar, moment):
        looks.append(case)
        return ["recounted: something"] if len(looks) == 1 else real(case, rows, calendar, moment)

    monkeypatch.setattr(proving, "differences", first_look_is_old)
    assert found() == []
    assert len(looks) == 2


def test_facts_that_the_law_refuses_are_a_difference_and_not_an_end(report, monkeypatch):
    real = proving.asked_of

    def no_zone(case):
        (asked,) = real(case)
        asked.facts["aware_at"] = NOW.replace(tzinfo=None)
        return [asked]

    monkeypatch.setattr(proving, "asked_of", no_zone)
    assert any(what.startswith("not_reckoned: aware_at must be a moment") for what in found())


def test_in_batches_all_are_compared(report, home, amina, monkeypatch):
    for _ in range(4):
        receive(draft=draft(DOOR, home=home, person=amina), by="resident", at=NOW)
    monkeypatch.setattr(proving, "AT_ONCE", 2)
    assert prove(at=NOW).places == 5


def test_it_is_made_once_a_night_and_as_soon_as_somebody_watches_again():
    assert is_to_be_proved(at(9, 4))
    prove(at=at(9, 4))
    assert not is_to_be_proved(at(9, 23))
    assert not is_to_be_proved(at(10, 2))
    assert is_to_be_proved(at(10, 3))
    assert is_to_be_proved(at(12))


def test_a_night_without_a_proof_is_said():
    assert health.proof_wrong(at(9)) is None
    prove(at=at(9, 3))
    assert health.proof_wrong(at(10, 14)) is None
    assert health.proof_wrong(at(11)) == "Nothing was proved last night. Is the watch running?"


def test_nobody_being_told_is_said(report):
    assert health.telling_wrong(NOW) is None
    assert health.telling_wrong(NOW + timedelta(days=30)).endswith("Is the watch running?")
    tell_due(at=NOW + timedelta(days=30))
    # A resident's apology that waits is not the same as nobody watching.
    assert health.telling_wrong(NOW + timedelta(days=30)) is None


def test_lines_that_wait_for_a_seal_are_said(report):
    written_at = Line.objects.latest("id").written_at
    assert health.sealing_wrong(written_at + timedelta(seconds=30)) is None
    assert "not being sealed" in health.sealing_wrong(written_at + timedelta(seconds=90))
    assert set(health.wrong(NOW)) == {"telling", "sealing", "proof"}
