"""What became of what was sent, in words for a timeline; and what a member of staff has to read."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, Q

from putright.accounts.models import Account
from putright.messages.fields import WrongFields, said_moment
from putright.messages.models import Channel, Message, Try
from putright.messages.saying import NoLandlord, about_in_words, said
from putright.messages.templates import NoSuchTemplate, Said
from putright.record.models import About

BY = {
    Channel.TEXT: "by text",
    Channel.EMAIL: "by email",
    Channel.LETTER: "by letter",
    Channel.PHONE: "by phone",
    Channel.SCREEN: "on screen",
}
# More than anybody reads at once; older ones come when these are read.
MOST_ON_SCREEN = 50


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as the screen of a member of staff shows it."""

    message: Message
    about: About
    about_in_words: str
    subject: str
    body: str
    # "Not read yet": what became of it.
    state: str


def became_of(messages: Iterable[int], *, to_staff_too: bool = False) -> dict[int, str]:
    """What became of some messages, by their ids: "Sent by text at 10:15am on Wednesday 3 March 2027".

    Those to residents; to staff too, where asked. Whether the reader may see it is decided before it is asked for.
    """
    found = Message.objects.filter(pk__in=list(messages))
    rows = (found if to_staff_too else found.filter(person__isnull=False)).select_related("tried_instead")
    tries = Prefetch("tries", Try.objects.order_by("number"))
    return {row.pk: state_in_words(row) for row in rows.prefetch_related(tries, "tried_instead__tries")}


def screen_messages(account: Account, roles: Collection[str], *, most: int = MOST_ON_SCREEN) -> list[Shown]:
    """What a member of staff has not read yet: what is for them, and for whoever holds their roles."""
    on_screen = Message.objects.filter(channel=Channel.SCREEN, read_at__isnull=True)
    rows = on_screen.filter(Q(account=account) | Q(role__in=list(roles), account__isnull=True, person__isnull=True))
    return [_shown(row) for row in rows.order_by("-id")[:most]]


def _shown(message: Message) -> Shown:
    about = About(message.about_type, message.about_id)
    as_said, state = _as_said(message), state_in_words(message)
    return Shown(message, about, about_in_words(about), as_said.subject, as_said.body, state)


def _as_said(message: Message) -> Said:
    """What it says. What cannot be said is shown by its name."""
    try:
        return said(message, None, masked=True)
    except (WrongFields, NoSuchTemplate, NoLandlord):
        return Said(message.template.replace("_", " ").capitalize(), "The words of this message cannot be shown.")


def _tries(message: Message) -> list[Try]:
    return [] if message.person_id is None else list(message.tries.all())


def state_in_words(message: Message) -> str:
    """What became of a message: sent, arrived, waiting, or gone another way."""
    by, tries = BY[Channel(message.channel)], _tries(message)
    if message.person_id is None:
        return f"Read at {said_moment(message.read_at)}" if message.read_at else "Not read yet"
    last = tries[-1] if tries else None
    if last is not None and last.outcome == Try.Outcome.FAILED:
        return _failed(message)
    if last is not None and last.ended_at and last.outcome in (Try.Outcome.ACCEPTED, Try.Outcome.DELIVERED):
        arrived = ", and it arrived" if last.outcome == Try.Outcome.DELIVERED else ""
        twice = ". It may have gone twice" if any(one.outcome == Try.Outcome.UNKNOWN for one in tries) else ""
        return f"Sent {by} at {said_moment(last.ended_at)}{arrived}{twice}"
    if message.next_try_at is None:
        return _by_hand(message)
    if last is None:
        return f"Waiting to go {by}"
    if last.ended_at is None:
        return f"Going {by} now"
    return f"Not sent {by} yet; we will try again after {said_moment(message.next_try_at)}"


def _failed(message: Message) -> str:
    """It did not arrive, and what is done about that."""
    other = getattr(message, "tried_instead", None)
    if other is None:
        return "It did not arrive"
    if other.channel in (Channel.SCREEN, Channel.PHONE) or not _goes(other):
        return "It did not arrive; somebody will get in touch another way"
    return "It did not arrive; we are trying another way"


def _goes(message: Message) -> bool:
    """Whether a carrier has it, or will."""
    return message.next_try_at is not None or bool(message.tries.all())


def _by_hand(message: Message) -> str:
    """No carrier takes it: a person does."""
    if message.channel == Channel.PHONE:
        return "Somebody will ring and say it"
    if message.channel == Channel.SCREEN:
        return "We have no safe way to send it; somebody will find one"
    return f"Somebody will send it {BY[Channel(message.channel)]}"
