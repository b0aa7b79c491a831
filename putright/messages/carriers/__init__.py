"""Who carries messages out: GOV.UK Notify, a mail server, or by default a folder of files. One of them, by settings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from django.conf import settings

from putright.messages.models import Channel

LONGEST_WHY = 300
# Notify carries what it has a template for.
CARRIED = {
    "file": frozenset((Channel.TEXT.value, Channel.EMAIL.value, Channel.LETTER.value)),
    "smtp": frozenset((Channel.EMAIL.value,)),
}


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message as it is handed over: the same reference each time it is tried, so that it can be asked after."""

    reference: str
    channel: str
    # A number, an address of e-mail, or the lines of a postal address.
    to: str
    # The name on an envelope.
    name: str
    subject: str
    body: str


class Whereabouts(Enum):
    """What a carrier says when it is asked after a message."""

    NOT_THERE = "not there"  # it has never had it
    STILL_GOING = "still going"
    DELIVERED = "delivered"
    FAILED = "failed"
    CANNOT_SAY = "cannot say"  # it keeps nothing that could be asked after


@dataclass(frozen=True, slots=True)
class Answer:
    """Where a message is, and when it failed, why."""

    is_at: Whereabouts
    why: str = ""


class TryLater(Exception):
    """It did not go now, and may go later; `why` is for staff, and holds no name, number or address.

    `may_have_gone`: we were cut off, so it may be on its way after all. `everyone`: it is the carrier that cannot, so
    the next message would fare the same.
    """

    def __init__(self, why: str, *, may_have_gone: bool = False, everyone: bool = False) -> None:
        super().__init__(why[:LONGEST_WHY])
        self.why, self.may_have_gone, self.everyone = why[:LONGEST_WHY], may_have_gone, everyone


class CannotArrive(Exception):
    """It will never arrive there, however often it is tried; `why` holds no name, number or address."""

    def __init__(self, why: str) -> None:
        super().__init__(why[:LONGEST_WHY])
        self.why = why[:LONGEST_WHY]


class CannotBeSaid(CannotArrive):
    """It has no words: it was kept without what they ask for, or they are gone. No other way can carry it either."""


class Carrier(Protocol):
    """Somebody who carries messages out."""

    name: str
    carries: frozenset[str]
    # Whether it hears later what became of a message that it took.
    hears_more: bool

    def send(self, outgoing: Outgoing) -> None:
        """Hand one over; raises TryLater or CannotArrive, and nothing else that is foreseen."""
        ...

    def ask(self, reference: str) -> Answer:
        """Where it is; raises TryLater when that cannot be asked now."""
        ...

    def close(self) -> None:
        """Let go of whatever was held open."""
        ...


def carried() -> frozenset[str]:
    """The channels that our carrier carries; a person must see to any other."""
    given = settings.MESSAGES
    return CARRIED.get(given["carrier"], frozenset(given.get("templates", ())))


def carrier() -> Carrier:
    """The carrier that the settings name, ready to use and to be closed; imported only where it is used."""
    given = settings.MESSAGES
    if given["carrier"] == "notify":
        from putright.messages.carriers.notify import Notify

        return Notify(key=given["key"], address=given["address"], templates=given["templates"])
    if given["carrier"] == "smtp":
        from putright.messages.carriers.smtp import Smtp

        names = ("host", "port", "user", "password", "tls", "sender")
        return Smtp(**{name: given[name] for name in names})
    from putright.messages.carriers.file import Files

    return Files(given["folder"])
