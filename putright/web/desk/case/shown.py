"""What the page of a report shows: what is owed next, what was told, who lives there, what is known, what was done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest

from putright.accounts.models import Account
from putright.clocks.london import london_day
from putright.hazards import facts
from putright.hazards.facts import Known, Stated
from putright.hazards.models import Case, Fact, Place
from putright.hazards.queries import Clock, Clocks, clocks_of, triage_of
from putright.hazards.queries.investigations import differing, investigations_of, left_of
from putright.hazards.staying import stays_of
from putright.people import queries as people
from putright.people.models import Circumstance, ContactPoint, Person, Tenancy
from putright.record.models import About
from putright.repairs.models import Addition, Photo, Report
from putright.repairs.orders import works_of
from putright.repairs.queries import additions_of, photos_of, unanswered
from putright.repairs.tree.emergencies import signs
from putright.repairs.tree.questions import Option
from putright.repairs.tree.reading import tree
from putright.repairs.tree.saying import all_said
from putright.web.allow import may
from putright.web.desk.case.facts_in_words import Written, written_down
from putright.web.desk.case.staying import needs_somewhere
from putright.web.timeline.entries import latest

# What is shown by itself at the top, and not again among the answers.
SHOWN_APART = ("own_words", "photos")
# What is done on a page of its own, and so is never just ticked off.
WHERE_DONE: Mapping[str, tuple[str, str]] = {
    "tasks.triage": ("desk:triage", "Decide"),
    "tasks.match_report": ("desk:match", "Find the home"),
    "promises.answer_not_right": ("desk:say", "Answer them"),
    "promises.works": ("desk:works", "See the works"),
    "tasks.approve_works": ("desk:works", "See the works"),
    "tasks.check_works": ("desk:works", "See the works"),
    "tasks.works_not_needed": ("desk:works", "See the works"),
    "promises.review_stay": ("desk:stays", "Ask how it is, and write it down"),
    "promises.works_update": ("desk:waiting", "Waiting for major works"),
    "tasks.decide_waiting": ("desk:waiting", "Decide whether they wait"),
    "tasks.assess_risk": ("desk:risk", "Assess the risk to them"),
    "tasks.review_risk": ("desk:risk", "Assess the risk to them"),
    "tasks.look_next_door": ("desk:neighbours", "The homes near by"),
    "tasks.second_person": ("desk:scope", "Read the evidence"),
    "tasks.secure_stay": ("desk:stays", "Secure the place, and write it down"),
    "hazards.significant_alternative_accommodation": ("desk:stays", "Somewhere else to stay"),
    "hazards.emergency_alternative_accommodation": ("desk:stays", "Somewhere else to stay"),
}
# Which duties are met by somebody looking into it.
INVESTIGATES = frozenset(f"hazards.{kind}_investigate" for kind in ("significant", "emergency", "renewed", "further"))
# Of what happened, and of what was said since, the last.
MOST_ENTRIES, MOST_SAID = 6, 10
# What can be done with a report, and the cell of decisions.yaml that says who may.
DOINGS: Mapping[str, tuple[str, str]] = {
    "decide": ("decide", "triage"),
    "take_on": ("change", "report"),
    "match": ("change", "report"),
    "change": ("change", "case"),
    "same": ("change", "case"),
    "state": ("make", "fact"),
    "correct": ("correct", "fact"),
    "answer": ("make", "addition"),
    "photos": ("make", "photo"),
    "keep": ("end", "promise"),
    "offer_stay": ("make", "stay"),
    "scope": ("read", "scope_finding"),
    "finish": ("end", "report"),
    "investigate": ("make", "investigation"),
    "reconcile": ("decide", "investigation"),
    "order": ("make", "works_order"),
    "fixed": ("make", "fixed_word"),
}


@dataclass(frozen=True, slots=True)
class Household:
    """Who lives in the home of a report now, and how we reach them."""

    people: tuple[Person, ...] = ()
    circumstances: tuple[str, ...] = ()
    tenancy: Tenancy | None = None
    officer: Account | None = None
    points: Mapping[int, Sequence[ContactPoint]] | None = None

    def reached(self, person: Person) -> Sequence[ContactPoint]:
        """How somebody is reached, the way they prefer first."""
        return (self.points or {}).get(person.pk, ())


def household_of(report: Report, at: datetime, *, sees_unsafe: bool) -> Household:
    """The household in view; a way to reach them that is not safe only for whoever may know that it is not."""
    day = london_day(at)
    if report.home is None:
        return Household(
            people=(report.person,) if report.person else (), points=points_of([report.person], at, sees_unsafe)
        )
    living = list(people.people_in(report.home, day))
    if report.person and report.person not in living:
        living.append(report.person)
    kinds = people.circumstances_of(report.home, day)
    return Household(
        people=tuple(sorted(living, key=lambda person: person != report.person)),
        circumstances=tuple(Circumstance.Kind(kind).label for kind in kinds),
        tenancy=people.tenancy_of(report.home, day),
        officer=people.officer_of(report.home, day),
        points=points_of(living, at, sees_unsafe),
    )


def points_of(living: Iterable[Person | None], at: datetime, sees_unsafe: bool) -> Mapping[int, Sequence[ContactPoint]]:
    """How each of some people is reached, the way they prefer first."""
    found: dict[int, list[ContactPoint]] = {}
    ids = [person.pk for person in living if person is not None]
    for point in ContactPoint.objects.usable(at).filter(person__in=ids):
        if point.is_safe or sees_unsafe:
            found.setdefault(point.person_id, []).append(point)
    return found


@dataclass(frozen=True, slots=True)
class Heard:
    """What was told, as it was told: the signs of danger, their own words, every answer, photos, what came after."""

    signs: tuple[Option, ...]
    said: tuple[tuple[str, str], ...]
    photos: tuple[Photo, ...]
    additions: tuple[Addition, ...]

    # What they said is not right, since our last answer.
    unanswered: tuple[Addition, ...]
    # Whether more was said before.
    has_earlier: bool


def heard_of(report: Report) -> Heard:
    """What was told of a report, and what was said last."""
    answered = [each for each in all_said(tree(), report.answers) if report.answers.get(each[0].key)]
    additions = additions_of(report, most=MOST_SAID + 1)
    return Heard(
        signs=signs(tree(), report.answers),
        said=tuple((question.words, words) for question, words in answered if question.key not in SHOWN_APART),
        photos=tuple(photos_of(report)),
        additions=tuple(additions[-MOST_SAID:]),
        unanswered=tuple(unanswered(report)),
        has_earlier=len(additions) > MOST_SAID,
    )


def abouts_of(report: Report, case: Case | None) -> tuple[About, ...]:
    """What the record calls a report and its case, and the note that it was made from."""
    note = (report.from_note.about,) if report.from_note else ()
    return (report.about, *((case.about,) if case else ()), *note)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a case: each fact as it now is, what it was before, and what nobody has found out."""

    written: tuple[Written, ...]
    known: Known
    not_known: tuple[str, ...]
    day_zero: int

    @property
    def is_investigated(self) -> bool:
        """Whether somebody has looked into it from this day zero on."""
        return facts.investigated_at(self.known) is not None


