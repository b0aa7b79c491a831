"""Reads the register from YAML, and refuses what is not law as we write it.

An unknown key, a citation of an instrument we do not name, days out of order, a bare number for a
period, or a duty that says nothing about how well it is known: none of these load.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from putright.clocks.period import NotAPeriod, Period
from putright.clocks.strict_yaml import BadFile, read
from putright.law.conditions import Alternative, Condition
from putright.law.register import (
    KNOWN,
    Citation,
    Duty,
    End,
    Extension,
    Instrument,
    Phase,
    Register,
    Version,
)

HERE = Path(__file__).parent
FIRST_AREAS = ("hazards", "complaints", "right_to_repair")
WEIGHTS = ("law", "code", "guidance")
DUTY_KEYS = {
    *("title", "asks", "starts", "when", "unless", "met_by", "early_counts", "lasts_until", "counts_back"),
    *("falls_away", "extends", "phase", "worst_case_from", "within", "we_read_it"),
}
SEASON = re.compile(r"(\d{1,2} [A-Z][a-z]+) to (\d{1,2} [A-Z][a-z]+)")
MONTHS = [date(2000, month, 1).strftime("%B") for month in range(1, 13)]


@cache
def register() -> Register:
    """The law as Putright ships it."""
    return load(HERE)


def load(folder: Path) -> Register:
    """Read every area of law in a folder; BadFile says what is wrong and where."""
    instruments = _instruments(read(folder / "tables" / "instruments.yaml"))
    ends = read(folder / "tables" / "ends.yaml")
    facts = read(folder / "tables" / "facts.yaml")
    duties: dict[str, Duty] = {}
    for path in sorted(folder.glob("*.yaml"), key=lambda path: (_place(path.stem), path.stem)):
        area = path.stem
        ends_here = {key: _end(key, entry, instruments) for key, entry in ends.get(area, {}).items()}
        for key, entry in read(path).items():
            name = f"{area}.{key}"
            try:
                duties[name] = _duty(name, entry, instruments, ends_here, set(facts.get(area, {})))
            except (BadFile, NotAPeriod, KeyError, TypeError, ValueError) as error:
                raise BadFile(f"{path.name}: {name}: {_said(error)}") from None
    return Register(instruments, duties)


def _place(area: str) -> int:
    """What is asked about most is read, listed and found first."""
    return FIRST_AREAS.index(area) if area in FIRST_AREAS else len(FIRST_AREAS)


def _said(error: Exception) -> str:
    return f"{error.args[0]} is missing." if isinstance(error, KeyError) else str(error)


def _instruments(entries: Mapping[str, Mapping[str, Any]]) -> dict[str, Instrument]:
    for key, entry in entries.items():
        if set(entry) != {"title", "short", "url", "weight"} or entry["weight"] not in WEIGHTS:
            raise BadFile(f"instruments.yaml: {key}: give title, short, url and a weight of law, code or guidance.")
    return {key: Instrument(key=key, **entry) for key, entry in entries.items()}


def citation(entry: Mapping[str, Any], instruments: Mapping[str, Instrument]) -> Citation:
    """A citation from `law: <instrument key> <provision>` and `checked:`."""
    if "law" not in entry:
        raise BadFile("it cites no law. Write law: and the instrument and provision.")
    key, _, provision = str(entry["law"]).partition(" ")
    if key not in instruments:
        raise BadFile(f"it cites “{key}”, which instruments.yaml does not name.")
    if not provision:
        raise BadFile(f"it cites {key} and does not say where in it.")
    checked = str(entry.get("checked", ""))
    if checked not in KNOWN and not re.fullmatch(r"\d{4}-\d\d-\d\d against the instrument", checked):
        raise BadFile("checked: must be a day “against the instrument”, or “second-hand”, or “not confirmed”.")
    return Citation(instruments[key], provision, checked)


def _end(key: str, entry: Mapping[str, Any], instruments: Mapping[str, Instrument]) -> End:
    return End(
        key, entry["fact"], Condition.read(entry), entry["says"], citation(entry, instruments), entry.get("too_late")
    )


def _version(entry: Mapping[str, Any], instruments: Mapping[str, Instrument]) -> Version:
    unknown = set(entry) - {"from", "is", "law", "checked", "season"}
    if unknown:
        raise BadFile(f"{', '.join(sorted(unknown))} is not something a version says.")
    if not isinstance(entry["from"], date):
        raise BadFile(f"from: {entry['from']} is not a day.")
    if not isinstance(entry["is"], str):
        raise BadFile(f"“{entry['is']}” is a bare number. Say of what: {entry['is']} hours, or working days.")
    season = _season(entry["season"]) if "season" in entry else None
    return Version(entry["from"], Period.parse(entry["is"]), citation(entry, instruments), season)


def _season(text: str) -> tuple[tuple[int, int], tuple[int, int]]:
    match = SEASON.fullmatch(text)
    if not match:
        raise BadFile(f"season: “{text}” is not like “1 November to 30 April”.")
    first, last = ((MONTHS.index(month) + 1, int(day)) for day, month in (words.split() for words in match.groups()))
    return first, last


def _duty(
    name: str,
    entry: Mapping[str, Any],
    instruments: Mapping[str, Instrument],
    ends: Mapping[str, End],
    facts: set[str],
) -> Duty:
    unknown = set(entry) - DUTY_KEYS
    if unknown:
        raise BadFile(f"{', '.join(sorted(unknown))} is not something a duty says.")
    versions = tuple(_version(version, instruments) for version in entry["within"])
    first_days = [version.since for version in versions]
    seasonal = all(version.season for version in versions)
    if first_days != sorted(first_days) or (len(set(first_days)) < len(first_days) and not seasonal):
        raise BadFile("the versions must run forwards, one for each first day.")
    extends = entry.get("extends")
    phase = entry.get("phase", [])
    phase = [{"is": phase}] if isinstance(phase, str) else phase
    duty = Duty(
        name=name,
        title=entry["title"],
        asks=entry["asks"],
        starts=tuple(Alternative.read(start) for start in entry["starts"]),
        versions=versions,
        condition=Condition.read(entry),
        met_by=tuple(entry.get("met_by", ())),
        early_counts=entry.get("early_counts", False),
        lasts_until=tuple(entry.get("lasts_until", ())),
        counts_back=entry.get("counts_back", False),
        falls_away=tuple(ends[key] for key in entry.get("falls_away", ())),
        extension=Extension(extends["fact"], Period.parse(extends["is"]), citation(extends, instruments))
        if extends
        else None,
        phase=tuple(Phase(heading["is"], Condition.read(heading)) for heading in phase),
        worst_case_from=entry.get("worst_case_from"),
        we_read_it=entry.get("we_read_it"),
    )
    if bool(duty.met_by) == bool(duty.lasts_until):
        raise BadFile("say what meets it (met_by), or what it lasts until (lasts_until), and not both.")
    if seasonal and duty.versions:
        _covers_the_year(duty)
    strangers = facts_of(duty) - facts
    if strangers:
        raise BadFile(f"{', '.join(sorted(strangers))} is not a fact that tables/facts.yaml names.")
    return duty


def _covers_the_year(duty: Duty) -> None:
    for ordinal in range(date(2024, 1, 1).toordinal(), date(2025, 1, 1).toordinal()):
        day = date.fromordinal(ordinal)
        if sum(version.in_season(day) for version in duty.versions) != 1:
            raise BadFile(f"its seasons must cover every day once; {day:%d %B} is not covered once.")


def facts_of(duty: Duty) -> frozenset[str]:
    """Every fact that a duty turns on."""
    names = {start.fact for start in duty.starts} | set(duty.met_by) | set(duty.lasts_until)
    names |= {end.fact for end in duty.falls_away}
    names |= {duty.extension.fact} if duty.extension else set()
    names |= {duty.worst_case_from} if duty.worst_case_from else set()
    conditions = [duty.condition, *(start.condition for start in duty.starts)]
    conditions += [end.condition for end in duty.falls_away] + [phase.condition for phase in duty.phase]
    return frozenset(names).union(*(condition.facts for condition in conditions))
