"""A note of what one of us was told or saw at a home; and a report made of it, counted from when it was heard."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from putright.hazards.actions import report_from_note
from putright.repairs.actions import note
from putright.repairs.models import Note
from putright.web.allow import actor, allow, asks, may
from putright.web.desk.acting import REFUSALS, form_page
from putright.web.desk.finding import me, the_home, the_note
from putright.web.forms.when import NowOrEarlierForm
from putright.web.forms.words import WordsField
from putright.web.keys import sent_with

LONGEST_WORDS, LONGEST_WHO = 5_000, 200


class NoteForm(NowOrEarlierForm):
    """What was said or seen, who said it, and when?"""

    words = WordsField(most=LONGEST_WORDS, missing="Write down what was said or seen.")
    said_by = WordsField(most=LONGEST_WHO, one_line=True)

    def __init__(self, data: Mapping[str, Any] | None = None, *, at: datetime) -> None:
        super().__init__(data, at=at)
        self.order_fields(["words", "said_by", "told"])


@never_cache
@asks("note.make", "home_history.read")
@require_http_methods(["GET", "HEAD", "POST"])
def new_note(request: HttpRequest, ref: str) -> HttpResponse:
    """Write down what one of us was told or saw at a home, in passing."""
    home = the_home(request, ref, "home_history.read", "note.make")
    at = datetime.now(UTC)
    form = NoteForm(request.POST if request.method == "POST" else None, at=at)
    made: list[Note] = []

    def write_it() -> None:
        assert form.moment is not None
        said = form.cleaned_data
        made.append(
            note(
                home=home,
                words=said["words"],
                said_by=said["said_by"],
                heard_at=form.moment,
                noted_by=me(request),
                sent_with=sent_with(request),
                by=actor(request).code,
                at=at,
            )
        )

    response = form_page(
        request,
        form,
        write_it,
        template="desk/note_new.html",
        context={"home": home, "at": at, "key": sent_with(request)},
        then=reverse("desk:home", args=[home.reference]),
        blame="words",
    )
    return redirect("desk:note_shown", made[0].reference) if made else response


@never_cache
@asks("note.read")
@require_safe
def note_shown(request: HttpRequest, ref: str) -> HttpResponse:
    """What was noted, and the report it became, if it became one."""
    return _show(request, the_note(request, ref), "")


@never_cache
@asks("note.read", "report.make")
@require_POST
def note_reported(request: HttpRequest, ref: str) -> HttpResponse:
    """Make a report of a note; made twice it is the same report."""
    found = the_note(request, ref)
    allow(request, "make", "report")
    try:
        made = report_from_note(note=found, by=actor(request).code, at=datetime.now(UTC))
    except REFUSALS as why:
        return _show(request, found, str(why), status=422)
    return redirect("desk:case", made.reference)


def _show(request: HttpRequest, found: Note, refused: str, status: int = 200) -> HttpResponse:
    context = {
        "note": found,
        "report": getattr(found, "report", None),
        "refused": refused,
        "may_report": may(request, "make", "note"),
    }
    return render(request, "desk/note.html", context, status=status)
