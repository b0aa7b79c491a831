"""Many at once: one report, one case, one set of clocks, and everyone gets the same reference."""

import pytest

from putright.deadlines.models import Deadline
from putright.hazards.actions import (
    begin_investigation,
    conclude,
    decide,
    make_summary,
    receive,
    report_from_note,
    sent_by_hand,
    state,
)
from putright.hazards.models import Case, Fact, Place, Triage
from putright.homes.models import Landlord
from putright.law.facts import FactsDisagree
from putright.messages.models import Message
from putright.record.models import Line
from putright.repairs import actions as repairs
from putright.repairs.models import Report
from tests.hazards import a_street
from tests.hazards.a_street import GAS, MOULD, NOW, draft, later
from tests.hazards.findings import found, looked_into
from tests.repairs.test_actions import at_once


@pytest.fixture
def street(own_database):
    """A home with a family, in a database of its own."""
    priya = a_street.officer()
    home = a_street.home()
    return home, a_street.family(home), priya


def test_received_twenty_times_at_once_it_is_one_report_with_one_case(street):
    home, amina, _ = street
    begun = draft({**MOULD, **GAS}, home=home, person=amina)
    given = at_once(20, lambda _: receive(draft=begun, by="resident", at=NOW))
    assert {report.reference for report in given} == {Report.objects.get().reference}
    assert Case.objects.count() == Triage.objects.count() == Place.objects.count() == 1
    assert Message.objects.filter(template="emergency_received").count() == 1
    names = Deadline.objects.values_list("name", flat=True)
    assert len(names) == len(set(names))
    assert Line.objects.filter(name="repairs.reported").count() == 1


def test_a_note_made_a_report_by_two_people_at_once_is_one(street):
    home, _, priya = street
    note = repairs.note(home=home, words="Mould", said_by="", heard_at=NOW, noted_by=priya, by=priya.code, at=NOW)
    given = at_once(8, lambda _: report_from_note(note=note, by=priya.code, at=NOW))
    assert {report.reference for report in given} == {Report.objects.get().reference}


def test_decided_by_two_people_at_once_the_facts_stay_whole(street):
    home, amina, priya = street
    report = receive(draft=draft(MOULD, home=home, person=amina), by="resident", at=NOW)

    def one(number):
        is_class = ("emergency", "significant")[number % 2]
        return decide(
            report=report,
            hazard="damp_and_mould",
            is_class=is_class,
            why="W",
            decided_by=priya,
            by="x",
            at=later(hours=1),
        )

    given = at_once(6, one)
    assert not [error for error in given if isinstance(error, Exception)]
    last = Triage.objects.order_by("-id").first()
    value = Fact.objects.filter(name="reported_as").order_by("-id").first().value
    assert value == last.is_class == Place.objects.get().is_class


def test_the_same_fact_stated_by_many_at_once_is_stated_once(street):
    home, amina, _ = street
    case = receive(draft=draft(MOULD, home=home, person=amina), by="resident", at=NOW).case
    given = at_once(8, lambda _: state(case=case, name="made_safe_at", value=later(hours=1), by="x", at=later(hours=2)))
    assert sum(isinstance(one, Fact) for one in given) == 1
    assert sum(isinstance(one, FactsDisagree) for one in given) == 7


def test_while_it_is_received_nobody_sees_half_of_it(street):
    home, amina, _ = street
    begun = draft(MOULD, home=home, person=amina)
    seen = []

    def one(number):
        if number == 0:
            return receive(draft=begun, by="resident", at=NOW)
        for _ in range(30):
            # One statement sees one moment.
            seen.extend(Report.objects.values_list("pk", "case__pk", "place__pk", "triages__pk"))
        return None

    at_once(3, one)
    assert all(None not in row for row in seen)


def test_an_investigation_concluded_by_six_at_once_concludes_once(street):
    home, amina, _ = street
    case = receive(draft=draft(MOULD, home=home, person=amina), by="resident", at=NOW).case
    joan = a_street.officer("Joan Pike", "surveyor", lsoas=())
    begun = begin_investigation(case=case, kind="standard", investigator=joan, by="x", at=later(days=1))
    at_once(6, lambda _: conclude(investigation=begun, findings=found(), by="x", at=later(days=2)))
    assert Line.objects.filter(name="hazards.investigated").count() == 1
    assert begun.recommendations.count() == 2 and Fact.objects.filter(name="investigated_at").count() == 1


def test_a_summary_made_and_handed_over_by_six_at_once_is_one_and_went_once(street):
    home, amina, _ = street
    case = receive(draft=draft(MOULD, home=home, person=amina), by="resident", at=NOW).case
    looked = looked_into(case, a_street.officer("Joan Pike", "surveyor", lsoas=()))
    Landlord.objects.create(name="Larkfield", phone="01632 960001", email="hello@larkfield.example", address="1 Way")
    made = at_once(6, lambda _: make_summary(investigation=looked, by="x", at=later(days=2)))
    assert len({one.reference for one in made}) == 1
    given = {"route": "in_person", "proof": "At the door.", "sent_at": later(days=3), "by": "x", "at": later(days=3)}
    at_once(6, lambda _: sent_by_hand(summary=made[0], person=amina, **given))
    assert Line.objects.filter(name="hazards.summary_sent").count() == 1
    assert Fact.objects.filter(name="summary_sent_at").count() == 1
