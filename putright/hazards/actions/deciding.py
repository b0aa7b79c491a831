"""A person confirms what triage suggests, or decides otherwise and says why."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from putright.accounts.models import Account
from putright.deadlines.actions import keep
from putright.hazards import places
from putright.hazards.answering import say_what_was_decided
from putright.hazards.cases import Standing, class_of
from putright.hazards.models import Class, Criterion, Triage
from putright.hazards.opening import TRIAGE, Around, opened
from putright.law.hazard_types import hazard_types
from putright.record.actions import Said, write, write_many
from putright.repairs.models import Report
from putright.repairs.refused import CannotBeDone

CHANGED = "This changed while you looked at it. What it is taken for now is below: look again, and decide."
WHY = "This is not what was suggested. Say why, in your own words."


@transaction.atomic
def decide(
    *,
    report: Report,
    hazard: str,
    is_class: str,
    why: str,
    decided_by: Account,
    by: str,
    at: datetime,
    seen: str | None = None,
) -> Triage:
    """Decide what a report is taken for: as suggested, or otherwise with a reason; and tell the resident.

    A hazard gets a case, with day zero when we were first told. For neither its facts stay, and the law is not asked.
    `seen` is the number of the triage that whoever decides had before them: the same decision sent twice is one, and
    one about what has changed meanwhile is refused.
    """
    held = Report.objects.select_for_update(of=("self",)).select_related("home", "person").get(pk=report.pk)
    before = held.triages.order_by("-id").first()
    assert before is not None, "every report has a triage from the moment it is received"
    hazard = "" if is_class == Class.NEITHER and not hazard else hazard
    if seen is not None and seen != str(before.pk):
        told = (before.decided_by_id, before.hazard, before.is_class, before.why)
        if told != (decided_by.pk, hazard, is_class, why.strip()):
            raise CannotBeDone(CHANGED)
        return before
    _refuse(before, hazard, is_class, why)
    triage = Triage.objects.create(
        report=held,
        decided_at=at,
        decided_by=decided_by,
        hazard=hazard,
        is_class=is_class,
        because=before.because,
        rules_version=before.rules_version,
        why=why.strip(),
    )
    keep(name=TRIAGE, about=held.about, kept_at=at, by=by, at=at)
    detail = {"hazard": hazard, "is_class": is_class, "as_suggested": _is_same(before, hazard, is_class)}
    standing = _follow(held, triage, by=by, at=at)
    lines = [Said("hazards.decided", held.about, {**detail, "by": decided_by.code})]
    deadlines = []
    if standing:
        standing.check(at=at)
        deadlines = standing.reckon(by=by, at=at)
        lines += standing.lines
    write_many(lines, by=by, at=at)
    places.put_one(held)
    owner = standing.case.owner if standing else None
    say_what_was_decided(held, triage, deadlines, owner=owner, by=by, at=at)
    return triage


@transaction.atomic
def write_criterion(*, is_class: str, words: str, since: date, by: str, at: datetime) -> Criterion:
    """Write down when the landlord takes a hazard for significant, or for imminent, from a day on."""
    if is_class not in (Class.SIGNIFICANT, Class.EMERGENCY):
        raise CannotBeDone("A criterion is about what is significant, or about what is an emergency.")
    if not words.strip():
        raise CannotBeDone("Write the criterion in words.")
    made = Criterion.objects.create(is_class=is_class, words=words.strip(), since=since)
    write("hazards.criterion_written", by=by, at=at, about=made, is_class=is_class, since=since.isoformat())
    return made


def _refuse(before: Triage, hazard: str, is_class: str, why: str) -> None:
    if is_class not in Class.values:
        raise CannotBeDone("Choose whether it may be an emergency, significant, or neither.")
    if is_class != Class.NEITHER and hazard not in hazard_types():
        raise CannotBeDone("Choose which kind of hazard it may be, from the list.")
    if hazard and hazard not in hazard_types():
        raise CannotBeDone("That hazard is not on the list. Choose one from the list.")
    if not _is_same(before, hazard, is_class) and not why.strip():
        raise CannotBeDone(WHY)


def _is_same(before: Triage, hazard: str, is_class: str) -> bool:
    """Whether it is what was suggested: naming a kind that nobody had named yet changes nothing."""
    is_same_hazard = is_class == Class.NEITHER or not before.hazard or hazard == before.hazard
    return is_class == before.is_class and is_same_hazard


def _follow(report: Report, triage: Triage, *, by: str, at: datetime) -> Standing | None:
    """The case, with its facts as they were decided."""
    standing = Standing.of_report(report)
    if standing is None:
        if not places.is_hazard(triage):
            return None
        around = Around.of(report, at)
        return opened(report, triage, around, owner=around.officer, by=by, at=at)
    why, known = triage.why or "As decided in triage.", standing.known()
    if triage.hazard and known.get("hazard") != triage.hazard:
        standing.say("hazard", triage.hazard, by=by, at=at, why=why)
    if triage.is_class == class_of(known):
        return standing
    if "emergency_identified_at" in known:
        # It was told later that it was an emergency, and now it is decided that it is not.
        standing.say("emergency_identified_at", None, by=by, at=at, why=why)
    is_hazard = places.is_hazard(triage)
    standing.say("reported_as", triage.is_class if is_hazard else None, by=by, at=at, why=why)
    return standing
