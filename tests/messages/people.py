"""Invented people to write to, and what each message of ours may be filled in with."""

from datetime import UTC, datetime, timedelta

from putright.homes.models import Landlord
from putright.messages.actions import write_to
from putright.people.models import Person
from putright.record import reference
from putright.record.models import About

AT = datetime(2026, 3, 3, 10, 15, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
REPORT = "7KQ2M4XD9T"[:9] + reference._check("7KQ2M4XD9")
ABOUT = About("repairs.report", REPORT)
DUE = "2026-03-04T10:15:00+00:00"

PARAMS = {
    "report_received": {"reference": REPORT, "contact_before": DUE, "ask_for": "Priya Nair, housing officer"},
    "emergency_received": {"reference": REPORT, "safe_before": DUE, "ask_for": "Priya Nair, housing officer"},
    "sign_in_code": {"code": "48213756"},
    "what_we_decided": {
        "reference": REPORT,
        "decided": "significant",
        "due_before": DUE,
        "ask_for": "Priya Nair, housing officer",
    },
    "date_changed": {
        "reference": REPORT,
        "old_due_before": DUE,
        "new_due_before": "2026-03-06T00:00:00+00:00",
        "why": "bank_holiday",
        "ask_for": "Priya Nair, housing officer",
    },
    "answer_not_right": {"reference": REPORT, "answer_before": DUE, "ask_for": "Priya Nair, housing officer"},
    "promise_missed": {"reference": REPORT, "due_before": DUE, "ask_for": "Priya Nair, housing officer"},
    "what_we_found": {
        "reference": REPORT,
        "summary": "What we found\nNothing that can harm you.\n\nHow we looked\nWe came.",
        "ask_for": "Priya Nair, housing officer",
    },
    "works_ordered": {
        "reference": REPORT,
        "purpose": "prevent",
        "due_before": DUE,
        "ask_for": "Priya Nair, housing officer",
    },
    "works_told": {
        "reference": REPORT,
        "came": "next",
        "next_before": DUE,
        "ask_for": "Priya Nair, housing officer",
    },
    "look_near_you": {"reference": REPORT, "ask_for": "Priya Nair, housing officer"},
    "works_news": {
        "reference": REPORT,
        "what": "planned",
        "begin_on": "2026-06-01",
        "ask_for": "Priya Nair, housing officer",
    },
    "stay_offered": {"reference": REPORT, "ask_for": "Priya Nair, housing officer"},
    "deadline_approaching": {"name": "hazards.emergency_make_safe", "due_before": DUE},
    "deadline_due": {"name": "promises.first_contact", "due_before": DUE},
    "deadline_overdue": {"name": "tasks.triage", "due_before": DUE},
    "deadline_moved": {
        "name": "hazards.emergency_make_safe",
        "old_due_before": DUE,
        "new_due_before": "2026-03-06T00:00:00+00:00",
        "why": "extended",
    },
    "message_failed": {"who": "Amira Haddad", "channel": "text", "goes_another_way": "yes"},
}
KNOWN = {
    "landlord": "Larkfield Homes",
    "phone": "01632 960 000",
    "phone_hours": "8am to 6pm, Monday to Friday",
    "emergency_phone": "01632 960 999",
    "called": "Amira",
    "site": "https://repairs.larkfield.example",
    "about": "report 7KQ2M-4XD9T",
}


def a_landlord(**other):
    known = {name: KNOWN[name] for name in ("phone", "phone_hours", "emergency_phone")}
    return Landlord.objects.create(
        name=KNOWN["landlord"], email="us@larkfield.example", address="1 Rose Street, Wexcombe", **{**known, **other}
    )


def a_person(*kinds, name="Amira Haddad", **points):
    """A person with a contact point for each kind, the first of which they prefer; or with these very values."""
    values = {
        "text": "+447700900001",
        "email": "amira@example.com",
        "phone": "+441632960123",
        "letter": "Flat 9, Larkfield House\nRose Street\nWexcombe\nWX1 2AB",
    }
    person = Person.objects.create(name=name)
    wanted = {kind: values[kind] for kind in kinds} | points
    for number, (kind, value) in enumerate(wanted.items()):
        person.contact_points.create(kind=kind, value=value, since=AT - 9 * MINUTE, is_preferred=number == 0)
    return person


def written(person, template="report_received", at=AT, **other):
    return write_to(person=person, template=template, params=PARAMS[template], about=ABOUT, by="watch", at=at, **other)
