"""Names by which the risk to a household is asked for, and why it is asked for again."""

from __future__ import annotations

# Asked for now, and planned for a day.
ASSESS, REVIEW = "tasks.assess_risk", "tasks.review_risk"
LATE, HOUSEHOLD_CHANGED = "late", "household_changed"
