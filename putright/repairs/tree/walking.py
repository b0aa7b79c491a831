"""Every way through the tree, and the refusal of one that does not end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from putright.clocks.strict_yaml import BadFile
from putright.repairs.tree.questions import Rule, Tree

# What a rule turns on, and whether it held: fixed once it has been asked on a way.
Turns = Mapping[tuple[tuple[str, frozenset[str]], ...], bool]
Way = tuple[str, ...]


def ways(tree: Tree) -> Iterator[tuple[Way, Turns]]:
    """Every way through, by whether each condition held; each condition is taken to be free of the others.

    So some ways may be listed that no answers lead to, but none is left out. BadFile for one that goes round.
    """
    yield from _from(tree, tree.first().key, (), {})


def _from(tree: Tree, key: str, way: Way, turns: Turns) -> Iterator[tuple[Way, Turns]]:
    if key in way:
        raise BadFile(f"{key} would be asked again and again: {', '.join((*way[way.index(key) :], key))}.")
    way = (*way, key)
    for rule, decided in _open(tree.questions[key].next, turns):
        if rule.ask is None:
            yield way, decided
        else:
            yield from _from(tree, rule.ask, way, decided)


def _open(rules: tuple[Rule, ...], turns: Turns) -> Iterator[tuple[Rule, Turns]]:
    """The rules that may hold on a way, each with what must be so for it to be the first that does."""
    for rule in rules:
        if not rule.when or turns.get(rule.when, True):
            yield rule, {**turns, rule.when: True} if rule.when else turns
        if not rule.when or turns.get(rule.when, False):
            return
        turns = {**turns, rule.when: False}


def refuse_what_nobody_can_walk(tree: Tree) -> None:
    """BadFile if a way goes round, a question is on no way, or a rule turns on what cannot have been asked yet."""
    reached: set[str] = set()
    for way, _ in ways(tree):
        reached |= set(way)
        for place, key in enumerate(way):
            _refuse_what_is_not_asked_yet(tree, way[: place + 1], key)
    unreached = [key for key in tree.questions if key not in reached]
    if unreached:
        raise BadFile(f"{', '.join(unreached)} is never asked: nothing leads to it.")


def _refuse_what_is_not_asked_yet(tree: Tree, before: Way, key: str) -> None:
    for rule in tree.questions[key].next:
        for name, _ in rule.when:
            if name not in before:
                raise BadFile(f"{key}: it turns on {name}, which is not always asked before it.")


def only_if(tree: Tree, key: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """What must have been chosen for a question to be asked; nothing when it is always asked."""
    leading = {rule.when for question in tree.questions.values() for rule in question.next if rule.ask == key}
    return leading.pop() if len(leading) == 1 else ()
