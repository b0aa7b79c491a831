"""The words of each message: a file of plain words for each, read once, that says what it is filled in with.

A file in words/ has a heading, a line of dashes, the subject, and then the body:

    to: resident
    good for: 10 minutes         (optional: after that it is not worth sending)
    field reference: reference   (one line for each field; its kinds are in fields.py)
    ---
    The subject
    The body, for an email or a letter.
    [text]
    The body of a text message, which is short.

Beside its fields, words for a resident may name `landlord`, `phone`, `phone_hours`, `emergency_phone`, `called` (what
to call them) and `site` (our address on the web, which may be empty); words for staff may name `about`. A field that is
missing, not declared, or declared and never used is an error before anything is sent.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

from jinja2 import StrictUndefined, Template, TemplateError, meta
from jinja2.sandbox import SandboxedEnvironment

from putright.messages.fields import Field, WrongFields, one_line, read_field

WORDS = Path(__file__).parent / "words"
KNOWN = {
    "resident": frozenset(("landlord", "phone", "phone_hours", "emergency_phone", "called", "site")),
    "staff": frozenset(("about",)),
}
_HEADING = re.compile(r"(?:field (?P<field>[a-z_]+)|(?P<key>to|good for)): (?P<value>.+)")
_MINUTES = re.compile(r"([1-9][0-9]*) minutes")


class NoSuchTemplate(LookupError):
    """There are no words under that name."""


class BadTemplate(ValueError):
    """A file in words/ cannot be used as it stands; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Said:
    """A message in words, as it leaves."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Words:
    """One message's words, and what they are filled in with."""

    name: str
    to: str
    fields: Mapping[str, Field]
    good_for: timedelta | None
    subject: Template
    body: Template
    text: Template | None

    def kept(self, params: Mapping[str, object]) -> dict[str, str]:
        """What a message is filled in with, as it is kept; WrongFields when it is not what the words ask for."""
        if strange := sorted(params.keys() - self.fields.keys()):
            raise WrongFields(
                f"{self.name} has no field {', '.join(strange)}. Declare it in its file, or leave it out."
            )
        kept = {name: field.kept(params.get(name)) for name, field in self.fields.items()}
        return {name: value for name, value in kept.items() if value is not None}

    def said(self, params: Mapping[str, str], known: Mapping[str, str], *, as_text: bool = False) -> Said:
        """The words filled in. What people typed is only ever put in, and never read as words of ours."""
        if strange := sorted(params.keys() - self.fields.keys()):
            raise WrongFields(f"{self.name} has no field {', '.join(strange)}.")
        given = {name: field.said(params.get(name)) for name, field in self.fields.items()}
        values = {name: one_line(value) for name, value in known.items() if name in KNOWN[self.to]} | given
        subject = one_line(self.subject.render(values))
        if as_text and self.text:
            return Said(subject, one_line(self.text.render(values)))
        lines = "\n".join(line.strip() for line in self.body.render(values).splitlines())
        return Said(subject, re.sub(r"\n{3,}", "\n\n", lines).strip())

    def masked(self, params: Mapping[str, str]) -> dict[str, str]:
        """The same with each secret hidden, as it is kept once the message has gone."""
        return {
            name: "XXXXXX" if name in self.fields and self.fields[name].is_secret else value
            for name, value in params.items()
        }


@cache
def words(name: str) -> Words:
    """The words of a message, by name. Raises NoSuchTemplate, or BadTemplate with what is wrong in the file."""
    path = WORDS / f"{name}.txt"
    if not re.fullmatch(r"[a-z_]+", name) or not path.is_file():
        raise NoSuchTemplate(f"There is no message {name!r} in messages/words.")
    return read_words(name, path.read_text(encoding="utf-8"))


def names() -> list[str]:
    """The name of every message that there are words for."""
    return sorted(path.stem for path in WORDS.glob("*.txt"))


def read_words(name: str, text: str) -> Words:
    """A file of words, read and checked."""
    heading, dashes, rest = text.partition("\n---\n")
    if not dashes:
        raise BadTemplate(f"{name}.txt has no line of three dashes between its heading and its words.")
    to, good_for, fields = _heading(name, heading)
    subject, _, bodies = rest.partition("\n")
    body, has_text, short = bodies.partition("\n[text]\n")
    if not subject.strip() or not body.strip() or bool(has_text) != (to == "resident"):
        raise BadTemplate(f"{name}.txt needs a subject, a body and, for residents alone, a [text] to send as a text.")
    used: set[str] = set()
    made = []
    for part in (subject, body, short):
        try:
            used |= meta.find_undeclared_variables(_ENVIRONMENT.parse(part))
            made.append(_ENVIRONMENT.from_string(part))
        except TemplateError as why:
            raise BadTemplate(f"{name}.txt cannot be read: {why}") from None
    if strange := sorted(used - fields.keys() - KNOWN[to]):
        raise BadTemplate(f"{name}.txt names {', '.join(strange)}, which it does not declare.")
    if unused := sorted(fields.keys() - used):
        raise BadTemplate(f"{name}.txt declares {', '.join(unused)} and does not use it.")
    return Words(name, to, fields, good_for, made[0], made[1], made[2] if has_text else None)


def _heading(name: str, heading: str) -> tuple[str, timedelta | None, dict[str, Field]]:
    """To whom it goes, how long it is worth sending, and its fields."""
    to, good_for, fields = "", None, dict[str, Field]()
    for line in heading.splitlines():
        match = _HEADING.fullmatch(line)
        if not match or match["field"] in (*fields, *KNOWN["resident"], *KNOWN["staff"]):
            raise BadTemplate(f"{name}.txt: “{line}” is no line of a heading, or says again what is known already.")
        if match["field"]:
            try:
                fields[match["field"]] = read_field(match["field"], match["value"])
            except WrongFields as why:
                raise BadTemplate(f"{name}.txt: {why}") from None
        elif match["key"] == "to":
            to = match["value"]
        elif minutes := _MINUTES.fullmatch(match["value"]):
            good_for = timedelta(minutes=int(minutes[1]))
        else:
            raise BadTemplate(f"{name}.txt: “{line}” should be like “good for: 10 minutes”.")
    if to not in KNOWN:
        raise BadTemplate(f"{name}.txt does not say whom it is to: resident or staff.")
    return to, good_for, fields


# Plain text, so nothing is escaped; in the sandbox, though the words are our own, because it costs nothing.
_ENVIRONMENT = SandboxedEnvironment(autoescape=False, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
