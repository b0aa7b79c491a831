"""Writing a message: it is kept with what it says was done, in the same transaction, and sent afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from putright.accounts.models import Account, Role
from putright.deadlines import actions as deadlines
from putright.messages.carriers import carried
from putright.messages.choosing import choose
from putright.messages.models import Channel, Message
from putright.messages.templates import Words, words
from putright.people.models import ContactPoint, Person
from putright.record import actions as record
from putright.record.models import About, Audience

REACH_ANOTHER_WAY = "tasks.reach_another_way"


class WrongReader(ValueError):
    """Words for residents were to go to staff, or the other way round."""


@transaction.atomic
def write_to(
    *,
    person: Person,
    template: str,
    params: Mapping[str, object],
    about: About,
    by: str,
    at: datetime,
    channel: str | None = None,
    contact_point: ContactPoint | None = None,
    instead_of: Message | None = None,
) -> Message:
    """Write to a resident by the safe way that they prefer, and where there is none, set a task to reach them.

    A `channel` allows that one alone, a `contact_point` that very one. When `instead_of` another that did not arrive,
    no way that was tried already is tried again. The task is set as well when a person must ring or write by hand.
    """
    said = _words(template, "resident")
    points = person.contact_points.usable(at)
    if contact_point is not None:
        points = points.filter(pk=contact_point.pk)
    if instead_of is not None:
        points = points.exclude(pk__in=_tried(instead_of))
    point = choose(points, carried(), channel=channel)
    goes = point is not None and point.kind in carried()
    message = Message.objects.create(
        person=person,
        contact_point=point,
        channel=point.kind if point else Channel.SCREEN,
        template=template,
        params=said.kept(params),
        about_type=about.type,
        about_id=about.id,
        written_at=at,
        by=by,
        instead_of=instead_of,
        next_try_at=at if goes else None,
    )
    _record("messages.written", message, by=by, at=at)
    if not goes and said.good_for is None:
        deadlines.set_task(name=REACH_ANOTHER_WAY, about=about, by=by, at=at)
    return message


@transaction.atomic
def write_to_account(
    *, account: Account, template: str, params: Mapping[str, object], about: About, by: str, at: datetime
) -> Message:
    """Write to one member of staff, on their screen."""
    return _on_screen(template, params, about, by=by, at=at, account=account)


@transaction.atomic
def write_to_role(
    *, role: str, template: str, params: Mapping[str, object], about: About, by: str, at: datetime
) -> Message:
    """Write to whoever holds a role, on their screens."""
    return _on_screen(template, params, about, by=by, at=at, role=Role.Name(role).value)


@transaction.atomic
def mark_as_read(*, message: Message, by: str, at: datetime) -> bool:
    """Keep that a message on screen has been read; whether it was now."""
    now = Message.objects.filter(pk=message.pk, channel=Channel.SCREEN, read_at__isnull=True).update(read_at=at)
    if now:
        _record("messages.read", message, by=by, at=at)
    return bool(now)


def _words(template: str, to: str) -> Words:
    said = words(template)
    if said.to != to:
        raise WrongReader(f"{template} is written to {said.to}, and was to be sent to {to}.")
    return said


def _on_screen(
    template: str,
    params: Mapping[str, object],
    about: About,
    *,
    by: str,
    at: datetime,
    account: Account | None = None,
    role: str = "",
) -> Message:
    message = Message.objects.create(
        account=account,
        role=role,
        channel=Channel.SCREEN,
        template=template,
        params=_words(template, "staff").kept(params),
        about_type=about.type,
        about_id=about.id,
        written_at=at,
        by=by,
    )
    _record("messages.written", message, by=by, at=at)
    return message


def _tried(message: Message) -> list[int]:
    """The contact points of a message and of those before it that did not arrive."""
    tried: list[int] = []
    before: Message | None = message
    while before is not None:
        tried += [before.contact_point_id] if before.contact_point_id else []
        before = before.instead_of
    return tried


def _record(name: str, message: Message, *, by: str, at: datetime) -> None:
    """A line about what the message is about. One about what staff were told is for staff."""
    to_staff = message.person_id is None
    record.write(
        name,
        by=by,
        at=at,
        about=About(message.about_type, message.about_id),
        audience=Audience.STAFF if to_staff else Audience.RESIDENT,
        why_staff_only="It says what staff are reminded of, and nothing more." if to_staff else None,
        message=message.pk,
        template=message.template,
        channel=message.channel,
    )
