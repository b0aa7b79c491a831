"""What is said beside a report: a note that one of us took, and what is added afterwards."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction

from putright.accounts.models import Account
from putright.homes.models import Home
from putright.people.models import Person
from putright.record.actions import write
from putright.repairs.models import Addition, Note, Report
from putright.repairs.refused import CannotBeDone

NO_WORDS = "Tell us in words. There was nothing in the box."


@transaction.atomic
def note(
    *,
    home: Home,
    words: str,
    said_by: str,
    heard_at: datetime,
    noted_by: Account,
    by: str,
    at: datetime,
    sent_with: str | None = None,
) -> Note:
    """Write down what one of us was told or saw at a home, and when that was; sent twice from one page it is one."""
    if not words.strip():
        raise CannotBeDone(NO_WORDS)
    if heard_at > at:
        raise CannotBeDone("The moment it was heard has not come yet. Check the day and the time.")
    told = {"words": words, "said_by": said_by, "heard_at": heard_at, "noted_at": at}
    made, is_new = Note.objects.get_or_create(
        sent_with=sent_with or secrets.token_urlsafe(32), defaults={**told, "home": home, "noted_by": noted_by}
    )
    if (made.home_id, made.noted_by_id) != (home.pk, noted_by.pk):
        raise CannotBeDone("This was sent for another home. Open this one again and send it from there.")
    if is_new:
        write("repairs.noted", by=by, at=at, about=made.about, home=home.reference)
    return made


@transaction.atomic
def add(
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
    """Add something to a report: more to tell, a change, that something is not right, or our answer.

    The same words sent twice from one page are one addition. `hazards.actions.hear` is the door for what a resident
    says: it sees that somebody reads it.
    """
    if not words.strip():
        raise CannotBeDone(NO_WORDS)
    kept, is_new = Addition.objects.get_or_create(
        sent_with=sent_with,
        defaults={
            "report": report,
            "kind": Addition.Kind(kind),
            "words": words,
            "about_line": about_line,
            "said_at": at,
            "person": person,
            "taken_by": taken_by,
        },
    )
    if kept.report_id != report.pk:
        raise CannotBeDone("This was sent for another report. Open this one again and send it from there.")
    if is_new:
        write("repairs.added", by=by, at=at, about=report.about, kind=kind, addition=kept.pk, line=about_line)
    return kept
