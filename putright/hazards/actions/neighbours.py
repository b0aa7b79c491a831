"""What was seen in one home is looked for in those around it; each household is told, and each has its own case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from putright.accounts.models import Account
from putright.clocks.london import london_day, written
from putright.deadlines.actions import keep, set_task
from putright.hazards.actions.receiving import report_from_note
from putright.hazards.models import Case, Incident, Look
from putright.homes.models import Home
from putright.messages.actions import write_to
from putright.people.models import Person, Tenant
from putright.people.queries import officer_of, tenancy_of
from putright.record.actions import write
from putright.record.models import Audience
from putright.repairs import actions as repairs
from putright.repairs.refused import CannotBeDone

LOOK = "tasks.look_next_door"
ELSEWHERE = "It is about another home, and whoever lives here need not know of it."


@transaction.atomic
def look_next_door(
    *,
    case: Case,
    kind: str,
    homes: Mapping[Home, str],
    nobody_near: str,
    began_by: Account,
    by: str,
    at: datetime,
) -> Incident:
    """Say which homes above, below and beside are to be looked at, and tell each household, naming nobody.

    Asked again it adds the homes that were not chosen yet, and tells nobody twice.
    """
    held = Case.objects.select_for_update(of=("self",)).select_related("report", "owner").get(pk=case.pk)
    incident = Incident.objects.filter(case=held).first()
    new = _new(incident, homes)
    _refuse(held, new, nobody_near, is_there=incident is not None)
    if incident is None:
        incident = Incident.objects.create(
            case=held, kind=Incident.Kind(kind), began_at=at, began_by=began_by, nobody_near=nobody_near.strip()
        )
        write("hazards.incident_began", by=by, at=at, about=held.about, incident=incident.reference)
    for home, place in new.items():
        told = _tell(home, by=by, at=at)
        Look.objects.create(incident=incident, home=home, place=Look.Place(place), chosen_at=at, told=told)
        write("hazards.look_planned", by=by, at=at, about=home.about, incident=incident.reference)
    if new:
        set_task(name=LOOK, about=held.about, owner=held.owner, by=by, at=at)
    return incident


@transaction.atomic
def look_at_home(
    *, look: Look, is_affected: bool, words: str, looked_at: datetime, looked_by: Account, by: str, at: datetime
) -> Look:
    """Keep what somebody found in a home near by; what is wrong there becomes its own report, from that moment on."""
    held = _held(look)
    if held.is_settled:
        return held
    if looked_at > at:
        raise CannotBeDone("That moment has not come yet. Check the day and the time.")
    if looked_at < held.incident.case.report.first_told_at:
        first = written(held.incident.case.report.first_told_at)
        raise CannotBeDone(f"It was first seen next door on {first}. This home was looked at after that.")
    if is_affected:
        if not words.strip():
            raise CannotBeDone("Write down what you found there, as it will stand in its report.")
        note = repairs.note(
            home=held.home,
            words=words.strip(),
            said_by="",
            heard_at=looked_at,
            noted_by=looked_by,
            by=by,
            at=at,
            sent_with=f"look-{held.pk}",
        )
        held.report = report_from_note(note=note, by=by, at=at)
    held.looked_at, held.is_affected = looked_at, is_affected
    held.save(update_fields=["looked_at", "is_affected", "report"])
    _settled(held, "hazards.home_looked_at", by=by, at=at, found=is_affected)
    return held


@transaction.atomic
def need_no_look(*, look: Look, because: str, by: str, at: datetime) -> Look:
    """Keep that a home near by need not be looked at after all, and why."""
    held = _held(look)
    if held.is_settled:
        return held
    if not because.strip():
        raise CannotBeDone("Say why nobody needs to look there. That nobody answered the door is no reason.")
    held.not_needed_at, held.not_needed_because = at, because.strip()
    held.save(update_fields=["not_needed_at", "not_needed_because"])
    _settled(held, "hazards.look_not_needed", by=by, at=at)
    return held


def _held(look: Look) -> Look:
    """A look as it stands, which nobody else changes until we are done."""
    Case.objects.select_for_update().get(incident__looks=look.pk)
    return Look.objects.select_related("incident__case__report", "home").get(pk=look.pk)


def _new(incident: Incident | None, homes: Mapping[Home, str]) -> dict[Home, str]:
    chosen = set(incident.looks.values_list("home", flat=True)) if incident else set()
    return {home: place for home, place in homes.items() if home.pk not in chosen}


def _refuse(case: Case, new: Mapping[Home, str], nobody_near: str, *, is_there: bool) -> None:
    if case.report.home_id is None:
        raise CannotBeDone("We do not know yet which home this is about. Find that first.")
    if any(home.pk == case.report.home_id for home in new):
        raise CannotBeDone("That is the home where it was seen. Choose those around it.")
    if strange := [place for place in new.values() if place not in Look.Place.values]:
        raise CannotBeDone(f"“{strange[0]}” does not say where a home is. Choose above, below or beside.")
    if not new and not is_there and not nobody_near.strip():
        raise CannotBeDone("Choose the homes above, below and beside; or say why there are none.")


def _tell(home: Home, *, by: str, at: datetime) -> int:
    """Write to each named tenant of a home that we would like to look; how many there are."""
    day = london_day(at)
    tenancy, officer = tenancy_of(home, day), officer_of(home, day)
    tenants = Tenant.objects.on(day).filter(tenancy=tenancy) if tenancy else Tenant.objects.none()
    people = list(Person.objects.filter(pk__in=tenants.values("person")).order_by("pk"))
    for person in people:
        write_to(
            person=person,
            template="look_near_you",
            params={"reference": home.reference, "ask_for": officer.name if officer else None},
            about=home.about,
            by=by,
            at=at,
        )
    return len(people)


def _settled(look: Look, name: str, *, by: str, at: datetime, found: bool | None = None) -> None:
    """A line about each of the two homes; and the task is done with the last of them."""
    case = look.incident.case
    write(name, by=by, at=at, about=look.home.about, incident=look.incident.reference, found=found)
    write(
        name,
        by=by,
        at=at,
        about=case.about,
        audience=Audience.STAFF,
        why_staff_only=ELSEWHERE,
        look=look.pk,
        found=found,
    )
    left = Look.objects.filter(incident=look.incident, looked_at__isnull=True, not_needed_at__isnull=True)
    if not left.exists():
        keep(name=LOOK, about=case.about, kept_at=at, by=by, at=at)
