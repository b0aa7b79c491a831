"""The one door for every report: it is kept, looked at for hazards, its clocks started and its sender answered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from putright.accounts.models import Account
from putright.clocks.london import london_day
from putright.deadlines.actions import reckon_many
from putright.deadlines.models import Deadline
from putright.hazards import places
from putright.hazards.answering import acknowledge
from putright.hazards.models import Class, Triage
from putright.hazards.opening import Around, opened, owed_at_first, said_of, suggested, triage_of
from putright.hazards.rising import rise
from putright.hazards.rules import HOUSEHOLD
from putright.hazards.triage import told_in
from putright.people import queries as people
from putright.people.actions import tell_circumstance
from putright.repairs import actions as repairs
from putright.repairs.models import Channel, Draft, Note, Report
from putright.repairs.tree.reading import tree


@transaction.atomic
def receive(
    *,
    draft: Draft,
    by: str,
    at: datetime,
    first_told_at: datetime | None = None,
    said_by: str = "",
    said_to: str = "",
    from_note: Note | None = None,
) -> Report:
    """Receive a report: keep it, suggest its class, open a case and start the clocks if it may be a hazard, and answer.

    Sent again it is the same report; what was answered since is added to it, and can only raise the class. Raises
    NotEnough and CannotBeDone, as repairs.actions.report does.
    """
    report, is_new = repairs.report(
        draft=draft,
        by=by,
        at=at,
        first_told_at=first_told_at,
        said_by=said_by,
        said_to=said_to,
        from_note=from_note,
    )
    if is_new:
        is_theirs = draft.person_id is not None or draft.taken_by_id is not None
        _first(report, is_theirs=is_theirs, by=by, at=at)
    elif draft.pk and repairs.tell_more(report=report, draft=Draft.objects.get(pk=draft.pk), by=by, at=at):
        report.refresh_from_db()
        rise(report, by=by, at=at)
    return report


@transaction.atomic
def report_from_note(*, note: Note, by: str, at: datetime) -> Report:
    """Make a report of a note that one of us took; its clocks run from when it was heard."""
    draft = Draft(
        key=f"note-{note.reference}",
        began_at=at,
        kept_at=at,
        tree_version=tree().stamp,
        answers={"own_words": {"words": note.words}},
        channel=Channel.VISIT,
        home=note.home,
        taken_by=note.noted_by,
    )
    return receive(
        draft=draft,
        by=by,
        at=at,
        first_told_at=note.heard_at,
        said_by=note.said_by,
        said_to=note.noted_by.name,
        from_note=note,
    )


def _first(report: Report, *, is_theirs: bool, by: str, at: datetime) -> None:
    """Everything that a report begins, in as few statements as there can be: it is held to a speed."""
    around = Around.of(report, at)
    triage = triage_of(report, suggested(report, around), at)
    triage.save(force_insert=True)
    # An emergency is everybody's who holds the role, until somebody takes it on: one person may be asleep.
    owner = None if triage.is_class == Class.EMERGENCY else around.officer
    owed = list(owed_at_first(report, triage, owner=owner, at=at))
    lines = [said_of(triage)]
    if places.is_hazard(triage):
        standing = opened(report, triage, around, owner=owner, by=by, at=at)
        deadlines = standing.reckon(by=by, at=at, owed=owed, because=[*lines, *standing.lines], is_new=True)
    else:
        deadlines = reckon_many(asked=[], owed=owed, by=by, at=at, because=lines, are_new=True)
    _place(report, triage, deadlines, owner)
    if is_theirs:
        _keep_who_lives_there(report, around, by=by, at=at)
    acknowledge(report, triage, deadlines, owner=owner, by=by, at=at)


def _place(report: Report, triage: Triage, deadlines: Iterable[Deadline], owner: Account | None) -> None:
    place = places.made(places.Standing(report, triage, list(deadlines)))
    place.owner = owner
    place.save(force_insert=True)


def _keep_who_lives_there(report: Report, around: Around, *, by: str, at: datetime) -> None:
    """Keep what was told of the household: by somebody who signed in, or to one of us.

    What anybody else says of a home counts for this report, and for no other: a number can be known to many.
    """
    if report.home is None:
        return
    told = told_in(report.answers).said[HOUSEHOLD]
    new = [kind for kind in told if kind not in around.household]
    household = people.household_of(report.home, london_day(at)) if new else None
    if household:
        for kind in new:
            tell_circumstance(household=household, kind=kind, by=by, at=at)
