"""Signing in with a code: asking for one, and answering it.

Whoever asks learns nothing from it. The same is done for an address that we know as for one we do not, in the
database too; and a code that went nowhere has no right answer. A contact point lets somebody in only if it is safe,
it is theirs alone, and they do not work here: staff come in by a password and a second factor.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from putright.accounts import actions as accounts
from putright.accounts.models import Account
from putright.people.actions.person import confirm_contact_point, tie_account
from putright.people.contact import digits
from putright.people.models import ContactPoint, Person, SignInCode
from putright.people.models.sign_in import MOST_TRIES
from putright.record import actions as record

HOLDS_FOR = timedelta(minutes=10)
# Each code may be tried three times, so a guesser has a chance of one in 22,000 in a day.
MOST_CODES = ((timedelta(hours=1), 5), (timedelta(days=1), 15))
KEPT_FOR = timedelta(days=2)
LENGTH = 6
Send = Callable[[ContactPoint, str], None]


class AskedTooOften(Exception):
    """So many codes were asked for that no more are sent for now."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of an answer: whose account it opens, or how many tries are left. None left: ask for a new code."""

    account: Account | None = None
    tries_left: int = 0


@transaction.atomic
def ask_for_code(*, kind: str, value: str, send: Send, by: str, at: datetime) -> str:
    """Send a code to a contact point, if it is somebody's alone, and give the key with which to answer.

    `send` is given the contact point and the code, in this transaction. Raises AskedTooOften.
    """
    asked_of = _sealed("asked of", f"{kind}:{value}")
    _check_how_often(asked_of, at)
    code = f"{secrets.randbelow(10**LENGTH):0{LENGTH}}"
    key = secrets.token_urlsafe(32)
    point = _point_of_one(kind, value, at)
    SignInCode.objects.create(key=key, contact_point=point, asked_of=asked_of, code=_sealed(key, code), asked_at=at)
    # Where there is nobody to send it to, the same is done for somebody else and taken back, so that the one takes
    # as long as the other.
    somebody = ContactPoint.objects.filter(kind=kind).select_related("person").order_by("pk").first()
    if (to := point or somebody) is not None:
        with transaction.atomic():
            record.write("people.code_asked_for", by=by, at=at, about=to.person, contact_point=to.pk)
            send(to, code)
            if point is None:
                transaction.set_rollback(True)
    return key


@transaction.atomic
def answer_code(*, key: str, code: str, by: str, at: datetime) -> Answer:
    """Answer a code, and open an account with the first right one."""
    asked = SignInCode.objects.select_for_update().filter(key=key).first()
    if asked is None or asked.answered_at or asked.tries >= MOST_TRIES or at >= asked.asked_at + HOLDS_FOR:
        return Answer()
    asked.tries += 1
    is_right = constant_time_compare(asked.code, _sealed(key, digits(code)))
    point = _still_theirs(asked.contact_point, at) if is_right else None
    if point is None:
        asked.save(update_fields=["tries"])
        return Answer(tries_left=MOST_TRIES - asked.tries)
    asked.answered_at = at
    asked.save(update_fields=["tries", "answered_at"])
    account = _account_of(point.person, by=by, at=at)
    confirm_contact_point(contact_point=point, by=account.code, at=at)
    record.write("people.signed_in", by=account.code, at=at, about=point.person, contact_point=point.pk)
    return Answer(account=account)


@transaction.atomic
def forget_codes(*, by: str, at: datetime) -> int:
    """Take away the codes that have long been over."""
    return SignInCode.objects.filter(asked_at__lt=at - KEPT_FOR).delete()[0]


def _check_how_often(asked_of: str, at: datetime) -> None:
    """Refuse more codes for one address than anybody needs; those who ask at once are looked at in turn."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [asked_of])
    for within, most in MOST_CODES:
        if SignInCode.objects.filter(asked_of=asked_of, asked_at__gt=at - within).count() >= most:
            raise AskedTooOften


def _point_of_one(kind: str, value: str, at: datetime) -> ContactPoint | None:
    """The contact point, where it may let somebody in: safe, one person's and no other's, and not a colleague's."""
    found = ContactPoint.objects.usable(at).filter(kind=kind, value=value).select_related("person__account")
    points = list(found[:20])
    if len({point.person_id for point in points}) != 1 or not all(point.is_safe for point in points):
        return None
    account = points[0].person.account
    return None if account and (account.is_staff or not account.is_active) else points[0]


def _still_theirs(point: ContactPoint | None, at: datetime) -> ContactPoint | None:
    """The same, asked again: much can happen in ten minutes."""
    return _point_of_one(point.kind, point.value, at) if point else None


def _account_of(person: Person, *, by: str, at: datetime) -> Account:
    """Their account, opened now if they have none. Two answers at once open one."""
    locked = Person.objects.select_for_update().get(pk=person.pk)
    if locked.account is not None:
        return locked.account
    account = accounts.open_account(by=by, at=at)
    tie_account(person=locked, account=account, by=by, at=at)
    return account


def _sealed(salt: str, words: str) -> str:
    """What can be compared and not read."""
    return salted_hmac(f"putright.people.sign_in {salt}", words, algorithm="sha256").hexdigest()
