"""What this browser is telling us: found again by a key that it holds in a cookie, and that nobody can guess."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from putright.clocks.london import london_day
from putright.people.models import Person
from putright.people.queries import home_of
from putright.repairs import queries
from putright.repairs.actions import begin
from putright.repairs.models import Channel, Draft, Report
from putright.repairs.tree.questions import Question, Value
from putright.repairs.tree.reading import tree
from putright.web.allow import account_of, actor
from putright.web.keys import KEY
from putright.web.whose import TELLING

# A draft is forgotten after this long, and the cookie with it.
KEPT_FOR = timedelta(days=7)
# The browser that sent a report may read it for this long without signing in, as reporting needs no account.
SHOWN_FOR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Telling:
    """A report on its way to us, and the one it became, if it was sent."""

    draft: Draft
    report: Report | None

    @property
    def answers(self) -> Mapping[str, Value]:
        """What was answered so far."""
        answers: Mapping[str, Value] = self.draft.answers
        return answers

    @property
    def way(self) -> tuple[Question, ...]:
        """Every question on the way through for these answers."""
        return tree().asked(self.answers)

    def before(self, question: Question) -> Question | None:
        """The question before one; nothing before the first."""
        keys = [one.key for one in self.way]
        place = keys.index(question.key) if question.key in keys else len(keys)
        return self.way[place - 1] if place else None

    def goes_on(self) -> Question | None:
        """The first question after the last that was answered; nothing when that was the last of all."""
        answered = [place for place, question in enumerate(self.way) if question.key in self.answers]
        return next(iter(self.way[max(answered, default=-1) + 1 :]), None)


def telling_of(request: HttpRequest) -> Telling | None:
    """What this browser is telling us; nothing if it began nothing, or too long ago."""
    draft = draft_told(request)
    report = queries.report_sent_with(draft.key) if draft else None
    if draft is None or (report is not None and not is_shown(report)):
        return None
    return Telling(draft, report)


def draft_told(request: HttpRequest) -> Draft | None:
    """What this browser has answered so far, sent or not; nothing if it began nothing."""
    key = request.COOKIES.get(TELLING, "")
    return queries.draft_of(key) if KEY.fullmatch(key) else None


def sent_from(request: HttpRequest, report: Report) -> bool:
    """Whether it was this browser that sent the report, and not long ago."""
    key = request.COOKIES.get(TELLING, "")
    is_theirs = KEY.fullmatch(key) and secrets.compare_digest(key.encode(), report.sent_with.encode())
    return bool(is_theirs) and is_shown(report)


def is_senders(request: HttpRequest, ref: str) -> bool:
    """Whether a reference is of the report that this browser sent, not long ago."""
    key = request.COOKIES.get(TELLING, "")
    report = queries.report_sent_with(key) if KEY.fullmatch(key) else None
    asked = queries.report_of(ref) if report else None
    return report is not None and asked is not None and asked.pk == report.pk and is_shown(report)


def is_shown(report: Report) -> bool:
    """Whether the browser that sent it may still read it without signing in."""
    return datetime.now(UTC) < report.received_at + SHOWN_FOR


def begun(request: HttpRequest, key: str) -> Draft:
    """The draft of that key, begun now if it is not there yet; of two clicks at one moment, one begins it."""
    account, at = account_of(request), datetime.now(UTC)
    person = Person.objects.filter(account=account).first() if account else None
    return begin(
        channel=Channel.ONLINE,
        by=actor(request).code,
        at=at,
        person=person,
        home=home_of(person, london_day(at)) if person else None,
        key=key,
    )


def remember(response: HttpResponse, key: str) -> HttpResponse:
    """Let this browser come back to what it is telling us."""
    response.set_cookie(
        TELLING, key, max_age=KEPT_FOR, httponly=True, samesite="Lax", secure=settings.CSRF_COOKIE_SECURE
    )
    return response


def added() -> HttpResponse:
    """Where somebody is led whose answer was kept with a report that this device no longer shows."""
    return redirect(f"{reverse('resident:report')}?added")


def gone() -> HttpResponse:
    """Where somebody is led whom we know nothing of any more, or not yet."""
    return redirect(f"{reverse('resident:report')}?gone")
