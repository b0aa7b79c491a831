"""What was known changes: the home is found, something material happens, or the same issue is told again."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction

from putright.clocks.london import written
from putright.deadlines.actions import keep
from putright.hazards import facts, places
from putright.hazards.cases import Standing, class_of
from putright.hazards.models import Case
from putright.hazards.opening import MATCH, Around
from putright.hazards.rising import rise
from putright.hazards.rules import CLASSES
from putright.hazards.staying import keep_in_step
from putright.homes.models import Home
from putright.people.models import Person
from putright.record.actions import Said, write, write_many
from putright.record.models import Audience
from putright.repairs import actions as repairs
from putright.repairs.models import Addition, Report
from putright.repairs.refused import CannotBeDone

FOUND_BY_MATCHING = "The home was found, and this is the agreement it is lived in under."


@transaction.atomic
def match(*, report: Report, home: Home, person: Person | None, by: str, at: datetime) -> Report:
    """Say which home a report is about and who told it, and look at it again with that household in view."""
    matched = repairs.match(report=report, home=home, person=person, by=by, at=at)
    keep(name=MATCH, about=matched.about, kept_at=at, by=by, at=at)
    standing, around = Standing.of_report(matched), Around.of(matched, at)
    if standing:
        if around.agreement or standing.current("agreement", 1):
            standing.say("agreement", around.agreement, by=by, at=at, why=FOUND_BY_MATCHING, day_zero=1)
        standing.check(at=at)
        standing.reckon(by=by, at=at)
        write_many(standing.lines, by=by, at=at)
    if not rise(matched, by=by, at=at):
        places.put([matched.pk])
    return matched


@transaction.atomic
def look_again(*, report: Report, by: str, at: datetime) -> bool:
    """Look at a report again with all that is now known of its household, and say whether it came to more."""
    held = Report.objects.select_for_update(of=("self",)).select_related("home", "person").get(pk=report.pk)
    return rise(held, by=by, at=at)


@transaction.atomic
def change(*, case: Case, told_at: datetime, words: str, by: str, at: datetime, sent_with: str | None = None) -> int:
    """Keep that something material has changed, and say which day zero the case then stands at.

    Once it has been investigated that is a new day zero, and its clocks start again. Before that it is a fact of the
    same one, and the law decides. A person decides anew how urgent it is.
    """
    standing = Standing.of(case)
    _refuse_moment(standing, told_at, at)
    # The words are kept first: the same page sent twice is one change.
    key, there = sent_with or secrets.token_urlsafe(32), standing.case.report.additions
    if there.filter(sent_with=key).exists():
        return standing.day_zero
    repairs.add(report=standing.case.report, kind=Addition.Kind.WORSE, words=words, sent_with=key, by=by, at=at)
    known = standing.known()
    done_at = facts.investigated_at(known)
    if done_at is not None and done_at <= told_at:
        day_zero = standing.day_zero + 1
        standing.say("material_change_at", told_at, by=by, at=at, day_zero=day_zero)
        standing.say("already_investigated", True, by=by, at=at, day_zero=day_zero)
        # Whoever stays somewhere else by then is out of the home from the new day zero on.
        keep_in_step(standing, by=by, at=at)
    elif "material_change_at" not in known:
        # A second one before anybody has come changes nothing: the clock of the first runs already.
        standing.say("material_change_at", told_at, by=by, at=at, why="Something changed again.")
    standing.check(at=at)
    standing.reckon(by=by, at=at)
    told = {"told_at": facts.kept("material_change_at", told_at), "day_zero": standing.day_zero}
    write_many([Said("hazards.changed", standing.case.about, told), *standing.lines], by=by, at=at)
    rise(standing.case.report, by=by, at=at, has_changed=True)
    return standing.day_zero


@transaction.atomic
def same_issue(*, report: Report, case: Case, why: str, by: str, at: datetime) -> Addition | None:
    """Say that a report tells again of an issue that was investigated before, which starts no clock of its own.

    What was told is added to the first report only where the same person told both: nobody learns from their own
    report that somebody else told us, nor what they said. Refused, in a sentence, unless it was investigated before
    this was told, is the same hazard in the same home, and nothing in it is worse: then something has changed, and
    that is `change`.
    """
    if not why.strip():
        raise CannotBeDone("Say why it is the same issue: somebody will ask.")
    first, second = Standing.of(case), Standing.of_report(report)
    _refuse_other(first, second, report)
    addition, lines = None, []
    if report.person_id is not None and report.person_id == first.case.report.person_id:
        words = report.words or "Told again, without more words."
        addition = repairs.add(
            report=first.case.report,
            kind=Addition.Kind.MORE,
            words=f"{words}\n\n{why.strip()}",
            sent_with=f"same-{report.reference}",
            by=by,
            at=at,
        )
        lines.append(Said("hazards.same_issue", first.case.about, {"report": report.reference}))
    else:
        write(
            "hazards.same_issue",
            by=by,
            at=at,
            about=first.case.about,
            audience=Audience.STAFF,
            why_staff_only="Somebody else told us, and they may not want it known.",
            report=report.reference,
        )
    told = {"case": first.case.reference, "addition": addition.pk if addition else None}
    lines.append(Said("hazards.same_issue", report.about, told))
    if second:
        second.say("already_investigated", True, by=by, at=at, why=why)
        second.check(at=at)
        second.reckon(by=by, at=at)
        lines += second.lines
    write_many(lines, by=by, at=at)
    places.put([report.pk])
    return addition


def _refuse_moment(standing: Standing, told_at: datetime, at: datetime) -> None:
    if told_at > at:
        raise CannotBeDone("The moment we were told of the change has not come yet. Check the day and the time.")
    aware_at = standing.known().get("aware_at")
    if isinstance(aware_at, datetime) and told_at < aware_at:
        raise CannotBeDone(
            f"We first knew of this on {written(aware_at)}. A change is told after that. If we knew earlier, put right "
            "when we first knew."
        )


def _refuse_other(first: Standing, second: Standing | None, report: Report) -> None:
    """Refuse what is not the same issue, was not investigated before, or has changed."""
    known, told = first.known(), second.known() if second else {}
    done_at = facts.investigated_at(known)
    if first.case.report_id == report.pk:
        raise CannotBeDone("That is the case of this very report. Choose the case that came before it.")
    if done_at is None or done_at > report.first_told_at:
        raise CannotBeDone(
            "That case was not investigated before this was told, so the clocks of this one run. If one visit looked "
            "at both, write it down on both."
        )
    if report.home_id is None or report.home_id != first.case.report.home_id:
        raise CannotBeDone("They are not about the same home. Match this report to its home first, or leave it apart.")
    if "hazard" in told and told["hazard"] != known.get("hazard"):
        raise CannotBeDone("They are not the same kind of hazard, so this one has its own clocks.")
    is_worse = CLASSES.index(class_of(told)) > CLASSES.index(class_of(known))
    if is_worse or report.is_emergency or report.additions.filter(kind=Addition.Kind.WORSE).exists():
        raise CannotBeDone(
            "Something in it is worse than before. Write it down as a change, which starts a new day zero."
        )
