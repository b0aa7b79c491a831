"""What a report is taken for until a person has decided: the class, the hazard, and the reasons in words.

Pure: what was told goes in, a suggestion comes out, and nobody is asked what time it is. Whatever more is told (a
sign, a hazard, a circumstance, an answer), the class can rise and never falls.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from putright.hazards.rules import CHANGE, CLASSES, HAZARD, HOUSEHOLD, OTHERWISE, RAISES_TO, SIGN, WORDS, Rule, rules
from putright.law.hazard_types import hazard_types
from putright.repairs.tree.questions import Answers, chosen
from putright.repairs.tree.reading import tree


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What triage suggests: a person confirms it, or changes it with a reason."""

    # Empty when nothing told says which kind it is.
    hazard: str
    is_class: str
    # The names of the rules that hold, those that raise first, and their reasons in words.
    because: tuple[str, ...]
    words: tuple[str, ...]
    risk_hours: int
    version: str


@dataclass(frozen=True, slots=True)
class Told:
    """Everything told that a rule may turn on: hazards, signs, who lives there, and the options of each question."""

    said: Mapping[str, tuple[str, ...]]

    @property
    def hazards(self) -> tuple[str, ...]:
        """The hazards it may be, in the order they were told."""
        return self.said.get(HAZARD, ())

    def and_changed(self) -> Told:
        """The same, and that something has changed or got worse."""
        return Told({**self.said, CHANGE: (CHANGE,)})


def told_in(answers: Answers, *, words: str = "", household: Iterable[str] = ()) -> Told:
    """What somebody's answers, their own words, and what we know of who lives there, come to."""
    known, questions = rules(), tree()
    said = {question: chosen(answers, question) for question in questions.questions}
    heard = words.casefold().replace("’", "'")
    in_words = {name for name, phrases in known.signs.items() if phrases.search(heard)}
    named = [name for name, phrases in known.words.items() if phrases.search(heard)]
    options = [
        option
        for key, asked in questions.questions.items()
        for option in asked.options
        if option.key in said[key] or (option.is_sign and option.key in in_words)
    ]
    hazards = [hazard for option in sorted(options, key=lambda option: not option.is_sign) for hazard in option.hazards]
    lives_there = [known.household[option] for option in said[HOUSEHOLD] if option in known.household]
    return Told(
        {
            **said,
            HAZARD: tuple(dict.fromkeys([*hazards, *named])),
            SIGN: tuple(dict.fromkeys(option.key for option in options if option.is_sign)),
            HOUSEHOLD: tuple(dict.fromkeys([*lives_there, *household])),
            WORDS: tuple(named),
        }
    )


def suggest(told: Told, *, on: date) -> Suggestion:
    """The class and the hazard that everything told comes to, each reason in words; `on` is the day we were told."""
    known = rules()
    holding = [rule for rule in known.rules.values() if rule.holds(told.said)]
    is_class = max((rule.raises_to for rule in holding), key=CLASSES.index, default=CLASSES[0])
    raising = sorted((rule for rule in holding if rule.raises_to in RAISES_TO), key=_highest_first)
    because = [rule.name for rule in (*raising, *(rule for rule in holding if rule not in raising))]
    if not raising:
        because.insert(0, OTHERWISE)
    return Suggestion(
        hazard=_hazard(told, is_class, raising, on),
        is_class=is_class,
        because=tuple(because),
        words=tuple(known.says(name) for name in because),
        risk_hours=known.hours(because),
        version=known.stamp,
    )


def _hazard(told: Told, is_class: str, raising: list[Rule], on: date) -> str:
    """The hazard that made it so: one that the law covers before one that it does not, else the first that was told.

    So a clock that may run does.
    """
    top = [dict(rule.when).get(HAZARD) for rule in raising if rule.raises_to == is_class]
    named = [hazard for hazard in told.hazards if any(wanted and hazard in wanted for wanted in top)]
    # A rule that turns on an answer, and not on a hazard, may mean any of them.
    listed = dict.fromkeys([*named, *told.hazards] if all(top) else told.hazards)
    heading = is_class if is_class in RAISES_TO else RAISES_TO[0]
    return min(listed, key=lambda hazard: not hazard_types()[hazard].in_force(heading, on), default="")


def _highest_first(rule: Rule) -> int:
    return -CLASSES.index(rule.raises_to)
