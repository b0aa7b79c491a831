"""The law in plain words: every duty, and each one with all we know of it."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from difflib import get_close_matches
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from putright.clocks.london import london_day
from putright.law.explanation import never_stops
from putright.law.facts import facts_of_area
from putright.law.hazard_types import hazard_types
from putright.law.loading import register
from putright.law.register import Duty, UnknownDuty
from putright.web.allow import asks
from putright.web.in_words import periods
from putright.web.resident.areas import by_area
from putright.web.resident.why_form import example

# A list no longer than this is shown open, with what each duty asks.
SHORT = 30


@asks("law.read")
@require_safe
def law(request: HttpRequest) -> HttpResponse:
    """Every duty by area of law; those with the words looked for, where there are any."""
    words = request.GET.get("words", "")
    found = register().find(words) if words.strip() else list(register().duties.values())
    context = {
        "words": words,
        "areas": by_area(found),
        "found": len(found),
        "known": len(register().duties),
        "today": today(),
        "periods": periods,
        "titles": Counter(one.title for one in found),
        "is_short": len(found) <= SHORT,
    }
    return render(request, "resident/law.html", context)


@asks("law.read")
@require_safe
def duty(request: HttpRequest, name: str) -> HttpResponse:
    """One duty: when it starts, what it allows, what ends it, and how well we know all that."""
    try:
        found = register()[name]
    except UnknownDuty:
        return render(request, "resident/duty_unknown.html", {"name": name, "near": near(name)}, status=404)
    return render(request, "resident/duty.html", {"duty": found, "today": today(), **all_of(found)})


def all_of(duty: Duty) -> dict[str, Any]:
    """What the page of a duty tells besides the duty itself."""
    return {
        "facts": facts_of_area(duty.area),
        "never_stops": never_stops(duty.area),
        "hazards": hazard_types().values() if duty.phase else (),
        "headings": headings(duty),
        "notes": notes(duty),
        "example": example(duty),
    }


def headings(duty: Duty) -> list[str]:
    """Under which headings the law must cover a hazard for the duty to be in force."""
    return list(dict.fromkeys(phase.heading for phase in duty.phase))


def notes(duty: Duty) -> list[str]:
    """What is to be said of the phases that the duty came in by, once each."""
    regimes = (hazard.regime(heading) for hazard in hazard_types().values() for heading in headings(duty))
    return list(dict.fromkeys(regime.note for regime in regimes if regime.note))


def near(name: str) -> list[Duty]:
    """The duties somebody may have meant by a name that is none."""
    duties = register().duties
    name = name[:200].lower()
    close = get_close_matches(name, duties, n=5, cutoff=0.5)
    return [duties[key] for key in close] or register().find(name.replace("_", " "))[:5]


def today() -> date:
    """Which day it is in London."""
    return london_day(datetime.now(UTC))
