"""Signing in for a test, as somebody who has shown all they must show."""

from __future__ import annotations

from datetime import UTC, datetime

from putright.accounts import actions as accounts
from putright.accounts.models import Account
from putright.accounts.second_factor import keep_as_shown
from putright.people import actions as people

PAST = datetime(2026, 1, 5, 9, tzinfo=UTC)
TEST = {"by": "test", "at": PAST}


def colleague(*roles: str, email: str = "priya@example.org", name: str = "Priya Nair") -> Account:
    """A member of staff in these roles."""
    account = accounts.open_account(email=email, name=name, is_staff=True, **TEST)
    for role in roles:
        accounts.give_role(account=account, name=role, **TEST)
    return account


def resident(name: str = "Ruth Bell"):
    """Somebody who lives in one of our homes and can sign in, with who they are."""
    account = accounts.open_account(**TEST)
    person = people.add_person(name=name, **TEST)
    people.tie_account(person=person, account=account, **TEST)
    return account, person


def sign_in(client, account: Account):
    """Let a test's client in, past the second factor."""
    client.force_login(account)
    session = client.session
    keep_as_shown(session)
    session.save()
    return client
