"""The signs of an emergency in somebody's answers, wherever they were given, and who to call."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from putright.law.hazard_types import hazard_types
from putright.repairs.tree.questions import Answers, Call, Option, Tree, chosen
from putright.repairs.tree.reading import LANDLORD

# Shown with every emergency, whatever its sign.
_ALWAYS = ("life", LANDLORD)


def signs(tree: Tree, answers: Answers) -> tuple[Option, ...]:
    """The signs of an emergency that were chosen, in any question, in the order in which they are asked."""
    return tuple(option for option in _chosen_options(tree, answers) if option.is_sign)


def is_emergency(tree: Tree, answers: Answers) -> bool:
    """Whether any sign of an emergency was chosen."""
    return bool(signs(tree, answers))


def hazards_possible(tree: Tree, answers: Answers) -> tuple[str, ...]:
    """The hazards that triage may think of, by name, in the order of the list; a person decides."""
    named = {hazard for option in _chosen_options(tree, answers) for hazard in option.hazards}
    return tuple(hazard for hazard in hazard_types() if hazard in named)


def calls(tree: Tree, answers: Answers, *, landlord: str) -> tuple[Call, ...]:
    """Who to call, the first first: what the signs ask for, then 999 and the landlord's own number."""
    found = signs(tree, answers)
    if not found:
        return ()
    named = {option.call for option in found}
    first = [call for call in tree.calls if call.key in named]
    then = [call for call in tree.calls if call.key in _ALWAYS and call.key not in named]
    return tuple(_with_number(call, landlord) for call in (*first, *then))


def all_calls(tree: Tree, *, landlord: str) -> tuple[Call, ...]:
    """Every number there is, for a page that comes before any answer."""
    return tuple(_with_number(call, landlord) for call in tree.calls)


def _with_number(call: Call, landlord: str) -> Call:
    return replace(call, number=landlord) if call.key == LANDLORD else call


def _chosen_options(tree: Tree, answers: Answers) -> Iterator[Option]:
    for key, question in tree.questions.items():
        given = chosen(answers, key)
        yield from (option for option in question.options if option.key in given)
