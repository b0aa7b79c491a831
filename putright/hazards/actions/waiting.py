"""A household waits for major works: only with everything that makes waiting safe, and never longer than was said."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from putright.accounts.models import Account
from putright.clocks.london import ONE_DAY, london_day, midnight, written_day
from putright.deadlines.actions import keep, let_go, promise, set_task
from putright.deadlines.models import Deadline
from putright.hazards.actions.assessing import ask_again
from putright.hazards.answering import say_how_the_works_stand
from putright.hazards.models import Case, Deferral, Progress, RiskAssessment
from putright.hazards.risk import ASSESS
from putright.record.actions import write
from putright.repairs.refused import CannotBeDone

# How the works stand, told every so many days; and the day they begin, which was said as well.
UPDATE, WORKS_BEGIN = "promises.works_update", "promises.works_begin"
DECIDE_AGAIN = "tasks.decide_waiting"
LONGEST_WITHOUT_WORD = 28
Ended = Deferral.Ended
# It is decided anew, with all that this takes.
REOPENS = (Ended.SLIPPED, Ended.PASSED, Ended.HOUSEHOLD_CHANGED)


@transaction.atomic
def begin_waiting(
    *,
    case: Case,
    expert: str,
    advised_on: date,
    advice: str,
    mitigation: str,
    mitigated_on: date,
    update_every_days: int,
    programme_on: date,
    began_by: Account,
    sent_with: str,
    by: str,
    at: datetime,
) -> Deferral:
    """Let a household wait for major works, on the last assessment of the risk, and tell them how it will be.

    Refused, in a sentence, if anything that it needs is missing. It stops no clock of the law. Sent twice it is one.
    """
    held = Case.objects.select_for_update(of=("self",)).select_related("report", "owner").get(pk=case.pk)
    there = Deferral.objects.filter(sent_with=sent_with, case=held).first()
    if there is not None:
        return there
    _refuse_words(expert, advice, mitigation)
    _refuse_days(advised_on, mitigated_on, update_every_days, programme_on, london_day(at))
    made = Deferral.objects.create(
        case=held,
        assessment=_assessment(held, london_day(at)),
        expert=expert.strip(),
        advised_on=advised_on,
        advice=advice.strip(),
        mitigation=mitigation.strip(),
        mitigated_on=mitigated_on,
        update_every_days=update_every_days,
        programme_on=programme_on,
        began_at=at,
        began_by=began_by,
        sent_with=sent_with,
    )
    keep(name=DECIDE_AGAIN, about=held.about, kept_at=at, by=by, at=at)
    due_before = midnight(programme_on + ONE_DAY)
    promise(name=WORKS_BEGIN, about=held.about, started_at=at, due_before=due_before, owner=held.owner, by=by, at=at)
    _promise_word(made, held, by=by, at=at)
    write(
        "hazards.waiting_began",
        by=by,
        at=at,
        about=held.about,
        deferral=made.reference,
        assessment=made.assessment_id,
        every=update_every_days,
    )
    say_how_the_works_stand(held, "planned", programme_on=programme_on, by=by, at=at)
    return made


@transaction.atomic
def tell_progress(
    *, deferral: Deferral, words: str, told_by: Account, sent_with: str, by: str, at: datetime
) -> Progress:
    """Tell a household how the works that they wait for stand, and promise when they hear next; twice is once."""
    case, held = _held(deferral)
    there = Progress.objects.filter(sent_with=sent_with, deferral=held).first()
    if there is not None:
        return there
    if not words.strip():
        raise CannotBeDone("Write to them how the works stand, in plain words.")
    if held.ended_at is not None:
        raise CannotBeDone("They do not wait any more. Answer them on the page of the report instead.")
    made = Progress.objects.create(deferral=held, words=words.strip(), told_at=at, told_by=told_by, sent_with=sent_with)
    keep(name=UPDATE, about=case.about, kept_at=at, by=by, at=at)
    _promise_word(held, case, by=by, at=at)
    write("hazards.progress_told", by=by, at=at, about=case.about, deferral=held.reference, progress=made.pk)
    say_how_the_works_stand(case, "progress", programme_on=held.programme_on, by=by, at=at)
    return made


@transaction.atomic
def end_waiting(*, deferral: Deferral, because: str, by: str, at: datetime) -> bool:
    """Keep that a household waits no longer, or that waiting is to be decided anew; whether it was not over already.

    When the programme slips or passes, or the household changes, it opens again: a task to decide, the risk assessed
    again, and the household told.
    """
    case, held = _held(deferral)
    if because not in Ended.values:
        raise CannotBeDone("Choose why they wait no longer.")
    if held.ended_at is not None:
        return False
    held.ended_at, held.ended_because = at, Ended(because)
    held.save(update_fields=["ended_at", "ended_because"])
    let_go(about=case.about, why="no_longer_waiting", name=UPDATE, by=by, at=at)
    if because == Ended.WORKS_BEGAN:
        keep(name=WORKS_BEGIN, about=case.about, kept_at=at, by=by, at=at)
    elif because == Ended.NOT_WAITING:
        let_go(about=case.about, why="put_right_without_waiting", name=WORKS_BEGIN, by=by, at=at)
    write("hazards.waiting_ended", by=by, at=at, about=case.about, deferral=held.reference, because=because)
    if because in REOPENS:
        set_task(name=DECIDE_AGAIN, about=case.about, owner=case.owner, by=by, at=at)
        ask_again(case=case, because=because, by=by, at=at)
        say_how_the_works_stand(case, "again", programme_on=None, by=by, at=at)
    return True


def _held(deferral: Deferral) -> tuple[Case, Deferral]:
    """The case, which nobody else changes until we are done, and the deferral as it stands."""
    case = Case.objects.select_for_update(of=("self",)).select_related("report", "owner").get(pk=deferral.case_id)
    return case, Deferral.objects.get(pk=deferral.pk)


def _assessment(case: Case, today: date) -> RiskAssessment:
    """The assessment that waiting rests on: there is one, and it is good for today."""
    if case.deferrals.filter(ended_at__isnull=True).exists():
        raise CannotBeDone("They wait already. End that first, or tell them how the works stand.")
    found = case.risk_assessments.order_by("-id").first()
    if found is None:
        raise CannotBeDone(
            "Nobody has assessed the risk to them: how severe, how likely, and to whom. Do that first, and then decide."
        )
    is_asked_for = Deadline.objects.open().about(*case.about).filter(name=ASSESS).exists()
    if is_asked_for or found.review_on < today:
        raise CannotBeDone("Something has changed since the risk was assessed. Assess it again, and then decide.")
    return found


def _refuse_words(expert: str, advice: str, mitigation: str) -> None:
    if not expert.strip():
        raise CannotBeDone("Say which expert advised it, and what makes them one.")
    if not advice.strip():
        raise CannotBeDone("Say what the expert advised.")
    if not mitigation.strip():
        raise CannotBeDone("Say what is in place that keeps them safe while they wait. Without that they cannot wait.")


def _refuse_days(advised_on: date, mitigated_on: date, update_every_days: int, programme_on: date, today: date) -> None:
    if advised_on > today:
        raise CannotBeDone("The expert’s advice has not come yet. Wait for it, and then decide.")
    if mitigated_on > today:
        raise CannotBeDone("What keeps them safe must be in place by today, and not planned. Put it in place first.")
    if not 1 <= update_every_days <= LONGEST_WITHOUT_WORD:
        raise CannotBeDone(f"Tell them how it stands every so many days: from 1 to {LONGEST_WITHOUT_WORD}.")
    if programme_on <= today:
        raise CannotBeDone(f"The works begin on a day to come. {written_day(programme_on)} is not one.")


def _promise_word(deferral: Deferral, case: Case, *, by: str, at: datetime) -> None:
    due_before = midnight(london_day(at) + timedelta(days=deferral.update_every_days) + ONE_DAY)
    promise(name=UPDATE, about=case.about, started_at=at, due_before=due_before, owner=case.owner, by=by, at=at)
