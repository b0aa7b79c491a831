"""Asks the one table of who may do what, for every page.

A view says what it will ask, `@asks("report.read")`, and asks it of the thing itself once it has found it:
`allow(request, "read", "report", report)`. A refusal is the very answer that a missing thing gets, so nobody learns
what is there. A page that shows something without having asked is an error; so is one that asks what it did not say.

What anyone may do is asked by `@asks` itself. Where nobody signed in may do any of it, it first asks people to sign in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from putright.accounts.decisions import ANYONE, NOBODY, NONE, RESIDENT, Actor, NotInTheTable, actor_of, decide, table
from putright.accounts.models import Account
from putright.web.whose import related

View = Callable[..., HttpResponseBase]
# What is never shown again: what proves that a form is ours, and what proves who somebody is.
NEVER_SHOWN = frozenset(
    {"csrfmiddlewaretoken", "password", "password1", "password2", "oldpassword", "code", "credential"}
)


class AskedNothing(RuntimeError):
    """A page was about to be shown that never asked whether it may be; or it asked what it had not said it would."""


if TYPE_CHECKING:

    class Request(HttpRequest):
        """A request that knows who is asking."""

        actor: Actor
else:
    Request = HttpRequest


def account_of(request: HttpRequest) -> Account | None:
    """Whoever is signed in."""
    user = getattr(request, "user", None)
    return user if isinstance(user, Account) else None


def actor(request: HttpRequest) -> Actor:
    """Who is asking, with their roles now: worked out once for each request, and again when they sign in."""
    known: Actor | None = getattr(request, "_actor", None)
    account = account_of(request)
    if known is None or known.code != (account.code if account else NOBODY.code):
        known = actor_of(account, datetime.now(UTC))
        request._actor = known  # type: ignore[attr-defined]
    return known


def may(request: HttpRequest, action: str, thing: str, object: Model | None = None, also: Iterable[str] = ()) -> bool:
    """Whether whoever asks may do this: for a list, a link or a button that is left out where they may not.

    `also` names a relationship that only the page can know: `sent`, where this browser sent the report.
    """
    if decide(NOBODY, action, thing, frozenset(also)):
        return True
    account = account_of(request)
    if account is None:
        return False
    found = related(account, object, datetime.now(UTC)) if object is not None else frozenset()
    return decide(actor(request), action, thing, found | frozenset(also))


def allow(request: HttpRequest, action: str, thing: str, object: Model | None = None, also: Iterable[str] = ()) -> None:
    """Go on only if whoever asks may do this. Raises Http404 where they may not, as where there is no such thing."""
    said: tuple[str, ...] | None = getattr(request, "_said", None)
    if said is not None and f"{thing}.{action}" not in said:
        raise AskedNothing(f"{request.path} asks {thing}.{action} and does not say so: name it in the view’s @asks.")
    if not may(request, action, thing, object, also):
        raise Http404
    request._asked = True  # type: ignore[attr-defined]


def asks(*cells: str) -> Callable[[View], View]:
    """Says what a view asks of the table, as thing.action: `@asks("report.read", "addition.make")`."""
    for cell in cells:
        _check(cell)

    def decorator(view: View) -> View:
        @wraps(view)
        def asking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            is_open = any(NONE in _given(ANYONE, cell) for cell in cells)
            is_in = is_open or account_of(request) is not None
            if not is_in and not any(_given(ANYONE, cell) for cell in cells):
                return sign_in_first(request, cells)
            request._said, request._asked = cells, is_open  # type: ignore[attr-defined]
            try:
                response = view(request, *args, **kwargs)
            except Http404:
                # Signed in, they may find it; and until then nobody learns whether it is there.
                if is_in:
                    raise
                return sign_in_first(request, cells)
            if response.status_code == 200 and not request._asked:  # type: ignore[attr-defined]
                raise AskedNothing(f"{request.path} showed a page and asked nobody. Call allow() in its view.")
            return response

        asking.asks = cells  # type: ignore[attr-defined]
        return asking

    return decorator


def sign_in_first(request: HttpRequest, cells: tuple[str, ...]) -> HttpResponseBase:
    """Send somebody to the door that they come in by; what they had written is shown to them, and not lost."""
    door = "sign_in" if any(_given(RESIDENT, cell) for cell in cells) else "account_login"
    if request.method in ("GET", "HEAD"):
        return HttpResponseRedirect(f"{reverse(door)}?{urlencode({'next': request.get_full_path()})}")
    written = [
        value for name, values in request.POST.lists() if name not in NEVER_SHOWN for value in values if value.strip()
    ]
    return render(request, "account/signed_out.html", {"door": door, "written": written}, status=403)


def _given(role: str, cell: str) -> frozenset[str]:
    """In which relationships a role may do this; in none, mostly."""
    thing, _, action = cell.partition(".")
    return table().cells(action, thing).get(role, frozenset())


def _check(cell: str) -> None:
    """Refuse, when Putright starts, a cell that is not in the table or that nobody may use."""
    thing, _, action = cell.partition(".")
    if not table().cells(action, thing):
        raise NotInTheTable(f"decisions.yaml lets nobody {action} a {thing}. Say there who may, or ask something else.")
