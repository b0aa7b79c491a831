"""A day and a time in London that have been: when somebody told us, when something was done."""

from __future__ import annotations

import datetime as dates
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from putright.clocks.london import LONDON, NotAMoment, from_london_clock, written_day
from putright.web.forms.clock import ClockField
from putright.web.forms.day import DayField
from putright.web.forms.form import Form

FIRST, SECOND = "first", "second"
NOW, EARLIER = "now", "earlier"
WHICH = ((FIRST, "The first, before the clocks went back"), (SECOND, "The second, after the clocks went back"))


class WhenForm(Form):
    """Which day and what time was it? `moment` is the answer, once the form is valid."""

    day = DayField()
    time = ClockField()
    # Asked only of a time that came twice, in the night when the clocks went back.
    which = forms.ChoiceField(required=False, choices=WHICH)

    may_be_ahead = False

    def __init__(self, data: Mapping[str, Any] | None = None, *, at: datetime, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.at = at
        self.moment: datetime | None = None
        self.happened_twice = False
        self.fields["which"].error_messages["invalid_choice"] = "Choose one of the two."

    def clean(self) -> dict[str, Any]:
        """The day and the time together: a moment that was, and only one."""
        day, at = self.cleaned_data.get("day"), self.cleaned_data.get("time")
        if day is not None and at is not None:
            self.moment = self._moment(day, at)
        if self.moment is not None and self.moment > self.at and not self.may_be_ahead:
            ahead = "time" if day == self.at.astimezone(LONDON).date() else "day"
            self._wrong(ahead, "That has not come yet. Check the day and the time.")
        return self.cleaned_data

    def _wrong(self, name: str, sentence: str) -> None:
        self.add_error(name, ValidationError(sentence))

    def _moment(self, day: date, at: dates.time) -> datetime | None:
        face = datetime.combine(day, at)
        moments = [face.replace(tzinfo=LONDON, fold=fold).astimezone(UTC) for fold in (0, 1)]
        self.happened_twice = moments[0] < moments[1]
        which = self.cleaned_data.get("which")
        if self.happened_twice and not which:
            self._wrong("which", f"{at:%H:%M} came twice on {written_day(day)}. Choose which one you mean.")
            return None
        if self.happened_twice:
            return moments[which == SECOND]
        try:
            return from_london_clock(face)
        except NotAMoment:
            self._wrong("time", f"There was no {at:%H:%M} that night: the clocks went forward. Enter another time.")
            return None


class NowOrEarlierForm(WhenForm):
    """Was it now, or earlier? The day and the time are asked only of what was earlier."""

    told = forms.ChoiceField(choices=((NOW, NOW), (EARLIER, EARLIER)))

    def __init__(self, data: Mapping[str, Any] | None = None, *, at: datetime, **kwargs: Any) -> None:
        super().__init__(data, at=at, initial={"told": NOW, **kwargs.pop("initial", {})}, **kwargs)
        self.order_fields(["told"])
        self.fields["told"].error_messages = dict.fromkeys(("required", "invalid_choice"), "Choose now, or earlier.")

    def full_clean(self) -> None:
        """Of now, no day and no time are asked."""
        is_now = self.is_bound and self.data.get(self.add_prefix("told")) == NOW
        for name in ("day", "time"):
            self.fields[name].required = not is_now
        super().full_clean()

    def clean(self) -> dict[str, Any]:
        """This very moment, or the day and the time; never both."""
        super().clean()
        if self.cleaned_data.get("told") == NOW:
            if self.cleaned_data.get("day") or self.cleaned_data.get("time"):
                self._wrong("told", "You chose now, and gave a day or a time. Choose earlier, or empty those boxes.")
            self.moment = self.at
        return self.cleaned_data


def filled_in(moment: datetime) -> dict[str, Any]:
    """A moment as the boxes of a day and a time have it, to begin from."""
    local = moment.astimezone(LONDON)
    return {"day": (str(local.day), str(local.month), str(local.year)), "time": f"{local:%H:%M}"}
