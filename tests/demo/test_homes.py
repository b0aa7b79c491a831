"""Larkfield's homes and who lives in them."""

import re
from collections import Counter

import pytest

from putright.accounts.models import Account
from putright.homes.models import Block, Home
from putright.people.models import Circumstance, ContactPoint, Household, Member, Person, Tenancy, Tenant
from putright.people.queries import circumstances_of, officer_of
from putright.people.relationships import relationships

pytestmark = pytest.mark.django_db

# What is told of and Christmas Eve come by themselves.
REPORTS = 0


def test_there_are_as_many_homes_as_were_asked_for_each_at_an_address_of_its_own(settled):
    assert (settled.homes, Home.objects.count()) == (1200, 1200)
    assert len({home.address for home in Home.objects.all()}) == 1200
    assert Home.objects.filter(block__isnull=False).count() > 400
    assert max(Block.objects.values_list("storeys", flat=True)) == 12
    flat = Home.objects.get(line="Flat 48, Larkfield House")
    assert (flat.floor, flat.storeys, flat.block.name) == (11, None, "Larkfield House")


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
    assert Home.objects.filter(households__isnull=True).exists(), "an empty home"


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
