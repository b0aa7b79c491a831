"""Who lives where, under what agreement, whose patch it is, and finding somebody."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q, QuerySet

from putright.accounts.models import Account
from putright.homes.models import Home
from putright.people import contact
from putright.people.models import Circumstance, ContactPoint, Household, Member, Patch, Person, Tenancy
from putright.record import reference

Kind = Circumstance.Kind
# What an age makes of somebody: below how many years, and from how many.
YOUNGER_THAN = ((Kind.BABY, 1), (Kind.UNDER_5, 5), (Kind.CHILD, 18))
OLDER = (Kind.OVER_65, 65)
MOST_WORDS = 8


def household_of(home: Home, on: date) -> Household | None:
    """Who lives together in a home on a day; the latest to come, should two overlap."""
    return _households(home, on).first()


def _households(home: Home, on: date) -> QuerySet[Household]:
    return Household.objects.on(on).filter(home=home).order_by("-since", "-pk")


def tenancy_of(home: Home, on: date) -> Tenancy | None:
    """The agreement a home is lived in under on a day; the latest, should two overlap."""
    return Tenancy.objects.on(on).filter(home=home).order_by("-since", "-pk").first()


def officer_of(home: Home, on: date) -> Account | None:
    """Whose patch a home is in on a day, if it is anyone's who still works here."""
    if not home.lsoa:
        return None
    patches = Patch.objects.on(on).filter(lsoas__contains=[home.lsoa], account__is_active=True)
    patch = patches.select_related("account").order_by("-since", "-pk").first()
    return patch.account if patch else None


def people_in(home: Home, on: date) -> QuerySet[Person]:
    """Who lives in a home on a day, the tenants among them or not."""
    members = Member.objects.on(on).filter(household=_households(home, on).values("pk")[:1])
    return Person.objects.filter(pk__in=members.values("person")).order_by("pk")


def home_of(person: Person, on: date) -> Home | None:
    """Where somebody lives on a day; where they are named on the agreement, should it be two."""
    named = Tenancy.objects.on(on).filter(tenants__in=person.tenancies.on(on)).select_related("home")
    if tenancy := named.order_by("-since", "-pk").first():
        return tenancy.home
    lived = Household.objects.on(on).filter(members__in=person.memberships.on(on)).select_related("home")
    household = lived.order_by("-since", "-pk").first()
    return household.home if household else None


def circumstances_of(home: Home, on: date) -> list[str]:
    """What makes a hazard worse for whoever lives in a home on a day, told or by age, in a fixed order."""
    household = _households(home, on).values("pk")[:1]
    told = set(Circumstance.objects.on(on).filter(household=household).values_list("kind", flat=True))
    for born_on in Member.objects.on(on).filter(household=household).values_list("person__born_on", flat=True):
        told |= kinds_by_age(born_on, on) if born_on else set()
    return [kind for kind in Kind.values if kind in told]


def kinds_by_age(born_on: date, on: date) -> set[str]:
    """What somebody's age on a day makes of them; nothing before they are born."""
    if born_on > on:
        return set()
    years = on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))
    kind, from_years = OLDER
    return {young.value for young, below in YOUNGER_THAN if years < below} | (
        {kind.value} if years >= from_years else set()
    )


def find_people(words: str) -> QuerySet[Person]:
    """People whose name has all these words; or who are reached at this number or address; or with this reference."""
    given = words.strip()[:200]
    if not given or "\x00" in given:
        return Person.objects.none()
    named = Q()
    for word in given.split()[:MOST_WORDS]:
        named &= Q(name__icontains=word) | Q(known_as__icontains=word)
    return Person.objects.filter(named | _reached_at(given) | _with_reference(given)).order_by("name", "pk").distinct()


def person_reached_at(words: str, at: datetime) -> Person | None:
    """The one person whom a number or an email address reaches at a moment; nobody, where it is shared or not known."""
    try:
        kind, value = contact.email_or_mobile(words)
    except contact.NotAContact:
        return None
    points = ContactPoint.objects.usable(at).filter(kind=kind, value=value).select_related("person")
    people = {point.person for point in points[:20]}
    return people.pop() if len(people) == 1 else None


def _reached_at(words: str) -> Q:
    """Those reached at what may be a number or an address."""
    found = Q(pk__in=())
    for read in (contact.email, contact.phone):
        try:
            found |= Q(contact_points__value=read(words))
        except contact.NotAContact:
            continue
    return found


def _with_reference(words: str) -> Q:
    try:
        return Q(reference=reference.read(words))
    except reference.NotAReference:
        return Q(pk__in=())
