"""A report that may be a hazard: what it was taken for, its case and facts, its place in the queue; what was found."""

from putright.hazards.models.case import Case, Fact
from putright.hazards.models.investigation import Investigation, Measurement, Recommendation, Reconciliation, Room
from putright.hazards.models.queue import Place, SavedFilter
from putright.hazards.models.summary import Dispatch, Summary
from putright.hazards.models.triage import Class, Criterion, Triage

__all__ = [
    "Case",
    "Class",
    "Criterion",
    "Dispatch",
    "Fact",
    "Investigation",
    "Measurement",
    "Place",
    "Recommendation",
    "Reconciliation",
    "Room",
    "SavedFilter",
    "Summary",
    "Triage",
]
