"""One job: where it is, what to do there and at the door; begun, and what came of it. Never who lives there, or why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from putright.clocks.london import london_day
from putright.contractors.queries import rates_on
from putright.hazards.actions import begin_works, tell_outcome, vary_works
from putright.homes.queries import landlord
from putright.repairs.actions import add_photo_of_works
from putright.repairs.models import Photo, WorksOrder
from putright.repairs.orders import works_of
from putright.repairs.queries import order_of, photos_of_works
from putright.web.acting import REFUSALS, form_page
from putright.web.allow import account_of, actor, allow, asks
from putright.web.forms import Form
from putright.web.forms.words import WordsField
from putright.web.keys import sent_with
from putright.web.uploads import NONE_REFUSED, take
from putright.web.works.forms import LinesField, OutcomeForm, today_on
from putright.web.works.in_words import FIRST, IN_THE_WAY, TELLINGS

LONGEST_WHY = 300
# What the page says once something was kept, by what is behind the question mark of its address.
KEPT: Mapping[str, str] = {
    "told": "Thank you. It is written down, and we go on from it.",
    "begun": "It is written down that you have started.",
    "added": "Thank you. We have it.",
}


class MoreForm(Form):
    """What more is needed there, and why?"""

    lines = LinesField(needed=True)
    why = WordsField(most=LONGEST_WHY, missing="Say why it is needed.", one_line=True)

    def __init__(self, data: Mapping[str, Any] | None = None, *, at: datetime) -> None:
        super().__init__(data)
        today_on(self.fields["lines"], at)


@never_cache
@asks("job.read")
@require_safe
def job(request: HttpRequest, ref: str) -> HttpResponse:
    """Where to go, what to do there, and what to tell us when it is done or cannot be."""
    found = _job(request, ref, "read")
    kept = next((said for name, said in KEPT.items() if name in request.GET), "")
    return _show(request, found, kept=kept)


@never_cache
@asks("job.change")
@require_POST
def begin(request: HttpRequest, ref: str) -> HttpResponse:
    """Say that work has started; said twice, the first time stays."""
    found, at = _job(request, ref, "change"), datetime.now(UTC)
    try:
        begin_works(order=found, begun_at=at, by=actor(request).code, at=at)
    except REFUSALS as why:
        return _show(request, found, refused=str(why), status=422)
    return redirect(f"{reverse('operative:job', args=[found.reference])}?begun")


@never_cache
@asks("job.change")
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest, ref: str, what: str) -> HttpResponse:
    """Tell what came of it, with what comes next and by when where it is not done."""
    found, at, account = _job(request, ref, "change"), datetime.now(UTC), account_of(request)
    if what not in TELLINGS or account is None:
        raise Http404
    form = OutcomeForm(found, what, request.POST if request.method == "POST" else None, at=at)
    return form_page(
        request,
        form,
        lambda: tell_outcome(
            order=found,
            what=what,
            told_by=account,
            sent_with=sent_with(request),
            by=account.code,
            at=at,
            **form.answers,
        ),
        template="operative/tell.html",
        context={**_around(found), "what": what, "telling": TELLINGS[what], "key": sent_with(request)},
        then=f"{reverse('operative:job', args=[found.reference])}?told",
        blame="words",
    )


@never_cache
@asks("job.change")
@require_http_methods(["GET", "HEAD", "POST"])
def more(request: HttpRequest, ref: str) -> HttpResponse:
    """Ask for more work there; over the limit it waits for a yes, unless it makes a home safe."""
    found, at = _job(request, ref, "change"), datetime.now(UTC)
    form = MoreForm(request.POST if request.method == "POST" else None, at=at)
    return form_page(
        request,
        form,
        lambda: vary_works(
            order=found, sent_with=sent_with(request), by=actor(request).code, at=at, **form.cleaned_data
        ),
        template="operative/more.html",
        context={**_around(found), "rates": list(rates_on(london_day(at))), "key": sent_with(request)},
        then=f"{reverse('operative:job', args=[found.reference])}?added",
        blame="lines",
    )


@never_cache
@asks("photo.make", "job.change")
@require_http_methods(["GET", "HEAD", "POST"])
def photos(request: HttpRequest, ref: str) -> HttpResponse:
    """Add photos of it, before the work or after; one that cannot be taken is named, and the others are kept."""
    found, refused = _job(request, ref, "change"), NONE_REFUSED
    shows = request.POST.get("shows", "")
    if request.method == "POST":
        by, at = actor(request).code, datetime.now(UTC)
        shows = shows if shows in Photo.Shows.values else Photo.Shows.AFTER
        files = request.FILES.getlist("files")
        refused = take(files, lambda data: add_photo_of_works(order=found, shows=shows, data=data, by=by, at=at))
        if not refused.errors:
            return redirect(f"{reverse('operative:job', args=[found.reference])}?added")
    context = {**_around(found), "refused": refused, "shows": shows, "kinds": Photo.Shows.choices}
    return render(request, "operative/photos.html", context, status=422 if refused.errors else 200)


def _job(request: HttpRequest, typed: str, action: str) -> WorksOrder:
    """The job of a reference, if it is theirs to do; another's is as one that is not there."""
    found = order_of(typed)
    if found is None:
        raise Http404
    allow(request, action, "job", found)
    return found


def _around(found: WorksOrder) -> dict[str, Any]:
    """What every page about a job says at its top."""
    now, told_by = works_of(found.report).of(found), set(found.contractor.workers.values_list("account", flat=True))
    # What their own people said of it. What one of us wrote down may say more than is needed at the door.
    theirs = [one for one in now.outcomes if one.told_by_id in told_by]
    return {"order": found, "now": now, "theirs": theirs, "here": "operative:jobs"}


def _show(
    request: HttpRequest, found: WorksOrder, *, kept: str = "", refused: str = "", status: int = 200
) -> HttpResponse:
    context = {
        **_around(found),
        "photos": photos_of_works(found),
        "first": [(what, TELLINGS[what]) for what in FIRST],
        "in_the_way": [(what, TELLINGS[what]) for what in IN_THE_WAY],
        "landlord": landlord(),
        "kept": kept,
        "refused": refused,
    }
    return render(request, "operative/job.html", context, status=status)
