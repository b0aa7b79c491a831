"""What a session keeps once a member of staff has shown a second factor in it, or has just set one up."""

from __future__ import annotations

from django.contrib.sessions.backends.base import SessionBase

SHOWN_TWO = "shown_two_things"


def keep_as_shown(session: SessionBase) -> None:
    """Keep that whoever has this session has shown two things, and not a password alone."""
    session[SHOWN_TWO] = True


def has_shown(session: SessionBase) -> bool:
    """Whether that was kept."""
    return bool(session.get(SHOWN_TWO))
