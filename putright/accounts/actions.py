"""Letting people in and out: accounts, the roles that staff hold, and starting again when a password is lost."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from putright.accounts.models import Account, Role
from putright.record import actions as record
from putright.record.models import About, Audience

LONGEST_NAME = 100
OF_STAFF: dict[str, Any] = {
    "audience": Audience.STAFF,
    "why_staff_only": "It is about how a member of staff signs in.",
}


class NotAllowed(ValueError):
    """Something about an account cannot be done; the message says why, and what to do."""


@transaction.atomic
def open_account(*, by: str, at: datetime, email: str | None = None, name: str = "", is_staff: bool = False) -> Account:
    """Open an account, which has no role and no password yet."""
    if is_staff:
        email, name = _email(email), _name(name)
    account = Account(email=email, name=name, is_staff=is_staff)
    account.set_unusable_password()
    account.save()
    _write("accounts.opened", account, by=by, at=at)
    return account


@transaction.atomic
def give_role(*, account: Account, name: str, by: str, at: datetime) -> Role:
    """Give a member of staff a role from now on; one that they hold already is left as it is."""
    if name not in Role.Name.values:
        raise NotAllowed(f"There is no role {name}. Choose one of: {', '.join(Role.Name.values)}.")
    if not account.is_staff or not account.is_active:
        raise NotAllowed(f"{account} does not work here, so cannot hold a role. Open an account for staff first.")
    role, is_new = Role.objects.get_or_create(account=account, name=name, until=None, defaults={"since": at})
    if is_new:
        _write("accounts.role_given", account, by=by, at=at, role=name)
    return role


@transaction.atomic
def end_role(*, role: Role, by: str, at: datetime) -> None:
    """End a role, from now on."""
    if role.until is None or role.until > at:
        _end(role, at)
        _write("accounts.role_ended", role.account, by=by, at=at, role=role.name)


@transaction.atomic
def end_account(*, account: Account, by: str, at: datetime) -> None:
    """End an account with every role it holds; whoever is signed in with it is out at their next click."""
    for role in account.roles.held(at):
        _end(role, at)
    account.is_active = False
    account.set_unusable_password()
    account.save(update_fields=["is_active", "password"])
    Authenticator.objects.filter(user=account).delete()
    _write("accounts.ended", account, by=by, at=at)


@transaction.atomic
def begin_again(*, account: Account, forget_second_factor: bool, by: str, at: datetime) -> None:
    """Take away a password that was lost, and the second factor with it where that was lost too."""
    if not account.is_staff or not account.is_active:
        raise NotAllowed(f"{account} does not sign in with a password.")
    account.set_unusable_password()
    account.save(update_fields=["password"])
    if forget_second_factor:
        Authenticator.objects.filter(user=account).delete()
    _write("accounts.began_again", account, by=by, at=at, forgot_second_factor=forget_second_factor)


def _end(role: Role, at: datetime) -> None:
    # A role that begins and ends in one moment was never held, which the table refuses to keep.
    if role.since >= at:
        role.delete()
        return
    role.until = at
    role.save(update_fields=["until"])


def _email(email: str | None) -> str:
    """An email address that staff can sign in with, and nobody has yet."""
    given = (email or "").strip().lower()
    try:
        validate_email(given)
    except ValidationError:
        raise NotAllowed(f"“{given}” is not an email address. Write it like priya.nair@example.org.") from None
    if Account.objects.filter(email=given).exists():
        raise NotAllowed(f"There is an account for {given} already.")
    return given


def _name(name: str) -> str:
    """What residents and colleagues read: who somebody is."""
    given = " ".join(name.split())
    if not given or len(given) > LONGEST_NAME or not given.isprintable():
        raise NotAllowed(f"Give a name of up to {LONGEST_NAME} characters, such as Priya Nair.")
    return given


def _write(name: str, account: Account, *, by: str, at: datetime, **detail: Any) -> None:
    kept_from = OF_STAFF if account.is_staff else {}
    record.write(name, by=by, at=at, about=About("accounts.account", account.code), **kept_from, **detail)
