"""What is done with a report besides deciding: taken on, a promise kept, answered, changed, finished."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from putright.accounts.models import Account
from putright.accounts.queries import staff
from putright.deadlines.models import Deadline, Kind
from putright.deadlines.promises import promised
from putright.hazards.actions import change, finish, hear, keep, take_on
from putright.hazards.actions.working import FINISHED
from putright.hazards.models import Case, Place
from putright.repairs.actions import add_photo
from putright.repairs.models import MOST_PHOTOS, Addition, Report
from putright.repairs.queries import photos_of
from putright.web.allow import actor, asks
from putright.web.desk.acting import form_page
from putright.web.desk.case.shown import WHERE_DONE, abouts_of, around, facts_known, heard_of
from putright.web.desk.finding import me, the_report
from putright.web.forms import Form
from putright.web.forms.when import NowOrEarlierForm
from putright.web.forms.words import WordsField
from putright.web.keys import sent_with
from putright.web.uploads import NONE_REFUSED, take

LONGEST_WORDS = 5_000
# What somebody on the phone says of a report, and what we say back.
SAID = (
    (Addition.Kind.REPLY.value, "Our answer to them"),
    (Addition.Kind.MORE.value, "They told us more"),
    (Addition.Kind.NOT_RIGHT.value, "They said that something here is not right"),
    (Addition.Kind.WORSE.value, "They said that it is worse, or that something has changed"),
)


class OwnerForm(Form):
    """Who has it from now on?"""

    owner = forms.ChoiceField(required=False)

    def __init__(self, people: list[Account], data: Mapping[str, Any] | None = None, *, now: str = "") -> None:
        super().__init__(data, initial={"owner": now})
        choices = [("", "Nobody yet"), *((one.code, one.name or one.code) for one in people)]
        self.fields["owner"].choices = choices  # type: ignore[attr-defined]
        self.fields["owner"].error_messages["invalid_choice"] = "Choose somebody from the list."


class SaidForm(Form):
    """What was said, by them or by us?"""

    kind = forms.ChoiceField(choices=SAID)
    words = WordsField(most=LONGEST_WORDS, missing="Write down what was said.")

    def __init__(self, data: Mapping[str, Any] | None = None, *, kind: str = "") -> None:
        super().__init__(data, initial={"kind": kind})
        for code in ("required", "invalid_choice"):
            self.fields["kind"].error_messages[code] = "Choose who said it."


class ChangeForm(NowOrEarlierForm):
    """What has changed, and when were we told?"""

    words = WordsField(most=LONGEST_WORDS, missing="Write down what has changed, in the words we were told.")

    def __init__(self, data: Mapping[str, Any] | None = None, *, at: datetime) -> None:
        super().__init__(data, at=at)
        self.order_fields(["words", "told"])


class FinishForm(Form):
    """Why is it finished?"""

    why = forms.ChoiceField(choices=tuple(FINISHED.items()))

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        for code in ("required", "invalid_choice"):
            self.fields["why"].error_messages[code] = "Choose why it is finished."


@never_cache
@asks("report.change")
@require_http_methods(["GET", "HEAD", "POST"])
def take_on_report(request: HttpRequest, ref: str) -> HttpResponse:
    """Take a report on, or give it to somebody."""
    report = the_report(request, ref, "report.change")
    at, place = datetime.now(UTC), Place.objects.select_related("owner").filter(report=report).first()
    people = list(staff(at))
    now = place.owner.code if place and place.owner else ""
    data = request.POST if request.method == "POST" else None
    form = OwnerForm(people, data, now=now or me(request).code)
    by_code = {one.code: one for one in people}
    return form_page(
        request,
        form,
        lambda: take_on(report=report, owner=by_code.get(form.cleaned_data["owner"]), by=actor(request).code, at=at),
        template="desk/take_on.html",
        context={**around(request, report), "me": me(request), "people": people},
        then=reverse("desk:case", args=[report.reference]),
    )


@never_cache
@asks("promise.end")
@require_http_methods(["GET", "HEAD", "POST"])
def keep_promise(request: HttpRequest, ref: str, name: str) -> HttpResponse:
    """Write down that a promise was kept, or a task done, and when."""
    report = the_report(request, ref, "promise.end")
    at, row = datetime.now(UTC), _open(report, name)
    form = NowOrEarlierForm(request.POST if request.method == "POST" else None, at=at)

    def kept() -> None:
        assert form.moment is not None
        keep(report=report, name=row.name, kept_at=form.moment, by=actor(request).code, at=at)

    return form_page(
        request,
        form,
        kept,
        template="desk/done.html",
        context={**around(request, report), "row": row, "promise": promised(row.name), "at": at},
        then=reverse("desk:case", args=[report.reference]),
        blame="told",
    )


@never_cache
@asks("addition.make")
@require_http_methods(["GET", "HEAD", "POST"])
def say(request: HttpRequest, ref: str) -> HttpResponse:
    """Answer them, or write down what they said on the phone; the same words sent twice are one."""
    report = the_report(request, ref, "addition.make")
    at, is_post = datetime.now(UTC), request.method == "POST"
    form = SaidForm(request.POST if is_post else None, kind=request.GET.get("kind", ""))

    def said() -> None:
        is_ours = form.cleaned_data["kind"] == Addition.Kind.REPLY
        hear(
            report=report,
            kind=form.cleaned_data["kind"],
            words=form.cleaned_data["words"],
            sent_with=sent_with(request),
            person=None if is_ours else report.person,
            taken_by=me(request),
            by=actor(request).code,
            at=at,
        )

    return form_page(
        request,
        form,
        said,
        template="desk/say.html",
        context={**around(request, report), "heard": heard_of(report), "kinds": SAID, "key": sent_with(request)},
        then=f"{reverse('desk:case', args=[report.reference])}#said",
        blame="words",
    )


@never_cache
@asks("case.change")
@require_http_methods(["GET", "HEAD", "POST"])
def changed(request: HttpRequest, ref: str) -> HttpResponse:
    """Write down that something material has changed: after an investigation it is a new day zero."""
    report = the_report(request, ref, "case.change")
    case, at = Case.objects.filter(report=report).first(), datetime.now(UTC)
    if case is None:
        raise Http404
    form = ChangeForm(request.POST if request.method == "POST" else None, at=at)

    def change_it() -> None:
        assert form.moment is not None
        change(
            case=case,
            told_at=form.moment,
            words=form.cleaned_data["words"],
            sent_with=sent_with(request),
            by=actor(request).code,
            at=at,
        )

    return form_page(
        request,
        form,
        change_it,
        template="desk/changed.html",
        context={**around(request, report), "facts": facts_known(case), "key": sent_with(request), "at": at},
        then=reverse("desk:case", args=[report.reference]),
        blame="told",
    )


@never_cache
@asks("report.end")
@require_http_methods(["GET", "HEAD", "POST"])
def finish_report(request: HttpRequest, ref: str) -> HttpResponse:
    """Take a report out of the queue, once nothing is owed any more."""
    report = the_report(request, ref, "report.end")
    form = FinishForm(request.POST if request.method == "POST" else None)
    return form_page(
        request,
        form,
        lambda: finish(report=report, why=form.cleaned_data["why"], by=actor(request).code, at=datetime.now(UTC)),
        template="desk/finish.html",
        context={**around(request, report), "whys": FINISHED.items()},
        then=reverse("desk:case", args=[report.reference]),
        blame="why",
    )


@never_cache
@asks("photo.make")
@require_http_methods(["GET", "HEAD", "POST"])
def add_photos(request: HttpRequest, ref: str) -> HttpResponse:
    """Add photos that were sent to us some other way; one that cannot be taken is named, and the others are kept."""
    report = the_report(request, ref, "photo.make")
    refused = NONE_REFUSED
    if request.method == "POST":
        by, at = actor(request).code, datetime.now(UTC)
        refused = take(request.FILES.getlist("files"), lambda data: add_photo(data=data, by=by, at=at, report=report))
        if not refused.errors:
            return redirect(f"{reverse('desk:case', args=[report.reference])}#photos")
    context = {**around(request, report), "photos": list(photos_of(report)), "refused": refused, "most": MOST_PHOTOS}
    return render(request, "desk/photos.html", context, status=422 if refused.errors else 200)


def _open(report: Report, name: str) -> Deadline:
    """A promise or a task about a report, or its case, that is still to be done and can be ticked off."""
    if name in WHERE_DONE:
        raise Http404
    case = Case.objects.filter(report=report).first()
    for about in abouts_of(report, case):
        rows = Deadline.objects.open().about(*about).exclude(kind=Kind.DUTY)
        for row in rows:
            if row.name == name:
                return row
    raise Http404
