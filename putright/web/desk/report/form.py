"""What is asked when a report is taken down: who said what to whom and when, and all the guided report asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms

from putright.people.models import Person
from putright.repairs.models import Channel
from putright.repairs.tree import emergencies
from putright.repairs.tree.checking import Checked, check
from putright.repairs.tree.questions import DAYS, Need, Option, Question, Value
from putright.repairs.tree.reading import tree
from putright.web.forms.when import NowOrEarlierForm
from putright.web.forms.words import WordsField
from putright.web.questions import Asked, asked_again

LONGEST_WHO = 200
NOBODY = ""
# How it can have reached us, when one of us writes it down.
CHANNELS = tuple((value, label) for value, label in Channel.choices if value != Channel.ONLINE)
WITHOUT = ("photos",)


class TakenForm(NowOrEarlierForm):
    """Who told us, how, and when did any of us first know?"""

    channel = forms.ChoiceField(choices=CHANNELS)
    person = forms.ChoiceField(required=False)
    said_by = WordsField(most=LONGEST_WHO, one_line=True)
    said_to = WordsField(most=LONGEST_WHO, one_line=True)

    def __init__(self, people: list[Person], data: Mapping[str, Any] | None = None, *, at: datetime) -> None:
        # The questions have names of their own, “told” among them.
        super().__init__(data, at=at, initial={"channel": Channel.PHONE.value}, prefix="taken")
        choices = [(NOBODY, "Somebody else, or not known"), *((one.reference, one.called) for one in people)]
        self.fields["person"].choices = choices  # type: ignore[attr-defined]
        self.fields["person"].error_messages["invalid_choice"] = "Choose somebody who lives there, or “not known”."
        for code in ("required", "invalid_choice"):
            self.fields["channel"].error_messages[code] = "Choose how it reached us."
        self.order_fields(["channel", "person", "said_by", "said_to", "told"])


@dataclass(frozen=True, slots=True)
class Answered:
    """Every question with what was typed in it, and what could be kept of it."""

    checked: Mapping[str, Checked]
    home_is_known: bool

    @property
    def answers(self) -> dict[str, Value]:
        """What can be kept."""
        return {key: checked.value for key, checked in self.checked.items() if checked.value}

    @property
    def signs(self) -> tuple[Option, ...]:
        """The signs of danger among them."""
        return emergencies.signs(tree(), self.answers)

    @property
    def needs(self) -> tuple[Need, ...]:
        """What is missing before a person can act."""
        return tree().wanted(self.answers, is_emergency=bool(self.signs), home_is_known=self.home_is_known)

    def summary(self) -> list[dict[str, str]]:
        """What the error summary lists of the questions: a sentence, and the box it is about."""
        wrong = [(sentence, box) for one in self.checked.values() for box, sentence in one.errors.items()]
        asked = [box for _, box in wrong]
        missing = [(need.says, first_box(tree().question(need.one_of[0]))) for need in self.needs]
        wrong += [(sentence, box) for sentence, box in missing if box not in asked]
        return [{"text": sentence, "href": f"#{box}"} for sentence, box in wrong]

    def asked(self) -> list[Asked]:
        """Each question as the page shows it."""
        missing = {first_box(tree().question(need.one_of[0])): need.says for need in self.needs if self.checked}
        return [self._asked(question, missing) for question in questions()]

    def _asked(self, question: Question, missing: Mapping[str, str]) -> Asked:
        if question.key not in self.checked:
            return Asked(question)
        again = asked_again(question, self.checked[question.key])
        box = first_box(question)
        return Asked(question, again.typed, {**({box: missing[box]} if box in missing else {}), **again.errors})


def questions() -> list[Question]:
    """The questions that are asked on the one page, in their order."""
    return [question for question in tree().questions.values() if question.key not in WITHOUT]


def options_of(question: Question) -> list[tuple[str, str, bool]]:
    """What can be ticked: the value, the words, and whether it is a sign of danger."""
    return [(option.key, option.words, option.is_sign) for option in question.options]


def times_of(question: Question) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """The days of the week, each with its times, as they can be ticked."""
    return [
        (day.capitalize(), [(f"{day}-{option.key}", option.words, False) for option in question.options])
        for day in DAYS
    ]


def first_box(question: Question) -> str:
    """The id of the first box of a question."""
    return question.fields[0]


def read(raw: Mapping[str, Sequence[str]], *, today: date, home_is_known: bool) -> Answered:
    """Every answer, read kindly."""
    return Answered({one.key: check(one, raw, today=today) for one in questions()}, home_is_known)


def unanswered(*, home_is_known: bool) -> Answered:
    """Nothing yet."""
    return Answered({}, home_is_known)


@dataclass(frozen=True, slots=True)
class Both:
    """The errors of the form and of the questions, in one summary."""

    parts: tuple[Any, ...]

    @property
    def errors(self) -> list[dict[str, str]]:
        """Whether there is anything to put right."""
        return self.summary()

    def summary(self) -> list[dict[str, str]]:
        """All of them, those of the form first."""
        return [each for part in self.parts for each in part.summary()]
