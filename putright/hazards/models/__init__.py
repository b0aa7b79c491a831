"""A report that may be a hazard: what it was taken for, its case with the facts for the law, its place in the queue."""

from putright.hazards.models.breach import Breach
from putright.hazards.models.case import Case, Fact
from putright.hazards.models.incident import Incident, Look
from putright.hazards.models.queue import Place, SavedFilter
from putright.hazards.models.risk import Deferral, Progress, RiskAssessment
from putright.hazards.models.stay_history import StayCorrection, StayReview
from putright.hazards.models.staying import Stay, StayAnswer, Suitability
from putright.hazards.models.triage import Class, Criterion, Triage

__all__ = [
    "Breach",
    "Case",
    "Class",
    "Criterion",
    "Deferral",
    "Fact",
    "Incident",
    "Look",
    "Place",
    "Progress",
    "RiskAssessment",
    "SavedFilter",
    "Stay",
    "StayAnswer",
    "StayCorrection",
    "StayReview",
    "Suitability",
    "Triage",
]
