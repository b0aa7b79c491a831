"""The queue: what waits for somebody, what comes first, first; and the views of it that each of us keeps."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from putright.clocks.london import london_day
from putright.hazards.actions import forget_filter, save_filter
from putright.hazards.models import Class
from putright.hazards.queries import Filters, NotAPlace, queue, saved_filters
from putright.law.hazard_types import hazard_types
from putright.people.models import Patch
from putright.people.relationships import homes_linked_to, people_linked_to
from putright.repairs.refused import CannotBeDone
from putright.web.allow import actor, allow, asks
from putright.web.desk.finding import me
from putright.web.forms import Form
from putright.web.forms.words import WordsField

LONGEST_NAME = 60
# The views that everybody has: what each is called, and what it asks of the queue.
VIEWS = (
    ("Everything", Filters()),
    ("Emergencies", Filters(is_class=Class.EMERGENCY.value)),
    ("To decide", Filters(needs_triage=True)),
    ("To find the home", Filters(needs_home=True)),
    ("Mine", Filters(is_mine=True)),
)


class NameForm(Form):
    """What is this view called?"""

    name = WordsField(most=LONGEST_NAME, missing="Give this view a name.", one_line=True)


@never_cache
@asks("queue.list")
@require_safe
def queue_page(request: HttpRequest) -> HttpResponse:
    """Twenty-five of what waits, each with the reason for its place."""
    allow(request, "list", "queue")
    return _show(request, Filters.read(request.GET), NameForm(), request.GET.get("after", ""))


@never_cache
@asks("saved_filter.make")
@require_POST
def keep_view(request: HttpRequest) -> HttpResponse:
    """Keep this view of the queue under a name, to come back to."""
    allow(request, "make", "saved_filter")
    filters, form = Filters.read(request.POST), NameForm(request.POST)
    if form.is_valid():
        try:
            name = form.cleaned_data["name"]
            by, at = actor(request).code, datetime.now(UTC)
            save_filter(account=me(request), name=name, asks=filters.asks, by=by, at=at)
            return redirect(address(filters))
        except CannotBeDone as why:
            form.add_error("name", str(why))
    return _show(request, filters, form, "", status=422)


@never_cache
@asks("saved_filter.end")
@require_POST
def forget_view(request: HttpRequest) -> HttpResponse:
    """Take away a view that one keeps."""
    account = me(request)
    number = request.POST.get("view", "")
    kept = account.saved_filters.filter(pk=int(number)).first() if number.isdecimal() and len(number) < 19 else None
    if kept is not None:
        allow(request, "end", "saved_filter", kept)
        forget_filter(account=account, name=kept.name, by=actor(request).code, at=datetime.now(UTC))
    return redirect("desk:queue")


def address(filters: Filters, **more: str) -> str:
    """Where the queue is with these filters."""
    asked = {**filters.asks, **more}
    return reverse("desk:queue") + (f"?{urlencode(asked)}" if asked else "")


def _show(request: HttpRequest, filters: Filters, form: Form, after: str, status: int = 200) -> HttpResponse:
    at, account = datetime.now(UTC), me(request)
    homes, people = tuple(homes_linked_to(account, at)), tuple(people_linked_to(account))
    try:
        page = queue(filters, account=account, at=at, after=after, without_homes=homes, without_people=people)
    except NotAPlace:
        return redirect(address(filters))
    kept = [(view, Filters.read(view.asks)) for view in saved_filters(account)]
    context: dict[str, Any] = {
        "page": page,
        "at": at,
        "filters": filters,
        "form": form,
        "is_first": not after,
        "next": address(filters, after=page.next) if page.next else None,
        "views": [(name, address(asks), asks == filters) for name, asks in VIEWS],
        "kept": [(view, address(asks), asks == filters) for view, asks in kept],
        "is_named": any(asks == filters for asks in [*(asks for _, asks in VIEWS), *(asks for _, asks in kept)]),
        "hazards": hazard_types().values(),
        "classes": Class.choices,
        "patches": list(Patch.objects.on(london_day(at)).order_by("name", "pk")),
    }
    return render(request, "desk/queue.html", context, status=status)
