"""Making Larkfield: whole or not at all, the same each time, and never where somebody real is."""

import pytest
from django.db import transaction

from putright.demo.making import NotHere, make
from putright.homes.actions import set_landlord
from putright.homes.models import Home, Landlord
from putright.people.models import Circumstance, ContactPoint, Member, Person
from putright.record.models import Line
from putright.repairs.models import Report

pytestmark = pytest.mark.django_db


def as_told():
    """What a person could see of homes and people, without what is random on purpose; each table by itself."""
    columns = {
        Home: ("uprn", "line", "street", "postcode", "epc", "bedrooms", "lsoa"),
        Person: ("name", "known_as", "born_on"),
        Member: ("since", "until"),
        Circumstance: ("kind", "since", "until"),
        ContactPoint: ("kind", "is_safe"),
        Report: ("received_at", "channel", "words"),
        Line: ("name", "happened_at", "about_type"),
    }
    told = {model: list(model.objects.order_by("id").values_list(*names)) for model, names in columns.items()}
    # What happened at one moment has no order: it is written together.
    told[Line].sort()
    return list(told.values())


def test_the_same_seed_makes_the_same_larkfield_and_another_makes_another(at):
    seen = []
    for seed in (1, 1, 2):
        with transaction.atomic():
            make(at=at, reports=0, seed=seed)
            seen.append(as_told())
            transaction.set_rollback(True)
    assert seen[0] == seen[1]
    assert all(seen[0]) and seen[0] != seen[2]


def test_more_homes_can_be_added_to_larkfield_and_those_there_stay(at):
    make(at=at, reports=0)
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


def test_a_year_that_breaks_off_leaves_nothing_behind(at, monkeypatch):
    from putright.demo.life.living import Year

    def breaks_off(self, progress):
        raise OSError("the disk is full")

    monkeypatch.setattr(Year, "live", breaks_off)
    with pytest.raises(OSError, match="full"):
        make(at=at)
    assert not Landlord.objects.exists() and not Home.objects.exists()
