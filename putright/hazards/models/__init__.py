"""A report that may be a hazard: what it was taken for, its case with the facts for the law, its place in the queue."""

from putright.hazards.models.case import Case, Fact
from putright.hazards.models.queue import Place, SavedFilter
from putright.hazards.models.triage import Class, Criterion, Triage

__all__ = ["Case", "Class", "Criterion", "Fact", "Place", "SavedFilter", "Triage"]
