"""What a template is filled in with, each of a kind we know: a name, words, a reference, a day, a moment, a choice.

What people typed is never words to be read as instructions: a name is one short line with nothing in it that a mail
header, a web address or a carrier's own mark-up could be made of, or it is left out.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from putright.clocks.london import LONDON, ONE_DAY, written_day
from putright.deadlines.promises import promises
from putright.law.loading import register
from putright.record import reference

LONGEST_NAME = 60
LONGEST_WORDS = 20_000
# What carriers and phones read as mark-up, placeholders or quotation.
_MARKS = re.compile(r"[()\[\]{}<>#*_`|\\^~$%\"=:;!?]+")
# What a phone would make into a link: an address of the web or of e-mail.
_LINK = re.compile(r"://|@|www\.|\w\.\w{2,}", re.IGNORECASE)
# What joins letters in Persian, in Indian scripts and in emoji. Any other character without a shape may hide or turn.
_JOINERS = "\u200c\u200d"
_CODE = re.compile(r"[0-9A-Za-z-]{4,12}")
_KIND = re.compile(
    r"(name|words|reference|day|moment|due|code|deadline|one of (?P<choices>[a-z_]+(, [a-z_]+)*))(?P<none> or none)?"
)


class WrongFields(ValueError):
    """A message is not filled in with what its template asks for; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a template is filled in with."""

    name: str
    kind: str
    choices: tuple[str, ...] = ()
    may_be_none: bool = False

    def kept(self, value: object) -> str | None:
        """The value as it is kept with the message; WrongFields when it is not of this kind."""
        if value is None:
            if self.may_be_none:
                return None
            raise WrongFields(f"{self.name} is missing. Give a {self.kind}.")
        if isinstance(value, date):  # a moment is a day too, to Python
            value = value.isoformat()
        if not isinstance(value, str):
            raise WrongFields(f"{self.name} is a {type(value).__name__}. Give a {self.kind}, as words.")
        if self.kind == "name":
            return one_line_name(value)
        if self.kind == "words":
            return paragraphs(value)
        self.said(value)
        return value

    def said(self, value: str | None) -> str | None:
        """The value as people read it; WrongFields when it is not of this kind."""
        if value is None:
            return self.kept(value)
        try:
            return self._words(value)
        except ValueError as why:
            raise WrongFields(f"{self.name} is {value[:40]!r}, which is no {self.kind}. {why}") from None

    def _words(self, value: str) -> str:
        if self.kind == "name":
            return one_line_name(value)
        if self.kind == "words":
            return paragraphs(value)
        if self.kind == "reference":
            return reference.shown(reference.read(value))
        if self.kind == "day":
            return written_day(date.fromisoformat(value))
        if self.kind == "moment":
            return said_moment(datetime.fromisoformat(value))
        if self.kind == "due":
            return said_due(datetime.fromisoformat(value))
        if self.kind == "one of" and value in self.choices:
            return value
        if self.kind == "deadline":
            return titled(value)
        if self.kind == "code" and _CODE.fullmatch(value):
            return value
        raise ValueError("Give one that is.")

    @property
    def is_secret(self) -> bool:
        """Whether nobody may read it once it has gone."""
        return self.kind == "code"


def read_field(name: str, words: str) -> Field:
    """A field as a template declares it: `field due_before: moment or none`."""
    match = _KIND.fullmatch(words)
    if not match:
        raise WrongFields(f"“{words}” is no kind of field that we know.")
    choices = match["choices"]
    kind = "one of" if choices else match[1]
    return Field(name, kind, tuple(choices.split(", ")) if choices else (), may_be_none=bool(match["none"]))


def one_line_name(typed: str) -> str:
    """A name fit to be written in a message, or nothing: then it says Hello, and no name."""
    if len(typed) > 4 * LONGEST_NAME:
        return ""
    text = unicodedata.normalize("NFC", one_line(typed))
    if _LINK.search(unicodedata.normalize("NFKC", text)):
        return ""
    kept = " ".join(_MARKS.sub(" ", text).split())
    return kept if len(kept) <= LONGEST_NAME else ""


def paragraphs(typed: str) -> str:
    """Words of more than one line, as one of us wrote them: each line on its own, nothing hidden, none left out."""
    if len(typed) > LONGEST_WORDS:
        raise WrongFields(f"These are {len(typed):,} letters, and a message has room for {LONGEST_WORDS:,}.")
    lines = unicodedata.normalize("NFC", typed).splitlines()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(one_line(line) for line in lines)).strip()


def one_line(text: str) -> str:
    """Words on one line: no line ends, nothing that cannot be seen, nothing that turns what follows round."""
    seen = (letter if letter in _JOINERS or unicodedata.category(letter)[0] != "C" else " " for letter in text)
    return " ".join("".join(seen).split())


def titled(name: str) -> str:
    """What a deadline asks, in a few words, by its name in the law or in promises.yaml."""
    owed = promises().get(name) or register().duties.get(name)
    if owed is None:
        raise ValueError("No duty, promise or task has that name.")
    return owed.title


def said_moment(moment: datetime) -> str:
    """A moment as a message says it: 10:15am on Wednesday 3 March 2027. It needs a time zone."""
    if moment.tzinfo is None:
        raise ValueError("It has no time zone.")
    local = moment.astimezone(LONDON)
    if (local.hour, local.minute) in ((0, 0), (12, 0)):
        clock = "midday" if local.hour else "midnight"
    else:
        clock = f"{local.hour % 12 or 12}:{local:%M}{'am' if local.hour < 12 else 'pm'}"
    return f"{clock} on {written_day(local.date())}"


def said_due(before: datetime) -> str:
    """By when, of the first moment too late: midnight is the end of the day before, as people count."""
    local = before.astimezone(LONDON)
    if (local.hour, local.minute) == (0, 0) and before.tzinfo is not None:
        return f"the end of {written_day(local.date() - ONE_DAY)}"
    return said_moment(before)
