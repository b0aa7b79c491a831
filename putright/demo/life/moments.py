"""Moments at which things happen: when people tell us, when people work, and how long something takes."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random

from putright.clocks.calendar import Calendar
from putright.clocks.london import LONDON, ONE_DAY, from_london_clock, london_day
from putright.demo.life.told import Step

OPENS, CLOSES = time(8, 30), time(17, 0)


def at_work(start: datetime, days: int, calendar: Calendar, random: Random) -> datetime:
    """A moment in working hours, so many working days after a moment, and never before it."""
    day = london_day(start)
    clock = start.astimezone(LONDON).time()
    if days == 0 and (not calendar.is_working_day(day) or clock >= CLOSES):
        days = 1
    day = calendar.working_day_after(day, days) if days else day
    opens = max(OPENS, clock) if days == 0 else OPENS
    minutes = _minutes(CLOSES) - _minutes(opens)
    # Still today: a little later than what it follows.
    return on(day, _minutes(opens) + random.randint(1, max(1, minutes)))


def after(start: datetime, step: Step, calendar: Calendar, random: Random) -> datetime:
    """When a step is done that counts from a moment."""
    if step.hours is not None:
        least, most = step.hours
        return start + timedelta(minutes=random.randint(least * 60 + 1, max(most * 60, least * 60 + 20)))
    least, most = step.days or (0, 0)
    return at_work(start, random.randint(least, most), calendar, random)


def on(day: date, minutes: int) -> datetime:
    """A moment of a London day, so many minutes after midnight by the clock on the wall."""
    face = datetime.combine(day, time(minutes // 60 % 24, minutes % 60))
    return from_london_clock(face)


def told_online(day: date, random: Random) -> datetime:
    """When somebody takes up their phone: mostly in the evening, now and then in the night."""
    hours = (7, 8, 9, 12, 13, 16, 17, 18, 19, 19, 20, 20, 21, 21, 22, 23, 0, 3)
    return on(day, random.choice(hours) * 60 + random.randrange(60))


def told_at_the_desk(day: date, calendar: Calendar, random: Random) -> datetime:
    """When somebody rings or comes in: on a working day, while we are open."""
    while not calendar.is_working_day(day):
        day -= ONE_DAY
    return on(day, random.randint(_minutes(OPENS), _minutes(CLOSES) - 1))


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute
