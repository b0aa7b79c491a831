"""A household's stay somewhere else: secured, moved into, looked at again, and over when their home is safe."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from putright.accounts.models import Account
from putright.clocks.london import ONE_DAY, london_day, midnight, written, written_day
from putright.deadlines.actions import keep, let_go, promise, set_task
from putright.hazards.actions.assessing import ask_again
from putright.hazards.actions.offering import NOT_YET, SECURE, TALK
from putright.hazards.cases import Standing
from putright.hazards.models import Case, Stay, StayReview
from putright.hazards.settling import OFFER_AGAIN
from putright.hazards.staying import REVIEW, TOO_SOON, Whole, promise_once, settle_stays, whole_of
from putright.record.actions import Said
from putright.repairs.refused import CannotBeDone

# Nobody is left somewhere else for longer than this without being asked how it is.
LONGEST_WITHOUT_REVIEW = timedelta(days=28)
Returned = Stay.Returned


@transaction.atomic
def secure_stay(*, stay: Stay, secured_at: datetime, by: str, at: datetime, cost_pence: int | None = None) -> Stay:
    """Keep that a place is secured for a household, and what it costs as far as that is known; twice is once."""
    standing, whole = _held(stay)
    held = whole.stay
    if cost_pence is not None and cost_pence != held.cost_pence:
        held.cost_pence = cost_pence
        held.save(update_fields=["cost_pence"])
    if held.secured_at is not None:
        return held
    _refuse_to_go_on(whole)
    if secured_at > at:
        raise CannotBeDone(NOT_YET)
    held.secured_at = secured_at
    held.save(update_fields=["secured_at"])
    keep(name=SECURE, about=standing.case.about, kept_at=at, by=by, at=at)
    settle_stays(standing, [Said("hazards.stay_secured", standing.case.about, {"stay": held.reference})], by=by, at=at)
    return held


@transaction.atomic
def begin_stay(*, stay: Stay, moved_at: datetime, is_everyone: bool, review_on: date, by: str, at: datetime) -> Stay:
    """Keep that a household moved in, everyone or not yet, and promise the day when we look at it again with them."""
    standing, whole = _held(stay)
    held = whole.stay
    if held.everyone_moved_at is not None or (held.moved_in_at is not None and not is_everyone):
        return held
    _refuse_to_go_on(whole)
    if held.secured_at is None:
        raise CannotBeDone("Write down first that the place is secured, and when.")
    if moved_at > at:
        raise CannotBeDone(NOT_YET)
    first = held.moved_in_at or held.secured_at
    if moved_at < first:
        raise CannotBeDone(f"The place was secured, or the first of them moved, at {written(first)}. This was later.")
    _refuse_review(review_on, at)
    held.moved_in_at = held.moved_in_at or moved_at
    held.everyone_moved_at = moved_at if is_everyone else None
    was, held.review_on = held.review_on, review_on
    held.save(update_fields=["moved_in_at", "everyone_moved_at", "review_on"])
    if was != review_on:
        _promise_review(standing.case, review_on, by=by, at=at)
    said = {"stay": held.reference, "everyone": is_everyone}
    settle_stays(standing, [Said("hazards.stay_moved_in", standing.case.about, said)], by=by, at=at)
    return held


@transaction.atomic
def review_stay(
    *,
    stay: Stay,
    words: str,
    reviewed_at: datetime,
    review_on: date,
    reviewed_by: Account,
    sent_with: str,
    by: str,
    at: datetime,
) -> StayReview:
    """Keep how they are where they stay, and promise the day when we ask again; sent twice from one page it is one."""
    standing, whole = _held(stay)
    held = whole.stay
    there = StayReview.objects.filter(sent_with=sent_with, stay=held).first()
    if there is not None:
        return there
    if not words.strip():
        raise CannotBeDone("Write down how they are there, in their own words if you can.")
    if not held.is_running:
        raise CannotBeDone("Nobody stays there now, so there is nothing to look at again.")
    assert held.moved_in_at is not None and held.review_on is not None
    if reviewed_at > at:
        raise CannotBeDone(NOT_YET)
    if reviewed_at < held.moved_in_at:
        raise CannotBeDone(f"They moved in at {written(held.moved_in_at)}. You spoke with them after that.")
    _refuse_review(review_on, at)
    made = StayReview.objects.create(
        stay=held,
        words=words.strip(),
        reviewed_at=reviewed_at,
        reviewed_by=reviewed_by,
        review_on=review_on,
        sent_with=sent_with,
    )
    held.review_on = review_on
    held.save(update_fields=["review_on"])
    keep(name=REVIEW, about=standing.case.about, kept_at=reviewed_at, by=by, at=at)
    _promise_review(standing.case, review_on, by=by, at=at)
    settle_stays(standing, [Said("hazards.stay_reviewed", standing.case.about, {"stay": held.reference})], by=by, at=at)
    return made


@transaction.atomic
def end_stay(*, stay: Stay, returned_at: datetime, because: str, words: str, by: str, at: datetime) -> Stay:
    """Keep that a stay is over: as their home is safe, or before that with a reason; then what is owed runs again."""
    standing, whole = _held(stay)
    held, case = whole.stay, standing.case
    if held.returned_at is not None:
        return held
    _refuse_return(standing, held, because, words, returned_at, at)
    held.returned_at, held.returned_because, held.returned_words = returned_at, Returned(because), words.strip()
    held.save(update_fields=["returned_at", "returned_because", "returned_words"])
    if not _others_running(held):
        let_go(about=case.about, why="they_returned", name=REVIEW, by=by, at=at)
    if because in TOO_SOON:
        ask_again(case=case, because="came_home", by=by, at=at)
    if because == Returned.PLACE_ENDED:
        promise_once(OFFER_AGAIN, case, by=by, at=at)
    elif because == Returned.THEY_CHOSE:
        set_task(name=TALK, about=case.about, owner=case.owner, by=by, at=at)
    why = f"The stay is over: {Returned(because).label}."
    said = {"stay": held.reference, "because": because}
    settle_stays(standing, [Said("hazards.stay_ended", case.about, said)], by=by, at=at, why=why)
    return held


def _held(stay: Stay) -> tuple[Standing, Whole]:
    """The case, which nobody else changes until we are done, and the stay as it stands."""
    standing = Standing.of(stay.case)
    return standing, whole_of(Stay.objects.select_related("case").get(pk=stay.pk))


def _refuse_to_go_on(whole: Whole) -> None:
    if whole.is_declined:
        raise CannotBeDone("They said no. If they have changed their mind, write that down first.")
    if whole.stay.gone_at is not None:
        raise CannotBeDone("This place is not to be had any more. Offer another.")
    if whole.stay.returned_at is not None:
        raise CannotBeDone("This stay is over. Offer another, if they need one.")


def _refuse_review(review_on: date, at: datetime) -> None:
    today = london_day(at)
    if review_on <= today:
        raise CannotBeDone("Choose a day to come, on which we look at it again with them.")
    if review_on > today + LONGEST_WITHOUT_REVIEW:
        latest = written_day(today + LONGEST_WITHOUT_REVIEW)
        raise CannotBeDone(
            f"Nobody is left for longer than four weeks without being asked. Choose {latest}, or before."
        )


def _refuse_return(
    standing: Standing, stay: Stay, because: str, words: str, returned_at: datetime, at: datetime
) -> None:
    if because not in Returned.values:
        raise CannotBeDone("Choose why the stay is over.")
    if stay.moved_in_at is None:
        raise CannotBeDone("Nobody has moved in yet. If the place is not to be had any more, write that down instead.")
    if returned_at > at:
        raise CannotBeDone(NOT_YET)
    if returned_at < stay.moved_in_at:
        raise CannotBeDone(f"They moved in at {written(stay.moved_in_at)}, so the stay ended after that.")
    made_safe_at = standing.known().get("made_safe_at")
    is_safe = isinstance(made_safe_at, datetime) and made_safe_at <= returned_at
    if because == Returned.MADE_SAFE and not is_safe:
        raise CannotBeDone(
            "It is not written down that their home was made safe by then. Write that down first; or, if they came "
            "home before it was, say so, and why."
        )
    if because in TOO_SOON and is_safe:
        raise CannotBeDone(f"Their home was made safe at {written(made_safe_at)}. Choose that it is made safe.")  # type: ignore[arg-type]
    if because in TOO_SOON and not words.strip():
        raise CannotBeDone("Their home is not made safe yet. Say in words why the stay is over all the same.")
    if because == Returned.MOVED_ON and not _others_running(stay):
        raise CannotBeDone("Write down first that they moved in at the other place.")


def _others_running(stay: Stay) -> bool:
    others = Stay.objects.filter(case=stay.case_id, moved_in_at__isnull=False, returned_at__isnull=True)
    return others.exclude(pk=stay.pk).exists()


def _promise_review(case: Case, review_on: date, *, by: str, at: datetime) -> None:
    """A day said to them is a promise: the whole of it is in time."""
    due_before = midnight(review_on + ONE_DAY)
    promise(name=REVIEW, about=case.about, started_at=at, due_before=due_before, owner=case.owner, by=by, at=at)
