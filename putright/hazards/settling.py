"""What follows when the facts of a case have changed: they agree, the dates follow, and the record says so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from putright.deadlines.actions import let_go
from putright.hazards import places
from putright.hazards.cases import Standing
from putright.record.actions import Said, write_many

OFFER_AGAIN = "promises.offer_again"


def settle(standing: Standing, said: Sequence[Said] = (), *, by: str, at: datetime) -> None:
    """Bring the dates of a case, and its place in the queue, to what its facts now say; `said` is why they changed.

    Raises FactsDisagree where they cannot be true together.
    """
    standing.check(at=at)
    standing.reckon(by=by, at=at)
    write_many([*said, *standing.lines], by=by, at=at)
    if "made_safe_at" in standing.known():
        # Nobody needs somewhere else to stay any more.
        let_go(about=standing.case.about, why="made_safe", name=OFFER_AGAIN, by=by, at=at)
    places.put([standing.case.report_id])
