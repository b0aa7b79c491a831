"""Who may do what: one table, read from decisions.yaml, that every page, download, job and export asks.

A question has four parts: an actor with roles, an action, a thing, and how the actor is related to it. The answer is
yes only where the table says so. A role, thing, action or relationship that the table does not know is an error, in
the file as in a question, and never a yes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from putright.accounts.models import Account, Role
from putright.clocks.strict_yaml import BadFile, read

# A role of whoever comes, signed in or not, and of whoever is signed in.
ANYONE, RESIDENT = "anyone", "resident"
LINKED, SENT, NONE = "linked", "sent", "none"
# Those who are no people, and so are related to nobody.
JOBS = frozenset({"watch", "demo"})
PARTS = ("version", "roles", "groups", "relationships", "actions", "things")
CLASSES = ("public", "ordinary", "personal", "protected")
# In which relationships a role can be at all.
OF_STAFF = frozenset({"own", LINKED, "patch", "assigned", "took_down", NONE})
OF_RESIDENTS = frozenset({"own", "joint_tenant", "household", "former", NONE})
OF_ANYONE = frozenset({SENT, NONE})
Cells = Mapping[str, Mapping[str, frozenset[str]]]


class NotInTheTable(LookupError):
    """The table was asked of a role, a thing, an action or a relationship that it does not know."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever acts: the code that the record knows them by, and their roles now."""

    code: str
    roles: frozenset[str]


