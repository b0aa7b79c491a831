"""A smell of gas at a quarter past ten on Christmas Eve, told to an officer on call: one 24 hours for all of it."""

from datetime import UTC, datetime, timedelta

import pytest

from putright.deadlines.models import Deadline
from putright.hazards.actions import (
    begin_investigation,
    conclude,
    make_summary,
    order_works,
    receive,
    sent_by_hand,
    tell_outcome,
)
from putright.hazards.findings import Findings, Recommended, Seen
from putright.hazards.models import Place
from putright.hazards.queries import facts_of
from putright.record.models import Line
from tests.hazards import a_street
from tests.hazards.a_street import GAS, draft
from tests.repairs.works import key, team, wanted, worker

pytestmark = pytest.mark.django_db
CHRISTMAS_EVE = datetime(2025, 12, 24, 22, 15, tzinfo=UTC)
ONE_DAY_ON = CHRISTMAS_EVE + timedelta(hours=24)


def later(**time):
    return CHRISTMAS_EVE + timedelta(**time)


@pytest.fixture
def night(larkfield):
    """Who answers the phone at night."""
    return a_street.officer("Noor Haddad, on call", "contact_centre", lsoas=())


@pytest.fixture
def case(home, amina, night):
    """Told on the phone, and written down by whoever answered."""
    told = draft(GAS, home=home, person=amina, taken_by=night, channel="phone", at=CHRISTMAS_EVE)
    return receive(draft=told, by=night.code, at=CHRISTMAS_EVE, said_to="Noor Haddad, on call").case


def row(case, name):
    return Deadline.objects.about(*case.about).get(name=f"hazards.{name}")


def looked_into(case, priya, hours):
    """She comes, finds a leak, and says what is to be done that night."""
    held = begin_investigation(
        case=case, kind="emergency", investigator=priya, by=priya.code, at=later(hours=hours) - timedelta(minutes=20)
    )
    that_day = later(hours=hours).date()
    cap = Recommended("make_safe", "Cap the pipe behind the cooker.", that_day, that_day)
    findings = Findings(
        concluded_at=later(hours=hours),
        is_in_person=True,
        competence="Gas engineer, on call for six years.",
        found="emergency",
        hazard="fire_and_explosions",
        causes="A joint behind the cooker leaks.",
        rooms=(Seen("Kitchen", "A smell of gas by the cooker."),),
        recommended=(cap,),
    )
    return conclude(investigation=held, findings=findings, by=priya.code, at=later(hours=hours))


def made_safe(case, at):
    ours = team()
    given = wanted(purpose="make_safe", trade="general", at=at, wanted_before=at + timedelta(hours=6))
    order = order_works(report=case.report, contractor=ours, **given)
    dwayne = worker(ours)
    done = at + timedelta(minutes=45)
    tell_outcome(
        order=order, what="done", happened_at=done, words="Capped and tested.", told_by=dwayne, by=dwayne.code, at=done,
        sent_with=key(),
    )  # fmt: skip
    return done


def test_the_same_24_hours_run_through_the_night_and_christmas_day(case):
    for name in ("emergency_investigate", "emergency_make_safe", "emergency_alternative_accommodation"):
        assert row(case, name).due_before == ONE_DAY_ON, name
    assert Place.objects.get(report=case.report).is_class == "emergency"
    line = Line.objects.get(name="repairs.reported")
    assert line.happened_at == CHRISTMAS_EVE and line.detail["channel"] == "phone"


def test_looked_into_and_made_safe_that_night_nothing_is_late(case, priya, amina):
    looked_into(case, priya, 1)
    done = made_safe(case, later(hours=2))
    assert row(case, "emergency_investigate").met_at == later(hours=1)
    assert row(case, "emergency_make_safe").met_at == done
    assert row(case, "emergency_alternative_accommodation").fell_away_at is not None
    # Three working days from Christmas Eve: the 29th, the 30th and the 31st.
    summary = row(case, "emergency_written_summary")
    assert summary.due_before == datetime(2026, 1, 1, tzinfo=UTC)
    made = make_summary(investigation=case.investigations.get(), by="x", at=later(days=5))
    handed = {"route": "in_person", "proof": "At the door.", "sent_at": later(days=5)}
    sent_by_hand(summary=made, person=amina, by="x", at=later(days=5), **handed)
    for name in ("emergency_investigate", "emergency_make_safe", "emergency_written_summary"):
        assert not row(case, name).is_late(later(days=30)), name


def test_looked_into_in_time_and_made_safe_an_hour_late_is_late_for_ever(case, priya):
    looked_into(case, priya, 20)
    made_safe(case, later(hours=24, minutes=15))
    assert not row(case, "emergency_investigate").is_late(later(days=30))
    assert row(case, "emergency_make_safe").is_late(later(days=300))
    assert facts_of(case, 1)["made_safe_at"] == later(hours=25)
