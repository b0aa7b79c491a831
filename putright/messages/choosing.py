"""Which way a message goes: a safe way that holds now, the one they prefer first, a letter as a last resort."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from putright.messages.models import Channel
from putright.people.models import ContactPoint

QUICK = (Channel.TEXT, Channel.EMAIL)


def choose(
    points: Iterable[ContactPoint], carried: Collection[str], *, channel: str | None = None
) -> ContactPoint | None:
    """The point to use of those that hold now, or none.

    Unsafe ones are never chosen. First the one they prefer, if it is carried or they prefer a call; then a text or an
    email; then a call, which somebody must make; then a letter; last what nobody carries, so that a person sees to it.
    """
    usable = [point for point in points if point.is_safe and channel in (None, point.kind)]
    return min(usable, key=lambda point: _place(point, carried), default=None)


def _place(point: ContactPoint, carried: Collection[str]) -> tuple[int, int]:
    if point.kind == Channel.PHONE:
        place = 2
    elif point.kind not in carried:
        place = 4
    else:
        place = 1 if point.kind in QUICK else 3
    return (0 if point.is_preferred and place < 4 else place), point.pk
