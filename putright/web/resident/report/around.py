"""What every page of a report needs besides its question: who to call, and which report it is by now."""

from __future__ import annotations

from typing import Any

from putright.homes.models import Landlord
from putright.homes.queries import landlord
from putright.record import reference
from putright.repairs.tree import emergencies
from putright.repairs.tree.questions import Answers, Call
from putright.repairs.tree.reading import tree
from putright.web.resident.report.telling import Telling


def around(telling: Telling) -> dict[str, Any]:
    """What a page says beside its question."""
    ours = landlord()
    return {
        "telling": telling,
        "landlord": ours,
        "calls": calls_for(telling.answers, ours),
        "reference": reference.shown(telling.report.reference) if telling.report else None,
    }


def calls_for(answers: Answers, ours: Landlord | None) -> list[Call]:
    """Who to call for these answers; nobody when there is no danger in them."""
    return with_number(emergencies.calls(tree(), answers, landlord=ours.emergency_phone if ours else ""))


def every_call(ours: Landlord | None) -> list[Call]:
    """Every number there is, for a page that comes before any answer."""
    return with_number(emergencies.all_calls(tree(), landlord=ours.emergency_phone if ours else ""))


def with_number(calls: tuple[Call, ...]) -> list[Call]:
    """Those that can be called: a landlord that is not known has no number."""
    return [call for call in calls if call.number]
