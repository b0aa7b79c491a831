"""Looking again by ourselves: at a risk once a date is missed or a household changes, and at who waits for works."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial

from putright.hazards.actions import ask_again, end_waiting
from putright.hazards.queries import to_assess_again, to_decide_again

logger = logging.getLogger(__name__)
BY = "watch"


def look_over(*, at: datetime) -> int:
    """Ask for the risk to be assessed again, and open again what waits for works, where it must be; how many."""
    asked = (partial(ask_again, case=case, because=because, by=BY, at=at) for case, because in to_assess_again(at))
    ended = (partial(end_waiting, deferral=one, because=why, by=BY, at=at) for one, why in to_decide_again(at))
    return sum(_done(act) for act in (*asked, *ended))


def _done(act: Callable[[], bool]) -> bool:
    """Do one, in a transaction of its own; one that cannot be done is told, and keeps none of the others waiting."""
    try:
        return act()
    except Exception:  # whatever it is, it is told, and will be tried again
        logger.exception("Something could not be looked at again (%s). It will be tried again.", act)
        return False
