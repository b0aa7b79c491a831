"""Facts of a case as one of us reads them: what each is called, what it says, and what it said before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from putright.hazards.facts import AREA, NEVER_ALONE, Stated, Value, read
from putright.hazards.models import Fact
from putright.law.facts import facts_of_area
from putright.law.hazard_types import hazard_types
from putright.law.loading import register
from putright.web.in_words import moment

# What is written down when it has happened, in groups as they come up; and what is found out.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "Looked into": (
        *("emergency_investigated_at", "investigated_at", "investigated_remotely", "found"),
        *("further_investigation_needed", "further_investigated_at", "no_work_needed_at"),
        *("in_person_requested_at", "renewed_investigated_at", "renewed_found"),
    ),
    "Told the tenants": ("summary_sent_at", "renewed_summary_sent_at", "delay_told_at"),
    "Made safe, and put right": (
        *("made_safe_at", "preventative_work_needed", "preventative_steps_at", "preventative_started_at"),
        *("work_finished_at",),
    ),
    "Somewhere else to stay": ("no_accommodation_at",),
    "Getting in": ("access_notice_given_at", "entry_at", "no_access_at", "access_refused_at"),
    "In the way": (
        *("parts_awaited_at", "no_contractor_at", "consent_not_obtained_at", "awaiting_regulator_at"),
        *("leaseholders_consulted_at", "complaint_made_at"),
    ),
    "Found out": (
        *("emergency_identified_at", "agreement", "landlord_responsible", "caused_by_deficiency"),
        "within_landlord_control",
    ),
}
# These change only together with what they mean: by deciding, by a change, by matching the home.
NOT_BY_HAND = frozenset(
    ("hazard", "reported_as", "material_change_at", "already_investigated", "aware_at", *NEVER_ALONE)
)
# They can be put right, all the same: we knew earlier than we had written.
PUT_RIGHT_BY_HAND = frozenset(("aware_at", "material_change_at"))
_NAME = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b|^(?:found|hazard|agreement)\b")


@dataclass(frozen=True, slots=True)
class Written:
    """One fact as it now is."""

    fact: Fact
    says: str
    value: str
    day_zero: int
    # What it said before it was put right, and why it was.
    was: str
    why: str
    can_be_corrected: bool

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was taken back, and nothing stands in its place."""
        return not self.fact.value


def written_down(stated: Iterable[Stated]) -> tuple[Written, ...]:
    """Each fact as one of us reads it; `corrects` is read with it."""
    return tuple(_written(one) for one in stated)


def _written(one: Stated) -> Written:
    before = one.fact.corrects
    return Written(
        fact=one.fact,
        says=says(one.name),
        value=in_words(one.value),
        day_zero=one.day_zero,
        was=in_words(read(one.name, before.value)) if before else "",
        why=one.fact.why,
        can_be_corrected=one.name not in NOT_BY_HAND - PUT_RIGHT_BY_HAND,
    )


def says(name: str) -> str:
    """What a fact says, in the law's words, without the full stop."""
    known = facts_of_area(AREA).get(name)
    return known.says.rstrip(".") if known else name.replace("_", " ").capitalize()


def in_words(value: Value | None) -> str:
    """What a fact says of this case."""
    if value is None:
        return "Taken back"
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return hazard_types()[value].name if value in hazard_types() else value.capitalize()


def hazard_name(slug: str) -> str:
    """What a kind of hazard is called on the law's list; one that is on it no more, by the name that we have."""
    known = hazard_types().get(slug)
    return known.name if known else slug.replace("_", " ").capitalize()


def met_by(duty: str) -> tuple[str, ...]:
    """The facts that meet a duty and can be written down by hand."""
    return tuple(name for name in register()[duty].met_by if can_be_stated(name))


def refusal(message: str) -> str:
    """Why facts cannot be, with what each is called instead of its name."""
    known = facts_of_area(AREA)
    return _NAME.sub(lambda found: f"“{says(found[0])}”" if found[0] in known else found[0], message)


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """What can be written down, by group: the name of the fact, and what it says."""
    return [(group, [(name, says(name)) for name in names]) for group, names in GROUPS.items()]


def can_be_stated(name: str) -> bool:
    """Whether a fact can be written down by hand."""
    return any(name in names for names in GROUPS.values())
