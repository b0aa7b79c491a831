"""What a resident is told when a report comes, and when somebody has decided: by when, and who to ask for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from putright.accounts.models import Account
from putright.deadlines.models import Deadline, Kind
from putright.hazards.models import Case, Class, Triage
from putright.messages.actions import write_to
from putright.repairs.models import Report

FIRST_CONTACT, MAKE_SAFE = "promises.first_contact", "hazards.emergency_make_safe"


def acknowledge(
    report: Report, triage: Triage, deadlines: Iterable[Deadline], *, owner: Account | None, by: str, at: datetime
) -> None:
    """Say that it has come, and what happens next; whoever we do not know is rung, as a task of its own says."""
    if report.person is None:
        return
    due = {row.name: row.due_before for row in deadlines if row.is_open}
    ask_for = owner.name if owner else None
    if triage.is_class == Class.EMERGENCY:
        template, when = "emergency_received", {"safe_before": due.get(MAKE_SAFE)}
    else:
        template, when = "report_received", {"contact_before": due.get(FIRST_CONTACT)}
    write_to(
        person=report.person,
        template=template,
        params={"reference": report.reference, "ask_for": ask_for, **when},
        about=report.about,
        by=by,
        at=at,
    )


def say_what_was_decided(
    report: Report, triage: Triage, deadlines: Iterable[Deadline], *, owner: Account | None, by: str, at: datetime
) -> None:
    """Say what it was taken for, in plain words, and by when we act; a date that has passed is not said again."""
    if report.person is None:
        return
    ahead = [row.due_before for row in deadlines if row.is_open and row.kind == Kind.DUTY and row.due_before]
    write_to(
        person=report.person,
        template="what_we_decided",
        params={
            "reference": report.reference,
            "decided": triage.is_class,
            "due_before": min((due for due in ahead if due > at), default=None),
            "ask_for": owner.name if owner else None,
        },
        about=report.about,
        by=by,
        at=at,
    )


def say_that_it_is_looked_at(
    report: Report, promised: Deadline, *, owner: Account | None, by: str, at: datetime
) -> None:
    """Say that we look again at what they said is not right, and by when we answer."""
    if report.person is None:
        return
    write_to(
        person=report.person,
        template="answer_not_right",
        params={
            "reference": report.reference,
            "answer_before": promised.due_before,
            "ask_for": owner.name if owner else None,
        },
        about=report.about,
        by=by,
        at=at,
    )


def say_that_a_stay_is_offered(case: Case, *, by: str, at: datetime) -> None:
    """Say that there is something to answer; where it is stands in no message."""
    if case.report.person is None:
        return
    write_to(
        person=case.report.person,
        template="stay_offered",
        params={"reference": case.report.reference, "ask_for": case.owner.name if case.owner else None},
        about=case.report.about,
        by=by,
        at=at,
    )


def say_how_the_works_stand(case: Case, what: str, *, programme_on: date | None, by: str, at: datetime) -> None:
    """Say that they wait for major works, that there is news of them, or that it is decided anew."""
    if case.report.person is None:
        return
    write_to(
        person=case.report.person,
        template="works_news",
        params={
            "reference": case.report.reference,
            "what": what,
            "begin_on": programme_on,
            "ask_for": case.owner.name if case.owner else None,
        },
        about=case.report.about,
        by=by,
        at=at,
    )
