"""Reads the tree of the guided report, and refuses one that could lose somebody on the way.

A key we do not know, a question nobody reaches or nobody leaves, a way that goes round, a hazard that is not on the
list: none of these load. BadFile says what is wrong in a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from putright.clocks.strict_yaml import BadFile, read
from putright.law.hazard_types import hazard_types
from putright.repairs.tree.questions import A_SIGN, END, PARTS, Call, Need, Option, Question, Rule, Tree
from putright.repairs.tree.walking import refuse_what_nobody_can_walk

REPORT = Path(__file__).with_name("report.yaml")
TREE_KEYS = {"version", "calls", "enough", "first_in_an_emergency", "questions"}
QUESTION_KEYS = {"kind", "words", "hint", "options", "own_words", "optional", "next", "paper", "phone"}
OPTION_KEYS = {"key", "words", "emergency", "hazard", "alone", "call", "now"}
CHOICES = ("one of", "any of", "rooms", "day or rough", "times", "contact")
NAME = re.compile(r"[a-z][a-z0-9_]*")
# The landlord's number is given when it is shown, so the tree names it and leaves it empty.
LANDLORD = "landlord"


@cache
def tree() -> Tree:
    """The guided report as Putright ships it."""
    return load(REPORT)


def load(path: Path) -> Tree:
    """Read a tree, and make sure that every way through it ends; BadFile says what is wrong."""
    data = read(path)
    try:
        made = _tree(data, sha256(path.read_bytes()).hexdigest())
        refuse_what_nobody_can_walk(made)
    except BadFile as error:
        raise BadFile(f"{path.name}: {error}") from None
    return made


def _tree(data: Any, content_hash: str) -> Tree:
    _only(data, TREE_KEYS, "the tree", needs=TREE_KEYS)
    if type(data["version"]) is not date:
        raise BadFile("version: must be a day, such as 2026-11-22.")
    calls = _calls(data["calls"])
    entries = _mapping(data["questions"], "questions")
    if not entries:
        raise BadFile("there are no questions.")
    questions = {key: _question(key, entry, {call.key for call in calls}) for key, entry in entries.items()}
    for question in questions.values():
        for rule in question.next:
            _refuse_unknown(question, rule, questions)
    fit = {key: _fit(question, questions) for key, question in questions.items()}
    first = _names(data["first_in_an_emergency"], "first_in_an_emergency")
    _refuse_no_question(first, "first_in_an_emergency", fit)
    return Tree(data["version"], content_hash, fit, calls, _enough(data["enough"], fit), first)


def _only(entry: Any, allowed: set[str], what: str, needs: set[str]) -> None:
    unknown = set(_mapping(entry, what)) - allowed
    if unknown:
        raise BadFile(f"{what}: {', '.join(sorted(map(str, unknown)))} is not something it says.")
    missing = needs - set(entry)
    if missing:
        raise BadFile(f"{what}: {', '.join(sorted(missing))} is missing.")


def _mapping(entry: Any, what: str) -> Mapping[str, Any]:
    if not isinstance(entry, dict):
        raise BadFile(f"{what}: write names and what they say.")
    return entry


def _list(entry: Any, what: str) -> list[Any]:
    if not isinstance(entry, list):
        raise BadFile(f"{what}: write a list.")
    return entry


def _names(entry: Any, what: str) -> tuple[str, ...]:
    return tuple(_name(name, what) for name in _list(entry, what))


def _text(entry: Mapping[str, Any], key: str, what: str) -> str | None:
    text = entry.get(key)
    if text is not None and (not isinstance(text, str) or not text.strip()):
        raise BadFile(f"{what}: {key} must be words.")
    return text


def _needed_text(entry: Mapping[str, Any], key: str, what: str) -> str:
    text = _text(entry, key, what)
    if text is None:
        raise BadFile(f"{what}: {key} is missing.")
    return text


def _is(entry: Mapping[str, Any], key: str, what: str) -> bool:
    if not isinstance(entry.get(key, False), bool):
        raise BadFile(f"{what}: {key} must be yes or no.")
    return bool(entry.get(key, False))


def _name(key: Any, what: str) -> str:
    if not isinstance(key, str) or not NAME.fullmatch(key) or key == END:
        raise BadFile(f"{what}: “{key}” cannot be a name. Use small letters and _, and not “{END}”.")
    return key


def _calls(entries: Any) -> tuple[Call, ...]:
    for key, entry in _mapping(entries, "calls").items():
        needs = {"words"} if key == LANDLORD else {"words", "number"}
        _only(entry, needs, f"calls: {key}", needs=needs)
        for part in needs:
            _needed_text(entry, part, f"calls: {key}")
    if LANDLORD not in entries:
        raise BadFile(f"calls: {LANDLORD} is missing.")
    return tuple(Call(key, entry["words"], entry.get("number", "")) for key, entry in entries.items())


def _question(key: str, entry: Any, calls: set[str]) -> Question:
    _name(key, "questions")
    _only(entry, QUESTION_KEYS, key, needs={"kind", "words", "next"})
    if _needed_text(entry, "kind", key) not in PARTS:
        raise BadFile(f"{key}: “{entry['kind']}” is not a kind of question. Use {', '.join(PARTS)}.")
    options = tuple(
        _option(option, f"{key}: options", calls) for option in _list(entry.get("options", []), f"{key}: options")
    )
    names = [option.key for option in options]
    if len(set(names)) < len(names):
        twice = sorted({name for name in names if names.count(name) > 1})
        raise BadFile(f"{key}: {', '.join(twice)} is offered twice.")
    if bool(options) != (entry["kind"] in CHOICES):
        raise BadFile(f"{key}: a question of kind {entry['kind']} has {'no ' if options else ''}options.")
    return Question(
        key=key,
        kind=entry["kind"],
        words=_needed_text(entry, "words", key),
        next=_rules(entry["next"], key),
        hint=_text(entry, "hint", key),
        options=options,
        own_words=_text(entry, "own_words", key),
        is_optional=_is(entry, "optional", key),
        paper=_text(entry, "paper", key),
        phone=_text(entry, "phone", key),
    )


def _option(entry: Any, what: str, calls: set[str]) -> Option:
    _only(entry, OPTION_KEYS, what, needs={"key", "words"})
    what = f"{what}: {_name(entry['key'], what)}"
    named = entry.get("hazard", [])
    hazards = _names(named if isinstance(named, list) else [named], f"{what}: hazard")
    unknown = [hazard for hazard in hazards if hazard not in hazard_types()]
    if unknown:
        raise BadFile(f"{what}: {', '.join(unknown)} is not on the list of hazards.")
    call = _text(entry, "call", what)
    if call is not None and call not in calls:
        raise BadFile(f"{what}: calls has no number for {call}.")
    is_sign, is_alone, now = _is(entry, "emergency", what), _is(entry, "alone", what), _text(entry, "now", what)
    if (is_alone and is_sign) or ((call or now) and not is_sign):
        raise BadFile(f"{what}: only a sign says who to call and what to do now, and a sign never stands alone.")
    return Option(entry["key"], _needed_text(entry, "words", what), is_sign, hazards, is_alone, call, now)


def _rules(entry: Any, key: str) -> tuple[Rule, ...]:
    entries = _list([{"ask": entry}] if isinstance(entry, str) else entry, f"{key}: next")
    rules = []
    for rule in entries:
        _only(rule, {"ask", "when"}, f"{key}: next", needs={"ask"})
        when = _mapping(rule.get("when", {}), f"{key}: when").items()
        conditions = tuple((name, _turning(listed, f"{key}: when: {name}")) for name, listed in when)
        rules.append(Rule(None if rule["ask"] == END else _needed_text(rule, "ask", f"{key}: next"), conditions))
    if not rules or rules[-1].when or not all(rule.when for rule in rules[:-1]):
        raise BadFile(f"{key}: the last rule of next, and only the last, must hold always: write it without when.")
    return tuple(rules)


def _turning(listed: Any, what: str) -> frozenset[str]:
    if listed == A_SIGN:
        return frozenset([A_SIGN])
    options = frozenset(_names(listed, what))
    if not options:
        raise BadFile(f"{what}: name the options it turns on, or write “{A_SIGN}”.")
    return options


def _refuse_unknown(question: Question, rule: Rule, questions: Mapping[str, Question]) -> None:
    if rule.ask is not None and rule.ask not in questions:
        raise BadFile(f"{question.key}: it leads to {rule.ask}, which is no question.")
    for name, options in rule.when:
        if name not in questions:
            raise BadFile(f"{question.key}: it turns on {name}, which is no question.")
        unknown = options - {option.key for option in questions[name].options} - {A_SIGN}
        if unknown or (A_SIGN in options and not _signs(questions[name])):
            raise BadFile(f"{question.key}: {name} does not offer {', '.join(sorted(map(str, unknown or options)))}.")


def _signs(question: Question) -> frozenset[str]:
    return frozenset(option.key for option in question.options if option.is_sign)


def _fit(question: Question, questions: Mapping[str, Question]) -> Question:
    """The question with every “a sign” in its rules written out as the options that are one."""
    rules = tuple(
        replace(rule, when=tuple((key, _signs(questions[key]) if A_SIGN in o else o) for key, o in rule.when))
        for rule in question.next
    )
    return replace(question, next=rules)


def _enough(entries: Any, questions: Mapping[str, Question]) -> dict[str, tuple[Need, ...]]:
    cases = {"emergency", "otherwise"}
    _only(entries, cases, "enough", needs=cases)
    made = {}
    for case, needs in entries.items():
        made[case] = tuple(_need(need, f"enough: {case}", questions) for need in _list(needs, f"enough: {case}"))
    return made


def _need(entry: Any, what: str, questions: Mapping[str, Question]) -> Need:
    _only(entry, {"one_of", "says"}, what, needs={"one_of", "says"})
    keys = _names(entry["one_of"], what)
    _refuse_no_question(keys, what, questions)
    return Need(keys, _needed_text(entry, "says", what))


def _refuse_no_question(keys: tuple[str, ...], what: str, questions: Mapping[str, Question]) -> None:
    unknown = set(keys) - set(questions)
    if unknown:
        raise BadFile(f"{what}: {', '.join(sorted(unknown))} is no question.")
