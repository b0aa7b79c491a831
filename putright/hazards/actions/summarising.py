"""The written summary: made once from the findings, sent to each named tenant, and the law met when it has gone."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from putright.clocks.london import london_day, written
from putright.hazards.cases import Standing, hold_investigation
from putright.hazards.findings import Kind
from putright.hazards.models import Dispatch, Investigation, Summary
from putright.hazards.queries.summaries import as_it_will_be, carried_at, named_tenants, short_form
from putright.hazards.settling import settle
from putright.hazards.summing_up import Summed, in_a_message
from putright.homes.models import Landlord
from putright.homes.queries import landlord
from putright.messages import letters
from putright.messages.actions import write_to
from putright.messages.models import Channel
from putright.people.models import Person
from putright.record.actions import Said, write_many
from putright.repairs.models import Report
from putright.repairs.refused import CannotBeDone

# The fact that a summary of each kind meets; the law asks for none after a further investigation.
SENT: Mapping[str, str] = {
    Kind.STANDARD: "summary_sent_at",
    Kind.EMERGENCY: "summary_sent_at",
    Kind.RENEWED: "renewed_summary_sent_at",
}
NO_EMAIL = "We have no safe email address for {called}. Post it, or hand it to them, and write that down here."
SOME_NOT_SHOWN = (
    "Some words are in letters that this print cannot show. Where you see […], all of it is on the page of your report."
)


@transaction.atomic
def make_summary(*, investigation: Investigation, by: str, at: datetime) -> Summary:
    """Make the written summary of an investigation and seal it; made twice it is the first.

    Raises CannotBeDone with everything that the law wants in it and is missing.
    """
    held = Investigation.objects.select_for_update().get(pk=investigation.pk)
    if there := Summary.objects.filter(investigation=held).first():
        return there
    report = Report.objects.select_related("home", "person").get(pk=held.case.report_id)
    ours, is_short = landlord(), short_form(held)
    says = as_it_will_be(held, report, ours, is_short=is_short, at=at)
    if says.missing:
        raise CannotBeDone(" ".join(("It cannot go yet.", *says.missing)))
    assert ours is not None, "a summary that does not say how to reach the landlord is refused above"
    pdf = letters.pdf(_letter(says, report, ours, at))
    made = Summary.objects.create(
        investigation=held,
        is_short=is_short,
        says=says.kept(),
        pdf=pdf,
        sha256=hashlib.sha256(pdf).hexdigest(),
        made_at=at,
        by=by,
    )
    said = {"summary": made.reference, "investigation": held.reference, "sha256": made.sha256}
    write_many([Said("hazards.summary_made", held.case.about, said)], by=by, at=at)
    return made


@transaction.atomic
def send_by_email(*, summary: Summary, person: Person, by: str, at: datetime) -> Dispatch:
    """Send a written summary to a named tenant by email, all of it in the message; sent twice it goes once.

    It counts as sent when it has been carried, which count_sent sees. Raises CannotBeDone where they have no email
    address that is safe, or are not named on the agreement.
    """
    held = _held(summary, person, at)
    if there := Dispatch.objects.filter(summary=held, person=person, route=Dispatch.Route.EMAIL).first():
        return there
    if not person.contact_points.usable(at).filter(kind=Channel.EMAIL, is_safe=True).exists():
        raise CannotBeDone(NO_EMAIL.format(called=person.called))
    case = held.investigation.case
    message = write_to(
        person=person,
        template="what_we_found",
        params={
            "reference": case.report.reference,
            "summary": in_a_message(held.says),
            "ask_for": case.owner.name if case.owner else None,
        },
        about=case.report.about,
        channel=Channel.EMAIL,
        by=by,
        at=at,
    )
    if message.channel != Channel.EMAIL or message.next_try_at is None:
        raise CannotBeDone(NO_EMAIL.format(called=person.called))
    sent = Dispatch.objects.create(
        summary=held, person=person, route=Dispatch.Route.EMAIL, message=message, written_at=at, by=by
    )
    said = {"summary": held.reference, "person": person.reference, "route": sent.route}
    write_many([Said("hazards.summary_sending", case.about, said)], by=by, at=at)
    return sent


@transaction.atomic
def sent_by_hand(
    *, summary: Summary, person: Person, route: str, sent_at: datetime, proof: str, by: str, at: datetime
) -> Dispatch:
    """Write down that a written summary was posted, handed over or left at the home, with what shows it; once each."""
    held = _held(summary, person, at)
    if route not in (Dispatch.Route.POST, Dispatch.Route.IN_PERSON, Dispatch.Route.LEFT):
        raise CannotBeDone("Choose how it went: by post, handed over, or left at the home.")
    if there := Dispatch.objects.filter(summary=held, person=person, route=route).first():
        return there
    if not proof.strip():
        raise CannotBeDone("Say what shows that it went: a certificate of posting, or who handed it to whom and where.")
    if sent_at > at:
        raise CannotBeDone("That has not come yet. Write it down once it has gone.")
    if sent_at < held.made_at.replace(second=0, microsecond=0):
        raise CannotBeDone(f"It was only made at {written(held.made_at)}, so it cannot have gone before that.")
    sent = Dispatch.objects.create(
        summary=held, person=person, route=route, sent_at=sent_at, proof=proof.strip(), written_at=at, by=by
    )
    _count(held, sent, by=by, at=at)
    return sent


@transaction.atomic
def count_sent(*, by: str, at: datetime, most: int = 100) -> int:
    """Count as sent what has been carried since, and let the law know when every named tenant has theirs; how many."""
    waiting = Dispatch.objects.filter(sent_at__isnull=True).order_by("id")
    counted = 0
    for sent in waiting.select_for_update(skip_locked=True, of=("self",)).select_related("summary", "message")[:most]:
        moment = carried_at(sent)
        if moment is None:
            continue
        sent.sent_at = moment
        sent.save(update_fields=["sent_at"])
        _count(_locked(sent.summary), sent, by=by, at=at)
        counted += 1
    return counted


def _held(summary: Summary, person: Person, at: datetime) -> Summary:
    held = _locked(summary)
    if person not in named_tenants(held.investigation.case.report, at):
        raise CannotBeDone(f"{person.called} is not named on the agreement for this home, so it is not theirs.")
    return held


def _locked(summary: Summary) -> Summary:
    """The summary, which nobody else sends or counts until we are done."""
    hold_investigation(summary.investigation_id)
    related = ("investigation__case__report__home", "investigation__case__report__person", "investigation__case__owner")
    return Summary.objects.select_related(*related).get(pk=summary.pk)


def _count(held: Summary, sent: Dispatch, *, by: str, at: datetime) -> None:
    """Write down that it went; and, once every named tenant has theirs, when the last of them had it."""
    case = held.investigation.case
    said = {"summary": held.reference, "person": sent.person.reference, "route": sent.route}
    lines = [Said("hazards.summary_sent", case.about, said)]
    first: dict[int, datetime] = {}
    for person, moment in held.dispatches.exclude(sent_at=None).order_by("sent_at").values_list("person", "sent_at"):
        if moment is not None:
            first.setdefault(person, moment)
    named, fact = named_tenants(case.report, at), SENT.get(held.investigation.kind)
    if fact and named and all(person.pk in first for person in named):
        standing = Standing.of(case)
        if not standing.current(fact, held.investigation.day_zero):
            last = max(first[person.pk] for person in named)
            standing.say(fact, last, by=by, at=at, day_zero=held.investigation.day_zero)
            settle(standing, lines, by=by, at=at)
            return
    write_many(lines, by=by, at=at)


def _letter(says: Summed, report: Report, ours: Landlord, at: datetime) -> dict[str, Any]:
    """The summary as a letter takes it, with a word about what our typeface cannot show."""
    day, home = london_day(at), report.home
    to = ["To the tenants of", *(home.address.split(", ") if home else [report.address_words or "the home"])]
    parts = says.kept()["parts"]
    every = [*to, *(words for part in parts for words in (*part["paragraphs"], *part["points"]))]
    if not all(map(letters.can_be_shown, every)):
        parts.append({"heading": "Words that are not shown here", "paragraphs": [SOME_NOT_SHOWN], "points": []})
    return {
        "title": letters.fit(says.title),
        "landlord": letters.fit(ours.name),
        "landlord_lines": [letters.fit(line) for line in ours.address.splitlines()],
        "to": [letters.fit(line) for line in to],
        "day": says.day,
        "made_on": [day.year, day.month, day.day],
        "reference": says.reference,
        "parts": [
            {
                "heading": letters.fit(part["heading"]),
                "paragraphs": [letters.fit(words) for words in part["paragraphs"]],
                "points": [letters.fit(words) for words in part["points"]],
            }
            for part in parts
        ],
    }
