"""What the stays of a case come to as facts for the law: offered, declined, secured, everyone out.

An offer counts only if it is at our cost and suits the household in every way that a place is judged on; what nobody
has asked does not suit yet. To decline anything else is no decline, and ends nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from putright.deadlines.actions import promise
from putright.deadlines.models import Deadline
from putright.hazards.cases import Standing
from putright.hazards.models import Case, Stay, StayAnswer, Suitability
from putright.hazards.settling import settle
from putright.record.actions import Said

OFFERED, DECLINED = "accommodation_offered_at", "accommodation_declined_at"
SECURED, ALL_OUT = "accommodation_secured_at", "all_moved_out_at"
# They are known from the stays, and from nothing else.
FROM_STAYS = (OFFERED, DECLINED, SECURED, ALL_OUT)
DUTIES = ("hazards.emergency_alternative_accommodation", "hazards.significant_alternative_accommodation")
REVIEW = "promises.review_stay"
IN_STEP = "What we know of where they can stay has changed."
Kind, Returned = StayAnswer.Kind, Stay.Returned
# Home again, or nowhere, while it is not safe there.
TOO_SOON = (Returned.THEY_CHOSE, Returned.PLACE_ENDED)


@dataclass(frozen=True, slots=True)
class Whole:
    """A stay with everything that was found out and said of it."""

    stay: Stay
    # The latest that was found out of each way to suit, in a fixed order.
    suitability: Mapping[str, Suitability]
    answers: tuple[StayAnswer, ...]

    @property
    def unasked(self) -> tuple[Suitability.Of, ...]:
        """What nobody has asked yet."""
        return tuple(of for of in Suitability.Of if of not in self.suitability)

    @property
    def unsuitable(self) -> tuple[Suitability, ...]:
        """The ways in which it does not suit them."""
        return tuple(one for one in self.suitability.values() if not one.is_suitable)

    @property
    def counts(self) -> bool:
        """Whether the law counts it: it suits them in every way, and we pay."""
        return not self.unasked and not self.unsuitable and self.stay.paid_by == Stay.PaidBy.LANDLORD

    @property
    def answer(self) -> StayAnswer | None:
        """What they say now; nothing where they have not answered, or took it back."""
        last = self.answers[-1] if self.answers else None
        return None if last is None or last.kind == Kind.TAKEN_BACK else last

    @property
    def is_declined(self) -> bool:
        """Whether they say no now."""
        return self.answer is not None and self.answer.kind == Kind.DECLINED

    @property
    def is_open(self) -> bool:
        """Whether it is still to be had, and they have not said no."""
        return self.stay.gone_at is None and self.stay.returned_at is None and not self.is_declined


def stays_of(case: Case) -> list[Whole]:
    """Every stay of a case, the first offered first: three statements, however many there are."""
    stays = list(case.stays.select_related("offered_by").order_by("offered_at", "pk"))
    found: dict[int, dict[str, Suitability]] = {stay.pk: {} for stay in stays}
    said: dict[int, list[StayAnswer]] = {stay.pk: [] for stay in stays}
    if stays:
        for one in Suitability.objects.filter(stay__in=found).order_by("pk"):
            found[one.stay_id][one.of] = one
        for answer in StayAnswer.objects.filter(stay__in=found).select_related("taken_by", "person").order_by("pk"):
            said[answer.stay_id].append(answer)
    return [Whole(stay, _in_order(found[stay.pk]), tuple(said[stay.pk])) for stay in stays]


def whole_of(stay: Stay) -> Whole:
    """One of them, as it stands."""
    return next(whole for whole in stays_of(stay.case) if whole.stay.pk == stay.pk)


def facts_of(
    stays: Iterable[Whole], *, since: datetime | None = None, due_before: datetime | None = None
) -> dict[str, datetime | None]:
    """What stays come to as facts, from one day zero on: `since` is when the change was told that began it.

    `due_before` is when somewhere else was owed: a no that held by then ended the duty, and to take it back later does
    not undo that. Where they still stay when something changes, they are out from then on.
    """
    counted = [whole for whole in stays if whole.counts]
    offered = [whole.stay.offered_at for whole in counted]
    declined = [moment for whole in counted for moment in _declined(whole.answers, due_before)]
    lasting = [whole.stay for whole in counted if _lasts(whole.stay, since)]
    secured = [_from(stay.secured_at, since) for stay in lasting if stay.returned_because != Returned.PLACE_ENDED]
    out = [_from(stay.everyone_moved_at, since) for stay in lasting if stay.returned_because not in TOO_SOON]
    return {
        OFFERED: _first(moment for moment in offered if since is None or moment >= since),
        DECLINED: _first(moment for moment in declined if since is None or moment >= since),
        SECURED: _first(secured),
        ALL_OUT: _first(out),
    }


def keep_in_step(standing: Standing, *, by: str, at: datetime, why: str = IN_STEP) -> None:
    """Bring the facts of a case to what its stays come to. What was stated before there were any is left as it is."""
    stays = stays_of(standing.case)
    if not stays:
        return
    first_written = min(whole.stay.written_at for whole in stays)
    changed_at = standing.known().get("material_change_at") if standing.day_zero > 1 else None
    since = changed_at if isinstance(changed_at, datetime) else None
    for name, moment in facts_of(stays, since=since, due_before=_due_before(standing)).items():
        now = standing.current(name, standing.day_zero)
        is_ours = now is None or now.stated_at >= first_written
        is_new = moment is not None or (now is not None and now.value)
        if is_ours and is_new:
            standing.say(name, moment, by=by, at=at, why=why)


def settle_stays(standing: Standing, said: Sequence[Said], *, by: str, at: datetime, why: str = IN_STEP) -> None:
    """The facts follow the stays, the dates follow the facts, the record says so, and the queue too."""
    keep_in_step(standing, by=by, at=at, why=why)
    settle(standing, said, by=by, at=at)


def promise_once(name: str, case: Case, *, by: str, at: datetime) -> None:
    """Promise something about a case, unless it is promised already and not kept yet."""
    if not Deadline.objects.open().about(*case.about).filter(name=name).exists():
        promise(name=name, about=case.about, started_at=at, owner=case.owner, by=by, at=at)


def _in_order(found: Mapping[str, Suitability]) -> Mapping[str, Suitability]:
    return {of: found[of] for of in Suitability.Of.values if of in found}


def _declined(answers: Sequence[StayAnswer], due_before: datetime | None) -> Iterable[datetime]:
    """When they said no, each time that the law counts."""
    for place, one in enumerate(answers):
        if one.kind != Kind.DECLINED:
            continue
        later = next((after.said_at for after in answers[place + 1 :] if after.kind != Kind.DECLINED), None)
        if later is None or (due_before is not None and one.said_at < due_before <= later):
            yield one.said_at


def _lasts(stay: Stay, since: datetime | None) -> bool:
    """Whether it can be had; and after a change, whether it still could when the change was told."""
    if stay.gone_at is not None:
        return False
    return since is None or stay.returned_at is None or stay.returned_at > since


def _from(moment: datetime | None, since: datetime | None) -> datetime | None:
    return moment if moment is None or since is None else max(moment, since)


def _first(moments: Iterable[datetime | None]) -> datetime | None:
    return min((moment for moment in moments if moment is not None), default=None)


def _due_before(standing: Standing) -> datetime | None:
    """When somewhere else is owed, from the day zero that a case stands at."""
    rows = Deadline.objects.about(*standing.case.about).filter(name__in=DUTIES, day_zero=standing.day_zero)
    return _first(row.due_before for row in rows)
