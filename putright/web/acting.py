"""A form on its page: shown, done, or shown again with what to do about it, and all that was typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from putright.clocks.calendar import OutsideCalendar
from putright.deadlines.actions import CannotBe
from putright.law.facts import FactsDisagree
from putright.people.actions.living import NotPossible
from putright.repairs.refused import CannotBeDone
from putright.web.forms import Form

# What an action says, in a sentence for whoever asked, when it cannot be done.
REFUSALS = (CannotBeDone, CannotBe, FactsDisagree, NotPossible, OutsideCalendar)


def form_page(
    request: HttpRequest,
    form: Form,
    act: Callable[[], object],
    *,
    template: str,
    context: Mapping[str, Any],
    then: str,
    blame: str | None = None,
) -> HttpResponse:
    """Show a form; once it is filled in, act, and go where the address in `then` leads.

    A refusal of the action stands beside the field named in `blame`, or else at the first.
    """
    if request.method == "POST" and form.is_valid():
        try:
            act()
            return redirect(then)
        except REFUSALS as why:
            form.add_error(blame, str(why))
    return render(request, template, {**context, "form": form}, status=422 if form.errors else 200)
