"""What a written summary says, made from the findings in plain words; and what the law wants in it that is missing.

The law wants: whether there is a hazard and which; each action with the days it begins and ends, or why there is none;
and how to reach the landlord (notes on regulation 9, known second-hand). The rest is what a household asks next.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from putright.clocks.london import london_day, written_day
from putright.hazards.models import Investigation, Recommendation, Room
from putright.homes.models import Landlord
from putright.law.hazard_types import hazard_types

Found = Investigation.Found
TITLES = {False: "What we found at your home", True: "The work at your home is finished"}


@dataclass(frozen=True, slots=True)
class Part:
    """One part under its own heading."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summed:
    """A written summary in words."""

    title: str
    reference: str
    day: str
    parts: tuple[Part, ...]
    # What the law wants and is not there, in sentences that say what to do.
    missing: tuple[str, ...] = field(default=())

    def kept(self) -> dict[str, Any]:
        """As it is kept, and shown again."""
        parts = [asdict(part) for part in self.parts]
        return {"title": self.title, "reference": self.reference, "day": self.day, "parts": parts}


def summed(
    held: Investigation, landlord: Landlord | None, *, ask_for: str, is_short: bool, reference: str, at: datetime
) -> Summed:
    """The summary of an investigation that has concluded."""
    rooms = list(held.rooms.order_by("number").prefetch_related("measurements"))
    todo = list(held.recommendations.order_by("number"))
    parts = [
        Part("What we found", tuple(_found(held)), tuple(_seen(rooms))),
        _done(todo) if is_short else _to_do(held, todo),
        *(() if is_short else _stay(held)),
        *([] if landlord is None else [_reach(landlord, ask_for)]),
        Part("How we looked", tuple(_looked(held))),
        Part("If something here is not right", (NOT_RIGHT, COMPLAIN)),
        Part("In another way", (ANOTHER_WAY,)),
    ]
    return Summed(
        title=TITLES[is_short],
        reference=reference,
        day=written_day(london_day(at)),
        parts=tuple(parts),
        missing=tuple(_missing(held, todo, landlord)),
    )


NOT_RIGHT = "Tell us, and we will look at it again. Phone us, or write it on the page of your report."
COMPLAIN = (
    "You can make a complaint to us at any time. The Housing Ombudsman can help you for free. "
    "Their number is 0300 111 3000."
)
ANOTHER_WAY = "If you would like this in large print, in another language, or read out to you, tell us. It is free."
IN_PERSON = (
    "We did this without coming to your home. You can ask for somebody to come, and then somebody will. "
    "Phone us, or ask on the page of your report."
)
STAY = (
    "If we cannot make your home safe in time, we will find somewhere suitable for everybody who lives with you, and "
    "pay for it. Tell us what matters to you: school, work, care, pets, or getting around."
)


def _missing(held: Investigation, todo: Sequence[Recommendation], landlord: Landlord | None) -> Iterator[str]:
    if held.concluded_at is None or not held.found:
        yield "The investigation has not concluded. Conclude it, and then sum it up."
        return
    if held.found != Found.NONE and held.hazard not in hazard_types():
        yield "It does not say which kind of hazard was found."
    for one in todo:
        if not one.why_not and not (one.begin_on and one.finish_on):
            yield f"“{one.words}” has no day to begin and no day to be finished."
    if not todo and not held.why and not held.needs_further:
        yield "It says neither what will be done nor why nothing will."
    if landlord is None or not (landlord.phone and landlord.email):
        yield "It does not say how to reach us. Tell Putright the landlord’s phone and email."


def _found(held: Investigation) -> Iterator[str]:
    name = hazard_types()[held.hazard].name if held.hazard in hazard_types() else "a hazard"
    if held.found == Found.EMERGENCY:
        yield f"We found a danger that must be made safe at once: {name.lower()}."
    elif held.found == Found.SIGNIFICANT:
        yield f"We found something that could harm you or somebody who lives with you: {name.lower()}."
    else:
        yield "We did not find a danger of the kind that the law on hazards is about."
        yield f"Why we say so: {_sentence(held.why)}"
    if held.causes:
        yield f"What causes it: {_sentence(held.causes)}"


def _seen(rooms: Sequence[Room]) -> Iterator[str]:
    for room in rooms:
        measured = "; ".join(str(one) for one in room.measurements.all())
        yield " ".join(filter(None, (f"{room.name}:", _sentence(room.words), f"{measured}." if measured else "")))


def _to_do(held: Investigation, todo: Sequence[Recommendation]) -> Part:
    paragraphs = []
    if held.needs_further:
        paragraphs.append(
            "Somebody must look further before we can say all that needs doing. We do that as soon as we can, and then "
            "we write to you again."
        )
    if not todo and not held.needs_further:
        paragraphs.append("Nothing needs doing because of this.")
    if any(not one.why_not for one in todo):
        paragraphs.append("These are the days we aim for. If one of them changes, we will tell you why.")
    return Part("What we will do", tuple(paragraphs), tuple(_action(one) for one in todo))


def _action(one: Recommendation) -> str:
    if one.why_not or one.begin_on is None or one.finish_on is None:
        return f"{_sentence(one.words)} We will not do this. Why: {_sentence(one.why_not)}"
    begin, finish = written_day(one.begin_on), written_day(one.finish_on)
    when = f"We do it on {begin}." if begin == finish else f"We begin by {begin} and finish by {finish}."
    return f"{_sentence(one.words)} {when}"


def _done(todo: Sequence[Recommendation]) -> Part:
    return Part(
        "What we did",
        ("All the work is finished. This is what was done:",),
        tuple(_sentence(one.words) for one in todo if not one.why_not),
    )


def _stay(held: Investigation) -> Iterator[Part]:
    if held.found != Found.NONE:
        yield Part("If you cannot stay at home", (STAY,))


def _reach(landlord: Landlord, ask_for: str) -> Part:
    return Part(
        "How to reach us",
        (
            f"Ask for {ask_for or 'the repairs team'}. Phone {landlord.phone} ({landlord.phone_hours}).",
            f"Email {landlord.email}.",
            f"If it gets worse, phone {landlord.emergency_phone}, day or night. If a life is in danger, phone 999.",
        ),
    )


def _looked(held: Investigation) -> Iterator[str]:
    if held.concluded_at is None:
        return
    who = held.investigator.name or "One of us"
    how = "came to your home" if held.is_in_person else "looked into it without coming to your home"
    yield f"{who} {how}, and finished looking into it on {written_day(london_day(held.concluded_at))}."
    yield f"What makes them able to judge it: {_sentence(held.competence)}"
    if not held.is_in_person:
        yield IN_PERSON


def _sentence(words: str) -> str:
    """The words as they were written, ending as a sentence does."""
    text = words.strip()
    return text if not text or text[-1] in ".!?…" else f"{text}."


def in_a_message(says: Mapping[str, Any]) -> str:
    """A summary as the words of an email."""
    parts: list[str] = []
    for part in says["parts"]:
        points = [f"- {point}" for point in part["points"]]
        parts.append("\n".join([part["heading"], *part["paragraphs"], *points]))
    return "\n\n".join(parts)
