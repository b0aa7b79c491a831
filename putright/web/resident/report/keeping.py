"""Keeping an answer, and where it leads: a sign of danger becomes a report at once, and what follows is added to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from putright.clocks.london import london_day
from putright.hazards.actions import receive
from putright.repairs.actions import keep_answer
from putright.repairs.models import Draft, Report
from putright.repairs.queries import report_sent_with
from putright.repairs.refused import NotEnough
from putright.repairs.tree.checking import check
from putright.repairs.tree.emergencies import is_emergency
from putright.repairs.tree.questions import Question
from putright.repairs.tree.reading import tree
from putright.web.allow import actor
from putright.web.questions import Asked, asked_again


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of one answer: the question with what was typed, the draft, and the report if there is one now."""

    asked: Asked
    draft: Draft
    report: Report | None
    # It is this answer that told us of the danger.
    is_new_danger: bool


def keep(request: HttpRequest, draft: Draft, question: Question) -> Kept:
    """Keep what was answered. A sign of danger is kept even where the rest of the answer needs another look."""
    at, by = datetime.now(UTC), actor(request).code
    checked = check(question, dict(request.POST.lists()), today=london_day(at))
    was_danger = is_emergency(tree(), draft.answers)
    if not checked.errors or checked.value:
        draft = keep_answer(key=draft.key, question=question.key, value=checked.value, by=by, at=at)
    is_danger = is_emergency(tree(), draft.answers)
    report = _report(draft, is_danger, by, at)
    return Kept(asked_again(question, checked), draft, report, is_danger and not was_danger)


def _report(draft: Draft, is_danger: bool, by: str, at: datetime) -> Report | None:
    """The report that this draft is by now: there already, and told more; or kept now, because of a danger."""
    if not is_danger and report_sent_with(draft.key) is None:
        return None
    try:
        return receive(draft=draft, by=by, at=at)
    except NotEnough:
        # They took back the danger, and have not said yet where the home is: what was kept stays kept.
        return report_sent_with(draft.key)


def leads_to(kept: Kept, then: str = "", old_way: frozenset[str] = frozenset()) -> HttpResponseRedirect:
    """Where an answer leads: to who to call, to the next question, or back to the page it was changed from."""
    if kept.is_new_danger:
        return redirect("resident:emergency")
    answers = kept.draft.answers
    question = tree().next(kept.asked.question.key, answers)
    if then == "check":
        new = [one for one in tree().asked(answers) if one.key not in old_way]
        return redirect(f"{address_of(new[0])}?then=check" if new else reverse("resident:check"))
    return redirect(address_of(question))


def address_of(question: Question | None) -> str:
    """Where a question is; after the last, where all of it is checked."""
    if question is None:
        return reverse("resident:check")
    return (
        reverse("resident:photos") if question.kind == "photos" else reverse("resident:question", args=[question.key])
    )
