"""What every page has around it: where one can go from here, who is signed in, and whether the landlord is invented."""

from __future__ import annotations

from functools import cached_property

from django.conf import settings
from django.http import HttpRequest

from putright.accounts.models import Account
from putright.web.allow import may

# The name of a page, and what leads there says.
FOR_ANYONE = (("resident:report", "Report a repair"), ("resident:home", "Your reports"), ("resident:law", "The law"))
FOR_RESIDENTS = (("resident:home", "Your home"), ("resident:report", "Report a repair"), ("resident:law", "The law"))
FOR_THE_DESK = (
    ("desk:queue", "Queue"),
    ("desk:search", "Search"),
    ("desk:report", "Take a report"),
    ("desk:told", "For you"),
)
FOR_WORKERS = (("operative:jobs", "Today’s jobs"),)
FOR_THE_BOARD = (("board:safe", "Are we safe today?"),)


class Frame:
    """Worked out only where a page asks, so that a page which anyone may read asks the database for nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def account(self) -> Account | None:
        """Who is signed in, if anyone."""
        user = getattr(self.request, "user", None)
        return user if isinstance(user, Account) else None

    @cached_property
    def nav(self) -> tuple[tuple[str, str], ...]:
        """Where one can go from every page."""
        if self.account is None:
            return FOR_ANYONE
        if not self.account.is_staff:
            return FOR_RESIDENTS
        desk = FOR_THE_DESK if may(self.request, "list", "queue") else ()
        jobs = FOR_WORKERS if may(self.request, "list", "job_list") else ()
        return (*desk, *jobs, *(FOR_THE_BOARD if may(self.request, "list", "board_page") else ()))

    @property
    def is_demo(self) -> bool:
        """Whether this is an invented landlord, served to be looked at."""
        return bool(settings.DEMO)


def frame(request: HttpRequest) -> dict[str, Frame]:
    """For templates: frame.nav, frame.account, frame.is_demo."""
    return {"frame": Frame(request)}
