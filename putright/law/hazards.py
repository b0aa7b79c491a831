"""The words Awaab's Law turns on: the tests, what must all be true for it to bind, and what moves a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from putright.clocks.strict_yaml import BadFile, read
from putright.law.facts import facts_of_area
from putright.law.letters import Letter, letters
from putright.law.loading import HERE, citation, register
from putright.law.register import Citation


@dataclass(frozen=True, slots=True)
class Statement:
    """Something the law or its guidance says, in our own words, and where."""

    key: str
    title: str | None
    says: str
    citation: Citation
    facts: tuple[str, ...] = ()


def class_tests() -> Mapping[str, Statement]:
    """What makes a hazard an emergency or significant, what a landlord is taken to know, who may investigate."""
    return _statements("tests")


def scope_tests() -> Mapping[str, Statement]:
    """The five things that must all be true before the clocks bind."""
    return _statements("scope")


def scope_notes() -> Mapping[str, Statement]:
    """What else is said about who and what the law covers."""
    return _statements("scope_notes")


def what_reclassifies() -> Mapping[str, Statement]:
    """What moves a case from one clock to another, and the facts that say it happened."""
    return _statements("reclassifies")


def written_summary() -> Letter:
    """What the written summary of an investigation must say."""
    return letters()["written_summary"]


@cache
def _statements(section: str) -> Mapping[str, Statement]:
    instruments, known = register().instruments, facts_of_area("hazards")
    found = {}
    for key, entry in _table()[section].items():
        strangers = set(entry.get("facts", ())) - set(known)
        if strangers:
            raise BadFile(f"class_tests.yaml: {key}: {', '.join(sorted(strangers))} is not a fact of a hazard case.")
        found[key] = Statement(
            key, entry.get("title"), entry["says"], citation(entry, instruments), tuple(entry.get("facts", ()))
        )
    return found


@cache
def _table() -> Any:
    return read(HERE / "tables" / "class_tests.yaml")