def facts_known(case: Case | None) -> Facts:
    """The facts of a case; none where there is no case."""
    rows = list(Fact.objects.select_related("corrects").filter(case=case).order_by("pk")) if case else []
    day_zero = facts.last_day_zero(rows)
    known = facts.known(rows, day_zero)
    stated: list[Stated] = facts.stated(rows)
    return Facts(written_down(stated), known, facts.not_known(known) if case else (), day_zero)


def owed(clocks: Clocks) -> list[Clock]:
    """What still runs, what is due first first, and what has no date last."""
    running = [clock for clock in (*clocks.duties, *clocks.promises, *clocks.tasks) if clock.is_open]
    return sorted(running, key=lambda clock: (clock.deadline.due_before is None, *_when(clock)))


def _when(clock: Clock) -> tuple[datetime, int]:
    return clock.deadline.due_before or clock.deadline.started_at, clock.deadline.pk


def over(clocks: Clocks) -> list[Clock]:
    """What was met, was missed or fell away, the law's and our promises; tasks among ourselves are on the timeline."""
    ended = [clock for clock in (*clocks.duties, *clocks.promises) if not clock.is_open]
    return sorted(ended, key=lambda clock: clock.deadline.pk)


def around(request: HttpRequest, report: Report) -> dict[str, Any]:
    """What every page about a report says at its top."""
    return {"report": report, "here": "desk:queue", "may": {name: may(request, *cell) for name, cell in DOINGS.items()}}


def whole(request: HttpRequest, report: Report, at: datetime) -> dict[str, Any]:
    """Everything that the page of a report shows; what happened longer ago has a page of its own."""
    case: Case | None = getattr(report, "case", None)
    place: Place | None = getattr(report, "place", None)
    clocks = clocks_of(report, at)
    investigations = investigations_of(case) if case else []
    stays = stays_of(case) if case else []
    return {
        **around(request, report),
        "case": case,
        "owner": place.owner if place else case.owner if case else None,
        "is_finished": place is None,
        "triage": triage_of(report),
        "owed": owed(clocks),
        "late": [clock for clock in over(clocks) if clock.is_late],
        "where_done": WHERE_DONE,
        "investigates": INVESTIGATES,
        "investigations": investigations,
        "differ": bool(differing(investigations)),
        "left": left_of(case) if case else [],
        "household": household_of(report, at, sees_unsafe=may(request, "read", "contact_safety")),
        "heard": heard_of(report),
        "stays": stays,
        "needs_stay": needs_somewhere(clocks, stays, case, at) if case else None,
        "facts": facts_known(case),
        "works": works_of(report),
        "entries": latest(abouts_of(report, case), at=at, most=MOST_ENTRIES),
        "at": at,
    }


def told_on(report: Report) -> date:
    """The London day on which anybody who works for us first knew."""
    return london_day(report.first_told_at)
