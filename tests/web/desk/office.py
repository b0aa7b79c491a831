"""The people of the desk to test with, signed in; and reports as they come to them."""

from datetime import UTC, datetime, timedelta

from django.test import Client

from putright.accounts.models import Account
from putright.accounts.second_factor import keep_as_shown
from putright.hazards.actions import receive
from putright.people.queries import home_of
from putright.repairs import actions as repairs
from tests.web.pages import Page
from tests.web.resident import street

NOW = datetime.now(UTC)
MOULD = {
    "danger": {"chosen": ["none"]},
    "room": {"chosen": ["childs_bedroom"]},
    "what": {"chosen": ["mould"]},
    "own_words": {"words": "There's mould in my son's room, and he coughs at night."},
    "household": {"chosen": ["under_5", "breathing"]},
    "unwell": {"chosen": ["unwell"], "words": "My son has asthma."},
}
DOOR = {"what": {"chosen": ["kitchen"]}, "own_words": {"words": "A cupboard door hangs."}}
GAS = {"danger": {"chosen": ["gas"]}, "reach": {"phone": "07700 900555"}}


def hours_ago(hours):
    return datetime.now(UTC) - timedelta(hours=hours)


def member(role, name="", **more):
    """Somebody who works here, in one role: one for each name."""
    there = Account.objects.filter(name=name or role, is_staff=True, roles__name=role).first()
    if there:
        return there
    email = f"{'.'.join((name or role).lower().split()[:2]).strip(',')}.{role}@larkfield.example"
    account = Account.objects.create_user(email=email, name=name or role, is_staff=True, **more)
    account.roles.create(name=role, since=street.LONG_AGO)
    return account


def signed_in(account, **options):
    """A browser in which somebody is signed in, with both their factors."""
    client = Client(**options)
    client.force_login(account)
    session = client.session
    keep_as_shown(session)
    session.save()
    return client


def told(person=None, answers=None, *, at=None, home=None, channel="online", **more):
    """A report, told at a moment."""
    at = at or datetime.now(UTC)
    where = home or (home_of(person, at.date()) if person else None)
    draft = repairs.begin(channel=channel, person=person, home=where, by="resident", at=at)
    for question, value in (answers or MOULD).items():
        draft = repairs.keep_answer(key=draft.key, question=question, value=value, by="resident", at=at)
    return receive(draft=draft, by="resident", at=at, **more)


def page_of(response):
    return Page(response.content.decode())


def boxes(page):
    """What a form on a page holds that nobody typed."""
    hidden = page.all("input", type="hidden")
    kept = ("key", "home", "seen", "view", "message", "kept_times")
    return {one["name"]: one["value"] for one in hidden if one["name"] in kept}


def send(client, address, data=None, **more):
    """Fill in the form of a page and send it."""
    shown = page_of(client.get(address))
    return client.post(address.partition("?")[0], {**boxes(shown), **(data or {})}, **more)


def when(moment):
    """A moment as the boxes of a form have it."""
    from putright.clocks.london import LONDON

    local = moment.astimezone(LONDON)
    return {"day-day": local.day, "day-month": local.month, "day-year": local.year, "time": f"{local:%H:%M}"}
