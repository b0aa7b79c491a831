"""Reading reports: one by its reference, or by the key it was told under, with what was said and its photos."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from putright.contractors.models import Contractor
from putright.homes.models import Home
from putright.record import reference
from putright.repairs.models import Addition, Draft, Note, Outcome, Photo, Report, WorksOrder


def draft_of(key: str) -> Draft | None:
    """What is being told under a key, if we still have it."""
    return Draft.objects.select_related("home").filter(key=key).first()


def report_sent_with(key: str) -> Report | None:
    """The report that a draft became, if it was sent."""
    return Report.objects.select_related("home", "person").filter(sent_with=key).first()


def report_of(typed: str) -> Report | None:
    """The report of a reference as somebody typed it; nothing if there is none, or it is no reference."""
    try:
        known = reference.read(typed)
    except reference.NotAReference:
        return None
    return Report.objects.select_related("home", "person", "taken_by", "from_note").filter(reference=known).first()


def photos_of(thing: Report | Draft) -> QuerySet[Photo]:
    """Its photos in their order, without what is in them."""
    photos = Photo.objects.filter(report=thing) if isinstance(thing, Report) else Photo.objects.filter(draft=thing)
    return photos.defer("shown").order_by("number")


def photo_of(typed: str) -> Photo | None:
    """The photo of a reference, with its report or draft; nothing if there is none."""
    try:
        known = reference.read(typed)
    except reference.NotAReference:
        return None
    with_whose = ("report", "draft", "order__report__home", "order__report__person", "order__contractor")
    return Photo.objects.select_related(*with_whose).filter(reference=known).first()


def additions_of(report: Report, *, most: int) -> list[Addition]:
    """What was said about it last, in the order it was said."""
    found = report.additions.select_related("person", "taken_by").order_by("-said_at", "-id")
    return list(found[:most])[::-1]


def unanswered(report: Report) -> QuerySet[Addition]:
    """What somebody said is not right and we have not answered since, in the order it was said."""
    later = Q(said_at__gt=OuterRef("said_at")) | Q(said_at=OuterRef("said_at"), pk__gt=OuterRef("pk"))
    answered = Addition.objects.filter(later, report=OuterRef("report"), kind=Addition.Kind.REPLY)
    not_right = report.additions.filter(~Exists(answered), kind=Addition.Kind.NOT_RIGHT)
    return not_right.order_by("said_at", "id")


def reports_at(home: Home) -> QuerySet[Report]:
    """Every report about a home, the newest first."""
    return home.reports.select_related("person").order_by("-received_at", "-id")


def notes_at(home: Home) -> QuerySet[Note]:
    """Every note about a home, the newest first, with the report it became if it became one."""
    return home.notes.select_related("noted_by", "report").order_by("-heard_at", "-id")


def order_of(typed: str) -> WorksOrder | None:
    """The works order of a reference as somebody typed it; nothing if there is none, or it is no reference."""
    try:
        known = reference.read(typed)
    except reference.NotAReference:
        return None
    around = ("report__home", "report__person", "report__taken_by", "report__from_note", "contractor", "follows")
    return WorksOrder.objects.select_related(*around).filter(reference=known).first()


def photos_of_works(order: WorksOrder) -> list[Photo]:
    """The photos of works, before and then after, without what is in them."""
    return list(order.photos.defer("shown").order_by("-shows", "number"))


def jobs_of(
    contractors: Iterable[Contractor], *, without_homes: Iterable[int], without_people: Iterable[int]
) -> QuerySet[WorksOrder]:
    """The orders that some contractors are still to do, what is to come first first, each with `next_before`.

    Left out are those that another goes on from, and those about homes or people that whoever looks must not meet.
    """
    of_it = Outcome.objects.filter(order=OuterRef("pk"))
    last = of_it.order_by("-told_at", "-id").values("next_before")[:1]
    over = of_it.filter(
        Q(what=Outcome.What.DONE)
        | Q(what=Outcome.What.NOT_NEEDED, is_by_worker=False)
        | Q(is_made_safe=True, order__purpose=WorksOrder.Purpose.MAKE_SAFE)
    )
    found = WorksOrder.objects.filter(~Exists(over), contractor__in=contractors, followed_by__isnull=True)
    found = found.exclude(report__home__in=list(without_homes)).exclude(report__person__in=list(without_people))
    found = found.annotate(next_before=Coalesce(Subquery(last), F("wanted_before")))
    return found.select_related("report__home", "contractor").order_by("next_before", "id")
