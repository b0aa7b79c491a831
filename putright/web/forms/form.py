"""The form that every form here begins from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict


class Form(forms.Form):
    """A form that knows where on the page each of its errors belongs."""

    # The browser's own messages come one at a time and vanish; ours stay.
    use_required_attribute = False
    # What is only shown as it was typed so far is not read: nobody is told off for what is not there yet.
    is_read = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # The id of a field is its name, as the GOV.UK macros have it.
        super().__init__(*args, **{"auto_id": "%s", **kwargs})

    def full_clean(self) -> None:
        """Read every box, if they are to be read."""
        if self.is_read:
            super().full_clean()
        else:
            self._errors = ErrorDict()

    def summary(self) -> list[dict[str, str]]:
        """What the error summary lists: a sentence, and the address of what to put right."""
        return [
            {"text": sentence, "href": f"#{self.place_of(name, error)}"}
            for name, errors in self.errors.as_data().items()
            for error in errors
            for sentence in error.messages
        ]

    def place_of(self, name: str, error: ValidationError) -> str:
        """The id of the input that an error is about; one part of it, where the field has parts."""
        if name not in self.fields:
            return next(iter(self.ids()))
        bound = self[name]
        place_of_error = getattr(bound.field, "place_of_error", None)
        return place_of_error(bound.html_name, error) if place_of_error else bound.html_name

    def ids(self) -> Iterator[str]:
        """The id of the first input of each field, in their order."""
        for name in self.fields:
            yield self.place_of(name, ValidationError(""))
