"""A draft that is sent becomes one report, however often and from however many places it is sent."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from django.db import transaction

from putright.homes.models import Home
from putright.people.models import Person
from putright.record.actions import write
from putright.record.models import Line
from putright.repairs import matching
from putright.repairs.models import Addition, Draft, Note, Photo, Report
from putright.repairs.refused import CannotBeDone, NotEnough
from putright.repairs.tree.emergencies import is_emergency
from putright.repairs.tree.questions import Value
from putright.repairs.tree.reading import tree
from putright.repairs.tree.saying import said as in_words

LONGEST_WHO = 200
MATCHED = "repairs.matched"
# What of a draft may have been told since it was read.
TOLD = ("answers", "tree_version", "channel", "home_id", "person_id", "taken_by_id")


@transaction.atomic
def report(
    *,
    draft: Draft,
    by: str,
    at: datetime,
    first_told_at: datetime | None = None,
    said_by: str = "",
    said_to: str = "",
    from_note: Note | None = None,
) -> tuple[Report, bool]:
    """Keep what was told as a report, and say whether it was made now or was there already.

    The photos of the draft go with it. Raises NotEnough when a person could not act on it yet, and CannotBeDone for a
    first moment that has not come or a name that is too long.
    """
    # Whoever adds a photo or an answer at this moment waits for us, or we for them: nothing is left behind.
    _lock_as_it_is_now(draft)
    _refuse_what_cannot_be(at, first_told_at, said_by, said_to)
    wanted = _report(draft, at, first_told_at or at)
    _refuse_too_little(draft, wanted)
    wanted.said_by, wanted.said_to, wanted.from_note = said_by, said_to, from_note
    # The database keeps one for each key: the second of two at the same moment waits for the first, and adds nothing.
    Report.objects.bulk_create([wanted], ignore_conflicts=True)
    pk, reference = Report.objects.values_list("pk", "reference").get(sent_with=draft.key)
    if reference != wanted.reference:
        return Report.objects.select_related("home", "person").get(pk=pk), False
    wanted.pk, wanted._state.adding = pk, False
    if draft.pk:
        Photo.objects.filter(draft=draft).update(report=wanted, draft=None)
    write(
        "repairs.reported",
        by=by,
        at=at,
        about=wanted.about,
        channel=wanted.channel,
        home=wanted.home.reference if wanted.home else None,
        is_emergency=wanted.is_emergency,
        from_note=from_note.reference if from_note else None,
    )
    return wanted, True


@transaction.atomic
def tell_more(*, report: Report, draft: Draft, by: str, at: datetime) -> tuple[str, ...]:
    """Add to a report what was answered after it was kept, and say to which questions; no answer is lost.

    An answer that says something else than before takes its place, and what was said before is kept as an addition.
    """
    kept = Report.objects.select_for_update(of=("self",)).select_related("home", "person").get(pk=report.pk)
    more: dict[str, Value] = {
        question: value for question, value in draft.answers.items() if kept.answers.get(question) != value
    }
    if not more:
        return ()
    before = {question: kept.answers[question] for question in more if question in kept.answers}
    Addition.objects.bulk_create(
        (_said_before(kept, question, value, at) for question, value in before.items()), ignore_conflicts=True
    )
    kept.answers = {**kept.answers, **more}
    again = Draft(
        answers=kept.answers, home=kept.home, person=kept.person, taken_by=kept.taken_by, channel=kept.channel
    )
    now = _report(again, at, kept.first_told_at)
    if not Line.objects.about(kept.about).filter(name=MATCHED).exists():
        # Where one of us has said whose it is, or that nobody knows, no number they give says otherwise.
        kept.home, kept.person = now.home, now.person
    kept.words = now.words or kept.words
    kept.address_words, kept.contact_words = now.address_words, now.contact_words
    kept.is_emergency, kept.tree_version = kept.is_emergency or now.is_emergency, now.tree_version
    kept.save()
    write("repairs.more_told", by=by, at=at, about=kept.about, questions=sorted(more), changed=sorted(before))
    return tuple(sorted(more))


@transaction.atomic
def match(*, report: Report, home: Home, person: Person | None, by: str, at: datetime) -> Report:
    """Say which home a report is about and who told it, where we could not tell by ourselves."""
    kept = Report.objects.select_for_update(of=("self",)).select_related("home", "person").get(pk=report.pk)
    was = kept.home.reference if kept.home else None
    kept.home, kept.person = home, person
    kept.save(update_fields=["home", "person"])
    write(
        MATCHED,
        by=by,
        at=at,
        about=kept.about,
        home=home.reference,
        was=was,
        person=person.reference if person else None,
    )
    return kept


def _lock_as_it_is_now(draft: Draft) -> None:
    """Bring a draft to what is kept of it, and let nobody add to it until we are done. One that never was stays."""
    now = Draft.objects.select_for_update().filter(pk=draft.pk).values_list(*TOLD).first() if draft.pk else None
    for name, value in zip(TOLD, now or ()):
        # A home or a person that is the same stays read.
        setattr(draft, name, value)


def _report(draft: Draft, at: datetime, first_told_at: datetime) -> Report:
    """The report a draft would be, not yet kept; its home and person found if they can be no other."""
    answers = draft.answers
    home = draft.home or matching.home_at(answers)
    return Report(
        sent_with=draft.key,
        home=home,
        # Who took it down was asked whose it is, and left it open.
        person=draft.person or (None if draft.taken_by_id else matching.person_reached(answers, home, at)),
        address_words=matching.address_words(answers),
        channel=draft.channel,
        first_told_at=first_told_at,
        received_at=at,
        taken_by=draft.taken_by,
        tree_version=draft.tree_version or tree().stamp,
        answers=answers,
        words=matching.own_words(answers),
        contact_words=matching.contact_words(answers),
        is_emergency=is_emergency(tree(), answers),
    )


def _refuse_what_cannot_be(at: datetime, first_told_at: datetime | None, said_by: str, said_to: str) -> None:
    if first_told_at and first_told_at > at:
        raise CannotBeDone("The moment it was first told has not come yet. Check the day and the time.")
    for who, words in (("who said it", said_by), ("who heard it", said_to)):
        if len(words) > LONGEST_WHO:
            raise CannotBeDone(f"Say {who} in {LONGEST_WHO} letters or fewer. Put the rest in the words of the report.")


def _refuse_too_little(draft: Draft, wanted: Report) -> None:
    needs = tree().wanted(draft.answers, is_emergency=wanted.is_emergency, home_is_known=draft.home is not None)
    if needs:
        raise NotEnough(needs)


def _said_before(report: Report, question: str, value: Value, at: datetime) -> Addition:
    """What was answered first, kept in words; the same one twice is one."""
    asked = tree().question(question)
    told = json.dumps([report.sent_with, question, value], sort_keys=True)
    return Addition(
        report=report,
        kind=Addition.Kind.MORE,
        words=f"Answered before, to “{asked.words}”:\n{in_words(asked, value)}",
        said_at=at,
        person=report.person,
        sent_with=hashlib.sha256(told.encode()).hexdigest(),
    )
