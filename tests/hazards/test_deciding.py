"""A person confirms what was suggested or says why not; facts, clocks, the queue and the resident follow."""

from datetime import UTC, datetime

import pytest

from putright.deadlines.models import Deadline, Recounted
from putright.hazards.actions import decide, receive, write_criterion
from putright.hazards.models import Case, Fact, Place
from putright.hazards.queries import asked_of, clocks_of, criteria, facts_of, triage_of
from putright.messages.models import Message
from putright.record.models import Line
from putright.repairs.refused import CannotBeDone
from tests.hazards.a_street import DOOR, GAS, NOW, draft, later

pytestmark = pytest.mark.django_db
SOON = later(hours=2)


@pytest.fixture
def report(mould):
    """A report of mould, received."""
    return receive(draft=mould, by="resident", at=NOW)


@pytest.fixture
def emergency(home, amina):
    """A report of gas, received."""
    return receive(draft=draft(GAS, home=home, person=amina), by="resident", at=NOW)


def decided(report, hazard, is_class, why, by, at=SOON):
    return decide(report=report, hazard=hazard, is_class=is_class, why=why, decided_by=by, by=by.code, at=at)


def running(report):
    case = Case.objects.get(report=report)
    return {row.name for row in Deadline.objects.open().about(*case.about)}


def test_what_was_suggested_is_confirmed_without_more_words(report, priya, amina):
    triage = decided(report, "damp_and_mould", "significant", "", priya)
    assert (triage.decided_by, triage.because) == (priya, report.triages.first().because)
    assert not Place.objects.get(report=report).needs_triage
    assert Deadline.objects.get(name="tasks.triage").met_at == SOON
    message = Message.objects.get(template="what_we_decided")
    assert (message.person, message.params["decided"]) == (amina, "significant")
    assert datetime.fromisoformat(message.params["due_before"]) == datetime(2026, 3, 19, tzinfo=UTC)
    assert Line.objects.get(name="hazards.decided").detail["as_suggested"] is True


def test_another_class_or_hazard_needs_a_reason(report, priya):
    for hazard, is_class in (("damp_and_mould", "emergency"), ("excess_cold", "significant"), ("", "neither")):
        with pytest.raises(CannotBeDone, match="Say why"):
            decided(report, hazard, is_class, " ", priya)
    assert report.triages.count() == 1


@pytest.mark.parametrize(
    "hazard, is_class", [("", "significant"), ("ghosts", "emergency"), ("damp_and_mould", "urgent")]
)
def test_what_is_no_class_or_hazard_is_refused_with_a_sentence(report, priya, hazard, is_class):
    with pytest.raises(CannotBeDone, match="Choose"):
        decided(report, hazard, is_class, "Because", priya)


def test_raised_to_an_emergency_its_hours_count_from_when_we_first_knew(report, priya):
    decided(report, "damp_and_mould", "emergency", "The boy was in hospital.", priya)
    due = Deadline.objects.get(name="hazards.emergency_make_safe")
    assert (due.started_at, due.due_before) == (NOW, later(hours=24))
    assert "hazards.significant_investigate" not in running(report)
    fact = Fact.objects.get(name="reported_as", corrects__isnull=False)
    assert (fact.value, fact.why) == ("emergency", "The boy was in hospital.")
    assert Place.objects.get(report=report).is_class == "emergency"


def test_lowered_after_it_was_late_it_is_late_for_ever(emergency, priya):
    late = later(hours=25)
    decided(emergency, "fire_and_explosions", "significant", "No gas was found.", priya, at=late)
    clocks = {clock.deadline.name: clock for clock in clocks_of(emergency, late).duties}
    assert clocks["hazards.emergency_make_safe"].is_late and not clocks["hazards.emergency_make_safe"].is_open


def test_taken_for_neither_its_facts_stay_and_the_law_is_not_asked(report, priya, amina):
    decided(report, "", "neither", "It is a stain of paint.", priya)
    case = report.case
    assert facts_of(case, 1) is None
    assert [one.facts for one in asked_of(case)] == [None]
    assert case.facts.filter(name="aware_at").exists()
    assert {row.fell_away_by for row in Deadline.objects.filter(about_type="hazards.case")} == {"facts_corrected"}
    assert Message.objects.get(template="what_we_decided").params["decided"] == "neither"
    place = Place.objects.get(report=report)
    assert (place.is_class, place.needs_triage) == ("neither", False)


def test_taken_up_again_its_clocks_run_from_the_same_day_zero(report, priya):
    before = Deadline.objects.get(name="hazards.significant_investigate").due_before
    decided(report, "", "neither", "It is a stain of paint.", priya)
    decided(report, "damp_and_mould", "significant", "The surveyor saw mould.", priya, at=later(days=1))
    row = Deadline.objects.get(name="hazards.significant_investigate")
    assert row.is_open and row.due_before == before
    assert not Recounted.objects.exists()


def test_a_person_may_open_a_case_where_the_rules_saw_none(home, amina, priya):
    report = receive(draft=draft(DOOR, home=home, person=amina), by="resident", at=NOW)
    decided(report, "collisions_entrapment_and_ergonomics", "emergency", "It fell on her.", priya, at=later(hours=20))
    case = Case.objects.get(report=report)
    assert facts_of(case, 1)["aware_at"] == NOW, "day zero is when we were first told"
    assert Deadline.objects.get(name="hazards.emergency_make_safe").due_before == later(hours=24)


def test_confirming_that_it_is_neither_needs_no_words(home, amina, priya):
    report = receive(draft=draft(DOOR, home=home, person=amina), by="resident", at=NOW)
    decided(report, "", "neither", "", priya)
    assert not Case.objects.exists() and not Place.objects.get(report=report).needs_triage


def test_a_danger_of_no_kind_gets_its_kind_from_a_person_without_a_reason(larkfield, priya):
    answers = {"danger": {"chosen": ["other_danger"]}, "reach": {"phone": "07700 900123"}}
    report = receive(draft=draft(answers), by="resident", at=NOW)
    decided(report, "electrical", "emergency", "", priya)
    assert facts_of(report.case, 1)["hazard"] == "electrical"
    assert Fact.objects.get(name="hazard").corrects is None


def test_the_page_shows_what_was_suggested_and_every_decision_since(report, priya):
    assert triage_of(report).needs_decision
    decided(report, "damp_and_mould", "emergency", "Worse than it looked.", priya)
    shown = triage_of(report)
    assert (shown.latest.is_class, shown.suggested.is_class, len(shown.history)) == ("emergency", "significant", 2)
    assert shown.reasons[0] == "Damp, mould or water coming in may harm anybody's health."


def test_the_landlords_own_criteria_hold_from_their_day(larkfield):
    for since, words in ((datetime(2026, 1, 1).date(), "First words."), (datetime(2026, 6, 1).date(), "Later words.")):
        write_criterion(is_class="emergency", words=words, since=since, by="demo", at=NOW)
    emergency, significant = criteria(NOW.date())
    assert (emergency.words, emergency.since) == ("First words.", datetime(2026, 1, 1).date())
    assert (significant.words, significant.since) == ("", None), "what is not written is not made up"
    with pytest.raises(CannotBeDone):
        write_criterion(is_class="neither", words="x", since=NOW.date(), by="demo", at=NOW)
