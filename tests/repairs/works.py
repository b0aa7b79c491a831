"""Works to test with: our own team and another, who works for them, a few rates, and orders of a report."""

from datetime import date, timedelta

from putright.accounts.models import Account
from putright.contractors import actions as contractors
from putright.contractors.models import Contractor
from tests.hazards.a_street import LONG_AGO, NOW

BY = {"by": "demo", "at": NOW}
KEYS = iter(range(10**9))


def team(name="Larkfield’s own team", trades=("damp", "plumbing", "general"), *, is_own_team=True, since=LONG_AGO):
    """A contractor, or our own team."""
    return contractors.add_contractor(
        name=name, trades=trades, phone="01632 960 002", since=since, is_own_team=is_own_team, **BY
    )


def worker(of: Contractor, name="Dwayne Pritchett", *, since=LONG_AGO, role="operative"):
    """Somebody who does the work for them, with an account."""
    email = f"{name.split()[0].lower()}{next(KEYS)}@example.org"
    account = Account.objects.create_user(email=email, name=name, is_staff=True)
    account.roles.create(name=role, since=NOW - timedelta(days=900))
    contractors.add_worker(contractor=of, account=account, since=since, **BY)
    return account


def rate(code="DMP-04", pence=4_500, *, trade="damp", unit="square_metre", since=LONG_AGO, words="Wash down a wall"):
    """One of our rates."""
    return contractors.set_rate(code=code, words=words, trade=trade, unit=unit, price_pence=pence, since=since, **BY)


def limit(of: Contractor, pence=20_000, since=date(2026, 3, 4)):
    """The most that one of their orders may come to."""
    return contractors.set_spend_limit(contractor=of, most_pence=pence, since=since, **BY)


def key():
    """A key that no page was sent with before."""
    return f"k{next(KEYS):042}"


def wanted(**more):
    """What an order is told, besides its report and who does it."""
    return {
        "purpose": "put_right",
        "trade": "damp",
        "instruction": "Wash down the wall of the back bedroom.",
        "wanted_before": NOW + timedelta(days=5),
        "sent_with": key(),
        "by": "PLANNER001",
        "at": NOW,
        **more,
    }
