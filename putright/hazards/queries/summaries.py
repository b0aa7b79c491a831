"""Written summaries: whose they are, whether they have gone, and whether the short form will do."""

from __future__ import annotations

from datetime import datetime

from putright.clocks.london import london_day
from putright.hazards import facts
from putright.hazards.models import Dispatch, Fact, Investigation, Summary
from putright.hazards.summing_up import Summed, summed
from putright.homes.models import Landlord
from putright.messages.models import Try
from putright.people.models import Person
from putright.people.queries import officer_of, tenancy_of
from putright.record import reference
from putright.repairs.models import Report


def named_tenants(report: Report, at: datetime) -> list[Person]:
    """Everyone named on the agreement for the home of a report now; nobody, where the home or that is not known."""
    day = london_day(at)
    tenancy = tenancy_of(report.home, day) if report.home else None
    if tenancy is None:
        return []
    return [one.person for one in tenancy.tenants.on(day).select_related("person").order_by("pk")]


def summary_of(typed: str) -> Summary | None:
    """The summary of a reference, however it is written; its letter comes when it is asked for."""
    try:
        read = reference.read(typed)
    except reference.NotAReference:
        return None
    related = ("investigation__case__report__home", "investigation__case__report__person")
    return Summary.objects.select_related(*related).defer("pdf").filter(reference=read).first()


def summaries_of(report: Report) -> list[Summary]:
    """The written summaries about a report, the latest first, without their letters."""
    found = Summary.objects.filter(investigation__case__report=report).defer("pdf")
    return list(found.select_related("investigation").order_by("-made_at", "-pk"))


def short_form(held: Investigation) -> bool:
    """Whether all work was finished already, so that the summary only has to say so."""
    rows = list(Fact.objects.filter(case=held.case_id).order_by("pk"))
    return "work_finished_at" in facts.known(rows, held.day_zero)


def carried_at(sent: Dispatch) -> datetime | None:
    """When the message that carries a summary was taken by whoever carries it; nothing while it waits or failed."""
    went = Try.objects.filter(
        message=sent.message, outcome__in=(Try.Outcome.ACCEPTED, Try.Outcome.DELIVERED), ended_at__isnull=False
    )
    first = went.order_by("number").first()
    return first.ended_at if first else None


def as_it_will_be(
    held: Investigation, report: Report, ours: Landlord | None, *, is_short: bool, at: datetime
) -> Summed:
    """What the summary of an investigation says, or would say if it were made now."""
    officer = held.case.owner or (officer_of(report.home, london_day(at)) if report.home else None)
    return summed(
        held,
        ours,
        ask_for=officer.name if officer else "",
        is_short=is_short,
        reference=reference.shown(report.reference),
        at=at,
    )
