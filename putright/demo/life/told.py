"""What troubles.yaml, courses.yaml, findings.yaml and notes.yaml say, as Python reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from putright.clocks.strict_yaml import read

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Trouble:
    """One kind of thing that goes wrong, as people tell it."""

    name: str
    share: int
    words: tuple[str, ...]
    # For each question, the answers to draw one of.
    answers: Mapping[str, Sequence[Sequence[str]]]
    winter: int = 1

    @property
    def is_emergency(self) -> bool:
        """Whether signs of danger are told first."""
        return "danger" in self.answers


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done, and how long after what."""

    do: str
    days: tuple[int, int] | None = None
    hours: tuple[int, int] | None = None
    after: str = ""
    # A number is a moment, so many hours from the step's own.
    facts: Mapping[str, str | bool | int] = field(default_factory=dict)
    decides: str = ""
    why: str = ""
    kind: str = ""
    # What a surveyor found, and whether without a visit.
    found: str = "significant"
    remotely: bool = False
    # A part is missing.
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Course:
    """How one report went, from its first moment to wherever it has come."""

    name: str
    share: int
    steps: tuple[Step, ...]
    # Left to lie for weeks, and not for a year.
    is_recent: bool = False


@dataclass(frozen=True, slots=True)
class Courses:
    """Every course, by the class that was suggested, and what is said on the way."""

    by_class: Mapping[str, tuple[Course, ...]]
    says: Mapping[str, tuple[str, ...]]
    answers: tuple[str, ...]

    def named(self, is_class: str, name: str) -> Course:
        """The course of that name."""
        return next(course for course in self.by_class[is_class] if course.name == name)


@dataclass(frozen=True, slots=True)
class Remedy:
    """What is found of one kind of hazard, and what is done about it."""

    saw: tuple[str, ...]
    nothing: str
    why: str
    causes: str
    trade: str
    # What is done, our code for it, and how many of its units.
    make_safe: tuple[str, str, int]
    prevent: tuple[str, str, int]
    # What a meter shows there, from and to.
    humidity: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """Something one of the staff heard in passing."""

    said_by: str
    at: str
    words: str


@cache
def troubles() -> tuple[Trouble, ...]:
    """What goes wrong."""
    told = read(HERE / "troubles.yaml")
    return tuple(Trouble(name=name, **{**one, "words": tuple(one["words"])}) for name, one in told.items())


@cache
def courses() -> Courses:
    """What is done about it."""
    told = read(HERE / "courses.yaml")
    says = {kind: tuple(words) for kind, words in told.pop("says").items()}
    answers = tuple(told.pop("answers"))
    by_class = {is_class: tuple(_course(one) for one in some) for is_class, some in told.items()}
    return Courses(by_class, says, answers)


@cache
def remedies() -> Mapping[str, Remedy]:
    """What is found and done, by the kind of hazard."""
    lists = ("saw", "make_safe", "prevent", "humidity")
    told = read(HERE / "findings.yaml")
    return {
        hazard: Remedy(**one | {name: tuple(one[name]) for name in lists if name in one})
        for hazard, one in told.items()
    }


def remedy_for(hazard: str) -> Remedy:
    """What is found and done of one kind of hazard; the same for every kind that is not told of."""
    return remedies().get(hazard, remedies()["any"])


@cache
def heard() -> tuple[Heard, ...]:
    """What is heard in passing."""
    return tuple(Heard(one["said_by"], one["at"], one["words"]) for one in read(HERE / "notes.yaml")["notes"])


def _course(entry: Mapping[str, Any]) -> Course:
    steps = tuple(_step(one) for one in entry["steps"])
    return Course(entry["name"], entry["share"], steps, is_recent=entry.get("recent", False))


def _step(entry: Mapping[str, Any]) -> Step:
    given: dict[str, Any] = {"decides" if name == "as" else name: value for name, value in entry.items()}
    return Step(**given | {name: tuple(given[name]) for name in ("days", "hours") if name in given})
