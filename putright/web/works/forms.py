"""What is asked about works: what came of a visit, lines of our rates, and by when something is wanted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from putright.clocks.london import ONE_DAY, NotAMoment, from_london_clock, london_day, midnight
from putright.contractors.models import Rate
from putright.contractors.queries import rates_on
from putright.repairs.actions import Wanted
from putright.repairs.actions.attending import NEED_NO_WORDS
from putright.repairs.models import Outcome, WorksOrder
from putright.repairs.orders import CAN_MAKE_SAFE, needs_next
from putright.web.forms.day import DayField
from putright.web.forms.when import NowOrEarlierForm
from putright.web.forms.words import WordsField

What = Outcome.What
LONGEST_WORDS, LONGEST_NEXT, LONGEST_LINES = 5_000, 300, 2_000
# Said of itself, where the name of what came of it does not say so already.
ASK_IF_SAFE = CAN_MAKE_SAFE - {What.DONE, What.MADE_SAFE}
THEIRS, OURS = "theirs", "ours"
WHOSE_WORD = ((THEIRS, "Whoever was to do the work"), (OURS, "One of us, who went and saw"))
_LINE = re.compile(r"(\S+)\s+(?:[x×*]\s*)?(\d{1,6}(?:\.\d{1,4})?)")


class NextDayField(DayField):
    """The day by which something comes next; what is wrong with it is not taken for what is wrong with another day."""

    def clean(self, value: Any) -> date | None:
        """The day, or sentences that say which day they are about."""
        if not any(part.strip() for part in value or ()):
            raise ValidationError("Say by the end of which day that is. The resident is told it.", "day")
        try:
            return super().clean(value)
        except ValidationError as why:
            raise ValidationError(
                [ValidationError(f"What comes next: {one.messages[0]}", one.code) for one in why.error_list]
            ) from why


class OutcomeForm(NowOrEarlierForm):
    """What came of a visit: when, in which words, and what comes next? Only what this outcome asks."""

    words = WordsField(most=LONGEST_WORDS)
    tried = forms.MultipleChoiceField(required=False, choices=Outcome.Tried.choices)
    is_made_safe = forms.BooleanField(required=False)
    whose_word = forms.ChoiceField(choices=WHOSE_WORD)
    next_words = WordsField(most=LONGEST_NEXT, missing="Say what comes next.", one_line=True)
    next_day = NextDayField()

    def __init__(
        self,
        order: WorksOrder,
        what: str,
        data: Mapping[str, Any] | None = None,
        *,
        at: datetime,
        may_be_ours: bool = False,
    ) -> None:
        super().__init__(data, at=at, initial={"whose_word": THEIRS})
        self.order_fields(["tried", "words", "is_made_safe", "whose_word", "told", "day", "time", "which"])
        asked = {"words", "told", "day", "time", "which"}
        asked |= {"tried"} if what == What.NO_ACCESS else set()
        asked |= {"is_made_safe"} if what in ASK_IF_SAFE else set()
        asked |= {"whose_word"} if what == What.NOT_NEEDED and may_be_ours else set()
        asked |= {"next_words", "next_day"} if needs_next(order, what) else set()
        self.fields = {name: field for name, field in self.fields.items() if name in asked}
        words: Any = self.fields["words"]
        words.required, words.missing = what not in NEED_NO_WORDS, "Say it in a few words, for whoever comes next."
        if "tried" in self.fields:
            self.fields["tried"].required = True
            self.fields["tried"].error_messages = {
                "required": "Choose what you tried before you left. It shows that we did what we could.",
                "invalid_choice": "Choose what you tried from the list.",
                "invalid_list": "Choose what you tried from the list.",
            }
        if "whose_word" in self.fields:
            self.fields["whose_word"].error_messages = dict.fromkeys(
                ("required", "invalid_choice"), "Choose who says so."
            )

    def clean(self) -> dict[str, Any]:
        """What comes next is still to come."""
        super().clean()
        next_day = self.cleaned_data.get("next_day")
        if next_day is not None and end_of(next_day) <= self.at:
            self._wrong("next_day", "That day has passed. Choose one that is still to come: the resident is told it.")
        return self.cleaned_data

    @property
    def answers(self) -> dict[str, Any]:
        """What the action is told."""
        given, next_day = self.cleaned_data, self.cleaned_data.get("next_day")
        return {
            "happened_at": self.moment,
            "words": given["words"],
            "tried": given.get("tried", ()),
            "is_made_safe": given.get("is_made_safe", False),
            "is_our_own_word": given.get("whose_word") == OURS,
            "next_words": given.get("next_words", ""),
            "next_before": end_of(next_day) if next_day else None,
        }


class LinesField(WordsField):
    """Our rates, one on each line: the code, then how much of it. Gives what is wanted."""

    def __init__(self, *, needed: bool = False) -> None:
        super().__init__(most=LONGEST_LINES, missing="Write at least one code, and how much of it." if needed else "")
        self.on: date | None = None

    def clean(self, value: Any) -> Any:
        """What is wanted, or a sentence for each line that cannot be read."""
        text, wanted, wrong = super().clean(value), [], []
        typed = [line.strip() for line in text.splitlines() if line.strip()]
        assert self.on is not None
        rates = {rate.code: rate for rate in rates_on(self.on)} if typed else {}
        for line in typed:
            try:
                wanted.append(_wanted(line, rates))
            except ValidationError as why:
                wrong.append(why)
        if wrong:
            raise ValidationError(wrong)
        return wanted


def _wanted(line: str, rates: Mapping[str, Rate]) -> Wanted:
    match = _LINE.fullmatch(line)
    if not match:
        raise ValidationError(f"“{line[:60]}” cannot be read. Write the code, a space, and how much: DMP-04 2.")
    rate = rates.get(match[1].upper())
    if rate is None:
        raise ValidationError(f"“{match[1][:30]}” is not one of our codes today. Choose one from the list.")
    try:
        quantity = Decimal(match[2]).quantize(Decimal("0.01"))
    except InvalidOperation:
        raise ValidationError(f"{match[2][:30]} of {rate.code} is more than we can order at once.") from None
    if not quantity:
        raise ValidationError(f"Say how much of {rate.code}: a number above 0.")
    return Wanted(rate, quantity)


def end_of(day: date, clock: time | None = None) -> datetime:
    """By when: the end of a day in London, or a moment of it. Raises NotAMoment, in a sentence."""
    return midnight(day + ONE_DAY) if clock is None else from_london_clock(datetime.combine(day, clock))


def by_when(day: date, clock: time | None, at: datetime) -> datetime:
    """By when something is wanted, which is still to come. Raises ValidationError, in a sentence."""
    try:
        before = end_of(day, clock)
    except NotAMoment:
        raise ValidationError(
            "The clocks change that night, so that time comes twice or never. Choose another."
        ) from None
    if before <= at:
        raise ValidationError("That has passed. Choose a day that is still to come: the resident is told it.")
    return before


def today_on(field: forms.Field, at: datetime) -> None:
    """Let a field of lines know on which day its rates must hold."""
    assert isinstance(field, LinesField)
    field.on = london_day(at)
