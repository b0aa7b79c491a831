"""The works in a home in plain words: what for, by when, and what came of each visit; and “Is it fixed?”"""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from putright.clocks.london import london_day
from putright.hazards.actions import hear_fixed
from putright.people.models import Person
from putright.repairs.models import Report
from putright.repairs.orders import works_of
from putright.repairs.queries import report_of
from putright.repairs.refused import CannotBeDone
from putright.repairs.tree.checking import check
from putright.repairs.tree.questions import Option, Question
from putright.web.allow import account_of, actor, allow, asks
from putright.web.keys import sent_with
from putright.web.questions import Asked, asked_again

YES, NO = "yes", "no"
FIXED = Question(
    key="fixed",
    kind="one of",
    words="Is it fixed?",
    next=(),
    options=(Option(YES, "Yes, it is fixed"), Option(NO, "No, something is still wrong")),
    own_words="Tell us in your own words",
    hint="You know best. If it is not fixed, we come back to it.",
)
CHOOSE = "Choose yes or no."
STILL_WRONG = "Tell us what is still wrong, so that we know what to put right."


@never_cache
@asks("fixed_word.make")
@require_http_methods(["GET", "HEAD", "POST"])
def fixed(request: HttpRequest, ref: str) -> HttpResponse:
    """Say whether it is fixed, yes or no and why; sent twice from one page it is said once."""
    report = report_of(ref)
    if report is None:
        raise Http404
    allow(request, "make", "fixed_word", report)
    if not works_of(report).can_be_asked:
        return redirect("resident:told", report.reference)
    asked = Asked(FIXED)
    if request.method == "POST":
        checked = check(FIXED, dict(request.POST.lists()), today=london_day(datetime.now(UTC)))
        asked = _needing(asked_again(FIXED, checked))
        if not asked.errors:
            said = checked.value or {}
            is_fixed = said["chosen"] == [YES]
            try:
                _hear(request, report, is_fixed=is_fixed, words=said.get("words", ""))
            except CannotBeDone as why:
                asked = Asked(FIXED, asked.typed, {"fixed-words": str(why)})
            else:
                return redirect(f"{reverse('resident:told', args=[report.reference])}?added")
    context = {"report": report, "asked": asked, "key": sent_with(request)}
    return render(request, "resident/told_fixed.html", context, status=422 if asked.errors else 200)


def _hear(request: HttpRequest, report: Report, *, is_fixed: bool, words: str) -> None:
    hear_fixed(
        report=report,
        is_fixed=is_fixed,
        words=words,
        sent_with=f"{report.reference}.{sent_with(request)}",
        person=Person.objects.filter(account=account_of(request)).first(),
        by=actor(request).code,
        at=datetime.now(UTC),
    )


def _needing(asked: Asked) -> Asked:
    """The same, with an error where nothing was chosen, or where it is not fixed and nothing is said of it."""
    if asked.errors:
        return asked
    if not asked.typed.get("fixed"):
        return Asked(asked.question, asked.typed, {"fixed": CHOOSE})
    if NO in asked.typed["fixed"] and not any(asked.typed.get("fixed-words", ())):
        return Asked(asked.question, asked.typed, {"fixed-words": STILL_WRONG})
    return asked
