"""What to say on the phone, in order: made from the same questions as the report online."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from putright.homes.models import Landlord
from putright.homes.queries import landlord
from putright.repairs.tree import printed
from putright.repairs.tree.printed import Office
from putright.repairs.tree.reading import tree
from putright.web.allow import allow, asks

NOT_KNOWN = "not known here yet"


@asks("phone_script.read")
@require_safe
def phone_script(request: HttpRequest) -> HttpResponse:
    """The questions of a report as they are asked on the phone."""
    allow(request, "read", "phone_script")
    return render(request, "desk/phone_script.html", {"script": printed.phone_script(tree(), office(landlord()))})


def office(ours: Landlord | None) -> Office:
    """Who a report goes to; where no landlord is known yet, that is said."""
    if ours is None:
        return Office("your landlord", NOT_KNOWN, NOT_KNOWN, (NOT_KNOWN,))
    return Office(ours.name, ours.emergency_phone, ours.phone, tuple(ours.address.splitlines()), ours.email)
