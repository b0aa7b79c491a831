"""What follows when the facts of a case have changed: they agree, the dates follow, and the record says so."""

from __future__ import annotations

from datetime import datetime

from putright.deadlines.actions import let_go
from putright.hazards.cases import Standing
from putright.hazards.staying import OFFER_AGAIN
from putright.record.actions import write_many


def settle(standing: Standing, *, by: str, at: datetime) -> None:
    """Bring the dates of a case to what its facts now say. Raises FactsDisagree where they cannot be true together."""
    standing.check(at=at)
    standing.reckon(by=by, at=at)
    write_many(standing.lines, by=by, at=at)
    if "made_safe_at" in standing.known():
        # Nobody needs somewhere else to stay any more.
        let_go(about=standing.case.about, why="made_safe", name=OFFER_AGAIN, by=by, at=at)
