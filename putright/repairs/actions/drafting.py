"""Keeping a report while it is told: each answer as it is given, so that a dead phone loses nothing.

Nothing here goes into the record: a draft is theirs until they send it, and is forgotten after seven days, while the
record is kept for ever.
"""

from __future__ import annotations

import re
import secrets
from datetime import datetime

from django.db import transaction

from putright.accounts.models import Account
from putright.homes.models import Home
from putright.people.models import Person
from putright.repairs.models import Channel, Draft, Original, Photo
from putright.repairs.refused import CannotBeDone, NoSuchDraft
from putright.repairs.tree.questions import Value
from putright.repairs.tree.reading import tree

# As secrets.token_urlsafe(32) makes them. Shorter ones are ours alone: a note's report is sent with its reference.
KEY = re.compile(r"[A-Za-z0-9_-]{32,64}")


@transaction.atomic
def begin(
    *,
    channel: str,
    by: str,
    at: datetime,
    home: Home | None = None,
    person: Person | None = None,
    taken_by: Account | None = None,
    key: str = "",
) -> Draft:
    """Begin to tell a report, under a key that only whoever tells it has.

    A page may bring its own key, as long and as random as ours: the same page sent twice begins one report.
    """
    if key and not KEY.fullmatch(key):
        raise CannotBeDone("This page is not one of ours. Open the report again from the front page, and send it then.")
    draft, _ = Draft.objects.get_or_create(
        key=key or secrets.token_urlsafe(32),
        defaults={
            "began_at": at,
            "kept_at": at,
            "tree_version": tree().stamp,
            "channel": Channel(channel),
            "home": home,
            "person": person,
            "taken_by": taken_by,
        },
    )
    return draft


@transaction.atomic
def keep_answer(*, key: str, question: str, value: Value | None, by: str, at: datetime) -> Draft:
    """Keep one answer of a report that is being told; nothing takes back an answer that was given.

    Raises NoSuchDraft when it has been forgotten, and NoSuchQuestion for a question that is not asked.
    """
    tree().question(question)
    # Two pages of the same report may be open: each answer is put beside the other's, and neither is lost.
    draft = Draft.objects.select_for_update().filter(key=key).first()
    if draft is None:
        raise NoSuchDraft
    draft.answers = {name: kept for name, kept in draft.answers.items() if name != question}
    if value is not None:
        draft.answers[question] = value
    draft.kept_at, draft.tree_version = at, tree().stamp
    draft.save(update_fields=["answers", "kept_at", "tree_version"])
    return draft


@transaction.atomic
def forget_drafts(*, kept_before: datetime, by: str, at: datetime, most: int = 1000) -> int:
    """Forget what was begun and not gone on with since a moment; what was sent is a report, and stays."""
    old = list(
        Draft.objects.filter(kept_at__lt=kept_before)
        .order_by("kept_at")
        .select_for_update(skip_locked=True)
        .values_list("pk", flat=True)[:most]
    )
    never_sent = Photo.objects.filter(draft__in=old, report__isnull=True)
    Original.objects.filter(photo__in=never_sent).delete()
    never_sent.delete()
    return Draft.objects.filter(pk__in=old).delete()[1].get("repairs.Draft", 0)
