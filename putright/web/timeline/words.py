"""What a line of the record says to a reader, in the words of words.yaml."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from putright.clocks.strict_yaml import BadFile, read
from putright.deadlines.queries import title
from putright.hazards.models import Class
from putright.law.facts import facts_of_area
from putright.law.hazard_types import hazard_types
from putright.law.loading import register
from putright.record import reference
from putright.record.models import Audience
from putright.web.in_words import by_when, capitalize_first, moment

PARTS = {"lines", "missed", "channels", "owed"}
READERS = tuple(Audience.values)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T")
_PLACE = re.compile(r"{([a-z_]+)}")
_DUTY, _PROMISE, _TASK = "duty", "promise", "task"
_KINDS = {"promises": _PROMISE, "tasks": _TASK}


@dataclass(frozen=True, slots=True)
class Wording:
    """What a line says to each reader, when its detail is such."""

    when: Mapping[str, Any]
    says: Mapping[str, str]

    def fits(self, detail: Mapping[str, Any]) -> bool:
        """Whether it is meant for a line with this detail."""
        return all(detail.get(key) == value for key, value in self.when.items())


@dataclass(frozen=True, slots=True)
class Words:
    """All the words there are."""

    lines: Mapping[str, tuple[Wording, ...]]
    missed: Mapping[str, str]
    channels: Mapping[str, str]
    owed: Mapping[str, Mapping[str, str]]


@cache
def words() -> Words:
    """The words as Putright ships them. BadFile says what is wrong with them."""
    table = read(Path(__file__).with_name("words.yaml"))
    if set(table) != PARTS:
        raise BadFile(f"words.yaml: it has {', '.join(sorted(PARTS))}, and nothing else.")
    lines = {name: tuple(_wording(name, entry) for entry in entries) for name, entries in table["lines"].items()}
    return Words(lines, table["missed"], table["channels"], table["owed"])


def _wording(name: str, entry: Mapping[str, Any]) -> Wording:
    says = {reader: entry[reader] for reader in READERS if reader in entry}
    if set(entry) - {"when", *READERS} or Audience.STAFF not in says:
        raise BadFile(f"words.yaml: {name}: say it to staff, to residents where they may read it, and `when`.")
    return Wording(entry.get("when", {}), says)


def says(name: str, detail: Mapping[str, Any], reader: str) -> str | None:
    """A line in words; nothing where it is not meant for this reader."""
    known = {**detail, **_kind(detail)}
    wording = next((each for each in words().lines.get(name, ()) if each.fits(known)), None)
    if wording is None:
        # A line from a newer Putright: it was done, and it is not hidden.
        return f"Something was done that we have no words for here: {name}."
    said = wording.says.get(reader)
    return None if said is None else filled(said, known)


def filled(said: str, detail: Mapping[str, Any]) -> str:
    """A sentence with what is in braces put into words."""
    return capitalize_first(_PLACE.sub(lambda place: _in_words(place[1], detail), said))


def owed(name: str) -> Mapping[str, str]:
    """What is owed under a name, to the person it is owed to: do, done."""
    return words().owed[name]


def _kind(detail: Mapping[str, Any]) -> dict[str, str]:
    """Whether what is owed is a duty, a promise or a task."""
    owed = detail.get("owed")
    return {"is": _KINDS.get(owed.partition(".")[0], _DUTY)} if owed else {}


def _in_words(place: str, detail: Mapping[str, Any]) -> str:
    if place in ("do", "done"):
        return words().owed[detail["owed"]][place]
    if place == "title":
        return title(detail["owed"])
    if place == "why_late":
        return _lawful_end(detail["why"], is_late=True)
    value = detail.get(place)
    return "not known" if value in (None, "") else _VALUES.get(place, _plain)(value)


def _plain(value: Any) -> str:
    """A value that has no words of its own: a moment, yes or no, a choice."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str) and _MOMENT.match(value):
        return moment(datetime.fromisoformat(value))
    return str(value).replace("_", " ")


def _value(value: Any) -> str:
    """What a fact says: a hazard by its name, else as it is; a sentence ends after it."""
    hazards = hazard_types()
    return f"{hazards[value].name if value in hazards else _plain(value)}."


def _until(value: str) -> str:
    return by_when(datetime.fromisoformat(value))


def _lawful_end(value: str, *, is_late: bool = False) -> str:
    """Why the law asks for it no longer, in the law's words; a reason of our own by its name."""
    for duty in register().duties.values():
        for end in duty.falls_away:
            if end.key == value:
                return (end.too_late if is_late else None) or end.says
    return f"{_plain(value)}."


def _fact(value: str) -> str:
    facts = facts_of_area("hazards")
    return facts[value].says if value in facts else f"{_plain(value)}."


def _hazard(value: str) -> str:
    return hazard_types()[value].name if value in hazard_types() else _plain(value)


def _channel(value: str) -> str:
    return words().channels.get(value, _plain(value))


_VALUES: Mapping[str, Callable[[Any], str]] = {
    "due_before": _until,
    "old": _until,
    "wanted_before": _until,
    "next_before": _until,
    "order": reference.shown,
    "why": _lawful_end,
    "fact": _fact,
    "value": _value,
    "was": _value,
    "hazard": _hazard,
    "is_class": lambda value: Class(value).label,
    "channel": _channel,
    "case": reference.shown,
    "report": reference.shown,
    "stay": reference.shown,
    "deferral": reference.shown,
}
