"""What more was told can raise what a report is taken for, and starts the clock of an emergency at that moment."""

from __future__ import annotations

from datetime import datetime

from putright.accounts.models import Account
from putright.deadlines.actions import reckon_many
from putright.hazards import places
from putright.hazards.answering import acknowledge
from putright.hazards.cases import Standing, class_of
from putright.hazards.models import Class, Triage
from putright.hazards.opening import Around, opened, said_of, to_decide
from putright.hazards.rules import CLASSES, rules
from putright.hazards.triage import suggest, told_in
from putright.record.actions import write_many
from putright.repairs.models import Report

MORE_WAS_TOLD = "More was told since, and the rules of triage raised it."


def rise(report: Report, *, by: str, at: datetime, has_changed: bool = False) -> bool:
    """Look again at all that is known of a report now, and say whether it came to more than before.

    A person looks at it again. What a person decided is not undone: only an emergency starts its clock by itself, from
    the moment it was told.
    """
    last = report.triages.order_by("-id").first()
    assert last is not None, "every report has a triage from the moment it is received"
    around = Around.of(report, at)
    triage = _raised(report, last, around, has_changed, at)
    if triage is None:
        return False
    triage.save(force_insert=True)
    lines = [said_of(triage)]
    standing, owner = _clocks(report, triage, around, by=by, at=at)
    owed = [to_decide(report, triage, owner=owner, at=at)]
    if standing:
        standing.check(at=at)
        deadlines = standing.reckon(by=by, at=at, owed=owed)
        lines += standing.lines
    else:
        deadlines = reckon_many(asked=[], owed=owed, by=by, at=at)
    write_many(lines, by=by, at=at)
    places.put_one(report)
    if triage.is_class == Class.EMERGENCY != last.is_class:
        acknowledge(report, triage, deadlines, owner=owner, by=by, at=at)
    return True


def _raised(report: Report, last: Triage, around: Around, has_changed: bool, at: datetime) -> Triage | None:
    """The same with whatever is new in it, or nothing when nothing is; never less than it was."""
    told = told_in(report.answers, words=report.words, household=around.household)
    if has_changed:
        told = told.and_changed()
    now = suggest(told, on=around.day)
    new = [name for name in now.because if name not in last.because and name in rules().rules]
    if not new and not has_changed:
        return None
    rises = CLASSES.index(now.is_class) > CLASSES.index(last.is_class)
    return Triage(
        report=report,
        decided_at=at,
        hazard=(now.hazard if rises else last.hazard) or now.hazard or last.hazard,
        is_class=now.is_class if rises else last.is_class,
        because=[*now.because, *(name for name in last.because if name not in now.because and name in rules().rules)],
        rules_version=now.version,
    )


def _clocks(
    report: Report, triage: Triage, around: Around, *, by: str, at: datetime
) -> tuple[Standing | None, Account | None]:
    """The case that what was told comes to, with the facts that start its clocks; and who has it."""
    standing, is_emergency = Standing.of_report(report), triage.is_class == Class.EMERGENCY
    if standing is None:
        owner = None if is_emergency else around.officer
        if not places.is_hazard(triage):
            return None, owner
        found_at = at if is_emergency else None
        return opened(report, triage, around, owner=owner, by=by, at=at, found_at=found_at), owner
    treated_as = class_of(standing.known())
    if is_emergency and treated_as != Class.EMERGENCY:
        if treated_as == Class.NEITHER:
            standing.say("reported_as", str(Class.SIGNIFICANT), by=by, at=at, why=MORE_WAS_TOLD)
        if triage.hazard and "hazard" not in standing.known():
            standing.say("hazard", triage.hazard, by=by, at=at)
        standing.say("emergency_identified_at", at, by=by, at=at, why=MORE_WAS_TOLD)
    return standing, standing.case.owner
