"""Messages of the past: each went at its own moment, and now and then one did not arrive."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from putright.homes.models import Landlord
from putright.messages import outcomes
from putright.messages.carriers import CannotArrive
from putright.messages.models import Message, Try
from putright.messages.saying import said

CARRIER = "demo"
DID_NOT_ARRIVE = (
    "The number is not in use.",
    "The mailbox is full.",
    "There is no such address.",
)
# So many in a thousand.
FAILS = 35


class Post:
    """Carries what waits to nobody, and writes down what became of it.

    What arrived is kept in one go at the end; what did not is answered at once, as it is in earnest: another way is
    tried, and a person is told.
    """

    def __init__(self, random: Random) -> None:
        self._random, self._landlord = random, Landlord.objects.get()
        self._last, self._went = 0, list[Try]()

    def carry(self, at: datetime) -> None:
        """Carry everything that was written since the last time."""
        waiting = Message.objects.waiting().filter(pk__gt=self._last).select_related("person").order_by("pk")
        while found := list(waiting.filter(pk__gt=self._last)):
            for message in found:
                self._last = message.pk
                self._carry(message, at)

    def close(self) -> None:
        """Keep what went."""
        Try.objects.bulk_create(self._went, batch_size=500)
        Message.objects.filter(pk__in=[one.message_id for one in self._went]).update(next_try_at=None)
        self._went.clear()

    def _carry(self, message: Message, at: datetime) -> None:
        began = message.written_at + timedelta(seconds=self._random.randint(2, 40))
        words = said(message, self._landlord)
        attempt = Try(
            message=message,
            number=1,
            began_at=began,
            subject=words.subject,
            body=words.body,
            carrier=CARRIER,
            carrier_reference=UUID(int=self._random.getrandbits(128), version=4).hex,
        )
        # What went another way because the first did not arrive, arrives.
        if message.instead_of_id is None and self._random.randrange(1000) < FAILS:
            attempt.save()
            outcomes.failed(attempt, CannotArrive(self._random.choice(DID_NOT_ARRIVE)), at=max(began, at))
            return
        attempt.ended_at = began + timedelta(seconds=self._random.randint(1, 20))
        attempt.outcome = Try.Outcome.DELIVERED
        self._went.append(attempt)
