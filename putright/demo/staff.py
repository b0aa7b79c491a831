"""Larkfield itself, and those who work for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from putright.accounts import actions as accounts
from putright.accounts.models import Account, Role
from putright.clocks.london import london_day
from putright.contractors import actions as contractors
from putright.demo.larkfield import Larkfield, email_of
from putright.demo.people import Lived
from putright.hazards.actions import write_criterion
from putright.hazards.rules import RAISES_TO, rules
from putright.homes import actions as homes
from putright.people.models import Patch

BY = "demo"
# How long before today everybody had their role.
SINCE = timedelta(days=3 * 365)


@dataclass(frozen=True)
class Larkfielders:
    """Those who work for Larkfield, by their e-mail before its @."""

    told: Larkfield
    accounts: Mapping[str, Account]

    def holding(self, role: str) -> list[Account]:
        """Those who hold a role, in the order of the file."""
        return [self.accounts[each.email] for each in self.told.staff if each.role == role]

    @cached_property
    def at_the_desk(self) -> list[Account]:
        """Those who answer."""
        return self.holding(Role.Name.CONTACT_CENTRE)

    @cached_property
    def surveyors(self) -> list[Account]:
        """Those who look at hazards."""
        return self.holding(Role.Name.SURVEYOR)

    def officer(self, lived: Lived) -> Account:
        """Whose patch a home is in."""
        return next(self.accounts[each.email] for each in self.told.staff if lived.home.lsoa in each.lsoas)


def open_landlord(told: Larkfield, at: datetime) -> Larkfielders:
    """Larkfield, marked as invented, and its staff by their e-mail before its @. No password opens their accounts."""
    since = at - SINCE
    homes.set_landlord(by=BY, at=since, **told.landlord, is_demo=True)
    for is_class in RAISES_TO:
        words = rules().criteria[is_class]
        write_criterion(is_class=is_class, words=words, since=london_day(since), by=BY, at=since)
    hired = {}
    for each in told.staff:
        account = accounts.open_account(by=BY, at=since, email=email_of(each.email), name=each.name, is_staff=True)
        accounts.give_role(account=account, name=each.role, by=BY, at=since)
        if each.lsoas:
            Patch.objects.create(account=account, name=each.patch, lsoas=list(each.lsoas), since=london_day(since))
        hired[each.email] = account
    people = Larkfielders(told, hired)
    _open_team(told.works, people.holding(Role.Name.OPERATIVE), since)
    return people


def _open_team(works: Mapping[str, Any], operatives: Iterable[Account], since: datetime) -> None:
    """Larkfield's own team with those who do the works, its schedule of rates, and what one order may come to."""
    day = london_day(since)
    told = {name: works[name] for name in ("name", "phone", "trades")}
    team = contractors.add_contractor(**told, is_own_team=True, since=day, by=BY, at=since)
    for account in operatives:
        contractors.add_worker(contractor=team, account=account, since=day, by=BY, at=since)
    for rate in works["rates"]:
        contractors.set_rate(**rate, since=day, by=BY, at=since)
    contractors.set_spend_limit(contractor=team, most_pence=works["most_pence"], since=day, by=BY, at=since)
