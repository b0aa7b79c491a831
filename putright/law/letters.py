"""What each letter to a resident must say, and what is missing from one before it goes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from putright.clocks.strict_yaml import BadFile, read
from putright.law.loading import HERE, citation, register
from putright.law.register import Citation

REQUIRED, GOOD_PRACTICE = "required", "good practice"
ITEM_KEYS = {"need", "says", "law", "checked", "unless_given"}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a letter says."""

    key: str
    says: str
    need: str
    unless_given: str | None
    citation: Citation

    @property
    def is_required(self) -> bool:
        return self.need == REQUIRED


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter, and everything it must say or is better for saying."""

    key: str
    title: str
    items: tuple[Item, ...]

    def __getitem__(self, key: str) -> Item:
        return next(item for item in self.items if item.key == key)


@cache
def letters() -> Mapping[str, Letter]:
    """Every letter whose contents the law or good practice settles, by name."""
    table = read(HERE / "tables" / "letters.yaml")
    return {key: Letter(key, entry["title"], _items(key, entry["items"])) for key, entry in table.items()}


def missing(letter: str, given: Collection[str]) -> tuple[Item, ...]:
    """What a letter must say and does not, in the order it would be written."""
    return _not_given(letter, given, REQUIRED)


def could_add(letter: str, given: Collection[str]) -> tuple[Item, ...]:
    """What it is good practice for a letter to say, and it does not."""
    return _not_given(letter, given, GOOD_PRACTICE)


def _not_given(letter: str, given: Collection[str], need: str) -> tuple[Item, ...]:
    if letter not in letters():
        raise LookupError(f"No letter is called “{letter}”. There are: {', '.join(letters())}.")
    items = letters()[letter].items
    strangers = set(given) - {item.key for item in items}
    if strangers:
        raise LookupError(f"{letter} has nothing called {', '.join(sorted(strangers))}.")
    return tuple(
        item for item in items if item.need == need and item.key not in given and item.unless_given not in given
    )


def _items(letter: str, entries: Mapping[str, Mapping[str, Any]]) -> tuple[Item, ...]:
    for key, entry in entries.items():
        if set(entry) - ITEM_KEYS or entry.get("need") not in (REQUIRED, GOOD_PRACTICE):
            raise BadFile(f"letters.yaml: {letter}: {key}: say its need, required or good practice, and what it says.")
        if entry.get("unless_given") not in {None, *entries}:
            raise BadFile(f"letters.yaml: {letter}: {key}: {entry['unless_given']} is not in this letter.")
    instruments = register().instruments
    return tuple(
        Item(key, entry["says"], entry["need"], entry.get("unless_given"), citation(entry, instruments))
        for key, entry in entries.items()
    )
