"""What is asked about somewhere else to stay: the offer, whether it suits, the answer, and each step of the stay."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField

from putright.hazards.models import Stay, StayAnswer, StayCorrection, Suitability
from putright.web.forms import DayField, Form
from putright.web.forms.money import PenceField
from putright.web.forms.when import NowOrEarlierForm, WhenForm
from putright.web.forms.words import WordsField

YES, NO, NOT_ASKED = "yes", "no", ""
SUITS = ((NOT_ASKED, "Not asked yet"), (YES, "Suits them, or makes no difference to them"), (NO, "Does not suit them"))
# What to ask, beside the name of each way.
ASK = {
    "place": "How far from where they need to be? Do they feel safe there?",
    "size": "Beds and rooms for everyone, somewhere to cook, somewhere to wash clothes",
    "access": "Steps, lift, doors, bathroom, equipment that they use",
    "school": "Can every child still get to school or nursery?",
    "work": "Can everyone still get to work, at their own hours?",
    "care": "Carers, family who help, hospital and pharmacy",
    "pets": "Animals that live with them",
    "risk": "Is there anybody whom they must not meet? Ask them alone.",
}
EVERYONE, SOME = "everyone", "some"
LONGEST_WORDS, LONGEST_LINE = 2_000, 300


class SuitsForm(Form):
    """Does the place suit them, in each way that a place is judged on?"""

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, found: Mapping[str, Suitability] | None = None, **kwargs: Any
    ) -> None:
        begins_with: dict[str, Any] = {}
        for of, one in (found or {}).items():
            begins_with |= {f"suits_{of}": YES if one.is_suitable else NO, f"words_{of}": one.words}
        super().__init__(data, **{**kwargs, "initial": {**kwargs.get("initial", {}), **begins_with}})
        for of in Suitability.Of.values:
            choice = forms.ChoiceField(required=False, choices=SUITS)
            choice.error_messages["invalid_choice"] = "Choose one of those listed."
            self.fields[f"suits_{of}"] = choice
            self.fields[f"words_{of}"] = WordsField(most=LONGEST_LINE, one_line=True)

    def clean(self) -> dict[str, Any]:
        """What does not suit says how; what was written about is chosen."""
        super().clean()
        for of in Suitability.Of:
            suits, words = self.cleaned_data.get(f"suits_{of}"), self.cleaned_data.get(f"words_{of}")
            if suits == NO and words == "":
                self.add_error(f"words_{of}", ValidationError(f"{of.label}: say in what way it does not suit them."))
            if suits == NOT_ASKED and words:
                self.add_error(f"suits_{of}", ValidationError(f"{of.label}: choose whether it suits them."))
        return self.cleaned_data

    @property
    def suits(self) -> dict[str, tuple[bool, str]]:
        """What was asked: whether it suits, and what was said."""
        given = self.cleaned_data
        asked = [of for of in Suitability.Of.values if given[f"suits_{of}"] != NOT_ASKED]
        return {of: (given[f"suits_{of}"] == YES, given[f"words_{of}"]) for of in asked}

    @property
    def ways(self) -> list[tuple[str, str, BoundField, BoundField]]:
        """Each way, what to ask about it, and its two boxes."""
        return [(of.label, ASK[of.value], self[f"suits_{of}"], self[f"words_{of}"]) for of in Suitability.Of]


class OfferForm(SuitsForm, NowOrEarlierForm):
    """What is offered, why, at whose cost, and when was it?"""

    needed_because = WordsField(most=LONGEST_WORDS, missing="Say why they need somewhere else to stay.")
    kind = forms.ChoiceField(choices=Stay.Kind.choices)
    where = WordsField(most=500, missing="Say where it is.")
    covers = WordsField(most=LONGEST_WORDS, missing="Say what we pay for and arrange.")
    begins_on = DayField(called="From which day")
    paid_by = forms.ChoiceField(choices=Stay.PaidBy.choices)
    cost = PenceField(required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, at: datetime) -> None:
        super().__init__(data, at=at, initial={"paid_by": Stay.PaidBy.LANDLORD.value})
        for name, says in (("kind", "Choose what sort of place it is."), ("paid_by", "Choose who pays.")):
            for code in ("required", "invalid_choice"):
                self.fields[name].error_messages[code] = says
        self.order_fields(["needed_because", "kind", "where", "covers", "begins_on", "paid_by", "cost"])

    @property
    def given(self) -> dict[str, Any]:
        """What hazards.actions.offer_stay is told."""
        names = ("needed_because", "kind", "where", "covers", "begins_on", "paid_by")
        told = {name: self.cleaned_data[name] for name in names}
        return {**told, "cost_pence": self.cleaned_data["cost"], "suits": self.suits, "offered_at": self.moment}


class AnswerForm(NowOrEarlierForm):
    """What did they say, in their own words if they wish, and when?"""

    kind = forms.ChoiceField(choices=StayAnswer.Kind.choices)
    words = WordsField(most=LONGEST_WORDS)

    def __init__(self, data: Mapping[str, Any] | None = None, *, at: datetime) -> None:
        super().__init__(data, at=at)
        for code in ("required", "invalid_choice"):
            self.fields["kind"].error_messages[code] = "Choose what they said."
        self.order_fields(["kind", "words", "told"])


class SecuredForm(NowOrEarlierForm):
    """When was it secured, and what does it cost?"""

    cost = PenceField(required=False)


class MovedForm(NowOrEarlierForm):
    """Did everyone move, when, and when do we look at it again with them?"""

    who = forms.ChoiceField(choices=((EVERYONE, "Everyone who lives there"), (SOME, "Some of them, and not all yet")))
    review_on = DayField(called="When we look at it again")

    def __init__(self, data: Mapping[str, Any] | None = None, *, at: datetime, review_on: date | None = None) -> None:
        super().__init__(data, at=at, initial=_day("review_on", review_on))
        for code in ("required", "invalid_choice"):
            self.fields["who"].error_messages[code] = "Choose whether everyone moved."
        self.order_fields(["who", "told"])


class ReviewedForm(NowOrEarlierForm):
    """How are they, when did we ask, and when do we ask again?"""

    words = WordsField(most=LONGEST_WORDS, missing="Write down how they are there.")
    review_on = DayField(called="When we look at it again")


class EndedForm(NowOrEarlierForm):
    """Why is the stay over, and when was it?"""

    because = forms.ChoiceField(choices=Stay.Returned.choices)
    words = WordsField(most=LONGEST_WORDS)

    def __init__(self, data: Mapping[str, Any] | None = None, *, at: datetime) -> None:
        super().__init__(data, at=at)
        for code in ("required", "invalid_choice"):
            self.fields["because"].error_messages[code] = "Choose why the stay is over."
        self.order_fields(["because", "words", "told"])


class GoneForm(NowOrEarlierForm):
    """When did we learn that the place is not to be had any more?"""


class RightForm(WhenForm):
    """Which moment was written down wrong, when was it, and why is it put right?"""

    what = forms.ChoiceField()
    withdraw = forms.BooleanField(required=False)
    why = WordsField(most=500, missing="Say why it is put right. Somebody will ask.")

    def __init__(self, stay: Stay, data: Mapping[str, Any] | None = None, *, at: datetime) -> None:
        super().__init__(data, at=at)
        known = [(one.value, one.label) for one in StayCorrection.What if getattr(stay, one.value) is not None]
        self.fields["what"].choices = known  # type: ignore[attr-defined]
        for code in ("required", "invalid_choice"):
            self.fields["what"].error_messages[code] = "Choose what is put right."
        self.order_fields(["what", "day", "time", "which", "withdraw", "why"])

    def full_clean(self) -> None:
        """Of what is taken back no moment is asked."""
        is_kept = not (self.is_bound and self.data.get("withdraw"))
        for name in ("day", "time"):
            self.fields[name].required = is_kept
        super().full_clean()

    @property
    def correct(self) -> datetime | None:
        """When it was; nothing where it is taken back."""
        return None if self.cleaned_data.get("withdraw") else self.moment


def _day(name: str, day: date | None) -> dict[str, Any]:
    """A day as its three boxes have it."""
    return {name: (str(day.day), str(day.month), str(day.year))} if day else {}
