"""The register of duties: what the law asks, from which day, by when, and where it says so."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from putright.clocks.london import written_day
from putright.clocks.period import Period
from putright.law.conditions import Alternative, Condition

KNOWN = ("second-hand", "not confirmed")
LONG_AGO = date(1900, 1, 1)


class NotYetLaw(LookupError):
    """The duty did not exist on that day. There is no earlier value to fall back on."""


class UnknownDuty(LookupError):
    """No duty has that name."""


@dataclass(frozen=True, slots=True)
class Instrument:
    """An Act, a regulation, a code or guidance."""

    key: str
    title: str
    short: str
    url: str
    weight: str


@dataclass(frozen=True, slots=True)
class Citation:
    """Where the law says so, and how well we know it.

    `checked` is a day with “against the instrument”, or “second-hand” (read in somebody else's
    account of it), or “not confirmed” (our own knowledge, which nothing we have read bears out).
    """

    instrument: Instrument
    provision: str
    checked: str

    def __str__(self) -> str:
        return f"{self.instrument.short}, {self.provision}"

    @property
    def is_first_hand(self) -> bool:
        return self.checked not in KNOWN

    @property
    def how_known(self) -> str:
        """How well we know it, in a sentence for a screen."""
        if self.checked == "second-hand":
            return "We have this from other people's accounts of the law, not from the law itself."
        if self.checked == "not confirmed":
            return "This is our own understanding. Nothing we have read confirms it yet."
        return f"We read it in the law itself on {self.checked.removesuffix(' against the instrument')}."


@dataclass(frozen=True, slots=True)
class Version:
    """What a duty allows from its first day until the next version's first day."""

    since: date
    within: Period
    citation: Citation
    # From and to, each a month and a day, where the period holds for a part of every year only.
    season: tuple[tuple[int, int], tuple[int, int]] | None = None

    def in_season(self, day: date) -> bool:
        """Whether this version is for that time of year. The first day is in, and so is the last."""
        if self.season is None:
            return True
        first, last = self.season
        today = (day.month, day.day)
        return first <= today <= last if first <= last else today >= first or today <= last


@dataclass(frozen=True, slots=True)
class Extension:
    """More time that the law lets a landlord take, if the resident is told before the first time is up."""

    fact: str
    within: Period
    citation: Citation


@dataclass(frozen=True, slots=True)
class End:
    """A fact that makes a duty fall away, if it happened before the duty was due."""

    key: str
    fact: str
    condition: Condition
    says: str
    citation: Citation
    # What it says when it came too late. The duty was missed, and nothing is left of it to do; without these words
    # a missed duty is still to be done.
    too_late: str | None = None


@dataclass(frozen=True, slots=True)
class Phase:
    """Under which heading the law must already cover the hazard, for the duty to be in force."""

    heading: str
    condition: Condition


@dataclass(frozen=True)
class Duty:
    """One thing the law asks of a landlord."""

    name: str
    title: str
    asks: str
    starts: tuple[Alternative, ...]
    versions: tuple[Version, ...]
    condition: Condition = Condition()
    met_by: tuple[str, ...] = ()
    early_counts: bool = False
    lasts_until: tuple[str, ...] = ()
    counts_back: bool = False
    falls_away: tuple[End, ...] = ()
    extension: Extension | None = None
    phase: tuple[Phase, ...] = ()
    worst_case_from: str | None = None
    we_read_it: str | None = None
    _first_days: tuple[date, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_first_days", tuple(version.since for version in self.versions))

    @property
    def area(self) -> str:
        return self.name.partition(".")[0]

    @property
    def key(self) -> str:
        return self.name.partition(".")[2]

    @property
    def file(self) -> str:
        """The file that this duty is written in, from the top of the repository."""
        return f"putright/law/{self.area}.yaml"

    @property
    def has_seasons(self) -> bool:
        return any(version.season for version in self.versions)

    def as_if(self, day: date) -> Duty:
        """This duty with the law of one day, as though that had always been the law."""
        in_force = [version.since for version in self.versions if version.since <= day]
        versions = (version for version in self.versions if in_force and version.since == in_force[-1])
        return replace(self, versions=tuple(replace(version, since=LONG_AGO) for version in versions))

    def on(self, day: date) -> Version:
        """The version in force on a day; NotYetLaw before the first."""
        at = bisect_right(self._first_days, day)
        if not self.versions:
            raise NotYetLaw(f"{self.title} ({self.name}) was not law on that day.")
        if not at:
            raise NotYetLaw(
                f"{self.title} ({self.name}) has been law since {written_day(self._first_days[0])}; "
                f"this asks about {written_day(day)}."
            )
        if not self.has_seasons:
            return self.versions[at - 1]
        first_day = self._first_days[at - 1]
        same_day = [version for version in self.versions if version.since == first_day]
        return next(version for version in same_day if version.in_season(day))


@dataclass(frozen=True)
class Register:
    """Every duty we know, by name, and every instrument they cite, by key."""

    instruments: Mapping[str, Instrument]
    duties: Mapping[str, Duty]

    def __getitem__(self, name: str) -> Duty:
        try:
            return self.duties[name]
        except KeyError:
            near = [other for other in self.duties if name.lower() in other] or list(self.areas)
            raise UnknownDuty(
                f"No duty is called “{name}”. Try: {', '.join(near[:5])}, or ask `putright law`."
            ) from None

    @property
    def areas(self) -> Mapping[str, tuple[Duty, ...]]:
        """The duties of each area of law, in the order they are written."""
        areas: dict[str, list[Duty]] = {}
        for duty in self.duties.values():
            areas.setdefault(duty.area, []).append(duty)
        return MappingProxyType({area: tuple(duties) for area, duties in areas.items()})

    def find(self, words: str) -> list[Duty]:
        """The duties whose name, sentence, period or citation has these words, the nearest first."""
        wanted = " ".join(words.lower().split())
        ranked = []
        for duty in self.duties.values():
            periods = " ".join(f"{v.within} {v.since} {v.citation}" for v in duty.versions)
            said = " ".join([duty.name, duty.title, duty.asks, periods, duty.we_read_it or ""]).lower()
            heart = f"{duty.name} {duty.name.replace('_', ' ')} {duty.title} {periods}".lower()
            if wanted in heart:
                ranked.append((0, duty))
            elif wanted in said or all(word in said for word in wanted.split()):
                ranked.append((1, duty))
        return [duty for _, duty in sorted(ranked, key=lambda pair: pair[0])]
