"""Two people at once wait for each other, and never both: what is held is held in one order everywhere."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from putright.hazards.actions import (
    begin_investigation,
    conclude,
    find_emergency,
    leave_recommended,
    make_summary,
    order_recommended,
    order_works,
    receive,
    send_by_email,
    sent_by_hand,
)
from tests.hazards import a_street
from tests.hazards.a_street import NOW, later
from tests.hazards.findings import found, looked_into
from tests.hazards.test_summarising import email
from tests.repairs.works import team, wanted

pytestmark = pytest.mark.django_db
# A report first, then its case, then what was looked into; whoever holds a later one never waits for an earlier.
IN_ORDER = ("repairs_report", "hazards_case", "hazards_investigation")
AT = later(days=3)


def begun(report, joan):
    return begin_investigation(case=report.case, kind="standard", investigator=joan, by="x", at=later(days=1))


def concluded(report, joan):
    before = begun(report, joan)
    return lambda: conclude(investigation=before, findings=found(), by="x", at=AT)


def in_danger(report, joan):
    before = begun(report, joan)
    return lambda: find_emergency(investigation=before, found_at=AT, words="The ceiling sags.", by="x", at=AT)


def ordered(report, joan):
    wash = looked_into(report.case, joan).recommendations.order_by("number")[0]
    ours, told = team(), wanted(at=AT, wanted_before=later(days=7))

    def order():
        made = order_works(report=report, contractor=ours, **told)
        order_recommended(recommendation=wash, order=made, by="x", at=AT)

    return order


def left(report, joan):
    wash = looked_into(report.case, joan).recommendations.order_by("number")[0]
    return lambda: leave_recommended(recommendation=wash, why_not="It was washed today.", by="x", at=AT)


def handed(report, joan):
    made = make_summary(investigation=looked_into(report.case, joan), by="x", at=later(days=2, hours=1))
    told = {"route": "in_person", "sent_at": AT, "proof": "Handed to her at the door."}
    return lambda: sent_by_hand(summary=made, person=report.person, by="x", at=AT, **told)


def emailed(report, joan):
    email(report.person)
    made = make_summary(investigation=looked_into(report.case, joan), by="x", at=later(days=2, hours=1))
    return lambda: send_by_email(summary=made, person=report.person, by="x", at=AT)


@pytest.mark.parametrize("action", [concluded, in_danger, ordered, left, handed, emailed], ids=lambda one: one.__name__)
def test_the_report_is_held_first_then_its_case_then_what_was_looked_into(mould, larkfield, action):
    report = receive(draft=mould, by="resident", at=NOW)
    act = action(report, a_street.officer("Joan Pike", "surveyor", lsoas=()))
    with CaptureQueriesContext(connection) as asked:
        act()
    locked = [re.search(r'FROM "(\w+)"', one["sql"])[1] for one in asked if "FOR UPDATE" in one["sql"]]
    held = [name for name in dict.fromkeys(locked) if name in IN_ORDER]
    assert "hazards_case" in held
    assert held == sorted(held, key=IN_ORDER.index)
