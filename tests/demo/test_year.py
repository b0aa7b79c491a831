"""A year at Larkfield: told through the house's own doors, and its law asked again agrees with what it ran on."""

import csv
from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import F

from putright.deadlines.calendar import working_calendar
from putright.deadlines.models import Deadline, Kind, Told
from putright.demo.life.living import BROUGHT_OVER
from putright.hazards.models import Case, Fact, Investigation, Place, Recommendation, Summary, Triage
from putright.insight.replay.history import replay_history
from putright.insight.replay.live import compare, write_history
from putright.law.facts import facts_of_area
from putright.messages.models import Message, Try
from putright.record.models import Line
from putright.repairs.models import Channel, Check, Report, WorksOrder

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("settled")]
REPORTS = 60


@pytest.fixture(scope="module")
def history(settled, tmp_path_factory):
    """The history file of Larkfield."""
    path = tmp_path_factory.mktemp("history") / "larkfield.csv"
    write_history(path)
    return path


@pytest.fixture(scope="module")
def details(history, at, tmp_path_factory):
    """What a replay says of each case and duty."""
    folder = tmp_path_factory.mktemp("replay")
    report = replay_history(history, folder, working_calendar(), asked_at=at, details=folder / "details.parquet")
    assert (report.turned_back, report.columns_not_read, report.adds_up) == (0, [], True)
    return folder / "details.parquet"


def test_the_replay_agrees_with_the_live_deadlines_row_for_row(details, at):
    compared = compare(details, at)
    assert (compared.only_live, compared.only_replayed) == ([], [])
    assert compared.agree == Deadline.objects.filter(kind=Kind.DUTY).exclude(fell_away_by="facts_corrected").count()
    assert compared.agree > 200


def changed_duty(**change):
    """Change one deadline behind everybody's back."""
    row = Deadline.objects.filter(kind=Kind.DUTY, met_at__isnull=False, due_before__isnull=False).first()
    Deadline.objects.filter(pk=row.pk).update(**change)


@pytest.mark.parametrize(
    "change",
    [
        {"due_before": F("due_before") + timedelta(minutes=1)},
        {"met_at": F("met_at") - timedelta(seconds=1)},
        {"met_at": None},
        {"name": "hazards.works_finish"},
    ],
    ids=["due later", "met sooner", "not met", "another duty"],
)
def test_a_deadline_that_differs_from_the_replay_is_found(details, at, change):
    with transaction.atomic():
        changed_duty(**change)
        compared = compare(details, at)
        transaction.set_rollback(True)
    assert not compared.is_same
    assert (len(compared.only_live), len(compared.only_replayed)) == (1, 1)


def test_the_history_holds_every_case_of_the_law_and_nobodys_name(history):
    with history.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    asked_of = Case.objects.filter(facts__name="reported_as").exclude(report__triages__is_class="neither")
    assert {row["reference"].partition("/")[0] for row in rows} >= set(asked_of.values_list("reference", flat=True))
    assert set(rows[0]) == {"reference", *facts_of_area("hazards")}


def test_everything_happened_in_the_year_before_and_nothing_after(at):
    for model, field in ((Report, "received_at"), (Fact, "stated_at"), (Told, "told_at"), (Message, "written_at")):
        moments = model.objects.values_list(field, flat=True)
        assert at - timedelta(days=400) < min(moments) and max(moments) <= at, model
    written = (
        Line.objects.exclude(about_type__startswith="accounts").order_by("id").values_list("happened_at", flat=True)
    )
    assert max(written) <= at


def test_reports_come_by_every_way_and_some_cannot_be_matched_at_first():
    assert {*Report.objects.values_list("channel", flat=True)} >= {Channel.ONLINE, Channel.PHONE, Channel.VISIT}
    assert Line.objects.filter(name="repairs.matched").exists()
    assert Report.objects.filter(first_told_at__lt=F("received_at")).exists()
    assert Report.objects.filter(from_note__isnull=False).exists()


def test_it_goes_well_and_badly(at):
    duties = Deadline.objects.filter(kind=Kind.DUTY)
    late = duties.late(at)
    assert 0.03 < late.count() / duties.count() < 0.4
    assert duties.filter(met_at__lt=F("due_before")).exists() and duties.exclude(fell_away_by="").exists()
    assert Triage.objects.filter(decided_by__isnull=False).exists()
    assert Place.objects.exists() and Place.objects.count() < Report.objects.count()


def test_people_were_told_of_what_was_late_and_no_message_waits():
    overdue = Told.objects.filter(level="overdue").count()
    assert overdue > 0
    assert not Message.objects.filter(next_try_at__isnull=False).exists()
    assert Try.objects.filter(outcome=Try.Outcome.FAILED).exists()
    assert Try.objects.filter(outcome=Try.Outcome.DELIVERED).count() > 50
    assert not Try.objects.filter(outcome=Try.Outcome.DELIVERED, body="").exists()


def test_what_was_told_lately_was_looked_into_and_written_to_them_and_put_right(at):
    concluded = Investigation.objects.concluded()
    assert concluded.filter(found="significant").exists() and concluded.filter(rooms__words="").count() == 0
    assert Summary.objects.filter(dispatches__sent_at__isnull=False).exists()
    assert not Recommendation.objects.filter(order__isnull=True, why_not="").exists()
    assert WorksOrder.objects.filter(purpose="make_safe", outcomes__what="done").exists()
    assert Check.objects.filter(is_satisfactory=True).exists()
    # Before that there are the facts alone, from the system that they had.
    brought_over = Case.objects.filter(opened_at__lt=at - BROUGHT_OVER)
    assert brought_over.filter(facts__name="investigated_at").exists()
    assert not brought_over.filter(investigations__isnull=False).exists()


def test_christmas_eve_was_kept(at):
    eve = Report.objects.filter(received_at__date="2025-12-24", is_emergency=True)
    assert eve.count() >= 3


def test_selam_waits_for_the_visit(at):
    report = Report.objects.filter(person__name="ሰላም ተስፋይ").latest("received_at")
    runs = Deadline.objects.open().get(about_id=report.case.reference, name="hazards.significant_investigate")
    assert at < runs.due_before < at + timedelta(days=6)
