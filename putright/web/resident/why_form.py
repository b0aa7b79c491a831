"""What “Why this date?” asks: which duty, when it started, and what the law may turn on besides."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.http import urlencode

from putright.clocks.calendar import OutsideCalendar, england
from putright.clocks.london import LONDON, NotAMoment, from_london_clock, midnight, written_day
from putright.clocks.period import NotAPeriod
from putright.law import explanation
from putright.law.hazard_types import hazard_types
from putright.law.loading import register
from putright.law.register import Duty, NotYetLaw
from putright.law.requirements import not_covered
from putright.web.forms import ClockField, DayField, Form
from putright.web.in_words import readable

FIRST, SECOND = "first", "second"
NOT_SAID = ("", "I do not know")
# A moment that shows most: at night, with Christmas ahead.
EXAMPLE_DAY, EXAMPLE_TIME = date(2026, 12, 24), "22:15"


class DutyForm(Form):
    """Which duty is it about?"""

    duty = forms.CharField(
        required=False,
        error_messages={"null_characters_not_allowed": "We cannot read that. Choose what should be done."},
    )

    def clean_duty(self) -> str:
        """The name of a duty that there is."""
        name: str = self.cleaned_data["duty"]
        if not name:
            raise ValidationError("Choose what should be done.")
        if name not in register().duties:
            raise ValidationError(f"We do not know anything called “{readable(name)}”. Choose what should be done.")
        return name


class WhyForm(Form):
    """When did it start? And, where the law came into force by kinds of hazard, which kind is it?"""

    start = DayField()
    time = ClockField(required=False)
    which = forms.ChoiceField(required=False, choices=[(FIRST, FIRST), (SECOND, SECOND)])
    hazard = forms.ChoiceField(required=False)
    heading = forms.ChoiceField(
        required=False,
        choices=[NOT_SAID, ("significant", "A significant hazard"), ("emergency", "An emergency")],
    )
    aware = DayField(required=False)

    def __init__(self, duty: Duty, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.duty = duty
        self.happened_twice = False
        self.explanation: explanation.Explanation | None = None
        self.not_covered: str | None = None
        self._ask_only_what_is_needed()
        for name in ("which", "hazard", "heading"):
            if name in self.fields:
                self.fields[name].error_messages["invalid_choice"] = "Choose one of the answers listed."

    def _ask_only_what_is_needed(self) -> None:
        needed = {"start", "time", "which"} if self.asks_time else {"start"}
        if self.duty.phase:
            needed |= {"hazard"}
            kinds = [(slug, hazard.name) for slug, hazard in hazard_types().items()]
            cast(forms.ChoiceField, self.fields["hazard"]).choices = [NOT_SAID, *kinds]
            needed |= {"heading"} if len(self.duty.phase) > 1 else set()
            needed |= set() if self.starts_with_awareness else {"aware"}
        self.fields = {name: field for name, field in self.fields.items() if name in needed}

    @property
    def asks_time(self) -> bool:
        """Whether the time of day can matter."""
        return any(version.within.unit == "hours" for version in self.duty.versions)

    @property
    def starts_with_awareness(self) -> bool:
        """Whether what starts it is also what decides which phase of the law a case falls under."""
        return any(start.fact == "aware_at" for start in self.duty.starts)

    @property
    def turns_on(self) -> frozenset[str]:
        """The facts that decide under which heading the hazard must be covered."""
        return frozenset[str]().union(*(phase.condition.facts for phase in self.duty.phase))

    def clean(self) -> dict[str, Any]:
        """Everything together: a moment that was, a law that was in force, days that we can count."""
        if self.errors:
            return self.cleaned_data
        day: date = self.cleaned_data["start"]
        self._check_hazard(day)
        try:
            version = self.duty.on(day)
            moment = self._moment(day) if version.within.unit == "hours" else midnight(day)
            if moment:
                self.explanation = explanation.why(self.duty.name, moment, england())
        except NotYetLaw:
            since = written_day(self.duty.versions[0].since)
            self._wrong("start", f"This has been law since {since}. It was not law on {written_day(day)}.", "year")
        except OutsideCalendar:
            first, last = written_day(england().known_from), written_day(england().known_until)
            self._wrong(
                "start",
                f"We know the bank holidays in England from {first} to {last}. "
                "This needs days outside that, and we will not guess.",
                "year",
            )
        except (NotAPeriod, OverflowError):
            self._wrong("start", "That is too far ahead for any calendar. Enter an earlier year.", "year")
        return self.cleaned_data

    def _wrong(self, name: str, sentence: str, code: str = "") -> None:
        self.add_error(name, ValidationError(sentence, code))

    def _moment(self, day: date) -> datetime | None:
        """The moment that it started; nothing when the time given was none, or was two."""
        at: time | None = self.cleaned_data["time"]
        if at is None:
            self._wrong("time", "Enter the time too, because this is counted in hours.")
            return None
        face = datetime.combine(day, at)
        moments = [face.replace(tzinfo=LONDON, fold=fold).astimezone(UTC) for fold in (0, 1)]
        self.happened_twice = moments[0] < moments[1]
        which = self.cleaned_data["which"]
        if self.happened_twice and not which:
            self._wrong("which", f"{at:%H:%M} happened twice that night. Choose which one you mean.")
            return None
        if self.happened_twice:
            return moments[1] if which == SECOND else moments[0]
        try:
            return from_london_clock(face)
        except NotAMoment:
            sentence = f"There was no {at:%H:%M} that night: the clocks went forward an hour. Enter another time."
            self._wrong("time", sentence)
            return None

    def _check_hazard(self, day: date) -> None:
        """Whether the law covers the kind of hazard, where one was said."""
        if not self.duty.phase:
            return
        hazard, heading, aware = (self.cleaned_data.get(name) for name in ("hazard", "heading", "aware"))
        if not hazard:
            if heading or aware:
                self._wrong("hazard", "Choose the kind of hazard too, or leave these questions empty.")
            return
        if "heading" in self.fields and not heading:
            self._wrong("heading", "Choose what it was, because the law began on different days.")
            return
        if "aware" in self.fields and not aware:
            self._wrong("aware", "Enter the day the landlord first knew. The law goes by that day.", "day")
            return
        if aware and aware > day and not self.duty.counts_back:
            self._wrong("aware", "The landlord cannot have first known after this started.", "day")
            return
        facts = {"hazard": hazard, **dict.fromkeys(self.turns_on, heading)}
        self.not_covered = not_covered(self.duty, facts, aware or day)


def example(duty: Duty) -> str:
    """A worked example: what to write after the “?” of the calculator's address."""
    day = max(EXAMPLE_DAY, duty.versions[-1].since)
    asked: dict[str, str | int] = {
        "duty": duty.name,
        "start-day": day.day,
        "start-month": day.month,
        "start-year": day.year,
    }
    if WhyForm(duty).asks_time:
        asked["time"] = EXAMPLE_TIME
    return urlencode(asked)
