"""What somebody who works here is told: of dates that come near or have passed, and of what did not arrive."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from putright.accounts.decisions import Actor
from putright.accounts.models import Account
from putright.deadlines.models import Deadline, Kind
from putright.deadlines.queries import title
from putright.hazards.models import Case
from putright.messages.actions import mark_as_read
from putright.messages.models import Message
from putright.messages.queries import MOST_ON_SCREEN, screen_messages
from putright.people.relationships import homes_linked_to
from putright.record.models import About
from putright.repairs.models import Report
from putright.web.allow import actor, allow, asks, may
from putright.web.desk.finding import me

MOST_TASKS = 50


@never_cache
@asks("staff_message.list", "task.list")
@require_safe
def told(request: HttpRequest) -> HttpResponse:
    """What I have not read yet, and what I have to do."""
    allow(request, "list", "staff_message")
    account, at = me(request), datetime.now(UTC)
    messages = screen_messages(account, actor(request).roles)
    tasks = _tasks(account, actor(request)) if may(request, "list", "task") else []
    reports = _reports({one.about for one in messages} | {task.about for task in tasks})
    hidden = homes_linked_to(account, at)
    context: dict[str, Any] = {
        "messages": [(one, reports.get(one.about)) for one in messages if not _hides(one.about, reports, hidden)],
        "tasks": [
            (task, title(task.name), task.is_late(at), reports.get(task.about))
            for task in tasks
            if not _hides(task.about, reports, hidden)
        ],
        "is_more": len(messages) == MOST_ON_SCREEN,
        "most": MOST_ON_SCREEN,
    }
    return render(request, "desk/told.html", context)


@never_cache
@asks("staff_message.end")
@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Say that I have read one of them, or all that were on the page."""
    numbers = [int(typed) for typed in request.POST.getlist("message") if typed.isdecimal() and len(typed) < 19]
    by, at = actor(request).code, datetime.now(UTC)
    for message in Message.objects.filter(pk__in=numbers[:MOST_ON_SCREEN]):
        allow(request, "end", "staff_message", message)
        mark_as_read(message=message, by=by, at=at)
    return redirect("desk:told")


def _tasks(account: Account, actor: Actor) -> list[Deadline]:
    """What is mine to do, and what is anybody's who holds a role of mine: what is due first, first."""
    open_tasks = Deadline.objects.open().filter(kind=Kind.TASK)
    mine = open_tasks.filter(owner=account)
    ours = open_tasks.filter(owner__isnull=True, role__in=list(actor.roles))
    return list((mine | ours).order_by(F("due_before").asc(nulls_last=True), "id")[:MOST_TASKS])


def _reports(abouts: set[About]) -> dict[About, Report]:
    """The report that each of some things is about, whether they name it or its case."""
    ids = {kind: [one.id for one in abouts if one.type == kind] for kind in ("repairs.report", "hazards.case")}
    reports = Report.objects.select_related("home").filter(reference__in=ids["repairs.report"])
    cases = Case.objects.select_related("report__home").filter(reference__in=ids["hazards.case"])
    return {report.about: report for report in reports} | {case.about: case.report for case in cases}


def _hides(about: About, reports: dict[About, Report], hidden: frozenset[int]) -> bool:
    report = reports.get(about)
    return report is not None and report.home_id in hidden
