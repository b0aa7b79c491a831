"""An invented street to test with: a home, who lives there, its tenancy, an officer, and reports about it."""

from datetime import UTC, date, datetime, timedelta

from putright.accounts.models import Account, Role
from putright.homes.models import Home
from putright.people.models import ContactPoint, Household, Member, Patch, Person, Tenancy, Tenant
from putright.repairs import actions as repairs

# A Wednesday with no bank holiday near, in the first phase of the law: the record refuses what is still to come.
NOW = datetime(2026, 3, 4, 10, tzinfo=UTC)
LONG_AGO = date(2020, 1, 1)
LSOA = "E01000001"
MOULD = {"what": {"chosen": ["mould"]}, "own_words": {"words": "There is mould in my son's room."}}
DOOR = {"what": {"chosen": ["kitchen"]}, "own_words": {"words": "A cupboard door hangs."}}
GAS = {"danger": {"chosen": ["gas"]}, "reach": {"phone": "07700 900123"}}


def home(line="12", *, lsoa=LSOA, postcode="WX1 2AB", street="Rose Street"):
    return Home.objects.create(
        line=line, street=street, town="Wexcombe", postcode=postcode, lsoa=lsoa, archetype="terrace"
    )


def family(home, *, agreement="tenancy", name="Amina Okafor", phone="+447700900123"):
    person = Person.objects.create(name=name)
    ContactPoint.objects.create(
        person=person, kind="text", value=phone, is_preferred=True, since=datetime(2020, 1, 1, tzinfo=UTC)
    )
    household = Household.objects.create(home=home, since=LONG_AGO)
    Member.objects.create(household=household, person=person, since=LONG_AGO)
    tenancy = Tenancy.objects.create(home=home, agreement=agreement, since=LONG_AGO)
    Tenant.objects.create(tenancy=tenancy, person=person, since=LONG_AGO)
    return person


def officer(name="Priya Nair, housing officer", role="housing_officer", *, lsoas=(LSOA,)):
    account = Account.objects.create(name=name, is_staff=True)
    Role.objects.create(account=account, name=role, since=datetime(2020, 1, 1, tzinfo=UTC))
    if lsoas:
        Patch.objects.create(account=account, name="North", lsoas=list(lsoas), since=LONG_AGO)
    return account


def draft(answers, *, home=None, person=None, taken_by=None, at=NOW, channel="online"):
    begun = repairs.begin(channel=channel, home=home, person=person, taken_by=taken_by, by="resident", at=at)
    for question, value in answers.items():
        begun = repairs.keep_answer(key=begun.key, question=question, value=value, by="resident", at=at)
    return begun


def later(**time):
    return NOW + timedelta(**time)
