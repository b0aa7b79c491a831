"""Looking into a potential hazard: begun, kept as it is written, concluded; and an emergency found on the way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from putright.accounts.models import Account
from putright.deadlines.actions import set_task
from putright.hazards.cases import Standing, hold_investigation
from putright.hazards.findings import CONCLUDED, FOUND, Findings, Found, Kind, kinds, missing
from putright.hazards.models import (
    Case,
    Class,
    Investigation,
    Measurement,
    Recommendation,
    Room,
    Triage,
)
from putright.hazards.queries.investigations import looked_before, stands
from putright.hazards.settling import settle
from putright.record.actions import Said, write_many
from putright.repairs.refused import CannotBeDone

RECONCILE = "tasks.reconcile"
LONGEST_WRITTEN = 200_000


class NotYet(CannotBeDone):
    """An investigation cannot conclude yet: `missing` says what is missing, box by box."""

    def __init__(self, found: list[tuple[str, str]]) -> None:
        super().__init__(found[0][1])
        self.missing = found


class KeptElsewhere(CannotBeDone):
    """Somebody kept something else meanwhile, on another page."""


@transaction.atomic
def begin_investigation(
    *, case: Case, kind: str, investigator: Account, by: str, at: datetime, why_again: str = ""
) -> Investigation:
    """Begin to look into a potential hazard; begun twice by the same person, it is one.

    Raises CannotBeDone for a kind that the case does not stand at, and where somebody has looked into it before and
    nobody says why a household is to be visited again.
    """
    standing = Standing.of(case)
    mine = standing.case.investigations.under_way().filter(
        day_zero=standing.day_zero, kind=kind, investigator=investigator
    )
    if there := mine.first():
        return there
    if kind not in kinds(standing.known()):
        raise CannotBeDone("The case does not stand at that. Look at what is owed next, and choose again.")
    before = looked_before(standing.case.report, standing.known())
    if before and kind not in (Kind.RENEWED, Kind.FURTHER) and not why_again.strip():
        raise CannotBeDone("Somebody has looked into this before. Read what they found, and say why it is done again.")
    begun = Investigation.objects.create(
        case=standing.case,
        day_zero=standing.day_zero,
        kind=kind,
        investigator=investigator,
        began_at=at,
        why_again=why_again.strip(),
    )
    write_many(
        [Said("hazards.investigation_begun", begun.case.about, {"kind": kind, "investigation": begun.reference})],
        by=by,
        at=at,
    )
    return begun


@transaction.atomic
def keep_written(
    *, investigation: Investigation, boxes: Mapping[str, str], kept_times: int, by: str, at: datetime
) -> Investigation:
    """Keep what was typed so far, word for word, whole or not.

    Nothing is written in the record: it says nothing to anybody until it concludes. Raises KeptElsewhere when another
    page has kept something since `kept_times`, and CannotBeDone once it has concluded.
    """
    held = Investigation.objects.select_for_update().get(pk=investigation.pk)
    _refuse_concluded(held)
    boxes = {name: words for name, words in boxes.items() if words}
    if boxes == held.written:
        return held
    if kept_times != held.kept_times:
        raise KeptElsewhere(
            "Something else was kept from another page meanwhile. What you wrote is still below: look it through, "
            "and keep it again to put it in place of that."
        )
    if sum(map(len, boxes.values())) > LONGEST_WRITTEN:
        raise CannotBeDone("This is more than we can keep at once. Take some words out, and keep it again.")
    held.written, held.kept_times, held.kept_at = boxes, held.kept_times + 1, at
    held.save(update_fields=["written", "kept_times", "kept_at"])
    return held


@transaction.atomic
def conclude(*, investigation: Investigation, findings: Findings, by: str, at: datetime) -> Investigation:
    """Conclude an investigation with what was found, and let the law count from it; concluded twice, it is once.

    Where another of its kind concluded before, the facts stay as they are until somebody says which of the two stands.
    Raises NotYet with all that is missing, and FactsDisagree.
    """
    standing, held = _held(investigation)
    if held.concluded_at is not None:
        return held
    if wrong := list(missing(findings, held.kind, held.began_at)):
        raise NotYet(wrong)
    if findings.concluded_at > at:
        raise NotYet([("told", "That has not come yet. Check the day and the time.")])
    _keep(held, findings)
    if not _state(standing, held, findings, by=by, at=at):
        set_task(name=RECONCILE, about=held.case.about, owner=held.case.owner, by=by, at=at)
    if held.found == Found.EMERGENCY:
        _treat_as_emergency(held, "As the investigation found.", at)
    settle(standing, [Said("hazards.investigated", held.case.about, _said(held))], by=by, at=at)
    return held


@transaction.atomic
def find_emergency(
    *, investigation: Investigation, found_at: datetime, words: str, by: str, at: datetime
) -> Investigation:
    """Say that an emergency was found on the way: its 24 hours run from then, with the worst case beside them."""
    standing, held = _held(investigation)
    _refuse_concluded(held)
    if not words.strip():
        raise CannotBeDone("Say what the danger is: whoever comes to make it safe reads it.")
    if found_at > at:
        raise CannotBeDone("That has not come yet. Check the day and the time.")
    known = standing.known()
    if known.get("reported_as") == "emergency" or "emergency_identified_at" in known:
        raise CannotBeDone("It is treated as an emergency already, and its 24 hours are running.")
    standing.say("emergency_identified_at", found_at, by=by, at=at, day_zero=held.day_zero)
    _treat_as_emergency(held, words.strip(), at)
    said = {"investigation": held.reference, "found_at": found_at.isoformat()}
    settle(standing, [Said("hazards.emergency_found", held.case.about, said)], by=by, at=at)
    return held


def _held(investigation: Investigation) -> tuple[Standing, Investigation]:
    return Standing.of(investigation.case), hold_investigation(investigation.pk)


def _treat_as_emergency(held: Investigation, why: str, at: datetime) -> None:
    """Its place in the queue is that of an emergency from now on, by whoever looked."""
    latest = Triage.objects.filter(report=held.case.report_id).order_by("-id").first()
    assert latest is not None, "every report has a triage from the moment it is received"
    if latest.is_class == Class.EMERGENCY and latest.decided_by_id is not None:
        return
    Triage.objects.create(
        report_id=held.case.report_id,
        decided_at=at,
        decided_by=held.investigator,
        hazard=held.hazard or latest.hazard,
        is_class=Class.EMERGENCY,
        because=latest.because,
        rules_version=latest.rules_version,
        why=why,
    )


def _refuse_concluded(held: Investigation) -> None:
    if held.concluded_at is not None:
        raise CannotBeDone("This has concluded, and is as it was. What you found since is another investigation.")


def _keep(held: Investigation, findings: Findings) -> None:
    """The findings as rows; what was typed on the way is not needed any more."""
    for name in ("concluded_at", "is_in_person", "competence", "present", "hazard", "found", "causes", "why"):
        setattr(held, name, getattr(findings, name))
    held.needs_further, held.written = findings.needs_further, {}
    held.save()
    for number, seen in enumerate(findings.rooms, 1):
        room = Room.objects.create(investigation=held, number=number, name=seen.name, words=seen.words)
        Measurement.objects.bulk_create(Measurement(room=room, of=of, value=much) for of, much in seen.measured.items())
    Recommendation.objects.bulk_create(
        Recommendation(
            investigation=held,
            number=number,
            purpose=one.purpose,
            words=one.words,
            begin_on=one.begin_on,
            finish_on=one.finish_on,
            why_not=one.why_not,
        )
        for number, one in enumerate(findings.recommended, 1)
    )


def _state(standing: Standing, held: Investigation, findings: Findings, *, by: str, at: datetime) -> bool:
    """State what the law counts from; False where another of its kind stands already, and a person must say which."""
    concluded = CONCLUDED[held.kind]
    if standing.current(concluded, held.day_zero):
        other = stands(held)
        return other is not None and other.found == held.found
    facts: dict[str, datetime | str | bool] = {concluded: findings.concluded_at}
    if held.kind in FOUND:
        facts[FOUND[held.kind]] = findings.found
    if held.kind in (Kind.STANDARD, Kind.EMERGENCY):
        facts["further_investigation_needed"] = findings.needs_further
        facts["investigated_remotely"] = not findings.is_in_person
    if findings.is_hazard:
        facts["preventative_work_needed"] = findings.needs_prevention
    elif held.kind == Kind.FURTHER:
        facts["no_work_needed_at"] = findings.concluded_at
    for name, value in facts.items():
        standing.say(name, value, by=by, at=at, why="As this investigation found.", day_zero=held.day_zero)
    if findings.is_hazard and findings.hazard != standing.known().get("hazard"):
        standing.say("hazard", findings.hazard, by=by, at=at, why="As the investigation found.", day_zero=1)
    return True


def _said(held: Investigation) -> dict[str, str | bool]:
    return {
        "investigation": held.reference,
        "kind": held.kind,
        "found": held.found,
        "in_person": bool(held.is_in_person),
    }
