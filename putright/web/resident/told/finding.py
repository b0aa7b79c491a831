"""Finding a report for whoever asks; one that they may not see is as one that is not there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase

from putright.repairs.models import Report
from putright.repairs.queries import report_of
from putright.web.allow import View, account_of, allow, asks, may, sign_in_first
from putright.web.resident.report.telling import is_senders, sent_from


def asks_of_a_report(*cells: str) -> Callable[[View], View]:
    """Says what a view asks of the table about a report; the browser that sent it need not sign in for an hour.

    Nobody else learns whether there is such a report: first they sign in, and then it is theirs or it is missing.
    """

    def decorator(view: View) -> View:
        asking = asks("draft.read", *cells)(view)

        @wraps(view)
        def first(request: HttpRequest, ref: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if account_of(request) is None and not is_senders(request, ref):
                return sign_in_first(request, cells)
            return asking(request, ref, *args, **kwargs)

        first.asks = ("draft.read", *cells)  # type: ignore[attr-defined]
        return first

    return decorator


def found(request: HttpRequest, ref: str, action: str, *things: str) -> Report:
    """The report of that reference, where they may do this with one of these things of it. Raises Http404."""
    report = report_of(ref)
    if report is None:
        raise Http404
    if sent_from(request, report) or any(may(request, action, thing, report) for thing in things[:-1]):
        return report
    allow(request, action, things[-1], report)
    return report


def is_whole(request: HttpRequest, report: Report) -> bool:
    """Whether they may read all of it, and not only that something is being put right, and by when."""
    return sent_from(request, report) or may(request, "read", "report", report)


def may_add(request: HttpRequest, report: Report) -> bool:
    """Whether they may add to it, and say that something is not right."""
    return sent_from(request, report) or may(request, "make", "addition", report)
