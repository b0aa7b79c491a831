"""What the guided report asks, and in which order: questions, their options, and the way from one to the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

# An answer as it is stored: JSON, and never more than its question asks.
#   one of, any of, rooms, contact   chosen: [option]
#   all that take own words          words: text
#   day or rough                     chosen: [option], day: 2026-11-22
#   times                            chosen: [any_time] or [monday-morning, ...], words: text
#   address                          lines: text, postcode: text
#   contact                          name, phone, email: text
Value = dict[str, Any]
Answers = Mapping[str, Value]

# What each kind of question has, after its key, in the names of its boxes. The list of options is the bare key.
PARTS: Mapping[str, tuple[str, ...]] = {
    "one of": (),
    "any of": (),
    "rooms": (),
    "words": (),
    "day or rough": ("day", "month", "year"),
    "contact": ("name", "phone", "email"),
    "times": (),
    "address": ("lines", "postcode"),
    "photos": (),
}
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ANY_TIME = "any_time"
# What stands in a condition for every option that is a sign of an emergency.
A_SIGN = "a sign"
END = "end"


class NoSuchQuestion(LookupError):
    """The tree has no question of that name; it may have had one in another version."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that can be chosen, in residents' words."""

    key: str
    words: str
    is_sign: bool = False
    hazards: tuple[str, ...] = ()
    # Cannot be chosen with others: none of these, I would rather not say.
    is_alone: bool = False
    # The number to call first, and what to do now, when it is a sign.
    call: str | None = None
    now: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """The question to ask next, or nothing at the end; and the options, of earlier questions, on which it turns."""

    ask: str | None
    when: tuple[tuple[str, frozenset[str]], ...] = ()

    def holds(self, answers: Answers) -> bool:
        """Whether each question it turns on was answered with one of the options it names."""
        return all(options & set(chosen(answers, key)) for key, options in self.when)


@dataclass(frozen=True, slots=True)
class Question:
    """One question: one page, one box on the form, one thing to say on the phone."""

    key: str
    kind: str
    words: str
    next: tuple[Rule, ...]
    hint: str | None = None
    options: tuple[Option, ...] = ()
    # The label of a box for their own words beside the options.
    own_words: str | None = None
    is_optional: bool = False
    # What the form on paper and the voice on the phone say, where the words on the screen would not do.
    paper: str | None = None
    phone: str | None = None

    @property
    def fields(self) -> tuple[str, ...]:
        """The name, and the id, of each box it has."""
        bare = () if self.kind in ("address", "photos") else (self.key,)
        words = (f"{self.key}-words",) if self.own_words else ()
        return (*bare, *(f"{self.key}-{part}" for part in PARTS[self.kind]), *words)

    def option(self, key: str) -> Option | None:
        """The option of that name, if it has one."""
        return next((option for option in self.options if option.key == key), None)


@dataclass(frozen=True, slots=True)
class Call:
    """A number to call, and when."""

    key: str
    words: str
    number: str

    @property
    def tel(self) -> str:
        """The number as a link has it."""
        return "".join(sign for sign in self.number if sign in "+0123456789")


@dataclass(frozen=True, slots=True)
class Need:
    """What there must be before a person can act: an answer to one of these, or a sentence that asks for it."""

    one_of: tuple[str, ...]
    says: str


@dataclass(frozen=True, slots=True)
class Tree:
    """All the questions in the order of the form, and the way through them."""

    version: date
    content_hash: str
    questions: Mapping[str, Question]
    # Numbers to call, in the order in which they save lives; the landlord's own is given when it is shown.
    calls: tuple[Call, ...]
    enough: Mapping[str, tuple[Need, ...]]
    # Keys of the questions that come before all others once there is a sign of danger.
    first_in_an_emergency: tuple[str, ...]

    @property
    def stamp(self) -> str:
        """Which tree was answered, in 19 letters: its version, and how its content hash begins."""
        return f"{self.version.isoformat()} {self.content_hash[:8]}"

    def question(self, key: str) -> Question:
        """The question of that name; NoSuchQuestion if there is none."""
        try:
            return self.questions[key]
        except KeyError:
            raise NoSuchQuestion(f"We do not ask a question called “{key}”. Begin again at the first.") from None

    def first(self) -> Question:
        """What is asked first: whether anyone is in danger."""
        return next(iter(self.questions.values()))

    def next(self, after_key: str, answers: Answers) -> Question | None:
        """What is asked after a question, as it stands answered; nothing at the end."""
        # The last rule of every question holds always: the reader makes sure of it.
        rule = next(rule for rule in self.question(after_key).next if rule.holds(answers))
        return self.questions[rule.ask] if rule.ask else None

    def asked(self, answers: Answers) -> tuple[Question, ...]:
        """Every question on the way through for these answers, those not yet answered too."""
        way: list[Question] = []
        question: Question | None = self.first()
        while question:
            way.append(question)
            question = self.next(question.key, answers)
        return tuple(way)

    def wanted(self, answers: Answers, *, is_emergency: bool, home_is_known: bool = False) -> tuple[Need, ...]:
        """What is still missing before a person can act; nothing when the report can be kept and acted on."""
        needs = self.enough["emergency" if is_emergency else "otherwise"]
        return tuple(
            need for need in needs if not any(self._says_something(key, answers, home_is_known) for key in need.one_of)
        )

    def _says_something(self, key: str, answers: Answers, home_is_known: bool) -> bool:
        kind, value = self.question(key).kind, answers.get(key) or {}
        if kind == "address":
            return home_is_known or bool(value.get("lines") or value.get("postcode"))
        if kind == "contact":
            return bool(value.get("phone"))
        return bool(value.get("chosen") or value.get("words"))


def chosen(answers: Answers, key: str) -> tuple[str, ...]:
    """The options chosen for a question, if any."""
    value = answers.get(key) or {}
    return tuple(value.get("chosen") or ())
