"""A report that may be a hazard: its case and facts, what was found, somewhere else to stay, the risk, the queue."""

from putright.hazards.models.case import (
    Case,
    Fact,
)
from putright.hazards.models.incident import (
    Incident,
    Look,
)
from putright.hazards.models.investigation import (
    Investigation,
    Measurement,
    Recommendation,
    Reconciliation,
    Room,
)
from putright.hazards.models.queue import (
    Place,
    SavedFilter,
)
from putright.hazards.models.risk import (
    Deferral,
    Progress,
    RiskAssessment,
)
from putright.hazards.models.scope import (
    ScopeFinding,
)
from putright.hazards.models.seen_photo import (
    SeenPhoto,
)
from putright.hazards.models.stay_history import (
    StayCorrection,
    StayReview,
)
from putright.hazards.models.staying import (
    Stay,
    StayAnswer,
    Suitability,
)
from putright.hazards.models.summary import (
    Dispatch,
    Summary,
)
from putright.hazards.models.triage import (
    Class,
    Criterion,
    Triage,
)

__all__ = [
    "Case",
    "Class",
    "Criterion",
    "Deferral",
    "Dispatch",
    "Fact",
    "Incident",
    "Investigation",
    "Look",
    "Measurement",
    "Place",
    "Progress",
    "Recommendation",
    "Reconciliation",
    "RiskAssessment",
    "Room",
    "SavedFilter",
    "ScopeFinding",
    "SeenPhoto",
    "Stay",
    "StayAnswer",
    "StayCorrection",
    "StayReview",
    "Suitability",
    "Summary",
    "Triage",
]
