"""The rules of triage as hazards/triage.yaml writes them, read once and found sound."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from putright.clocks.strict_yaml import BadFile, read
from putright.law.hazard_types import hazard_types
from putright.law.hazards import class_tests
from putright.people.models import Circumstance
from putright.repairs.tree.questions import Tree
from putright.repairs.tree.reading import tree

TRIAGE = Path(__file__).with_name("triage.yaml")
KEYS = {"version", "most_hours", "otherwise", "household", "words", "signs", "rules", "criteria"}
RULE_KEYS = {"when", "raises_to", "hours", "says", "from"}
# From the mildest: a rule raises to a later one, and never to an earlier.
CLASSES = ("neither", "significant", "emergency")
RAISES_TO = CLASSES[1:]
HAZARD, SIGN, HOUSEHOLD, WORDS, CHANGE = "hazard", "sign", "household", "words", "change"
ANY = "any"
OTHERWISE = "otherwise"
SOURCE = re.compile(r"ours|decision [0-9]{9}|class_tests (?P<test>[a-z_]+)")


@dataclass(frozen=True, slots=True)
class Rule:
    """One reason to take a report for more than nothing, or to come sooner."""

    name: str
    # One of each of these must have been told; nothing here means any at all.
    when: tuple[tuple[str, frozenset[str]], ...]
    raises_to: str
    hours: int
    says: str
    source: str

    def holds(self, told: Mapping[str, Iterable[str]]) -> bool:
        """Whether something was told of each thing it asks about. More that is told never makes it hold less."""
        return all(self._told(told.get(kind, ()), wanted) for kind, wanted in self.when)

    @staticmethod
    def _told(given: Iterable[str], wanted: frozenset[str]) -> bool:
        return any(not wanted or one in wanted for one in given)


@dataclass(frozen=True, slots=True)
class Rules:
    """All of them, under the version that a triage keeps."""

    stamp: str
    most_hours: int
    otherwise: str
    # An option about who lives there: the kind of circumstance it means.
    household: Mapping[str, str]
    # A hazard or a sign: what names it in somebody's own words.
    words: Mapping[str, re.Pattern[str]]
    signs: Mapping[str, re.Pattern[str]]
    rules: Mapping[str, Rule]
    criteria: Mapping[str, str]

    def says(self, name: str) -> str:
        """The reason in words of a rule by its name; of a rule that is no more, its name is what we have."""
        if name == OTHERWISE:
            return self.otherwise
        rule = self.rules.get(name)
        return rule.says if rule else f"{name.replace('_', ' ').capitalize()}."

    def hours(self, names: Iterable[str]) -> int:
        """How far reasons together bring a report forward in the queue."""
        hours = [rule.hours for name in set(names) if (rule := self.rules.get(name))]
        return min(max([self.most_hours, *hours]), sum(hours))


@cache
def rules() -> Rules:
    """The rules as Putright ships them."""
    return load(TRIAGE)


def load(path: Path) -> Rules:
    """Read a file of rules. BadFile says in a sentence what is wrong with it."""
    data = read(path)
    try:
        return _rules(data, sha256(path.read_bytes()).hexdigest())
    except BadFile as error:
        raise BadFile(f"{path.name}: {error}") from None


def _rules(data: Any, content_hash: str) -> Rules:
    _only(data, KEYS, "the rules", needs=KEYS)
    if type(data["version"]) is not date:
        raise BadFile("version: must be a day, such as 2026-11-22.")
    questions = tree()
    criteria = data["criteria"]
    _only(criteria, {"checked", *RAISES_TO}, "criteria", needs={"checked", *RAISES_TO})
    return Rules(
        stamp=f"{data['version'].isoformat()} {content_hash[:8]}",
        most_hours=_hours(data["most_hours"], "most_hours"),
        otherwise=_text(data["otherwise"], "otherwise"),
        household=_household(data["household"], questions),
        words=_phrases(data["words"], "words", set(hazard_types())),
        signs=_phrases(data["signs"], "signs", _signs(questions)),
        rules={name: _rule(name, entry, questions) for name, entry in data["rules"].items()},
        criteria={name: _text(text, f"criteria: {name}") for name, text in criteria.items()},
    )


def _rule(name: str, entry: Any, questions: Tree) -> Rule:
    _only(entry, RULE_KEYS, name, needs={"when", "says", "from"})
    raises_to, hours = entry.get("raises_to", CLASSES[0]), _hours(entry.get("hours", 0), name)
    if "raises_to" in entry and raises_to not in RAISES_TO:
        raise BadFile(f"{name}: a rule raises to {' or '.join(RAISES_TO)}, and lowers nothing.")
    if raises_to == CLASSES[0] and not hours:
        raise BadFile(f"{name}: it neither raises the class nor brings anything forward.")
    if not re.fullmatch(r"[a-z0-9_]{1,64}", name) or name == OTHERWISE:
        raise BadFile(f"“{name}” cannot be the name of a rule.")
    source = SOURCE.fullmatch(str(entry["from"]))
    if source is None or (source["test"] and source["test"] not in class_tests()):
        raise BadFile(f"{name}: from must be “ours”, a test of the law or a decision by its number.")
    when = tuple((kind, _wanted(f"{name}: {kind}", kind, wanted, questions)) for kind, wanted in entry["when"].items())
    if not when:
        raise BadFile(f"{name}: say when.")
    return Rule(name, when, raises_to, hours, _text(entry["says"], name), source[0])


def _wanted(where: str, kind: str, wanted: Any, questions: Tree) -> frozenset[str]:
    known = {HAZARD: set(hazard_types()), SIGN: _signs(questions), HOUSEHOLD: set(Circumstance.Kind.values)}
    known |= {WORDS: set(), CHANGE: set()}
    if kind not in known:
        if kind not in questions.questions:
            raise BadFile(f"{where}: there is no such question.")
        known[kind] = {option.key for option in questions.question(kind).options}
    if wanted == ANY:
        return frozenset()
    if not isinstance(wanted, list) or not wanted:
        raise BadFile(f"{where}: write a list, or “{ANY}”.")
    if strange := set(wanted) - known[kind]:
        raise BadFile(f"{where}: {', '.join(sorted(map(str, strange)))} is nothing that can be told.")
    return frozenset(wanted)


def _household(entry: Any, questions: Tree) -> Mapping[str, str]:
    options = {option.key for option in questions.question(HOUSEHOLD).options if not option.is_alone}
    _only(entry, options, HOUSEHOLD, needs=options)
    if strange := set(entry.values()) - set(Circumstance.Kind.values):
        raise BadFile(f"household: {', '.join(sorted(strange))} is no circumstance.")
    return dict(entry)


def _signs(questions: Tree) -> set[str]:
    return {option.key for question in questions.questions.values() for option in question.options if option.is_sign}


def _phrases(entry: Any, where: str, known: set[str]) -> Mapping[str, re.Pattern[str]]:
    """What finds each in somebody's words: at the start of a word, however it goes on (leak, leaks, leaking)."""
    _only(entry, known, where, needs=set())
    found = {}
    for name, phrases in entry.items():
        listed = [re.escape(_text(phrase, f"{where}: {name}")).replace(r"\ ", r"\s+") for phrase in phrases]
        found[name] = re.compile(rf"\b(?:{'|'.join(listed)})")
    return found


def _only(entry: Any, allowed: set[str], where: str, needs: set[str]) -> None:
    if not isinstance(entry, dict):
        raise BadFile(f"{where}: write names and what they say.")
    if strange := set(entry) - allowed:
        raise BadFile(f"{where}: {', '.join(sorted(map(str, strange)))} is not something it says.")
    if missing := needs - set(entry):
        raise BadFile(f"{where}: {', '.join(sorted(missing))} is missing.")


def _text(text: Any, where: str) -> str:
    if not isinstance(text, str) or not text.strip():
        raise BadFile(f"{where}: must be words.")
    return text


def _hours(hours: Any, where: str) -> int:
    if type(hours) is not int or hours < 0:
        raise BadFile(f"{where}: hours must be a whole number.")
    return hours
