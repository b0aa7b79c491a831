"""The guided report on paper, and as a script for whoever answers the phone: both made from the one tree.

What a question says on paper or on the phone, where it says something of its own, stands for its words and its hint.
"""

from __future__ import annotations

from dataclasses import dataclass

from putright.repairs.tree.emergencies import all_calls
from putright.repairs.tree.questions import DAYS, Call, Option, Question, Tree
from putright.repairs.tree.walking import only_if

ONE = ("one of", "day or rough")


@dataclass(frozen=True, slots=True)
class Office:
    """Who a report goes to: the name, the numbers and the address of the landlord."""

    name: str
    emergency_phone: str
    phone: str
    address: tuple[str, ...]
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """Room to write in: what goes there, and how many lines it has."""

    label: str
    rows: int


@dataclass(frozen=True, slots=True)
class OnlyIf:
    """A question that some people pass over: the number of the one it turns on, and the answers that lead to it."""

    number: int
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A question with its number: what is read out or printed, the answers to choose from, and room to write."""

    number: int
    key: str
    words: str
    hint: str | None
    is_one: bool
    options: tuple[Option, ...]
    lines: tuple[Line, ...]
    # The columns and the rows of a table of times.
    parts: tuple[Option, ...]
    days: tuple[str, ...]
    # All of these must be so for it to be asked.
    only_if: tuple[OnlyIf, ...]

    @property
    def has_signs(self) -> bool:
        """Whether an answer to it may be a sign of an emergency."""
        return any(option.is_sign for option in self.options)


@dataclass(frozen=True, slots=True)
class Printed:
    """A whole form, or a whole script: the numbers to call, then every question in order, then where it goes."""

    stamp: str
    office: Office
    calls: tuple[Call, ...]
    sections: tuple[Section, ...]
    # The questions to ask first in an emergency, before anything else is.
    first_in_an_emergency: tuple[Section, ...]

    def call(self, key: str | None) -> Call | None:
        """The number that a sign asks for."""
        return next((call for call in self.calls if call.key == key), None)


def printed_form(tree: Tree, office: Office) -> Printed:
    """The form on paper: boxes to tick and lines to write on."""
    return _printed(tree, office, {key: question.paper for key, question in tree.questions.items()})


def phone_script(tree: Tree, office: Office) -> Printed:
    """What to say on the phone, in order, with the same answers to choose from."""
    return _printed(tree, office, {key: question.phone for key, question in tree.questions.items()})


def _printed(tree: Tree, office: Office, own: dict[str, str | None]) -> Printed:
    numbers = {key: number for number, key in enumerate(tree.questions, 1)}
    sections = []
    for key, question in tree.questions.items():
        is_times = question.kind == "times"
        sections.append(
            Section(
                number=numbers[key],
                key=key,
                words=own[key] or question.words,
                hint=None if own[key] else question.hint,
                is_one=question.kind in ONE,
                options=() if is_times else question.options,
                lines=_lines(question),
                parts=question.options if is_times else (),
                days=tuple(map(str.capitalize, DAYS)) if is_times else (),
                only_if=_only_if(tree, key, numbers),
            )
        )
    return Printed(
        stamp=tree.stamp,
        office=office,
        calls=all_calls(tree, landlord=office.emergency_phone),
        sections=tuple(sections),
        first_in_an_emergency=tuple(section for section in sections if section.key in tree.first_in_an_emergency),
    )


def _lines(question: Question) -> tuple[Line, ...]:
    own_words = (Line(question.own_words, 2),) if question.own_words else ()
    lines = {
        "words": (Line("", 10),),
        "address": (Line("Address", 3), Line("Postcode", 1)),
        "contact": (Line("Name", 1), Line("Phone", 1), Line("Email", 1)),
        "day or rough": (Line("If you know the day: day, month and year", 1),),
    }
    return (*lines.get(question.kind, ()), *own_words)


def _only_if(tree: Tree, key: str, numbers: dict[str, int]) -> tuple[OnlyIf, ...]:
    return tuple(
        OnlyIf(numbers[name], tuple(option.words for option in tree.questions[name].options if option.key in options))
        for name, options in only_if(tree, key)
    )
