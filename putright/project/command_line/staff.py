"""`putright staff`: who works here and as what; lets the first administrator in, and whoever lost what lets them in."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from putright.project import CannotStart
from putright.project.command_line import Refused
from putright.project.ending import ToldToStop, end_in_order
from putright.project.environment import home
from putright.project.postgres import database

if TYPE_CHECKING:
    from putright.accounts.models import Account

BY = "command_line"
WHERE = "http://localhost:8000"


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Says who works here, lets somebody in, gives and ends roles, and lets them out again. Whoever may run this on "
        "the server's own machine may do so; each time is written in the record."
    )
    does = command.add_subparsers(dest="does", metavar="what", required=True)
    does.add_parser("list", help="who works here, and in which roles")
    add = does.add_parser("add", help="let somebody in, or give them one more role")
    add.add_argument("email")
    add.add_argument("--name", default="", help="what residents and colleagues call them, such as 'Priya Nair'")
    add.add_argument("--role", action="append", required=True, help="such as administrator; may be given again")
    link = does.add_parser("link", help="make a link with which to choose a new password; the old one stops working")
    link.add_argument("email")
    link.add_argument("--lost-device", action="store_true", help="they lost their app or passkey too")
    for one in (add, link):
        one.add_argument("--at", default=WHERE, metavar="ADDRESS", help=f"where Putright is; {WHERE} unless given")
    end = does.add_parser("end", help="let somebody out: they are signed out at once and all their roles end")
    end.add_argument("email")
    end.add_argument("--role", help="end this role alone, and leave them in")


def run(options: argparse.Namespace) -> int:
    end_in_order()
    try:
        with database(home(), lambda sentence: print(sentence, file=sys.stderr, flush=True)) as where:
            _begin(where.application_url)
            return {"list": _list, "add": _add, "link": _link, "end": _end}[options.does](options)
    except ToldToStop as told:
        return told.exit_status
    except CannotStart as why:
        raise Refused(str(why)) from why


def _begin(url: str) -> None:
    """Let Django find its settings and the database."""
    os.environ.update(DATABASE_URL=url, DJANGO_SETTINGS_MODULE="putright.project.settings")
    import django
    from django.db import connection

    django.setup()
    if "accounts_account" not in connection.introspection.table_names():
        raise Refused("There are no accounts in this database yet. Start Putright once with script/server.")


def _list(options: argparse.Namespace) -> int:
    from putright.accounts.queries import staff

    everyone = list(staff(datetime.now(UTC)))
    for account in everyone:
        roles = ", ".join(role.name for role in account.roles_now) or "no role now"  # type: ignore[attr-defined]
        print(f"{account.email}  {account.name}  ({roles})")
    if not everyone:
        print("Nobody works here yet. Let in the first: putright staff add you@example.org --name 'Your Name' "
              "--role administrator")  # fmt: skip
    return 0


def _add(options: argparse.Namespace) -> int:
    from django.db import transaction

    from putright.accounts import actions
    from putright.accounts.queries import member_of_staff

    now = datetime.now(UTC)
    known = member_of_staff(options.email)
    with transaction.atomic():
        account = known or actions.open_account(by=BY, at=now, email=options.email, name=options.name, is_staff=True)
        for role in options.role:
            actions.give_role(account=account, name=role, by=BY, at=now)
    print(f"{account.name} is in as: {', '.join(options.role)}.")
    if known is None:
        _print_link(account, options.at)
    return 0


def _link(options: argparse.Namespace) -> int:
    from putright.accounts import actions

    account = _member(options.email)
    actions.begin_again(account=account, forget_second_factor=options.lost_device, by=BY, at=datetime.now(UTC))
    _print_link(account, options.at)
    return 0


def _end(options: argparse.Namespace) -> int:
    from putright.accounts import actions

    account, now = _member(options.email), datetime.now(UTC)
    if options.role is None:
        actions.end_account(account=account, by=BY, at=now)
        print(f"{account.name} is out. What they did stays in the record under {account.code}.")
        return 0
    role = account.roles.held(now).filter(name=options.role).first()
    if role is None:
        raise Refused(f"{account.name} does not hold the role {options.role}. See putright staff list.")
    actions.end_role(role=role, by=BY, at=now)
    print(f"{account.name} no longer holds the role {options.role}.")
    return 0


def _member(email: str) -> Account:
    from putright.accounts.queries import member_of_staff

    account = member_of_staff(email)
    if account is None:
        raise Refused(f"Nobody with the email address {email} works here. See putright staff list.")
    return account


def _print_link(account: Account, where: str) -> None:
    """Print the link that lets them choose a password, once and for a day. Nobody else should see it."""
    from allauth.account.utils import user_pk_to_url_str
    from django.contrib.auth.tokens import default_token_generator
    from django.urls import reverse

    parts = {"uidb36": user_pk_to_url_str(account), "key": default_token_generator.make_token(account)}
    link = reverse("account_reset_password_from_key", kwargs=parts)
    print(f"Give them this link, and nobody else. It works once, for a day:\n{where.rstrip('/')}{link}")
