"""GOV.UK Notify: texts, emails and letters, and whether they arrived.

Notify holds one template for each channel, made once by the landlord: ((subject)) and ((body)) for emails and letters,
((body)) alone for texts. Our words go in whole: all of them are here, tested, and the
same whoever carries them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from notifications_python_client.errors import APIError, HTTPError
from notifications_python_client.notifications import NotificationsAPIClient

from putright.messages.carriers import Answer, CannotArrive, Outgoing, TryLater, Whereabouts
from putright.messages.models import Channel

SECONDS_TO_WAIT = 20
MOST_ADDRESS_LINES = 7
# Of an answer: our key is wrong or our clock is, too many at once, or it is their own fault.
NOT_THIS_MESSAGE = (401, 403, 408, 429)
# What the client calls it when no answer came at all.
NO_ANSWER = 503

IS_AT = {
    "delivered": Whereabouts.DELIVERED,
    # Handed to a network abroad, which says no more.
    "sent": Whereabouts.DELIVERED,
    # A letter: printed and posted.
    "received": Whereabouts.DELIVERED,
    "permanent-failure": Whereabouts.FAILED,
    "temporary-failure": Whereabouts.FAILED,
    "technical-failure": Whereabouts.FAILED,
    "cancelled": Whereabouts.FAILED,
    "validation-failed": Whereabouts.FAILED,
    "virus-scan-failed": Whereabouts.FAILED,
}


class Notify:
    """GOV.UK Notify, asked after each message by our own reference, so that a message cut off is never sent twice."""

    name = "notify"
    hears_more = True

    def __init__(self, *, key: str, address: str, templates: Mapping[str, str]) -> None:
        self.templates = templates
        self.carries = frozenset(templates)
        self.client = NotificationsAPIClient(key, base_url=address, timeout=SECONDS_TO_WAIT)

    def send(self, outgoing: Outgoing) -> None:
        """Hand it to Notify."""
        template, body = self.templates[outgoing.channel], {"body": outgoing.body}
        both = {"subject": outgoing.subject, **body}
        try:
            if outgoing.channel == Channel.TEXT:
                self.client.send_sms_notification(outgoing.to, template, body, outgoing.reference)
            elif outgoing.channel == Channel.EMAIL:
                self.client.send_email_notification(outgoing.to, template, both, outgoing.reference)
            else:
                self.client.send_letter_notification(template, both | _address(outgoing), outgoing.reference)
        except APIError as why:
            raise _refusal(why) from None

    def ask(self, reference: str) -> Answer:
        """What Notify last heard of it."""
        try:
            found: Any = self.client.get_all_notifications(reference=reference)
        except APIError as why:
            raise TryLater(_said(why), everyone=True) from None
        if not found["notifications"]:
            return Answer(Whereabouts.NOT_THERE)
        status = str(found["notifications"][0]["status"])
        return Answer(IS_AT.get(status, Whereabouts.STILL_GOING), f"Notify says {status}.")

    def close(self) -> None:
        """Close the connection."""
        self.client.request_session.close()


def _address(outgoing: Outgoing) -> dict[str, str]:
    """The lines on the envelope: the name, then the address, whose last line is its postcode."""
    between = "\n" if "\n" in outgoing.to.strip() else ","
    lines = [line.strip() for line in outgoing.to.split(between) if line.strip()]
    lines = [outgoing.name or "The resident", *lines]
    if len(lines) > MOST_ADDRESS_LINES:
        kept = MOST_ADDRESS_LINES - 2
        lines = [*lines[:kept], ", ".join(lines[kept:-1]), lines[-1]]
    return {f"address_line_{number}": line for number, line in enumerate(lines, 1)}


def _refusal(why: APIError) -> TryLater | CannotArrive:
    """What Notify's refusal means for us. Its own words may hold a number or an address, and are left out."""
    code = why.status_code
    if isinstance(why, HTTPError) and 400 <= code < 500 and code not in NOT_THIS_MESSAGE:
        return CannotArrive(_said(why))
    return TryLater(_said(why), may_have_gone=why.response is None or not isinstance(why, HTTPError), everyone=True)


def _said(why: APIError) -> str:
    if why.response is None:
        return "Notify did not answer."
    return f"Notify answered {why.status_code}."
