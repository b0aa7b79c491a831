"""Finding what a page of the desk is about, if whoever asks may see it; missing and refused look alike."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from putright.accounts.models import Account
from putright.hazards.models import Stay
from putright.homes.models import Home
from putright.people.models import Person
from putright.record import reference
from putright.repairs.models import Note, Report
from putright.repairs.queries import report_of
from putright.web.allow import account_of, allow


def the_report(request: HttpRequest, typed: str, *asked: str) -> Report:
    """The report of a reference, if whoever asks may do with it what the page does: "triage.decide"."""
    report = report_of(typed)
    if report is None:
        raise Http404
    for cell in asked or ("case.read",):
        thing, _, action = cell.partition(".")
        allow(request, action, thing, report)
    return report


def the_home(request: HttpRequest, typed: str, *asked: str) -> Home:
    """The home of a reference, if whoever asks may see everything that happened there."""
    home = Home.objects.select_related("block").filter(reference=_read(typed)).first()
    if home is None:
        raise Http404
    for cell in asked or ("home_history.read",):
        thing, _, action = cell.partition(".")
        allow(request, action, thing, home)
    return home


def the_person(request: HttpRequest, typed: str) -> Person:
    """The person of a reference, if whoever asks may see who they are and how they are reached."""
    person = Person.objects.filter(reference=_read(typed)).first()
    if person is None:
        raise Http404
    allow(request, "list", "person", person)
    return person


def the_note(request: HttpRequest, typed: str) -> Note:
    """The note of a reference."""
    notes = Note.objects.select_related("home", "noted_by", "report")
    note = notes.filter(reference=_read(typed)).first()
    if note is None:
        raise Http404
    allow(request, "read", "note", note)
    return note


def the_stay(request: HttpRequest, ref: str, typed: str, *asked: str) -> Stay:
    """Somewhere else to stay that was offered under a report, by its own reference."""
    stays = Stay.objects.select_related("case__owner", "case__report__home", "case__report__person")
    stay = stays.filter(reference=_read(typed), case__report__reference=_read(ref)).first()
    if stay is None:
        raise Http404
    for cell in asked or ("stay.read",):
        thing, _, action = cell.partition(".")
        allow(request, action, thing, stay)
    return stay


def me(request: HttpRequest) -> Account:
    """The member of staff who is signed in; a page of the desk is shown to nobody else."""
    account = account_of(request)
    if account is None:
        raise Http404
    return account


def _read(typed: str) -> str:
    try:
        return reference.read(typed)
    except reference.NotAReference:
        raise Http404 from None
