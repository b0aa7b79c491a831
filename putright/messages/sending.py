"""Sending what waits, and asking whether it arrived. It may be stopped at any point, and run twice at once.

A try is written down before a carrier is called, so a sender that is killed leaves a try without an end. The message
waits again when its lease is up; whoever claims it then calls that try unknown, and asks the carrier, by the message's
own reference, whether it has it already. Where a carrier can say, no message goes twice. A mail server cannot: there
one may go twice, with the same Message-ID, and the try that is unknown shows it.
"""

from __future__ import annotations

import logging
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import DateTimeField, Value
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Greatest

from putright.homes.models import Landlord
from putright.messages import outcomes
from putright.messages.carriers import (
    Answer,
    CannotArrive,
    CannotBeSaid,
    Carrier,
    Outgoing,
    TryLater,
    Whereabouts,
    carrier,
)
from putright.messages.fields import WrongFields, one_line
from putright.messages.models import Message, Try
from putright.messages.saying import NoLandlord, said
from putright.messages.templates import NoSuchTemplate, Said, words
from putright.record.models import ClockTimestamp

logger = logging.getLogger(__name__)

# Far longer than any carrier is waited for, so only a sender that has died loses what it claimed.
LEASE = timedelta(minutes=10)
LONGEST_ENVELOPE_NAME = 100


@dataclass(frozen=True, slots=True)
class _Claim:
    """A message that is ours to send, and the try that says so."""

    attempt: Try
    outgoing: Outgoing
    # It has been tried before, so the carrier may have it.
    was_tried: bool


def send_waiting(*, at: datetime, most: int = 100) -> int:
    """Send the messages that wait; how many were handed over. When the carrier cannot, the rest wait."""
    handed_over = 0
    with closing(carrier()) as ours:
        for _ in range(most):
            try:
                found, claim = _claim(ours, at)
            except NoLandlord as why:
                logger.warning("%s", why)
                break
            if not found:
                break
            if claim is None:
                continue
            try:
                _hand_over(ours, claim)
            except TryLater as why:
                outcomes.later(claim.attempt, why, at=at)
                if why.everyone:
                    break
            except CannotArrive as why:
                outcomes.failed(claim.attempt, why, at=at)
            else:
                handed_over += outcomes.accepted(claim.attempt, hears_more=ours.hears_more, at=at)
    return handed_over


def ask_after(*, at: datetime, most: int = 100) -> int:
    """Ask the carrier what became of messages it took; of how many it is now known."""
    known = 0
    with closing(carrier()) as ours:
        for _ in range(most):
            attempt = _to_ask_after(ours, at)
            if attempt is None:
                break
            try:
                answer = ours.ask(attempt.carrier_reference)
            except TryLater:
                # It is asked again when its lease is up.
                break
            known += outcomes.answered(attempt, answer, at=at)
    return known


@transaction.atomic(durable=True)
def _claim(ours: Carrier, at: datetime) -> tuple[bool, _Claim | None]:
    """Claim the next message that waits: whether there was one, and the claim, if there is anything left to send."""
    waiting = Message.objects.waiting().filter(next_try_at__lte=at).order_by("next_try_at", "id")
    locked = waiting.select_for_update(skip_locked=True, of=("self",))
    message = locked.select_related("person", "contact_point").first()
    if message is None:
        return False, None
    last = message.tries.order_by("-number").first()
    if last and last.ended_at is None:
        last.outcome, last.ended_at, last.why = Try.Outcome.UNKNOWN, at, "We were cut off in the middle of it."
        last.save(update_fields=["outcome", "ended_at", "why"])
    attempt = Try(
        message=message,
        number=last.number + 1 if last else 1,
        began_at=at,
        carrier=ours.name,
        # Random, and the same each time: an id of ours would be another message's in a copy of this database.
        carrier_reference=last.carrier_reference if last else uuid4().hex,
    )
    try:
        as_said = _checked(message, ours, at)
    except CannotArrive as why:
        attempt.save()
        outcomes.failed(attempt, why, at=at)
        return True, None
    attempt.subject, attempt.body = as_said.subject, as_said.body
    attempt.save()
    Message.objects.filter(pk=message.pk).update(next_try_at=_leased(at))
    return True, _Claim(attempt, _outgoing(message, attempt), was_tried=last is not None)


def _checked(message: Message, ours: Carrier, at: datetime) -> Said:
    """What is sent, if it may still be sent at all. Raises CannotArrive: it was safe to write, and is not any more."""
    try:
        good_for, as_said = words(message.template).good_for, said(message, Landlord.objects.first())
    except (WrongFields, NoSuchTemplate) as why:
        raise CannotBeSaid(str(why)) from None
    point = message.contact_point
    if point is None or not point.is_safe or (point.until is not None and point.until <= at):
        raise CannotArrive("That way to reach them was ended before it could be used.")
    if message.channel not in ours.carries:
        raise CannotArrive(f"Nobody carries a {message.channel} for us.")
    if good_for is not None and message.written_at + good_for <= at:
        raise CannotArrive("It is too old to be of any use.")
    return as_said


def _outgoing(message: Message, attempt: Try) -> Outgoing:
    assert message.contact_point and message.person
    return Outgoing(
        reference=attempt.carrier_reference,
        channel=message.channel,
        to=message.contact_point.value,
        name=one_line(message.person.name)[:LONGEST_ENVELOPE_NAME],
        subject=attempt.subject,
        body=attempt.body,
    )


def _hand_over(ours: Carrier, claim: _Claim) -> None:
    """Send it, unless it was tried before and the carrier has it."""
    answer = ours.ask(claim.outgoing.reference) if claim.was_tried else Answer(Whereabouts.NOT_THERE)
    if answer.is_at in (Whereabouts.STILL_GOING, Whereabouts.DELIVERED):
        return
    if answer.is_at == Whereabouts.FAILED:
        raise CannotArrive(answer.why)
    if claim.attempt.number > outcomes.MOST_TRIES:
        raise CannotArrive(f"It was tried {outcomes.MOST_TRIES} times.")
    ours.send(claim.outgoing)


@transaction.atomic(durable=True)
def _to_ask_after(ours: Carrier, at: datetime) -> Try | None:
    """Claim the next try to ask after, which nobody else then asks after at the same time."""
    due = Try.objects.filter(ask_at__lte=at, carrier=ours.name).order_by("ask_at", "id")
    attempt = due.select_for_update(skip_locked=True).first()
    if attempt is not None:
        Try.objects.filter(pk=attempt.pk).update(ask_at=_leased(at))
    return attempt


def _leased(at: datetime) -> CombinedExpression:
    """Until when a claim holds, by the database's clock where that is ahead of the moment we were told."""
    return Greatest(Value(at, output_field=DateTimeField()), ClockTimestamp()) + Value(LEASE)
