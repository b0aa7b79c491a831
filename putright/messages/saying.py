"""What a message says, in words: its template, what fills it in, and what we know of its reader and ourselves."""

from __future__ import annotations

from django.conf import settings

from putright.homes.models import Landlord
from putright.messages.fields import one_line_name
from putright.messages.models import Channel, Message
from putright.messages.templates import Said, words
from putright.record import reference
from putright.record.models import About

# What staff call a thing that a message is about, where it is not the last word of its type.
CALLED = {"people.person": "resident"}


class NoLandlord(LookupError):
    """Nobody has said yet whose homes these are, so a message to a resident has no name and no telephone number."""

    def __init__(self) -> None:
        super().__init__("The landlord's name and telephone numbers are not set up yet. Set them up, and messages go.")


def said(message: Message, landlord: Landlord | None = None, *, masked: bool = False) -> Said:
    """The words of a message; `masked`, with its secrets hidden.

    Raises WrongFields when it was kept without what its words ask for, NoSuchTemplate, and NoLandlord.
    """
    template, as_text = words(message.template), message.channel == Channel.TEXT
    params = template.masked(message.params) if masked else message.params
    return template.said(params, _known(message, landlord), as_text=as_text)


def _known(message: Message, landlord: Landlord | None) -> dict[str, str]:
    if message.person is None:
        return {"about": about_in_words(About(message.about_type, message.about_id))}
    landlord = landlord or Landlord.objects.first()
    if landlord is None:
        raise NoLandlord
    return {
        "landlord": landlord.name,
        "phone": landlord.phone,
        "phone_hours": landlord.phone_hours,
        "emergency_phone": landlord.emergency_phone,
        "called": one_line_name(message.person.called),
        "site": settings.MESSAGES["site"],
    }


def about_in_words(about: About) -> str:
    """What a thing is called on a screen: report 7KQ2M-4XD9T."""
    kind = CALLED.get(about.type, about.type.rpartition(".")[2].replace("_", " "))
    try:
        return f"{kind} {reference.shown(reference.read(about.id))}"
    except reference.NotAReference:
        return f"{kind} {about.id}"
