"""Words somebody types in a box, kept as they wrote them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from putright.repairs.tree.cleaning import cleaned

NOT_KEPT = "There was a mark in this that we cannot keep. We took it out. Read it, then go on."


class WordsField(forms.Field):
    """Words in NFC without control characters, up to so many; what was typed is shown again, whatever was wrong."""

    def __init__(self, *, most: int, missing: str = "", one_line: bool = False) -> None:
        super().__init__(required=bool(missing))
        self.most, self.missing, self.one_line = most, missing, one_line

    def bound_data(self, data: Any, initial: Any) -> str:
        """What is shown again: nothing in it that no page could show."""
        return cleaned(str(data or ""), one_line=self.one_line)

    def clean(self, value: Any) -> str:
        """The words, or a sentence that says what to do."""
        given = str(value or "")
        text = cleaned(given, one_line=self.one_line)
        if "\0" in given:
            raise ValidationError(NOT_KEPT)
        if len(text) > self.most:
            raise ValidationError(
                f"This has {len(text):,} letters and spaces, and there is room for {self.most:,}. "
                f"Take out {len(text) - self.most:,}."
            )
        if not text and self.required:
            raise ValidationError(self.missing)
        return text
