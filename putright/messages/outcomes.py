"""What came of a try: kept with it; and when a message did not arrive, another way is tried and a person is told."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from putright.deadlines import actions as deadlines
from putright.deadlines.promises import promised
from putright.messages import actions
from putright.messages.carriers import Answer, CannotArrive, CannotBeSaid, TryLater, Whereabouts
from putright.messages.fields import one_line_name
from putright.messages.models import Message, Try
from putright.messages.saying import said
from putright.messages.templates import words
from putright.record import actions as record
from putright.record.models import About

BY = "watch"
# How long until it is tried again: after the first try, the second, and so on. After the last it has failed.
WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
MOST_TRIES = len(WAITS) + 1
# A carrier is asked soon, and then less and less often, for as long as it keeps the answer.
FIRST_ASKED = timedelta(minutes=5)
LAST_ASKED = timedelta(days=7)


@transaction.atomic
def accepted(attempt: Try, *, hears_more: bool, at: datetime) -> bool:
    """The carrier has it. False when somebody else has taken the message over in the meantime."""
    if not _ended(attempt, Try.Outcome.ACCEPTED, at, ask_at=at + FIRST_ASKED if hears_more else None):
        return False
    Message.objects.filter(pk=attempt.message_id).update(next_try_at=None)
    _hide_secrets(attempt)
    return True


@transaction.atomic
def later(attempt: Try, why: TryLater, *, at: datetime) -> None:
    """It did not go, and is tried again after a while; after the last try, it has failed."""
    if attempt.number > len(WAITS):
        failed(attempt, CannotArrive(why.why), at=at)
        return
    outcome = Try.Outcome.UNKNOWN if why.may_have_gone else Try.Outcome.LATER
    if _ended(attempt, outcome, at, why=why.why):
        Message.objects.filter(pk=attempt.message_id).update(next_try_at=at + WAITS[attempt.number - 1])


@transaction.atomic
def failed(attempt: Try, why: CannotArrive, *, at: datetime) -> None:
    """It will not arrive there: another way is tried, and whoever reaches people by hand is set to it."""
    if not _ended(attempt, Try.Outcome.FAILED, at, why=why.why):
        return
    if isinstance(why, CannotBeSaid):
        _tell(_gone_nowhere(attempt, at), at, goes_another_way=False)
    else:
        _hide_secrets(attempt)
        _did_not_arrive(attempt, at)


@transaction.atomic
def answered(attempt: Try, answer: Answer, *, at: datetime) -> bool:
    """What the carrier says of a message it had taken; whether that is the last we need to hear."""
    taken = Try.objects.filter(pk=attempt.pk, outcome=Try.Outcome.ACCEPTED)
    if answer.is_at == Whereabouts.STILL_GOING and at < attempt.began_at + LAST_ASKED:
        taken.update(ask_at=at + max(FIRST_ASKED, (at - attempt.began_at) / 2))
        return False
    if answer.is_at == Whereabouts.DELIVERED:
        taken.update(outcome=Try.Outcome.DELIVERED, ask_at=None)
    elif answer.is_at != Whereabouts.FAILED:
        taken.update(ask_at=None, why="The carrier does not know what became of it.")
    elif taken.update(outcome=Try.Outcome.FAILED, ask_at=None, why=answer.why):
        _did_not_arrive(attempt, at)
    return True


def _ended(attempt: Try, outcome: Try.Outcome, at: datetime, *, why: str = "", ask_at: datetime | None = None) -> bool:
    """End a try, once. False when whoever claimed the message after us has called it unknown already."""
    running = Try.objects.filter(pk=attempt.pk, ended_at__isnull=True)
    longest = Try._meta.get_field("why").max_length
    return bool(running.update(outcome=outcome, ended_at=at, why=why[:longest], ask_at=ask_at))


def _hide_secrets(attempt: Try) -> None:
    """A code to sign in with is nobody's to read once it has gone."""
    message, template = attempt.message, words(attempt.message.template)
    hidden = template.masked(message.params)
    if hidden == message.params:
        return
    message.params = hidden
    message.save(update_fields=["params"])
    if attempt.body:
        Try.objects.filter(message=message).update(body=said(message).body)


def _did_not_arrive(attempt: Try, at: datetime) -> None:
    """Try another way, and tell a person, who makes sure of it whatever comes of that."""
    message = _gone_nowhere(attempt, at)
    # What is good for minutes only, such as a code, was asked for by somebody who will ask again.
    if words(message.template).good_for is not None or message.person is None:
        return
    other = actions.write_to(
        person=message.person,
        template=message.template,
        params=message.params,
        about=About(message.about_type, message.about_id),
        by=BY,
        at=at,
        instead_of=message,
    )
    _tell(message, at, goes_another_way=other.next_try_at is not None)


def _gone_nowhere(attempt: Try, at: datetime) -> Message:
    """Write in the record that a message did not arrive, and try it no more."""
    message = Message.objects.select_related("person").get(pk=attempt.message_id)
    Message.objects.filter(pk=message.pk).update(next_try_at=None)
    about = About(message.about_type, message.about_id)
    record.write("messages.did_not_arrive", by=BY, at=at, about=about, message=message.pk, channel=message.channel)
    return message


def _tell(message: Message, at: datetime, *, goes_another_way: bool) -> None:
    """Set the task of reaching them, and say so on the screens of whoever does that."""
    about = About(message.about_type, message.about_id)
    deadlines.set_task(name=actions.REACH_ANOTHER_WAY, about=about, by=BY, at=at)
    actions.write_to_role(
        role=promised(actions.REACH_ANOTHER_WAY).role,
        template="message_failed",
        params={
            "who": one_line_name(message.person.called) if message.person else "",
            "channel": message.channel,
            "goes_another_way": "yes" if goes_another_way else "no",
        },
        about=about,
        by=BY,
        at=at,
    )
