"""What is made when a report first comes, or first turns out to be a hazard: its triage, its case, its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from putright.accounts.models import Account
from putright.clocks.london import london_day
from putright.deadlines.reckoning import Owed
from putright.hazards.cases import Standing
from putright.hazards.facts import Value, kept
from putright.hazards.models import Case, Class, Fact, Triage
from putright.hazards.triage import Suggestion, suggest, told_in
from putright.people import queries as people
from putright.people.models import Tenancy
from putright.record.actions import Said
from putright.repairs.models import Report

FIRST_CONTACT, TRIAGE, MATCH = "promises.first_contact", "tasks.triage", "tasks.match_report"
# The law's words for what a home is lived in under.
AGREEMENTS = {
    Tenancy.Agreement.TENANCY: "tenancy",
    Tenancy.Agreement.LICENCE: "licence",
    Tenancy.Agreement.LONG_LEASE: "long lease",
    Tenancy.Agreement.SHARED_OWNERSHIP: "shared ownership",
    Tenancy.Agreement.OWNER_OCCUPIED: "owner occupied",
}
# An emergency is looked at by a person long before its 24 hours are over.
LOOK_AT_AN_EMERGENCY_WITHIN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Around:
    """Who lives where a report is about, and whose patch it is, now; and under what when we were first told."""

    day: date
    household: tuple[str, ...] = ()
    agreement: str | None = None
    officer: Account | None = None

    @classmethod
    def of(cls, report: Report, at: datetime) -> Around:
        """Read once; nothing is known around a report whose home is not known."""
        day, today = london_day(report.first_told_at), london_day(at)
        if report.home is None:
            return cls(day)
        tenancy = people.tenancy_of(report.home, day)
        return cls(
            day,
            household=tuple(people.circumstances_of(report.home, today)),
            agreement=AGREEMENTS[Tenancy.Agreement(tenancy.agreement)] if tenancy else None,
            officer=people.officer_of(report.home, today),
        )


def suggested(report: Report, around: Around) -> Suggestion:
    """What the rules suggest for a report, with its household in view."""
    return suggest(told_in(report.answers, words=report.words, household=around.household), on=around.day)


def triage_of(report: Report, suggestion: Suggestion, at: datetime) -> Triage:
    """A suggestion as it is kept, not yet in the database."""
    return Triage(
        report=report,
        decided_at=at,
        hazard=suggestion.hazard,
        is_class=suggestion.is_class,
        because=list(suggestion.because),
        rules_version=suggestion.version,
    )


def said_of(triage: Triage) -> Said:
    """The line of a suggestion. Which rules raised it names who lives there, so that stays with the triage."""
    detail = {"hazard": triage.hazard, "is_class": triage.is_class, "rules": triage.rules_version}
    return Said("hazards.suggested", triage.report.about, detail)


def opened(
    report: Report,
    triage: Triage,
    around: Around,
    *,
    owner: Account | None,
    by: str,
    at: datetime,
    found_at: datetime | None = None,
) -> Standing:
    """A case for a report that may be a hazard, with the facts there are: what is not known is not stated.

    An emergency that was not told at first has its own moment, `found_at`, from which its hours are counted.
    """
    case = Case.objects.create(report=report, opened_at=at, owner=owner)
    known: dict[str, Value | None] = {
        "hazard": triage.hazard or None,
        "reported_as": str(Class.SIGNIFICANT) if found_at else triage.is_class,
        "agreement": around.agreement,
        "aware_at": report.first_told_at,
        "emergency_identified_at": found_at,
    }
    facts = Fact.objects.bulk_create(
        Fact(case=case, name=name, value=kept(name, value), stated_at=at, by=by)
        for name, value in known.items()
        if value is not None
    )
    standing = Standing(case, facts)
    detail = {fact.name: fact.value for fact in facts}
    standing.lines.append(Said("hazards.opened", case.about, {**detail, "report": report.reference}))
    # The report's own line of life says so too, so that whoever reads it finds the case.
    standing.lines.append(Said("hazards.case_opened", report.about, {"case": case.reference}))
    return standing


def owed_at_first(report: Report, triage: Triage, *, owner: Account | None, at: datetime) -> Iterable[Owed]:
    """What every report is owed, hazard or not: that somebody gets in touch, and that a person decides."""
    yield Owed(FIRST_CONTACT, report.about, at, owner=owner)
    yield to_decide(report, triage, owner=owner, at=at)
    if report.home is None:
        yield Owed(MATCH, report.about, at)


def to_decide(report: Report, triage: Triage, *, owner: Account | None, at: datetime) -> Owed:
    """That a person decides how urgent it is: an emergency within the hour."""
    is_emergency = triage.is_class == Class.EMERGENCY
    within = at + LOOK_AT_AN_EMERGENCY_WITHIN if is_emergency else None
    return Owed(TRIAGE, report.about, at, owner=owner, due_before=within)
