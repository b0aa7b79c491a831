"""The key that a form is sent with: what is sent twice is kept once, and nobody can guess another's."""

from __future__ import annotations

import re
import secrets

from django.http import HttpRequest

KEY = re.compile(r"[A-Za-z0-9_-]{43}")


def new_key() -> str:
    """A key for a form that nobody has sent yet."""
    return secrets.token_urlsafe(32)


def sent_with(request: HttpRequest) -> str:
    """The key that a page was sent with; a new one for a page that has none, or not one of ours."""
    key = request.POST.get("key", "")
    return key if KEY.fullmatch(key) else new_key()
