"""How pages speak of what came of works: to whoever does them, to one of us, and to whoever lives there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from putright.contractors.models import pounds
from putright.repairs.models import Outcome, WorksOrder

What, Purpose = Outcome.What, WorksOrder.Purpose


@dataclass(frozen=True, slots=True)
class Telling:
    """What is asked of whoever tells what came of a job: what it is called, the question, and a hint."""

    title: str
    asks: str
    hint: str = "In a few words"


TELLINGS: Mapping[str, Telling] = {
    What.DONE: Telling("It is done", "What did you do?", "In a few words, if it helps whoever looks at it next"),
    What.MADE_SAFE: Telling("It is safe now", "What did you do to make it safe?"),
    What.PART_DONE: Telling("Part of it is done", "What is done, and what is left?"),
    What.TEMPORARY_FIX: Telling(
        "It is fixed for now", "What did you do for now?", "The lasting job is ordered at the same time"
    ),
    What.NO_ACCESS: Telling("Nobody could let us in", "Anything else to know?", "Only if it helps the next visit"),
    What.TURNED_AWAY: Telling("Not a good time for them", "What would make a visit possible?", "If they said"),
    What.PART_MISSING: Telling("A part is missing", "Which part, and where from?"),
    What.MORE_FOUND: Telling("There is more to do", "What did you find?"),
    What.WRONG_TRADE: Telling("It needs another trade", "Which trade, and why?"),
    What.NOT_SAFE: Telling("It is not safe to work", "What makes it unsafe?", "So that whoever comes next is safe"),
    What.NOT_NEEDED: Telling("It does not need doing", "Why is it not needed?", "One of the landlord’s people decides"),
}
# What somebody comes for first, and what stands in the way.
FIRST = (What.DONE, What.MADE_SAFE, What.PART_DONE, What.TEMPORARY_FIX)
IN_THE_WAY = tuple(what for what in TELLINGS if what not in FIRST)

# How an attempt is said to whoever lives there: plainly, and without blame.
TO_RESIDENTS: Mapping[str, str] = {
    What.DONE: "We were told that it is done.",
    What.MADE_SAFE: "It was made safe.",
    What.PART_DONE: "Part of it was done.",
    What.TEMPORARY_FIX: "It was fixed for now.",
    What.NO_ACCESS: "We came, and did not get to see you.",
    What.TURNED_AWAY: "We came at a time that was not good for you.",
    What.PART_MISSING: "We came, and a part was missing.",
    What.MORE_FOUND: "We came, and found more to do.",
    What.WRONG_TRADE: "We came, and it needs somebody with another skill.",
    What.NOT_SAFE: "We came, and it was not safe to work there.",
    What.NOT_NEEDED: "Whoever came thinks that it is not needed. One of us will look at it.",
}
NOT_NEEDED_AS_WE_SAW = "One of us looked, and it is not needed."
PURPOSES: Mapping[str, str] = {
    Purpose.MAKE_SAFE: "To make it safe",
    Purpose.PREVENT: "To stop it coming back",
    Purpose.PUT_RIGHT: "To put it right",
}


def came(outcome: Outcome) -> str:
    """What came of an attempt, to whoever lives there."""
    if outcome.what == What.NOT_NEEDED and not outcome.is_by_worker:
        return NOT_NEEDED_AS_WE_SAW
    return TO_RESIDENTS[outcome.what]


def purpose(name: str) -> str:
    """What works are for, in words for anyone."""
    return PURPOSES[name]


def money(pence: int) -> str:
    """An amount as people write it."""
    return pounds(pence)


def tried(names: Iterable[str]) -> str:
    """What was tried at a door, as a sentence says it: knocked or rang the bell, left a card."""
    return ", ".join(label[:1].lower() + label[1:] for name, label in Outcome.Tried.choices if name in set(names))
