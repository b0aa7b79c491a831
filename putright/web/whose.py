"""Whose a thing is: the person, the home, whoever wrote it down and whoever has it to do, as the table needs it."""

from __future__ import annotations

from datetime import datetime
from functools import singledispatch
from typing import TypedDict

from django.db.models import Model

from putright.accounts.decisions import NONE
from putright.accounts.models import Account, Role
from putright.clocks.london import london_day
from putright.contractors.queries import works_for
from putright.hazards.models import Case, Fact, Investigation, Place, SavedFilter, Stay, Summary, Triage
from putright.homes.models import Home
from putright.messages.models import Channel, Message
from putright.people.models import Circumstance, ContactPoint, Household, Member, Person, Tenancy, Tenant
from putright.people.relationships import ASSIGNED, HOUSEHOLD, OWN, relationships
from putright.repairs.models import Addition, Note, Photo, Report, WorksOrder

# The cookie by which a browser comes back to what it is telling us.
TELLING = "telling"


class Whose(TypedDict, total=False):
    """What `relationships` is told of a thing."""

    person: Person | None
    home: Home | None
    taken_by: Account | None
    owner: Account | None


class NobodyKnowsWhose(TypeError):
    """A thing was asked about that is not on the list here."""


def related(account: Account | None, thing: Model, at: datetime) -> frozenset[str]:
    """In which ways whoever has this account is related to a thing."""
    if account is not None and belongs_to(thing, account, at):
        return frozenset({OWN})
    found = relationships(account, at=at, **whose(thing))
    if account is not None and _is_theirs_to_do(thing, account, at):
        found = found - {NONE} | {ASSIGNED}
    told = _told_as(thing)
    if told is not None and told.person_id is None:
        # Told by we do not know whom, to whomever. It is about the home, and may not be for everybody there to read.
        found = frozenset(HOUSEHOLD if one == OWN else one for one in found)
    return found


def belongs_to(thing: Model, account: Account, at: datetime) -> bool:
    """Whether it belongs to an account itself: the account, a filter that it keeps, a message on its screen."""
    match thing:
        case Account():
            return thing.pk == account.pk
        case SavedFilter():
            return thing.account_id == account.pk
        case Message(channel=Channel.SCREEN, person_id=None):
            held = account.roles.held(at).filter(name=thing.role) if thing.role else Role.objects.none()
            return thing.account_id == account.pk or held.exists()
    return False


@singledispatch
def whose(thing: Model) -> Whose:
    """Whose a thing is. Raises NobodyKnowsWhose for one that is not on the list."""
    raise NobodyKnowsWhose(f"Say in putright/web/whose.py whose a {type(thing).__name__} is.")


@whose.register
def _(thing: Account | SavedFilter) -> Whose:
    return {}


@whose.register
def _(thing: Person) -> Whose:
    return {"person": thing}


@whose.register
def _(thing: Home) -> Whose:
    return {"home": thing}


@whose.register
def _(thing: Report) -> Whose:
    case = getattr(thing, "case", None)
    place = None if case else getattr(thing, "place", None)
    owner = case.owner if case else place.owner if place else None
    return {"person": thing.person, "home": thing.home, "taken_by": thing.taken_by, "owner": owner}


@whose.register
def _(thing: Case) -> Whose:
    report = thing.report
    return {"person": report.person, "home": report.home, "taken_by": report.taken_by, "owner": thing.owner}


@whose.register
def _(thing: Addition | Place | Triage) -> Whose:
    return whose(thing.report)


@whose.register
def _(thing: Fact | Investigation | Stay) -> Whose:
    return whose(thing.case)


@whose.register
def _(thing: Summary) -> Whose:
    # The law has it sent to each tenant who is named on the agreement, whoever it was that told us.
    return {"home": thing.investigation.case.report.home}


@whose.register
def _(thing: Photo) -> Whose:
    told = _told_as(thing)
    return whose(told) if told else {}


@whose.register
def _(thing: WorksOrder) -> Whose:
    return whose(thing.report)


@whose.register
def _(thing: Note) -> Whose:
    return {"home": thing.home, "taken_by": thing.noted_by}


@whose.register
def _(thing: Household | Tenancy) -> Whose:
    return {"home": thing.home}


@whose.register
def _(thing: Member) -> Whose:
    return {"person": thing.person, "home": thing.household.home}


@whose.register
def _(thing: Tenant) -> Whose:
    return {"person": thing.person, "home": thing.tenancy.home}


@whose.register
def _(thing: Circumstance) -> Whose:
    # Told of somebody, it is theirs; told of nobody by name, it is for nobody in the home to read.
    return {"person": thing.person} if thing.person else {"home": thing.household.home}


@whose.register
def _(thing: ContactPoint) -> Whose:
    return {"person": thing.person}


@whose.register
def _(thing: Message) -> Whose:
    return {"person": thing.person}


def _told_as(thing: Model) -> Report | None:
    """The report that a thing is a part of, if it is of one."""
    match thing:
        case Report():
            return thing
        case Photo():
            seen = getattr(thing, "seen", None)
            return thing.order.report if thing.order else seen.investigation.case.report if seen else thing.report
        case Case() | Addition() | Place() | Triage() | WorksOrder():
            return thing.report
        case Fact() | Stay():
            return thing.case.report
    return None


def _is_theirs_to_do(thing: Model, account: Account, at: datetime) -> bool:
    """Whether a thing is of works that the contractor whom they work for is to do."""
    order = thing.order if isinstance(thing, Photo) else thing if isinstance(thing, WorksOrder) else None
    return order is not None and account.is_staff and works_for(account, order.contractor, london_day(at))
