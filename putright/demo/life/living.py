"""Lives a year, one thing after another in the order in which they happened, through the house's own actions."""

from __future__ import annotations

import heapq
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from random import Random

from putright.accounts.models import Account, Role
from putright.deadlines.calendar import working_calendar
from putright.deadlines.models import Reminder
from putright.demo.life import deeds, moments
from putright.demo.life.going import RESIDENT, Going
from putright.demo.life.planning import Noted, Planned, notes, plan
from putright.demo.life.post import Post
from putright.demo.life.told import courses
from putright.demo.people import Lived
from putright.demo.staff import BY, Larkfielders
from putright.hazards import actions as hazards
from putright.hazards.models import Class, Place, Triage
from putright.repairs import actions as repairs
from putright.repairs.models import Channel, Draft, Note, Report
from putright.repairs.tree.reading import tree
from putright.watch.residents import apologise, tell_of_moves
from putright.watch.telling import tell_due

# People are told of deadlines a little after each moment that somebody must be told, and several at once.
TOLD_WITHIN = timedelta(hours=1)
RECENT = timedelta(weeks=2)
# What was told before is in the facts alone: Larkfield has written down its visits and its works here since then.
BROUGHT_OVER = timedelta(weeks=17)
CARRIED_EACH = timedelta(days=1)


@dataclass(order=True, slots=True)
class Event:
    """Something that happens at a moment; of two at the same, the first that was planned."""

    at: datetime
    order: int
    happen: Callable[[datetime], None] = field(compare=False)


class Year:
    """Everything that is to happen, and what has."""

    def __init__(self, people: Larkfielders, until: datetime, seed: int) -> None:
        self._people, self._until, self._seed = people, until, seed
        self._calendar = working_calendar()
        self._events: list[Event] = []
        self._order = count()
        self._post = Post(self._chance("post"))
        self._carried_at = until - timedelta(days=800)

    def plan(self, homes: Sequence[Lived], reports: int) -> None:
        """Plan the reports that will come, and the notes that will be taken."""
        planned = plan(homes, reports, self._until, self._calendar, self._chance("plan"))
        for number, report in enumerate(planned):
            self._when(report.told_at, partial(self._receive, report, self._chance(f"report {number}")))
        heard = notes(homes, reports, self._until, self._calendar, self._chance("notes"))
        for number, note in enumerate(heard):
            self._when(note.noted_at, partial(self._note, note, self._chance(f"note {number}")))

    def live(self, progress: Callable[[str, int, int], None]) -> None:
        """Let it happen, each thing at its moment, and people be told of deadlines in between."""
        done = 0
        while self._events:
            event = heapq.heappop(self._events)
            self._tell_until(event.at)
            event.happen(event.at)
            done += 1
            progress("year", done, done + len(self._events))
        self._tell_until(self._until)
        self._post.carry(self._until)
        self._post.close()
        hazards.put_in_place(reports=Place.objects.values_list("report", flat=True), by=BY, at=self._until)

    def _chance(self, what: str) -> Random:
        """Chance of its own for each thing, so that what is added to one changes nothing in another."""
        return Random(f"{self._seed} {what}")  # noqa: S311 (an invented year keeps no secret)

    def _when(self, moment: datetime, happen: Callable[[datetime], None]) -> None:
        """Plan something; what has not come by today will not happen."""
        if moment <= self._until:
            heapq.heappush(self._events, Event(moment, next(self._order), happen))

    def _receive(self, one: Planned, chance: Random, at: datetime) -> None:
        """A report comes, through the one door for every report."""
        taken_by = None if one.channel == Channel.ONLINE else chance.choice(self._people.at_the_desk)
        person = one.lived.tenants[0]
        draft = Draft(
            key=secrets.token_urlsafe(32),
            began_at=at,
            kept_at=at,
            tree_version=tree().stamp,
            answers=one.answers,
            channel=one.channel,
            home=None if one.is_unmatched else one.lived.home,
            person=None if one.is_unmatched else person,
            taken_by=taken_by,
        )
        report = hazards.receive(
            draft=draft,
            by=taken_by.code if taken_by else RESIDENT,
            at=at,
            first_told_at=one.first_told_at,
            said_by=one.said_by,
            said_to=one.said_to,
        )
        if one.is_unmatched:
            moment = moments.at_work(at, chance.randint(0, 1), self._calendar, chance)
            self._when(moment, partial(self._match, report, one, chance))
        self._begin_course(report, one.lived, chance, at, named=one.course)

    def _match(self, report: Report, one: Planned, chance: Random, at: datetime) -> None:
        """Somebody finds the home that the words are about."""
        by = chance.choice(self._people.at_the_desk).code
        hazards.match(report=report, home=one.lived.home, person=one.lived.tenants[0], by=by, at=at)

    def _note(self, one: Noted, chance: Random, at: datetime) -> None:
        """One of the staff writes down what they heard, and mostly it becomes a report."""
        officer = self._people.officer(one.lived)
        note = repairs.note(
            home=one.lived.home,
            words=one.words,
            said_by=one.said_by,
            heard_at=one.heard_at,
            noted_by=officer,
            by=officer.code,
            at=at,
        )
        if one.becomes_report:
            moment = moments.at_work(at, chance.randint(0, 3), self._calendar, chance)
            self._when(moment, partial(self._report_note, note, officer, one.lived, chance))

    def _report_note(self, note: Note, officer: Account, lived: Lived, chance: Random, at: datetime) -> None:
        report = hazards.report_from_note(note=note, by=officer.code, at=at)
        self._begin_course(report, lived, chance, at)

    def _begin_course(self, report: Report, lived: Lived, chance: Random, at: datetime, named: str = "") -> None:
        """What is done about it from here on, by what it was suggested to be."""
        is_class = Triage.objects.filter(report=report).values_list("is_class", flat=True)[0]
        lately = self._until - at < RECENT
        some = [one for one in courses().by_class[is_class] if lately or not one.is_recent or one.name == named]
        course = next((one for one in some if one.name == named), None)
        course = course or chance.choices(some, [one.share for one in some])[0]
        is_hazard = is_class != Class.NEITHER
        owner = chance.choice(self._people.surveyors) if is_hazard else self._people.officer(lived)
        operatives = self._people.holding(Role.Name.OPERATIVE)
        is_brought_over = self._until - at > BROUGHT_OVER
        going = Going(report, owner, lived.tenants[0], operatives, chance, is_brought_over=is_brought_over)
        done: dict[str, datetime | None] = {"told": at}
        last: datetime | None = at
        for step in course.steps:
            base = done.get(step.after) if step.after else last
            last = moments.after(base, step, self._calendar, chance) if base else None
            done |= dict.fromkeys((step.do, *step.facts), last)
            if last:
                self._when(last, partial(deeds.DEEDS[step.do], going, step))

    def _tell_until(self, moment: datetime) -> None:
        """Tell people of deadlines, a little after somebody must be told and several at once, up to a moment.

        Messages are carried once a day: each went when it was written, and what did not arrive shows by then.
        """
        waiting = Reminder.objects.filter(next_at__isnull=False).order_by("next_at").values_list("next_at", flat=True)
        while (next_at := waiting.first()) and next_at <= moment:
            at = min(next_at + TOLD_WITHIN, moment)
            tell_due(at=at)
            apologise(at=at)
        if moment - self._carried_at > CARRIED_EACH:
            tell_of_moves(at=moment)
            self._post.carry(moment)
            self._carried_at = moment
