"""The questions of a report on paper, to fill in by hand and send."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from putright.homes.models import Landlord
from putright.homes.queries import landlord
from putright.repairs.tree.printed import Office, printed_form
from putright.repairs.tree.reading import tree
from putright.web.allow import asks


@require_safe
@asks("printable_form.read")
def printable(request: HttpRequest) -> HttpResponse:
    """The form, where there is a landlord to send it to."""
    ours = landlord()
    if ours is None:
        raise Http404
    return render(request, "resident/report_form_printed.html", {"form": printed_form(tree(), office_of(ours))})


def office_of(landlord: Landlord) -> Office:
    """Where a form is sent, and who answers the phone."""
    return Office(
        name=landlord.name,
        emergency_phone=landlord.emergency_phone,
        phone=f"{landlord.phone} ({landlord.phone_hours})",
        address=tuple(landlord.address.splitlines() or [landlord.address]),
        email=landlord.email,
    )
