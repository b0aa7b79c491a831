"""Larkfield's homes and who lives in them: whole, the same each time, and refused where somebody real is."""

import re
from collections import Counter

import pytest
from django.db import transaction

from putright.accounts.models import Account
from putright.demo.making import NotHere, make
from putright.homes.actions import set_landlord
from putright.homes.models import Block, Home, Landlord
from putright.people.models import Circumstance, ContactPoint, Household, Member, Person, Tenancy, Tenant
from putright.people.queries import circumstances_of, officer_of
from putright.people.relationships import relationships
from putright.record.models import Line

pytestmark = pytest.mark.django_db


@pytest.fixture
def settled(at):
    """Larkfield with a year in which nothing was reported but what is told of."""
    return make(at=at, reports=0)


def as_told():
    """What a person could see of homes and people, without what is random on purpose."""
    homes = Home.objects.order_by("uprn").values_list("uprn", "line", "street", "postcode", "epc", "bedrooms", "lsoa")
    people = Member.objects.order_by("household__home__uprn", "id").values_list(
        "household__home__uprn", "person__name", "person__known_as", "person__born_on", "since", "until"
    )
    told = Circumstance.objects.order_by("household__home__uprn", "id").values_list("kind", "since")
    points = ContactPoint.objects.order_by("person__tenancies__tenancy__home__uprn", "id").values_list("kind", "since")
    return list(homes), list(people), list(told), list(points)


def test_there_are_as_many_homes_as_were_asked_for_each_at_an_address_of_its_own(settled):
    assert (settled.homes, Home.objects.count()) == (1200, 1200)
    assert len({home.address for home in Home.objects.all()}) == 1200
    assert Home.objects.filter(block__isnull=False).count() > 400
    assert max(Block.objects.values_list("storeys", flat=True)) == 12
    flat = Home.objects.get(line="Flat 48, Larkfield House")
    assert (flat.floor, flat.storeys, flat.block.name) == (11, None, "Larkfield House")


def test_the_same_seed_makes_the_same_larkfield_and_another_makes_another(at):
    seen = []
    for seed in (1, 1, 2):
        with transaction.atomic():
            make(at=at, reports=0, seed=seed)
            seen.append(as_told())
            transaction.set_rollback(True)
    assert seen[0] == seen[1]
    assert all(seen[0]) and seen[0] != seen[2]


REACHES_NOBODY = {
    "text": r"\+447700900\d{3}",
    "phone": r"\+441632960\d{3}",
    "email": r"[a-z.]+\.\d+@example\.org",
    "letter": r"(?s).*\nWX\d+ \d[A-Z]{2}",
}


def test_no_number_or_address_reaches_anybody(settled):
    points = list(ContactPoint.objects.values_list("kind", "value"))
    assert {kind for kind, _ in points} == set(REACHES_NOBODY)
    for kind, value in points:
        assert re.fullmatch(REACHES_NOBODY[kind], value), value
    assert all(account.email.endswith(".test") for account in Account.objects.all())


def test_a_number_answers_for_one_person_but_for_a_few_who_share_theirs(settled):
    owners = Counter(ContactPoint.objects.values_list("value", flat=True))
    assert 0 < sum(count > 1 for count in owners.values()) < 40
    assert ContactPoint.objects.filter(is_safe=False).exists()


def test_there_is_somebody_of_every_kind(settled, at):
    agreements = Counter(Tenancy.objects.filter(until=None).values_list("agreement", flat=True))
    assert agreements["tenancy"] > 1000 and min(agreements[one] for one in ("long_lease", "licence")) > 0
    assert agreements["shared_ownership"] > 0
    assert set(Circumstance.objects.values_list("kind", flat=True)) >= {
        *("breathing", "pregnant", "powered_equipment", "weak_immunity", "heart", "disabled", "mental_health")
    }
    assert Household.objects.filter(until__isnull=False).exists(), "former tenants"
    assert Member.objects.filter(until__isnull=False, household__until=None).exists(), "somebody who moved out"
    joint = Counter(Tenant.objects.filter(until=None).values_list("tenancy", flat=True))
    assert max(joint.values()) == 2
    assert Home.objects.exclude(households__until=None).exists(), "an empty home"


def test_selam_is_told_of_as_larkfield_yaml_tells(settled, at):
    home = Home.objects.get(line="Flat 9, Larkfield House")
    assert set(circumstances_of(home, at.date())) >= {"baby", "under_5", "breathing"}
    assert officer_of(home, at.date()).name == "Priya Nair"
    selam = Person.objects.get(name="ሰላም ተስፋይ")
    assert (selam.called, selam.account.is_staff) == ("Selam Tesfay", False)


def test_a_member_of_staff_who_lives_there_is_known_to(settled, at):
    kofi = Account.objects.get(email="kofi.asamoah-hill@larkfield.test")
    home = Home.objects.get(line="30", street="Hill Crescent")
    assert "linked" in relationships(kofi, at=at, home=home)


def test_nobody_has_a_password(settled):
    assert not any(account.has_usable_password() for account in Account.objects.all())


def test_more_homes_can_be_added_to_larkfield_and_those_there_stay(at, settled):
    before = as_told()[0]
    lines = Line.objects.count()
    more = make(at=at, homes=1500)
    assert (more.homes, more.of, more.is_new) == (300, 1500, False)
    assert as_told()[0][:1200] == before
    assert len({home.address for home in Home.objects.all()}) == 1500
    assert Landlord.objects.count() == 1 and Line.objects.count() == lines
    assert make(at=at, homes=1500).homes == 0


@pytest.mark.parametrize("homes", [0, 1199, 1250, -100])
def test_a_number_of_homes_that_cannot_be_is_refused(at, homes):
    with pytest.raises(NotHere, match="1,200"):
        make(at=at, homes=homes)
    assert not Landlord.objects.exists()


def test_a_real_landlords_database_is_left_alone(at):
    set_landlord(
        by="test",
        at=at,
        name="Somebody Real",
        phone="1",
        emergency_phone="1",
        phone_hours="always",
        email="a@example.org",
        address="here",
    )
    with pytest.raises(NotHere, match="Somebody Real"):
        make(at=at)
    assert not Home.objects.exists()


def test_homes_that_are_nobodys_are_left_alone(at):
    Home.objects.create(line="1", street="A Street", town="A Town", postcode="WX1 1AA", archetype="flat")
    with pytest.raises(NotHere, match="no landlord"):
        make(at=at)
