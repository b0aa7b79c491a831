"""Somewhere else to stay is offered, judged and answered; saying no never ends our duty to put the home right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from putright.accounts.models import Account
from putright.clocks.london import london_day, written
from putright.deadlines.actions import keep, set_task
from putright.hazards.answering import say_that_a_stay_is_offered
from putright.hazards.cases import Standing
from putright.hazards.models import Case, Stay, StayAnswer, Suitability
from putright.hazards.settling import OFFER_AGAIN
from putright.hazards.staying import promise_once, settle_stays, whole_of
from putright.people.models import Person
from putright.record.actions import Said
from putright.repairs.refused import CannotBeDone

SECURE, TALK = "tasks.secure_stay", "tasks.talk_about_stay"
NOT_YET = "That moment has not come yet. Check the day and the time."
Kind = StayAnswer.Kind
# Whether it suits, and what was said of it, for each way that was asked about.
Suits = Mapping[str, tuple[bool, str]]


@transaction.atomic
def offer_stay(
    *,
    case: Case,
    needed_because: str,
    kind: str,
    where: str,
    covers: str,
    begins_on: date,
    paid_by: str,
    cost_pence: int | None,
    suits: Suits,
    offered_at: datetime,
    offered_by: Account,
    sent_with: str,
    by: str,
    at: datetime,
) -> Stay:
    """Offer a household somewhere else to stay, and tell them; the same page sent twice is one offer.

    For the law it is an offer only if it suits them in every way and is at our cost.
    """
    standing = Standing.of(case)
    there = Stay.objects.filter(sent_with=sent_with).first()
    if there is not None:
        if there.case_id != case.pk:
            raise CannotBeDone("This was sent for another report. Open this one again and send it from there.")
        return there
    _refuse_offer(standing, needed_because, where, covers, begins_on, offered_at, at)
    stay = Stay.objects.create(
        case=standing.case,
        needed_because=needed_because.strip(),
        kind=Stay.Kind(kind),
        where=where.strip(),
        covers=covers.strip(),
        begins_on=begins_on,
        paid_by=Stay.PaidBy(paid_by),
        cost_pence=cost_pence,
        offered_at=offered_at,
        offered_by=offered_by,
        written_at=at,
        sent_with=sent_with,
    )
    _judge(stay, suits, at)
    keep(name=OFFER_AGAIN, about=case.about, kept_at=at, by=by, at=at)
    settle_stays(standing, [Said("hazards.stay_offered", case.about, {"stay": stay.reference})], by=by, at=at)
    say_that_a_stay_is_offered(standing.case, by=by, at=at)
    return stay


@transaction.atomic
def judge_stay(*, stay: Stay, suits: Suits, by: str, at: datetime) -> Stay:
    """Keep whether a place suits a household, in each way that was asked; what was found before stays readable."""
    standing = Standing.of(stay.case)
    held = whole_of(Stay.objects.select_related("case").get(pk=stay.pk))
    new = {
        of: found
        for of, found in suits.items()
        if of not in held.suitability or (held.suitability[of].is_suitable, held.suitability[of].words) != found
    }
    if new:
        _judge(held.stay, new, at)
        said = {"stay": stay.reference, "asked": sorted(new)}
        settle_stays(standing, [Said("hazards.stay_judged", stay.case.about, said)], by=by, at=at)
    return held.stay


@transaction.atomic
def answer_offer(
    *,
    stay: Stay,
    kind: str,
    words: str,
    said_at: datetime,
    sent_with: str,
    by: str,
    at: datetime,
    person: Person | None = None,
    taken_by: Account | None = None,
) -> StayAnswer:
    """Keep what a household said to an offer, online or to one of us; they may change their mind.

    Sent twice from one page it is one answer. One of us is told: to secure the place, or to talk about what would suit.
    """
    standing = Standing.of(stay.case)
    there = StayAnswer.objects.filter(sent_with=sent_with).first()
    if there is not None:
        if there.stay_id != stay.pk:
            raise CannotBeDone("This was sent for another offer. Open this one again and send it from there.")
        return there
    whole = whole_of(Stay.objects.select_related("case").get(pk=stay.pk))
    _refuse_answer(whole.stay, whole.answers, kind, said_at, at)
    if kind == Kind.TAKEN_BACK and whole.answer is None:
        raise CannotBeDone("There is no answer to take back. Choose yes or no.")
    was_declined = whole.is_declined
    made = StayAnswer.objects.create(
        stay=whole.stay,
        kind=Kind(kind),
        said_at=said_at,
        words=words.strip(),
        person=person,
        taken_by=taken_by,
        sent_with=sent_with,
    )
    if kind == Kind.TAKEN_BACK and was_declined:
        promise_once(OFFER_AGAIN, standing.case, by=by, at=at)
    elif kind != Kind.TAKEN_BACK and not (kind == Kind.ACCEPTED and whole.stay.secured_at):
        name = SECURE if kind == Kind.ACCEPTED else TALK
        set_task(name=name, about=standing.case.about, owner=standing.case.owner, by=by, at=at)
    said = {"stay": stay.reference, "kind": made.kind, "online": taken_by is None}
    settle_stays(standing, [Said("hazards.stay_answered", standing.case.about, said)], by=by, at=at)
    return made


@transaction.atomic
def lose_stay(*, stay: Stay, gone_at: datetime, by: str, at: datetime) -> Stay:
    """Keep that a place is not to be had any more, and promise another, unless they had said no to it."""
    standing = Standing.of(stay.case)
    whole = whole_of(Stay.objects.select_related("case").get(pk=stay.pk))
    held = whole.stay
    if held.gone_at is not None:
        return held
    if held.moved_in_at is not None:
        raise CannotBeDone("Somebody stays there already. Write down that the stay came to an end, and why.")
    if gone_at > at:
        raise CannotBeDone(NOT_YET)
    if gone_at < held.offered_at:
        raise CannotBeDone(f"It was offered at {written(held.offered_at)}, so it was still there then. Check the day.")
    held.gone_at = gone_at
    held.save(update_fields=["gone_at"])
    if not whole.is_declined:
        promise_once(OFFER_AGAIN, standing.case, by=by, at=at)
    settle_stays(standing, [Said("hazards.stay_gone", standing.case.about, {"stay": held.reference})], by=by, at=at)
    return held


def _judge(stay: Stay, suits: Suits, at: datetime) -> None:
    Suitability.objects.bulk_create(
        Suitability(stay=stay, of=Suitability.Of(of), is_suitable=is_suitable, words=words.strip(), found_at=at)
        for of, (is_suitable, words) in suits.items()
    )


def _refuse_offer(
    standing: Standing,
    needed_because: str,
    where: str,
    covers: str,
    begins_on: date,
    offered_at: datetime,
    at: datetime,
) -> None:
    aware_at = standing.known().get("aware_at")
    if not needed_because.strip():
        raise CannotBeDone("Say why they need somewhere else to stay.")
    if not where.strip():
        raise CannotBeDone("Say where it is. Only they, and those of us who arrange it, can read that.")
    if not covers.strip():
        raise CannotBeDone("Say what we pay for and arrange: meals, travel, washing clothes, keeping their things.")
    if offered_at > at:
        raise CannotBeDone(NOT_YET)
    if isinstance(aware_at, datetime) and offered_at < aware_at:
        raise CannotBeDone(f"We first knew of this on {written(aware_at)}. An offer comes after that.")
    if begins_on < london_day(offered_at):
        raise CannotBeDone("It begins before it was offered. Check both days.")


def _refuse_answer(stay: Stay, answers: tuple[StayAnswer, ...], kind: str, said_at: datetime, at: datetime) -> None:
    if kind not in Kind.values:
        raise CannotBeDone("Choose yes or no.")
    if said_at > at:
        raise CannotBeDone(NOT_YET)
    if said_at < stay.offered_at:
        raise CannotBeDone(f"It was offered at {written(stay.offered_at)}. An answer comes after that.")
    if answers and said_at < answers[-1].said_at:
        raise CannotBeDone(f"They gave a later answer, at {written(answers[-1].said_at)}, and that one counts.")
    if stay.returned_at is not None:
        raise CannotBeDone("This stay is over, so there is nothing to answer any more.")
    if stay.moved_in_at is not None and kind != Kind.ACCEPTED:
        raise CannotBeDone("They stay there already. If they come home, write that down, and why.")
    if stay.gone_at is not None and kind == Kind.ACCEPTED:
        raise CannotBeDone("We are sorry: this place is not to be had any more. Another one must be offered.")
