"""Who works here, and as what."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Prefetch, QuerySet

from putright.accounts.models import Account, Role


def holding(role: str, at: datetime) -> QuerySet[Account]:
    """The accounts that hold a role at a moment, by name."""
    held = Role.objects.held(at).filter(name=role)
    return Account.objects.filter(is_active=True, pk__in=held.values("account")).order_by("name", "pk")


def staff(at: datetime) -> QuerySet[Account]:
    """Everyone who works here, by name, each with `roles_now`."""
    held = Prefetch("roles", Role.objects.held(at).order_by("name"), to_attr="roles_now")
    return Account.objects.filter(is_active=True, is_staff=True).order_by("name", "pk").prefetch_related(held)


def member_of_staff(email: str) -> Account | None:
    """Whoever works here and signs in with this email address."""
    return Account.objects.filter(is_active=True, is_staff=True, email=email.strip().lower()).first()
