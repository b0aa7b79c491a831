"""Five decisions of the Ombudsman, lived through again: what is missed here is what the replay says would be missed."""

import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from putright.clocks.calendar import england
from putright.clocks.london import LONDON
from putright.deadlines.models import Deadline
from putright.hazards.actions import decide, receive, state
from putright.insight.replay.decisions import NOT_MET, hazard_named, replay_decisions
from putright.law.loading import register
from putright.watch.telling import tell_due
from tests.hazards import a_street
from tests.hazards.a_street import MOULD, draft

pytestmark = pytest.mark.django_db
CASEBOOK = Path(__file__).parents[3] / "shared" / "casebook"
# Those whose intervals are about a hazard, and not only about a complaint.
DECISIONS = ("202427949", "202440462", "202445527", "202509792", "202513245")
TODAY = date(2026, 12, 1)
# The law of hazards is in force from the Monday before: each is lived so many whole weeks later than it was.
FIRST_MONDAY = date(2025, 11, 3)


def intervals():
    """What the replay makes of the five, asked of today's law."""
    if not CASEBOOK.is_dir():
        pytest.skip(f"the casebook of 20 decisions is not beside this checkout ({CASEBOOK.name})")
    report = replay_decisions(CASEBOOK, england(), as_if=TODAY)
    return [one for one in report.intervals if one.case in DECISIONS and (one.rule or "").startswith("hazards.")]


def lived(one, amina, priya):
    """The same as facts of a report of our own; nobody does more than the decision says.

    Of a day alone nothing more is known: it is told in its last minute, and done in the first of the day it ends on,
    as the replay, too, gives the landlord the best of what may have been.
    """
    weeks = timedelta(weeks=max(0, -(-(FIRST_MONDAY - one.start).days // 7)))
    told = datetime.combine(one.start + weeks, time(23, 59), LONDON).astimezone(UTC)
    done = datetime.combine(one.end + weeks, time(0), LONDON).astimezone(UTC)
    duty = register()[one.rule]
    report = receive(draft=draft(MOULD, home=a_street.home(), person=amina, at=told), by="resident", at=told)
    heading = "emergency" if ".emergency" in one.rule else "significant"
    decision = json.loads((CASEBOOK / f"{one.case}.json").read_text(encoding="utf-8"))
    hazard = hazard_named(one.label, decision).slug
    decide(report=report, hazard=hazard, is_class=heading, why="As it was.", decided_by=priya, by="x", at=told)
    if duty.name != "hazards.significant_investigate" and heading == "significant":
        state(case=report.case, name="investigated_at", value=told, by="x", at=told)
        state(case=report.case, name="found", value="significant", by="x", at=told)
    tell_due(at=done)
    state(case=report.case, name=duty.met_by[0], value=done, by="x", at=done)
    return Deadline.objects.about(*report.case.about).filter(name=one.rule).first()


def test_five_decisions_lived_through_miss_exactly_what_the_replay_says(amina, priya):
    asked = intervals()
    assert {one.case for one in asked} == set(DECISIONS)
    missed = {(one.case, one.label, one.rule) for one in asked if one.verdict == NOT_MET}
    here = set()
    for one in asked:
        deadline = lived(one, amina, priya)
        if deadline is not None and deadline.due_before is not None and deadline.met_at >= deadline.due_before:
            here.add((one.case, one.label, one.rule))
            # Somebody was told that it was late before it was done.
            assert deadline.told.filter(level="overdue").exists()
    assert here == missed
    assert {case for case, _, _ in missed} == {"202440462", "202445527", "202509792", "202513245"}
