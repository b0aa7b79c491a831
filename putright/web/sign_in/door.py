"""Stands at the door: who comes in, how long they stay, and that staff have shown two things and not one."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from putright.accounts.models import Account
from putright.accounts.second_factor import has_shown
from putright.web.allow import account_of, actor

MINUTE = 60
# How long a session lasts when nobody does anything, and at most.
IDLE_STAFF, IDLE_RESIDENT, LONGEST = 30 * MINUTE, 60 * MINUTE, 12 * 60 * MINUTE
# How often it is written down that somebody is still there.
NOTED_EACH = MINUTE
BEGAN, SEEN = "began", "seen"
# All that is open to staff who have no second factor yet.
TO_SET_UP = frozenset(
    ("mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate", "account_logout", "health")
)


class Door:
    """Ends sessions that have lasted, says who is asking, and keeps staff with one factor to setting up another."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, knowing who asks."""
        request.actor = SimpleLazyObject(lambda: actor(request))  # type: ignore[attr-defined]
        # Whoever has no session is asked for none.
        if request.COOKIES and request.session.get(SESSION_KEY):
            _end_if_over(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Staff who have not shown a second factor go where one is set up, or sign in again."""
        account = account_of(request) if request.COOKIES else None
        if account is None or not account.is_staff or has_shown_two(request, account):
            return None
        if is_mfa_enabled(account):
            # It was set up elsewhere since: this session has not shown it.
            logout(request)
            return HttpResponseRedirect(reverse("account_login"))
        name = request.resolver_match.view_name if request.resolver_match else ""
        return None if name in TO_SET_UP else HttpResponseRedirect(reverse("mfa_index"))


def has_shown_two(request: HttpRequest, account: Account) -> bool:
    """Whether this very session was begun with a second factor or a passkey, or has set one up."""
    if has_shown(request.session):
        return True
    return any(record["method"] == "mfa" for record in get_authentication_records(request, account))


def _end_if_over(request: HttpRequest) -> None:
    """Sign out whoever has not been there for long, and whoever has been there since the morning."""
    now, account = int(time.time()), account_of(request)
    began, seen = request.session.get(BEGAN, now), request.session.get(SEEN, now)
    idle = IDLE_STAFF if account and account.is_staff else IDLE_RESIDENT
    if account is None or now - seen >= idle or now - began >= LONGEST:
        logout(request)
    elif BEGAN not in request.session or now - seen >= NOTED_EACH:
        request.session[BEGAN], request.session[SEEN] = began, now
