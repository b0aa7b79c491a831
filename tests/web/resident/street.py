"""A landlord, an officer and two homes of the tests of residents' pages; and a browser that tells a report."""

import re
from datetime import UTC, date, datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from putright.accounts.models import Account
from putright.homes.actions import add_home, set_landlord
from putright.people import actions as people
from tests.web.pages import Page

NOW = datetime.now(UTC)
LONG_AGO = NOW - timedelta(days=400)
BY = {"by": "demo", "at": LONG_AGO}
LSOA = "E01000001"

MOULD = {
    "danger": {"danger": "none"},
    "address": {"address-lines": "12 Rose Street", "address-postcode": "ZZ1 2AB"},
    "room": {"room": "childs_bedroom"},
    "what": {"what": ["mould", "damp"]},
    "own_words": {"own_words": "There's mould in my son's room. It smells."},
    "how_much": {"how_much": "more_rooms"},
    "since": {"since": "months"},
    "told": {"told": "first_time"},
    "household": {"household": ["under_18", "breathing"]},
    "unwell": {"unwell": "unwell", "unwell-words": "My son has asthma, and it is worse."},
    "needs": {"needs": "text"},
    "visits": {"visits": ["monday-morning", "friday-afternoon"]},
    "photos": {"then": "go"},
    "reach": {"reach-name": "Amina Yusuf", "reach-phone": "07700 900123", "reach": "safe_text"},
}


def landlord():
    return set_landlord(
        name="Larkfield Homes",
        phone="01632 960001",
        emergency_phone="01632 960999",
        phone_hours="8am to 6pm, Monday to Friday",
        email="hello@larkfield.example",
        address="1 Larkfield Way\nWexcombe",
        is_demo=True,
        **BY,
    )


def home(line="12", **more):
    told = {"line": line, "street": "Rose Street", "town": "Wexcombe", "postcode": "ZZ1 2AB", "lsoa": LSOA}
    return add_home(**told, archetype="terrace", landlord_repairs=["structure", "heating"], **more, **BY)


def officer(name="Priya Nair, housing officer"):
    account = Account.objects.create_user(email="priya@larkfield.example", name=name, is_staff=True)
    account.roles.create(name="housing_officer", since=LONG_AGO)
    people.give_patch(account=account, name="Roses", lsoas=[LSOA], since=LONG_AGO.date(), **BY)
    return account


def tenant(where, name="Amina Yusuf", number="07700 900123", **more):
    """Somebody with an account, who is the tenant of a home and lives there, and is reached by text."""
    person = people.add_person(name=name, **more, **BY)
    people.add_contact_point(person=person, kind="text", value=number, is_preferred=True, **BY)
    person.account = Account.objects.create_user(name="")
    person.save()
    if where:
        people.begin_tenancy(home=where, agreement="tenancy", tenants=[person], since=date(2020, 1, 1), **BY)
        people.move_in(home=where, people=[person], since=date(2020, 1, 1), **BY)
    return person


def page_of(response):
    return Page(response.content.decode())


def answer(client, address, data=None, *, follow=False):
    """Fill in the form of a page and send it."""
    shown = page_of(client.get(address))
    hidden = {
        one["name"]: one["value"] for one in shown.all("input", type="hidden") if one["name"] in ("key", "line", "then")
    }
    return client.post(address.partition("?")[0], {**hidden, **(data or {})}, follow=follow)


def tell(client, answers=None, *, until=None):
    """Go through the questions as they come, from the first, and send what was told; the last answer's response."""
    told = {**MOULD, **(answers or {})}
    response = answer(client, "/report", told["danger"])
    while True:
        assert response.status_code == 302, (response.status_code, response.content.decode()[:3000])
        where = response["Location"]
        key = where.rpartition("/")[2].partition("?")[0]
        if key == until or where.startswith("/reports/") or key == "sent":
            return response
        if key == "emergency":
            page = page_of(client.get(where))
            forms = [form["action"] for form in page.all("form") if form["action"].startswith("/report/")]
            key = forms[0].rpartition("/")[2] if forms else "sent"
            if key == until or not forms:
                return response
            response = client.post(forms[0], told.get(key, {}))
            continue
        response = answer(client, where, told.get(key, {}))


def reference_on(page):
    """The reference that a page shows."""
    return re.search(r"\b[0-9A-Z]{5}-[0-9A-Z]{5}\b", page.text)[0].replace("-", "")


def file(name, data):
    """A file to send."""
    return SimpleUploadedFile(name, data)
