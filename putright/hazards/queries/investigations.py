"""Investigations of a case and of a home: what was found before, which of two stands, and which two differ."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from putright.hazards.facts import Known
from putright.hazards.models import Case, Investigation, Recommendation, Reconciliation
from putright.record import reference
from putright.repairs.models import Photo, Report

# How long ago somebody looked into the same thing for it to be read before a household is visited again.
REMEMBERED = timedelta(days=3 * 365)


def investigations_of(case: Case) -> list[Investigation]:
    """Every investigation of a case, concluded ones first, in the order in which they did."""
    found = case.investigations.select_related("investigator", "summary").defer("summary__pdf")
    return sorted(found, key=lambda one: (one.concluded_at is None, one.concluded_at or one.began_at, one.pk))


def photos_of_investigation(held: Investigation) -> list[Photo]:
    """The photos that were taken of it, without what is in them."""
    return list(Photo.objects.filter(seen__investigation=held).defer("shown").order_by("number"))


def investigation_of(typed: str) -> Investigation | None:
    """The investigation of a reference, however it is written."""
    try:
        read = reference.read(typed)
    except reference.NotAReference:
        return None
    related = ("investigator", "case", "case__report", "case__report__home", "case__report__person")
    return Investigation.objects.select_related(*related).filter(reference=read).first()


def looked_before(report: Report, known: Known) -> list[Investigation]:
    """Who looked into the same kind of hazard in this home before, the latest first: in this case or in another."""
    if report.home_id is None:
        return []
    since = report.first_told_at - REMEMBERED
    found = Investigation.objects.concluded().filter(case__report__home=report.home_id, concluded_at__gte=since)
    hazard = known.get("hazard")
    if hazard:
        found = found.filter(hazard__in=("", str(hazard)))
    related = found.select_related("investigator", "case", "case__report").prefetch_related("recommendations")
    return list(related.reverse())


def left_of(case: Case) -> list[Recommendation]:
    """What was recommended in a case and is neither ordered nor said why not, in the order it was recommended.

    What an investigation recommends that does not stand is not asked for any more.
    """
    lost = Reconciliation.objects.filter(case=case).values("against")
    found = Recommendation.objects.filter(investigation__case=case, order__isnull=True, why_not="")
    return list(
        found.exclude(investigation__in=lost).order_by("investigation__concluded_at", "investigation", "number")
    )


def stands(held: Investigation) -> Investigation | None:
    """Of the others of its kind from the same day zero, the one that the facts are taken from."""
    others = Investigation.objects.concluded().filter(case=held.case_id, day_zero=held.day_zero, kind=held.kind)
    found = list(others.exclude(pk=held.pk))
    if not found:
        return None
    lost = set(Reconciliation.objects.filter(case=held.case_id).values_list("against", flat=True))
    return next((one for one in found if one.pk not in lost), found[0])


def differing(found: Sequence[Investigation]) -> list[tuple[Investigation, Investigation]]:
    """Each two of a case that came to something else, and of which nobody has said yet which stands."""
    concluded = [one for one in found if one.concluded_at]
    decided = {
        frozenset(pair)
        for pair in Reconciliation.objects.filter(case__in={one.case_id for one in concluded}).values_list(
            "stands", "against"
        )
    }
    return [
        (first, second)
        for place, first in enumerate(concluded)
        for second in concluded[place + 1 :]
        if first.day_zero == second.day_zero
        and first.kind == second.kind
        and first.found != second.found
        and frozenset((first.pk, second.pk)) not in decided
    ]
