"""Whether the nightly proof is to be made, and what the last one found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from putright.clocks.london import ONE_DAY, from_london_clock, london_day
from putright.record.models import Line
from putright.watch.proving import PROOF

# When few people are at work. The clocks change at one, so this hour is there every night.
AT_NIGHT = time(3)
# A night may be missed by a machine that is being put right; not two.
TOO_OLD = timedelta(hours=36)


@dataclass(frozen=True, slots=True)
class LastProof:
    """When everything was last proved, and how much differed."""

    at: datetime
    differences: int


def last_proof() -> LastProof | None:
    """The last there was; nothing when there has been none."""
    line = Line.objects.filter(about_type=PROOF, name="watch.proved").order_by("-about_id", "-id").first()
    return LastProof(line.happened_at, line.detail["differences"]) if line else None


def is_to_be_proved(at: datetime) -> bool:
    """Whether there has been no proof since three o'clock in the latest night."""
    today = london_day(at)
    night = from_london_clock(datetime.combine(today, AT_NIGHT))
    if at < night:
        night = from_london_clock(datetime.combine(today - ONE_DAY, AT_NIGHT))
    last = last_proof()
    return last is None or last.at < night
