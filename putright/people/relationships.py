"""How somebody is related to a home, a person, or something that was told or given to do: what decisions turn on."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q, QuerySet

from putright.accounts.decisions import LINKED, NONE
from putright.accounts.models import Account
from putright.clocks.london import london_day
from putright.homes.models import Home
from putright.people.models import Household, Member, Patch, Person, Tenancy, Tenant

OWN, JOINT_TENANT, HOUSEHOLD, FORMER = "own", "joint_tenant", "household", "former"
PATCH, ASSIGNED, TOOK_DOWN = "patch", "assigned", "took_down"


def relationships(
    account: Account | None,
    *,
    at: datetime,
    person: Person | None = None,
    home: Home | None = None,
    taken_by: Account | None = None,
    owner: Account | None = None,
) -> frozenset[str]:
    """Every way in which whoever has this account is related to a thing; `none` when there is none.

    `person` is whose it is, `home` the home it is about, `taken_by` who wrote it down, `owner` whose work it is.
    A thing about a home and nobody in particular is the tenants' own.
    """
    if account is None:
        return frozenset({NONE})
    on, me = london_day(at), Person.objects.filter(account=account).first()
    found: set[str | None] = {_as_themselves(me, person, home, on)} if me else set()
    if account.is_staff:
        found |= _at_work(account, home, taken_by, owner, on)
        if me and _is_linked(me, person, home, on):
            found.add(LINKED)
    return frozenset(one for one in found if one) or frozenset({NONE})


def homes_linked_to(account: Account, at: datetime) -> frozenset[int]:
    """The homes that a member of staff must not meet at work: lists leave these out."""
    me = Person.objects.filter(account=account).first() if account.is_staff else None
    if me is None:
        return frozenset()
    on, people = london_day(at), {me.pk, *_people_ever_with(me)}
    members = Member.objects.on(on).filter(person__in=people, household__in=Household.objects.on(on))
    tenants = Tenant.objects.on(on).filter(person__in=people, tenancy__in=Tenancy.objects.on(on))
    return frozenset(
        {*members.values_list("household__home", flat=True), *tenants.values_list("tenancy__home", flat=True)}
    )


def people_linked_to(account: Account) -> frozenset[int]:
    """The people whom a member of staff must not meet at work, themselves among them, wherever they live now."""
    me = Person.objects.filter(account=account).first() if account.is_staff else None
    return frozenset({me.pk, *_people_ever_with(me)}) if me else frozenset()


def _as_themselves(me: Person, person: Person | None, home: Home | None, on: date) -> str | None:
    """How they are related to it in their own life."""
    lives = home is not None and _lives_there(me, home, on)
    if person is not None and person.pk == me.pk:
        return FORMER if home is not None and not lives and _ever_lived_there(me, home, on) else OWN
    if home is None:
        return HOUSEHOLD if person is not None and _lives_with(me, person, on) else None
    is_tenant = _tenancies(me, on).filter(home=home).exists()
    if not lives:
        return None
    if person is None:
        return OWN if is_tenant else HOUSEHOLD
    return JOINT_TENANT if is_tenant and _tenancies(person, on).filter(home=home).exists() else HOUSEHOLD


def _at_work(
    account: Account, home: Home | None, taken_by: Account | None, owner: Account | None, on: date
) -> set[str | None]:
    """How they are related to it in their work."""
    found: set[str | None] = set()
    if home is not None and home.lsoa and Patch.objects.on(on).filter(account=account, lsoas__contains=[home.lsoa]):
        found.add(PATCH)
    if owner is not None and owner.pk == account.pk:
        found.add(ASSIGNED)
    if taken_by is not None and taken_by.pk == account.pk:
        found.add(TOOK_DOWN)
    return found


def _is_linked(me: Person, person: Person | None, home: Home | None, on: date) -> bool:
    """Whether they live, or have ever lived, with the person, or with whoever lives in the home.

    Somebody who moved out is kept away like somebody who lives there: they may be the one to be safe from.
    """
    if person is not None and (person.pk == me.pk or person.pk in _people_ever_with(me)):
        return True
    if home is None:
        return False
    return _lives_there(me, home, on) or _people_of(home, on).filter(pk__in=_people_ever_with(me)).exists()


def _people_ever_with(me: Person) -> set[int]:
    """Everyone who was ever in a household or on an agreement with them."""
    households = Member.objects.filter(person=me).values("household")
    tenancies = Tenant.objects.filter(person=me).values("tenancy")
    members = Member.objects.filter(household__in=households).values_list("person_id", flat=True)
    tenants = Tenant.objects.filter(tenancy__in=tenancies).values_list("person_id", flat=True)
    return {*members, *tenants} - {me.pk}


def _people_of(home: Home, on: date) -> QuerySet[Person]:
    """Who lives in a home, or is named on its agreement, on a day."""
    members = Member.objects.on(on).filter(household__in=Household.objects.on(on).filter(home=home))
    tenants = Tenant.objects.on(on).filter(tenancy__in=Tenancy.objects.on(on).filter(home=home))
    return Person.objects.filter(Q(pk__in=members.values("person")) | Q(pk__in=tenants.values("person")))


def _tenancies(person: Person, on: date) -> QuerySet[Tenancy]:
    """The agreements that somebody is named on, on a day."""
    named = Tenant.objects.on(on).filter(person=person)
    return Tenancy.objects.on(on).filter(pk__in=named.values("tenancy"))


def _households(person: Person, on: date) -> QuerySet[Household]:
    """The households that somebody is in, on a day."""
    member = Member.objects.on(on).filter(person=person)
    return Household.objects.on(on).filter(pk__in=member.values("household"))


def _lives_there(person: Person, home: Home, on: date) -> bool:
    return _households(person, on).filter(home=home).exists() or _tenancies(person, on).filter(home=home).exists()


def _ever_lived_there(person: Person, home: Home, on: date) -> bool:
    was_member = Member.objects.filter(person=person, household__home=home, since__lte=on).exists()
    return was_member or Tenant.objects.filter(person=person, tenancy__home=home, since__lte=on).exists()


def _lives_with(me: Person, person: Person, on: date) -> bool:
    return _households(me, on).filter(pk__in=_households(person, on).values("pk")).exists()
