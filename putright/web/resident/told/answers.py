"""The four answers at the top of a report: what did you hear, what happens next, when, and who do I ask for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from putright.clocks.london import london_day
from putright.deadlines.models import Deadline, Kind
from putright.people.queries import officer_of
from putright.record.models import About, about_any
from putright.repairs.models import Report
from putright.repairs.tree.questions import chosen
from putright.repairs.tree.reading import tree
from putright.web.timeline.words import owed

# The questions that say what is wrong, in the order we say it back.
WHAT = ("danger", "what", "how_much", "water_now", "warm", "unwell")
# Answers that say that nothing is.
SAYS_NOTHING = ("none", "nobody", "rather_not_say", "not_sure")


@dataclass(frozen=True, slots=True)
class Owing:
    """One thing that is owed to whoever told us, and how it stands."""

    row: Deadline
    is_late: bool

    @property
    def name(self) -> str:
        """Its name in the law, or among our promises."""
        return self.row.name

    @property
    def do(self) -> str:
        """What we must do: look into the danger."""
        return owed(self.row.name)["do"]

    @property
    def done(self) -> str:
        """The same, when it is done: looked into the danger."""
        return owed(self.row.name)["done"]

    @property
    def due_before(self) -> datetime | None:
        """The first moment too late; nothing where the law gives no number."""
        return self.row.due_before

    @property
    def is_duty(self) -> bool:
        """Whether it is the law that asks for it."""
        return self.row.kind == Kind.DUTY


@dataclass(frozen=True, slots=True)
class Answers:
    """What a page says at its top; made from facts, and never written by anyone."""

    heard: tuple[str, ...]
    words: str
    running: tuple[Owing, ...]
    late: tuple[Owing, ...]
    ask_for: str

    def in_outline(self) -> Answers:
        """The same for somebody else in the home: what happens and when, and none of what was told."""
        return replace(self, heard=(), words="", ask_for="")

    @property
    def next(self) -> Owing | None:
        """What comes first."""
        return next(iter(self.running), None)


def answers_of(report: Report, *, at: datetime) -> Answers:
    """The four answers for a report, as things stand."""
    rows = list(Deadline.objects.filter(about_any(abouts_of(report))).exclude(kind=Kind.TASK))
    owing = [Owing(row, row.is_late(at)) for row in sorted(rows, key=_order)]
    return Answers(
        heard=tuple(_heard(report)),
        words=report.words,
        running=tuple(one for one in owing if one.row.is_open),
        late=tuple(one for one in owing if one.is_late),
        ask_for=_ask_for(report, at),
    )


def abouts_of(report: Report) -> tuple[About, ...]:
    """What the record calls a report, and the case that it became, if it became one."""
    case = getattr(report, "case", None)
    return (report.about, case.about) if case else (report.about,)


def _order(row: Deadline) -> tuple[bool, float, int]:
    """What is due first comes first, and what has no date comes last."""
    return row.due_before is None, row.due_before.timestamp() if row.due_before else 0, row.pk


def _heard(report: Report) -> Iterable[str]:
    for key in WHAT:
        question = tree().question(key)
        for option in question.options:
            if option.key in chosen(report.answers, key) and option.key not in SAYS_NOTHING:
                yield option.words


def _ask_for(report: Report, at: datetime) -> str:
    """Who looks after it: whoever took it on, or whose patch it is in; nobody by name, where it is nobody's yet."""
    place = getattr(report, "place", None)
    case = getattr(report, "case", None)
    owner = place.owner if place else case.owner if case else None
    officer = owner or (officer_of(report.home, london_day(at)) if report.home else None)
    return officer.name if officer else ""
