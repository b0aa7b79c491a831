"""Facts of a case: how they are kept, what is known of each day zero, and what the law is asked with.

A fact is kept as words: a moment as ISO 8601 in UTC, yes or no, or a choice. What was withdrawn is kept as nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from putright.hazards.models import Fact
from putright.law import facts as law
from putright.law.facts import CHOICE, MOMENT, YES_OR_NO, FactsDisagree

AREA = "hazards"
Value = datetime | str | bool
Known = dict[str, Value]
# What stays known when something material changes: whose home it is, what it is, when we first knew. What was done
# about it before belongs to the day zero it was done under.
STAYS = frozenset(
    (
        *("hazard", "reported_as", "agreement", "aware_at", "landlord_responsible", "caused_by_deficiency"),
        *("within_landlord_control", "tenant_breach_found", "tenant_breach_agreed_by_second_person"),
    )
)
# What has not been found out leaves the clock running (docs/decisions/0002). A home whose agreement we do not know is
# asked about as one let on a tenancy, and a hazard nobody has named yet as the one that the law has covered longest,
# under both headings. Neither is stated as a fact, and the page says that it is not known.
ASKED_WHEN_NOT_KNOWN: Mapping[str, str] = {"agreement": "tenancy", "hazard": "damp_and_mould"}
# What follows from something that is kept on its own, and how it comes to be known: nobody states it by itself.
_FROM_STAYS = "That is known from what is offered and answered. Write it down under “Somewhere else to stay”."
_FROM_TWO = (
    "That needs evidence in words, and a second person who agrees. Write it down under “Does the law cover this?”."
)
NEVER_ALONE: Mapping[str, str] = {
    "accommodation_offered_at": _FROM_STAYS,
    "accommodation_declined_at": _FROM_STAYS,
    "accommodation_secured_at": _FROM_STAYS,
    "all_moved_out_at": _FROM_STAYS,
    "tenant_breach_found": _FROM_TWO,
    "tenant_breach_agreed_by_second_person": _FROM_TWO,
}
# If one of these is no, the law does not bind and every clock stops: one person alone cannot say so, nor take back what
# two people said.
NO_FROM_TWO = frozenset(("landlord_responsible", "caused_by_deficiency", "within_landlord_control"))
# Somebody may say today when they will come.
MAY_BE_AHEAD = frozenset(("entry_at",))
INVESTIGATED = ("investigated_at", "emergency_investigated_at", "renewed_investigated_at")


@dataclass(frozen=True, slots=True)
class Stated:
    """One thing known of a case, and where it was stated."""

    name: str
    value: Value | None
    day_zero: int
    fact: Fact


def kept(name: str, value: Value | None) -> str:
    """A value as it is kept. Raises FactsDisagree for what is no value of that fact."""
    if value is None:
        return ""
    # The law's own check of one fact alone: its kind, its choices, its time zone.
    _check_kind(name, value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value


def read(name: str, text: str) -> Value | None:
    """A value as the law wants it, from the words it is kept in."""
    if not text:
        return None
    kind = law.facts_of_area(AREA)[name].kind
    if kind == MOMENT:
        return datetime.fromisoformat(text)
    return text == "yes" if kind == YES_OR_NO else text


def stated(facts: Iterable[Fact]) -> list[Stated]:
    """What each fact says now, after every correction, in the order in which they were first stated."""
    latest: dict[tuple[int, str], Fact] = {}
    for fact in sorted(facts, key=lambda fact: fact.pk):
        latest[fact.day_zero, fact.name] = fact
    return [Stated(name, read(name, fact.value), day_zero, fact) for (day_zero, name), fact in latest.items()]


def known(facts: Iterable[Fact], day_zero: int) -> Known:
    """Everything known of a case as it stands from one day zero on."""
    found: Known = {}
    for one in sorted(stated(facts), key=lambda one: one.day_zero):
        if one.day_zero == day_zero or (one.day_zero < day_zero and one.name in STAYS):
            found.pop(one.name, None)
            if one.value is not None:
                found[one.name] = one.value
    return found


def asked(known: Known) -> Known | None:
    """What the law is asked with; nothing when it was decided that it is no hazard, and the law is not asked."""
    if "reported_as" not in known:
        return None
    return {**ASKED_WHEN_NOT_KNOWN, **known}


def not_known(known: Known) -> tuple[str, ...]:
    """What the law is asked with although nobody has found it out, to be said beside the dates."""
    return tuple(name for name in ASKED_WHEN_NOT_KNOWN if name not in known)


def check(known: Known, *, at: datetime) -> None:
    """Refuse facts that cannot be true together, or that have not happened yet. Raises FactsDisagree, in a sentence."""
    for name, value in known.items():
        if isinstance(value, datetime) and value > at and name not in MAY_BE_AHEAD:
            raise FactsDisagree(name, f"{name} has not come yet. Write it down when it has happened.")
    with_all = asked(known)
    if with_all is not None:
        law.check(AREA, with_all)


def refuse_alone(name: str, *values: Value | None) -> None:
    """Refuse to state, or to put right, by itself what follows from something else; `values` are before and after.

    Raises FactsDisagree.
    """
    if name in NEVER_ALONE:
        raise FactsDisagree(name, NEVER_ALONE[name])
    if name in NO_FROM_TWO and False in values:
        raise FactsDisagree(name, _FROM_TWO)


def last_day_zero(facts: Iterable[Fact]) -> int:
    """The day zero that a case stands at now."""
    return max((fact.day_zero for fact in facts), default=1)


def investigated_at(known: Known) -> datetime | None:
    """When it was first investigated, from this day zero on."""
    moments = [moment for name in INVESTIGATED if isinstance(moment := known.get(name), datetime)]
    return min(moments, default=None)


def _check_kind(name: str, value: Value) -> None:
    fact = law.facts_of_area(AREA).get(name)
    if fact is None:
        raise FactsDisagree(name, f"“{name}” is not a fact that the law of hazards asks about.")
    is_moment = isinstance(value, datetime) and value.tzinfo is not None
    if fact.kind == MOMENT and not is_moment:
        raise FactsDisagree(name, f"{name} must be a moment with its time zone.")
    if fact.kind == YES_OR_NO and not isinstance(value, bool):
        raise FactsDisagree(name, f"{name} is yes or no; “{value}” is neither.")
    if fact.kind == CHOICE and value not in fact.choices:
        raise FactsDisagree(name, f"{name} is one of {', '.join(fact.choices)}; “{value}” is none.")