NOBODY = Actor("resident", frozenset({ANYONE}))
WATCH = Actor("watch", frozenset({"watch"}))
DEMO = Actor("demo", frozenset({"demo"}))


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that people do things with: its class, and who may do what."""

    name: str
    says: str
    is_class: str
    cells: Cells


@dataclass(frozen=True, slots=True)
class Table:
    """The whole table, checked."""

    version: str
    roles: frozenset[str]
    relationships: frozenset[str]
    actions: frozenset[str]
    things: Mapping[str, Thing]

    def cells(self, action: str, thing: str) -> Mapping[str, frozenset[str]]:
        """In which relationships each role may do it. Raises NotInTheTable."""
        if thing not in self.things:
            raise NotInTheTable(f"decisions.yaml has no thing {thing}. Add it there, with who may do what.")
        if action not in self.actions:
            raise NotInTheTable(f"decisions.yaml has no action {action}: choose {', '.join(sorted(self.actions))}.")
        return self.things[thing].cells.get(action, {})


def decide(actor: Actor, action: str, thing: str, relationships: frozenset[str] = frozenset()) -> bool:
    """Whether this actor may do this with a thing that they are related to in these ways. Raises NotInTheTable."""
    cells = table().cells(action, thing)
    if unknown := (actor.roles - table().roles) | (relationships - table().relationships):
        raise NotInTheTable(f"decisions.yaml knows no role or relationship {', '.join(sorted(unknown))}.")
    held = relationships or frozenset({NONE})
    # Whoever is linked to these people has left their work at the door.
    roles = actor.roles & {ANYONE, RESIDENT} if LINKED in held else actor.roles
    given = cells.get(ANYONE, frozenset()) if ANYONE in roles else frozenset()
    return NONE in given or any(cells.get(role, frozenset()) & held for role in roles)


def actor_of(account: Account | None, at: datetime) -> Actor:
    """Who somebody is to the table at a moment; nobody, when nobody is signed in."""
    if account is None or not account.is_active:
        return NOBODY
    held = account.roles.held(at).values_list("name", flat=True) if account.is_staff else ()
    return Actor(account.code, frozenset({ANYONE, RESIDENT, *held}))


@cache
def table() -> Table:
    """The table, read once."""
    return read_table(read(Path(__file__).with_name("decisions.yaml")))


def read_table(given: Any) -> Table:
    """A table from what its file holds; BadFile with a sentence where it cannot be used as it stands."""
    if not isinstance(given, dict) or set(given) != set(PARTS):
        raise BadFile(f"decisions.yaml must hold {', '.join(PARTS)}, and nothing else.")
    _check_names(given)
    groups = {name: frozenset(members) for name, members in given["groups"].items()}
    read_one = _Reading(given, groups).thing
    return Table(
        version=str(given["version"]),
        roles=frozenset(given["roles"]),
        relationships=frozenset(given["relationships"]),
        actions=frozenset(given["actions"]),
        things={name: read_one(name, entry) for name, entry in given["things"].items()},
    )


def possible(role: str) -> frozenset[str]:
    """In which relationships a role can be to a thing."""
    if role == RESIDENT:
        return OF_RESIDENTS
    if role == ANYONE:
        return OF_ANYONE
    return frozenset({NONE}) if role in JOBS else OF_STAFF


def _check_names(given: Mapping[str, Any]) -> None:
    """Refuse roles that are not those that accounts hold, relationships nobody can be in, and groups of strangers."""
    roles = {ANYONE, RESIDENT, *JOBS, *Role.Name.values}
    if astray := set(given["roles"]) ^ roles:
        raise BadFile(f"decisions.yaml and accounts.models.Role do not agree about {', '.join(sorted(astray))}.")
    if astray := set(given["relationships"]) ^ (OF_STAFF | OF_RESIDENTS | OF_ANYONE):
        raise BadFile(f"decisions.yaml: nobody works out the relationship {', '.join(sorted(astray))}.")
    for name, members in given["groups"].items():
        if name in roles or not set(members) <= roles:
            raise BadFile(f"decisions.yaml: the group {name} must have its own name, and only roles in it.")


class _Reading:
    """Reads each thing, with the names that there are at hand."""

    def __init__(self, given: Mapping[str, Any], groups: Mapping[str, frozenset[str]]) -> None:
        self.given, self.groups = given, groups

    def thing(self, name: str, entry: Any) -> Thing:
        """One thing, or BadFile with what is wrong with it."""
        if not isinstance(entry, dict) or not {"says", "class"} <= set(entry) or not entry["says"]:
            raise BadFile(f"decisions.yaml: {name} must say what it is, and its class.")
        if entry["class"] not in CLASSES:
            raise BadFile(f"decisions.yaml: {name} has the class {entry['class']}. Choose {', '.join(CLASSES)}.")
        asked = {action: who for action, who in entry.items() if action not in ("says", "class")}
        if unknown := set(asked) - set(self.given["actions"]):
            raise BadFile(f"decisions.yaml: {name} has the action {', '.join(sorted(unknown))}, which is not one.")
        cells = {action: self._who(f"{name}, {action}", who) for action, who in asked.items()}
        return Thing(name, entry["says"], entry["class"], cells)

    def _who(self, where: str, who: Any) -> Mapping[str, frozenset[str]]:
        """In which relationships each role may, with the groups written out."""
        found: dict[str, frozenset[str]] = {}
        if not isinstance(who, dict):
            raise BadFile(f"decisions.yaml: {where} must name roles, each with its relationships.")
        for name, relationships in who.items():
            for role in self.groups.get(name, {name}):
                if role not in self.given["roles"]:
                    raise BadFile(f"decisions.yaml: {where} names {role}, which is no role and no group.")
                if role in found:
                    raise BadFile(f"decisions.yaml: {where} names {role} twice, once in a group. Say it once.")
                found[role] = _relationships(f"{where}, {role}", role, relationships)
        return found


def _relationships(where: str, role: str, given: str | Iterable[str]) -> frozenset[str]:
    """The relationships named; `any` is all that a role can be in but linked. Nothing else can give none or linked."""
    if given == "any":
        return possible(role) - {LINKED}
    named = frozenset([given] if isinstance(given, str) else given)
    if not named or not named <= possible(role) - {LINKED, NONE}:
        choices = ", ".join(sorted(possible(role) - {LINKED, NONE}))
        raise BadFile(f"decisions.yaml: {where} must have any{' or some of ' + choices if choices else ''}.")
    return named
