"""Answers in plain words: for checking before they are sent, and for reading afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from putright.clocks.london import written_day
from putright.repairs.tree.questions import ANY_TIME, DAYS, Answers, Question, Tree, Value

NOT_ANSWERED = "Not answered"
ANY_TIME_IN_WORDS = "Any day, any time"
_NAMES = {"name": "Name", "phone": "Phone", "email": "Email"}
_WHERE = ("lines", "postcode")


def said(question: Question, value: Value | None) -> str:
    """An answer in words, a line for each thing that was said; their own words are as they wrote them."""
    return "\n".join(_lines(question, value or {})) or NOT_ANSWERED


def all_said(tree: Tree, answers: Answers) -> tuple[tuple[Question, str], ...]:
    """Every question on the way through for these answers, with what was said to it."""
    return tuple((question, said(question, answers.get(question.key))) for question in tree.asked(answers))


def _lines(question: Question, value: Value) -> Iterator[str]:
    yield from (value[part] for part in _WHERE if part in value)
    yield from (f"{name}: {value[part]}" for part, name in _NAMES.items() if part in value)
    yield from _times(question, value) if question.kind == "times" else _options(question, value)
    if "day" in value:
        yield written_day(date.fromisoformat(value["day"]))
    if "words" in value:
        yield value["words"]


def _options(question: Question, value: Value) -> Iterator[str]:
    for key in value.get("chosen", ()):
        option = question.option(key)
        # An option that an earlier tree offered and this one does not: its name is what we have of it.
        yield option.words if option else key.replace("_", " ").capitalize()


def _times(question: Question, value: Value) -> Iterator[str]:
    given = value.get("chosen", ())
    if ANY_TIME in given:
        yield ANY_TIME_IN_WORDS
    for day in DAYS:
        parts = [option.words.lower() for option in question.options if f"{day}-{option.key}" in given]
        if parts:
            yield f"{day.capitalize()}: {', '.join(parts)}"
