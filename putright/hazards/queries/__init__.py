"""Reading cases and the queue for pages, for watch and for proofs."""

from putright.hazards.queries.case import (
    Clock,
    Clocks,
    CriteriaShown,
    TriageShown,
    asked_of,
    case_of,
    clocks_of,
    criteria,
    day_zeros_of,
    facts_of,
    not_known_of,
    place_of,
    places_of,
    triage_of,
    what_is_stated,
)
from putright.hazards.queries.queue import Filters, NotAPlace, Page, Row, queue, saved_filters
from putright.hazards.queries.risk import latest_assessment, running_deferral, to_assess_again, to_decide_again

__all__ = [
    "Clock",
    "Clocks",
    "CriteriaShown",
    "Filters",
    "NotAPlace",
    "Page",
    "Row",
    "TriageShown",
    "asked_of",
    "case_of",
    "clocks_of",
    "criteria",
    "day_zeros_of",
    "facts_of",
    "latest_assessment",
    "not_known_of",
    "place_of",
    "places_of",
    "queue",
    "running_deferral",
    "saved_filters",
    "to_assess_again",
    "to_decide_again",
    "triage_of",
    "what_is_stated",
]
