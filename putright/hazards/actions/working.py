"""A report is taken on, its promises kept, what is said of it heard, and it is finished."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from putright.accounts.models import Account
from putright.clocks.london import london_day
from putright.deadlines import actions as deadlines
from putright.deadlines.models import Deadline, Kind
from putright.deadlines.queries import title
from putright.hazards import places
from putright.hazards.actions.working_orders import NEXT, keep_next
from putright.hazards.answering import say_that_it_is_looked_at
from putright.hazards.models import Case, Place, SavedFilter
from putright.hazards.opening import TRIAGE
from putright.hazards.queries.investigations import left_of
from putright.hazards.rising import rise
from putright.people.models import Person
from putright.people.queries import officer_of
from putright.record.actions import write
from putright.record.models import About
from putright.repairs import actions as repairs
from putright.repairs.models import Addition, Report
from putright.repairs.refused import CannotBeDone

ANSWER = "promises.answer_not_right"
# Why a report leaves the queue.
FINISHED: Mapping[str, str] = {
    "put_right": "It is put right",
    "nothing_to_do": "There was nothing to put right",
    "same_issue": "It is dealt with in another report",
    "not_ours": "It is not ours to put right, and we said whose it is",
    "taken_back": "Whoever told us took it back",
}


@transaction.atomic
def take_on(*, report: Report, owner: Account | None, by: str, at: datetime) -> None:
    """Say whose a report is from now on; they are told of its dates, and the resident asks for them."""
    Place.objects.filter(report=report).update(owner=owner)
    Case.objects.filter(report=report).update(owner=owner)
    deadlines.hand_over(abouts=_abouts(report), owner=owner, by=by, at=at)
    write("hazards.taken_on", by=by, at=at, about=report.about, owner=owner.code if owner else None)


@transaction.atomic
def keep(*, report: Report, name: str, kept_at: datetime, by: str, at: datetime) -> int:
    """Keep a promise about a report, or do a task: that somebody got in touch, or answered."""
    if name == NEXT:
        return keep_next(report=report, kept_at=kept_at, by=by, at=at)
    kept = sum(deadlines.keep(name=name, about=about, kept_at=kept_at, by=by, at=at) for about in _abouts(report))
    places.put([report.pk])
    return kept


@transaction.atomic
def hear(
    *,
    report: Report,
    kind: str,
    words: str,
    sent_with: str,
    by: str,
    at: datetime,
    person: Person | None = None,
    taken_by: Account | None = None,
    about_line: int | None = None,
) -> Addition:
    """Keep what somebody adds to a report, and see that one of us reads it: even a finished one comes back.

    What is not right is promised an answer. What got worse is looked at again. Our own reply keeps that promise.
    """
    # Of two that come at one moment the second waits for the first, and then it is there.
    Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    is_new = not Addition.objects.filter(sent_with=sent_with).exists()
    addition = repairs.add(
        report=report,
        kind=kind,
        words=words,
        sent_with=sent_with,
        by=by,
        at=at,
        person=person,
        taken_by=taken_by,
        about_line=about_line,
    )
    if is_new:
        _follow(report, addition, by=by, at=at)
    return addition


@transaction.atomic
def finish(*, report: Report, by: str, at: datetime, why: str) -> None:
    """Take a report out of the queue, once nothing is owed any more; `why` is one of FINISHED.

    Raises CannotBeDone with what is still owed. Tasks that nobody needs any more are let go. One that has left it
    stays as it is.
    """
    if why not in FINISHED:
        raise CannotBeDone(f"Choose why it is finished: {'; '.join(FINISHED.values())}.")
    Report.objects.select_for_update().get(pk=report.pk)
    if not Place.objects.filter(report=report).exists():
        return
    owed = [row for about in _abouts(report) for row in Deadline.objects.open().about(*about) if row.kind != Kind.TASK]
    if owed:
        titles = ", ".join(dict.fromkeys(title(row.name) for row in owed))
        raise CannotBeDone(f"This is still owed: {titles}. Write down when it was done, and then finish.")
    case = Case.objects.filter(report=report).first()
    if case is not None and (left := left_of(case)):
        words = "; ".join(f"“{one.words}”" for one in left)
        raise CannotBeDone(f"This was recommended: {words}. Order it, or say why it is not done, and then finish.")
    for about in _abouts(report):
        deadlines.let_go(about=about, why="report_finished", by=by, at=at)
    Place.objects.filter(report=report).delete()
    write("hazards.finished", by=by, at=at, about=report.about, why=why)


@transaction.atomic
def put_in_place(*, reports: Iterable[int], by: str, at: datetime) -> int:
    """Bring the places of some reports, by their ids, to what they should be; how many were not.

    Nothing is written in the record: a place is made from what is there, and anybody can make it again.
    """
    return places.put(reports)


@transaction.atomic
def save_filter(*, account: Account, name: str, asks: Mapping[str, object], by: str, at: datetime) -> SavedFilter:
    """Keep a view of the queue under a name; the same name again is that view as it is now. Theirs alone."""
    called = " ".join(name.split())
    if not called or len(called) > 60:
        raise CannotBeDone("Give it a name of up to 60 letters.")
    kept, _ = SavedFilter.objects.update_or_create(account=account, name=called, defaults={"asks": dict(asks)})
    return kept


@transaction.atomic
def forget_filter(*, account: Account, name: str, by: str, at: datetime) -> bool:
    """Take a view of the queue away, and say whether there was one."""
    return bool(SavedFilter.objects.filter(account=account, name=name).delete()[0])


def _abouts(report: Report) -> list[About]:
    """The report and its case, if it has one."""
    case = Case.objects.filter(report=report).first()
    return [report.about, case.about] if case else [report.about]


def _follow(report: Report, addition: Addition, *, by: str, at: datetime) -> None:
    """What an addition asks of us."""
    opened = Case.objects.select_related("owner").filter(report=report).first()
    owner = opened.owner if opened else None
    match addition.kind:
        case Addition.Kind.NOT_RIGHT:
            officer = officer_of(report.home, london_day(at)) if report.home and owner is None else owner
            promised = deadlines.promise(name=ANSWER, about=report.about, started_at=at, owner=officer, by=by, at=at)
            say_that_it_is_looked_at(report, promised, owner=officer, by=by, at=at)
        case Addition.Kind.REPLY:
            deadlines.keep(name=ANSWER, about=report.about, kept_at=at, by=by, at=at)
        case Addition.Kind.WORSE:
            rise(report, by=by, at=at, has_changed=True)
        case Addition.Kind.MORE:
            deadlines.set_task(name=TRIAGE, about=report.about, owner=owner, by=by, at=at)
    places.put_one(report)
