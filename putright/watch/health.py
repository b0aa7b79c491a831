"""Whether what should happen by itself does happen, for the page that says whether Putright is well."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Min

from putright.deadlines.models import Level, Reminder
from putright.record.models import Line, Seal
from putright.record.verify import LONGEST_TAIL
from putright.watch.nightly import TOO_OLD, last_proof

# Somebody is told every ten seconds; a watcher that was killed is back long before this.
TOO_LATE = timedelta(minutes=2)


def wrong(at: datetime) -> dict[str, str | None]:
    """Each thing that should happen by itself, and in a sentence what is wrong with it; nothing where all is well."""
    return {"telling": telling_wrong(at), "sealing": sealing_wrong(at), "proof": proof_wrong(at)}


def telling_wrong(at: datetime) -> str | None:
    """Whether somebody should have been told of a deadline and was not."""
    waiting = Reminder.objects.filter(next_at__lt=at - TOO_LATE).exclude(next_level=Level.APOLOGY)
    if waiting.order_by("next_at").exists():
        return "People are not being told of deadlines that are close or late. Is the watch running?"
    return None


def sealing_wrong(at: datetime) -> str | None:
    """Whether lines of the record have waited too long for a seal."""
    last = Seal.objects.order_by("-number").values_list("settled_before", flat=True).first() or 0
    oldest = Line.objects.filter(written_in__gte=last).aggregate(oldest=Min("written_at"))["oldest"]
    if oldest is not None and at - oldest > LONGEST_TAIL:
        return "What was written in the record is not being sealed. Is the watch running?"
    return None


def proof_wrong(at: datetime) -> str | None:
    """Whether the last proof found a difference, or there has been none for too long."""
    last = last_proof()
    if last is not None and last.differences:
        return f"The nightly proof found {last.differences} differences. There is a task to look into it."
    if last is not None and at - last.at > TOO_OLD:
        return "Nothing was proved last night. Is the watch running?"
    return None
