"""A question of the guided report on a page: its boxes, what was typed in them, and what needs another look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from putright.repairs.tree.checking import Checked
from putright.repairs.tree.questions import ANY_TIME, DAYS, Option, Question, Value
from putright.repairs.tree.saying import ANY_TIME_IN_WORDS

Params = dict[str, Any]
Typed = Mapping[str, tuple[str, ...]]

# A box for one line: its label, how wide it is, and what the browser may know already.
_LINES: Mapping[str, tuple[str, Params]] = {
    "lines": ("Address", {"rows": 3, "autocomplete": "street-address"}),
    "postcode": ("Postcode", {"autocomplete": "postal-code", "classes": "govuk-input--width-10"}),
    "name": ("Your name", {"autocomplete": "name"}),
    "phone": ("Phone number", {"autocomplete": "tel", "type": "tel", "classes": "govuk-input--width-20"}),
    "email": ("Email", {"autocomplete": "email", "type": "email", "spellcheck": False}),
}
_PARTS = {"address": ("lines", "postcode"), "contact": ("name", "phone", "email")}
_ONE = ("one of", "day or rough")
_BOXES = {"day": 2, "month": 2, "year": 4}


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as a page shows it. The page has its words in an element with the id `<key>-heading`."""

    question: Question
    typed: Typed = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)

    def summary(self) -> list[dict[str, str]]:
        """What the error summary lists: a sentence, and the address of the box it is about."""
        return [{"text": sentence, "href": f"#{name}"} for name, sentence in self.errors.items()]

    def boxes(self) -> Iterator[tuple[str, Params]]:
        """Each of its boxes: which of GOV.UK's components it is, and what that is told."""
        question = self.question
        for part in _PARTS.get(question.kind, ()):
            yield self._line(part)
        if question.kind == "times":
            yield from self._times()
        elif question.options:
            yield self._choice(question.options)
        if question.kind == "day or rough":
            yield "date-input", self._day()
        if question.kind == "words":
            yield "textarea", self._words(question.key, question.words, rows=8, is_hidden=True)
        if question.own_words:
            yield "textarea", self._words(f"{question.key}-words", question.own_words, rows=3)

    def _text(self, name: str) -> str:
        return "\n".join(self.typed.get(name, ()))

    def _error(self, *names: str) -> Params:
        said = [self.errors[name] for name in names if name in self.errors]
        return {"errorMessage": {"text": " ".join(said)}} if said else {}

    def _fieldset(self) -> Params:
        described = {"describedBy": f"{self.question.key}-hint"} if self.question.hint else {}
        return {**described, "attributes": {"aria-labelledby": f"{self.question.key}-heading"}}

    def _choice(self, options: tuple[Option, ...]) -> tuple[str, Params]:
        key, given = self.question.key, self.typed.get(self.question.key, ())
        items: list[Params] = []
        for before, option in zip((None, *options), options):
            # One “or” before the answers that stand alone, however many of them there are.
            if option.is_alone and before and not before.is_alone:
                items.append({"divider": "or"})
            items.append({"value": option.key, "text": option.words, "checked": option.key in given})
        params: Params = {"name": key, "idPrefix": key, "fieldset": self._fieldset(), "items": items}
        return ("radios" if self.question.kind in _ONE else "checkboxes"), {**params, **self._error(key)}

    def _times(self) -> Iterator[tuple[str, Params]]:
        key, given = self.question.key, self.typed.get(self.question.key, ())
        any_time = {"value": ANY_TIME, "text": ANY_TIME_IN_WORDS, "checked": ANY_TIME in given}
        yield "checkboxes", {"name": key, "fieldset": self._fieldset(), "items": [any_time], **self._error(key)}
        for day in DAYS:
            items = [
                {"value": value, "text": option.words, "checked": value in given}
                for option in self.question.options
                for value in [f"{day}-{option.key}"]
            ]
            legend = {"text": day.capitalize(), "classes": "govuk-fieldset__legend--s"}
            yield (
                "checkboxes",
                {
                    "name": key,
                    "idPrefix": f"{key}-{day}",
                    "classes": "govuk-checkboxes--small times",
                    "fieldset": {"legend": legend},
                    "items": items,
                },
            )

    def _day(self) -> Params:
        key = self.question.key
        names = {part: f"{key}-{part}" for part in _BOXES}
        items = [
            {
                "name": part,
                "id": names[part],
                "value": self._text(names[part]),
                "classes": f"govuk-input--width-{width}{' govuk-input--error' if names[part] in self.errors else ''}",
            }
            for part, width in _BOXES.items()
        ]
        return {
            "id": f"{key}-date",
            "namePrefix": key,
            "fieldset": {"legend": {"text": "If you know the day", "classes": "govuk-fieldset__legend--s"}},
            "items": items,
            **self._error(*names.values()),
        }

    def _line(self, part: str) -> tuple[str, Params]:
        name, (label, more) = f"{self.question.key}-{part}", _LINES[part]
        params = {"id": name, "name": name, "value": self._text(name), "label": _label(label), **more}
        return ("textarea" if "rows" in more else "input"), {**params, **self._error(name)}

    def _words(self, name: str, label: str, *, rows: int, is_hidden: bool = False) -> Params:
        described = {"describedBy": f"{self.question.key}-hint"} if is_hidden and self.question.hint else {}
        return {
            "id": name,
            "name": name,
            "value": self._text(name),
            "rows": rows,
            "label": {"text": label, "classes": "govuk-visually-hidden"} if is_hidden else _label(label),
            # In whichever direction their language is written.
            "attributes": {"dir": "auto"},
            **described,
            **self._error(name),
        }


def _label(text: str) -> Params:
    return {"text": text, "classes": "govuk-label--s"}


def answered(question: Question, value: Value | None) -> Asked:
    """The question with the answer that is kept, ready to be changed."""
    given = value or {}
    key = question.key
    typed: dict[str, tuple[str, ...]] = {key: tuple(given.get("chosen", ()))}
    if "words" in given:
        typed[key if question.kind == "words" else f"{key}-words"] = (given["words"],)
    if "day" in given:
        day = date.fromisoformat(given["day"])
        typed |= {f"{key}-{part}": (str(getattr(day, part)),) for part in _BOXES}
    typed |= {f"{key}-{part}": (given[part],) for part in _PARTS.get(question.kind, ()) if part in given}
    return Asked(question, typed)


def asked_again(question: Question, checked: Checked) -> Asked:
    """The question with all that was typed, and what needs another look."""
    return Asked(question, checked.typed, checked.errors)
