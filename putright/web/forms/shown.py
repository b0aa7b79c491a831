"""What GOV.UK's components are told of a form's fields. Their ids are those that the error summary links to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.forms import BoundField

from putright.web.forms.day import PARTS

Params = dict[str, Any]


def error_of(field: BoundField) -> Params:
    """What is wrong with a field, in one message."""
    return {"errorMessage": {"text": " ".join(map(str, field.errors))}} if field.errors else {}


def hint_of(hint: str) -> Params:
    """What helps with a field, if anything is said."""
    return {"hint": {"text": hint}} if hint else {}


def day_params(field: BoundField, legend: str, hint: str, size: str = "m") -> Params:
    """For a date-input: three boxes, the wrong ones marked."""
    form_field: Any = field.field
    wrong = {form_field.place_of_error(field.html_name, error) for error in field.errors.as_data()}
    typed = field.value() or ("",) * len(PARTS)
    boxes = []
    for part, text in zip(PARTS, typed):
        mark = " govuk-input--error" if f"{field.html_name}-{part}" in wrong else ""
        width = 4 if part == "year" else 2
        boxes.append({"name": part, "value": text, "classes": f"govuk-input--width-{width}{mark}"})
    return {
        "id": field.html_name,
        "namePrefix": field.html_name,
        "fieldset": _fieldset(legend, size),
        **hint_of(hint),
        "items": boxes,
        **error_of(field),
    }


def text_params(field: BoundField, label: str, hint: str, size: str = "m", classes: str = "") -> Params:
    """For an input."""
    return {
        "id": field.html_name,
        "name": field.html_name,
        "label": {"text": label, "classes": f"govuk-label--{size}"},
        **hint_of(hint),
        "classes": classes,
        "value": field.value() or "",
        "autocomplete": "off",
        **error_of(field),
    }


def select_params(field: BoundField, label: str, hint: str, size: str = "m") -> Params:
    """For a select."""
    form_field: Any = field.field
    return {
        "id": field.html_name,
        "name": field.html_name,
        "label": {"text": label, "classes": f"govuk-label--{size}"},
        **hint_of(hint),
        "items": [{"value": value, "text": text} for value, text in form_field.choices],
        "value": field.value() or "",
        **error_of(field),
    }


def radio_params(
    field: BoundField, legend: str, hint: str, choices: Iterable[tuple[str, str]], size: str = "m"
) -> Params:
    """For radios."""
    return {
        "name": field.html_name,
        "fieldset": _fieldset(legend, size),
        **hint_of(hint),
        "items": [{"value": value, "text": text} for value, text in choices],
        "value": field.value() or "",
        **error_of(field),
    }


def ticked(field: BoundField) -> list[Params]:
    """The items of checkboxes, with what was ticked before."""
    form_field: Any = field.field
    given = field.value() or ()
    return [{"value": value, "text": text, "checked": value in given} for value, text in form_field.choices]


def _fieldset(legend: str, size: str) -> Params:
    return {"legend": {"text": legend, "classes": f"govuk-fieldset__legend--{size}"}}
