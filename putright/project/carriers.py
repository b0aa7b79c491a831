"""Who carries messages out, as a person sets it from outside: PUTRIGHT_MESSAGES and what belongs to each choice."""

from __future__ import annotations

import os
import re
from typing import Any

from putright.project import CannotStart
from putright.project.environment import home

CARRIERS = ("file", "smtp", "notify")
TLS = ("starttls", "tls", "none")
NOTIFY = "https://api.notifications.service.gov.uk"
# The name of a service's key, its number, and the secret: the client takes the last two from the end.
SHORTEST_KEY = 73
ADDRESS = re.compile(r"[^@\s<>]+@[^@\s<>]+")


def messages() -> dict[str, Any]:
    """PUTRIGHT_MESSAGES is file (the default), smtp or notify; each asks for what it needs, in a sentence.

    PUTRIGHT_SITE is our address on the web, which messages then name: https://repairs.larkfield.example.
    """
    which = _one_of("PUTRIGHT_MESSAGES", CARRIERS)
    site = os.environ.get("PUTRIGHT_SITE", "").rstrip("/")
    if site and not re.fullmatch(r"https?://[^\s/]+", site):
        raise CannotStart(f"PUTRIGHT_SITE is {site!r}. Set it to our address on the web, like https://repairs.example.")
    made = {"file": _file, "smtp": _smtp, "notify": _notify}[which]()
    return {"carrier": which, "site": site, **made}


def _file() -> dict[str, Any]:
    return {"folder": home() / "outbox"}


def _smtp() -> dict[str, Any]:
    port = os.environ.get("PUTRIGHT_SMTP_PORT", "587")
    if not port.isascii() or not port.isdigit() or not 1 <= int(port) <= 65535:
        raise CannotStart(f"PUTRIGHT_SMTP_PORT is {port!r}. Set it to a number from 1 to 65535, or unset it for 587.")
    sender = _needed("PUTRIGHT_SMTP_FROM", "smtp", "the address that messages come from")
    if not ADDRESS.fullmatch(sender):
        raise CannotStart(f"PUTRIGHT_SMTP_FROM is {sender!r}. Set it to an address, like repairs@larkfield.example.")
    return {
        "host": _needed("PUTRIGHT_SMTP_HOST", "smtp", "the mail server's name"),
        "port": int(port),
        "user": os.environ.get("PUTRIGHT_SMTP_USER", ""),
        "password": os.environ.get("PUTRIGHT_SMTP_PASSWORD", ""),
        "tls": _one_of("PUTRIGHT_SMTP_TLS", TLS),
        "sender": sender,
    }


def _notify() -> dict[str, Any]:
    key = _needed("PUTRIGHT_NOTIFY_KEY", "notify", "a key of your service on GOV.UK Notify")
    if len(key) < SHORTEST_KEY:
        raise CannotStart("PUTRIGHT_NOTIFY_KEY is too short to be a key of GOV.UK Notify. Copy the whole of it.")
    names = {channel: f"PUTRIGHT_NOTIFY_{channel.upper()}_TEMPLATE" for channel in ("text", "email", "letter")}
    templates = {channel: os.environ[name] for channel, name in names.items() if os.environ.get(name)}
    if not templates:
        raise CannotStart(
            f"PUTRIGHT_MESSAGES is notify, and it has no template. Set one or more of {', '.join(names.values())} to "
            "the id of a template in GOV.UK Notify that says ((body)), with ((subject)) for emails and letters."
        )
    return {"key": key, "address": os.environ.get("PUTRIGHT_NOTIFY_ADDRESS", NOTIFY), "templates": templates}


def _one_of(name: str, choices: tuple[str, ...]) -> str:
    """A variable that is one of a few words; the first of them unless it is set."""
    value = os.environ.get(name, choices[0]).strip().lower()
    if value not in choices:
        raise CannotStart(f"{name} is {value!r}. Set it to {', '.join(choices[:-1])} or {choices[-1]}, or unset it.")
    return value


def _needed(name: str, which: str, what: str) -> str:
    value = os.environ.get(name, "").strip()
    if not value:
        raise CannotStart(f"PUTRIGHT_MESSAGES is {which}, so set {name} to {what}; or unset PUTRIGHT_MESSAGES.")
    return value
