"""How allauth does things here: what it says, where people go, and what it may not do."""

from __future__ import annotations

import time
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.app_settings import REAUTHENTICATION_TIMEOUT
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from putright.accounts.models import Account
from putright.web.allow import account_of, may

HOME, DESK, JOBS, BOARD = "/home", "/desk", "/jobs", "/board"
TOO_OFTEN = "That was tried too often. Wait a few minutes, then try again."
WRONG_CODE = "That code is not right. Check it, or wait for the next one."


class NotHere(RuntimeError):
    """Something of allauth's was about to be used that Putright does in another way."""


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Signing in, in our words and to our pages."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "That email address and password do not belong together. Check both.",
        "incorrect_password": "That is not your password. Check it, and try again.",
        "enter_current_password": "That is not your password now. Check it, and try again.",
        "too_many_login_attempts": TOO_OFTEN,
        "rate_limited": TOO_OFTEN,
        "invalid_password_reset": "That link has been used, or is too old.",
        "account_inactive": "That account has ended.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: staff are let in by an administrator, and residents are known already."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Only our own pages are gone on to: an address that begins with one slash."""
        return bool(url) and url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where somebody goes who came to no page in particular."""
        return landing(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to where one sets how one signs in."""
        return reverse("mfa_index")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not of somebody who has just shown who they are."""
        records = get_authentication_records(context.request, context.request.user)
        return not any(time.time() - record["at"] < REAUTHENTICATION_TIMEOUT for record in records)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Nothing leaves but through messages."""
        raise NotHere(f"{template_prefix} was to be sent by allauth. Write a message instead.")


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors, in our words."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
        "cannot_delete_authenticator": "You need one of these to sign in. Set up another first.",
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Only where another is left: without one, staff could not come in again."""
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        return bool(others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())

    def generate_authenticator_name(self, user: Account, type: str) -> str:
        """What a passkey is called where nobody gives it a name."""
        return f"Passkey {Authenticator.objects.filter(user=user, type=type).count() + 1}"


def landing(request: HttpRequest) -> str:
    """Where somebody who has signed in goes first: their own home, the desk, their jobs, or the board's."""
    account = account_of(request)
    if account is None or not account.is_staff:
        return HOME
    if may(request, "list", "queue"):
        return DESK
    if may(request, "list", "job_list"):
        return JOBS
    return BOARD if may(request, "list", "board_page") else reverse("resident:front")
