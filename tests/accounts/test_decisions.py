"""Who may do what, cell by cell: the table against the same thing written down a second time, by hand."""

from __future__ import annotations

import copy
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from putright.accounts import actions, decisions
from putright.accounts.decisions import (
    ANYONE,
    NOBODY,
    RESIDENT,
    Actor,
    NotInTheTable,
    actor_of,
    decide,
    read_table,
    table,
)
from putright.accounts.models import Role
from putright.clocks.strict_yaml import BadFile, read

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
FILE = Path(decisions.__file__).with_name("decisions.yaml")
COLUMNS = (
    *("anyone", "resident", "contact_centre", "housing_officer", "surveyor", "planner", "complaints_officer"),
    *("operative", "contractor", "board", "safeguarding", "administrator", "watch", "demo"),
)
ACTIONS = ("list", "read", "make", "change", "decide", "correct", "end", "download", "export")
LETTERS = {
    "o": "own",
    "j": "joint_tenant",
    "h": "household",
    "f": "former",
    "l": "linked",
    "p": "patch",
    "a": "assigned",
    "t": "took_down",
    "s": "sent",
    "n": "none",
}
EVERY = frozenset(LETTERS.values())
STAFF = frozenset(COLUMNS[2:12])
DESK = frozenset({"contact_centre", "housing_officer", "surveyor", "planner", "complaints_officer", "safeguarding"})


def all_of(role):
    """What * stands for."""
    if role == "anyone":
        return EVERY
    return frozenset({"own", "patch", "assigned", "took_down", "none"}) if role in STAFF else frozenset({"none"})


def expected():
    """thing -> action -> role -> relationships, from grid.txt."""
    grid, thing = {}, None
    for line in Path(__file__).with_name("grid.txt").read_text().splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if not line.startswith(" "):
            thing = grid.setdefault(line.strip(), {})
            continue
        action, *cells = line.split()
        assert len(cells) == len(COLUMNS) and action in ACTIONS and action not in thing, line
        thing[action] = {
            role: all_of(role) if cell == "*" else frozenset(LETTERS[letter] for letter in cell if letter != "-")
            for role, cell in zip(COLUMNS, cells, strict=True)
        }
    return grid


GRID = expected()


def cells():
    return [
        (thing, action, role, relationship)
        for thing in table().things
        for action in ACTIONS
        for role in COLUMNS
        for relationship in sorted(EVERY)
    ]


def test_the_grid_and_the_table_speak_of_the_same_things_roles_actions_and_relationships():
    assert set(GRID) == set(table().things)
    assert set(COLUMNS) == table().roles and set(ACTIONS) == table().actions and table().relationships == EVERY


def test_every_cell_is_as_it_was_written_down_by_hand():
    wrong = []
    for thing, action, role, relationship in cells():
        wanted = relationship in GRID[thing].get(action, {}).get(role, frozenset())
        if decide(Actor("x", frozenset({role})), action, thing, frozenset({relationship})) is not wanted:
            wrong.append(f"{role} {action} {thing} ({relationship}): expected {'yes' if wanted else 'no'}")
    assert wrong == []
    assert len(cells()) == len(GRID) * 9 * 14 * 10 > 50_000


def test_nothing_asked_of_no_relationship_is_more_than_none_gives():
    for thing, action, role, _ in cells()[:: len(EVERY)]:
        actor = Actor("x", frozenset({role}))
        assert decide(actor, action, thing) == decide(actor, action, thing, frozenset({"none"}))


things, some_action = st.sampled_from(sorted(table().things)), st.sampled_from(ACTIONS)
some_roles, some_ways = st.frozensets(st.sampled_from(COLUMNS)), st.frozensets(st.sampled_from(sorted(EVERY)))


@given(things, some_action, some_roles, some_ways)
def test_somebody_with_several_roles_may_do_what_each_of_them_may_and_no_more(thing, action, roles, ways):
    each = [decide(Actor("x", frozenset({role})), action, thing, ways) for role in roles]
    assert decide(Actor("x", roles), action, thing, ways) == any(each)


@given(things, some_action, some_ways)
def test_whoever_is_linked_to_a_household_gains_nothing_from_their_work(thing, action, relationships):
    worker = Actor("x", STAFF | {ANYONE, RESIDENT})
    at_home = Actor("x", frozenset({ANYONE, RESIDENT}))
    held = relationships | {"linked"}
    assert decide(worker, action, thing, held) == decide(at_home, action, thing, held)


# ---- What must hold of any table, whatever its cells


def allowed(kinds):
    return {
        (thing.name, action, role)
        for thing in table().things.values()
        if thing.is_class in kinds
        for action, who in thing.cells.items()
        for role in who
    }


def test_the_board_sees_no_people():
    of_people = {(thing, action) for thing, action, role in allowed({"personal", "protected"}) if role == "board"}
    own = {("password", "change"), ("second_factor", "read"), ("second_factor", "make"), ("second_factor", "end")}
    assert of_people == own | {("staff_message", "list"), ("staff_message", "read"), ("staff_message", "end")}


def test_operatives_and_contractors_learn_no_reasons_and_no_health():
    for role in ("operative", "contractor"):
        seen = {thing for thing, action, who in allowed({"personal", "protected"}) if who == role}
        assert seen == {"photo", "note", "staff_message", "password", "second_factor"}
        assert not decide(Actor("x", frozenset({role})), "read", "note")


def test_nobody_may_read_an_original_or_a_code_on_its_way():
    assert table().things["original"].cells == {}
    assert set(table().things["sign_in_code"].cells) == {"make"}


def test_what_is_not_public_is_read_by_somebody_unknown_only_where_their_browser_sent_it():
    for thing in table().things.values():
        for action in ("list", "read", "download", "export"):
            given_to_all = thing.cells.get(action, {}).get(ANYONE, frozenset())
            assert thing.is_class == "public" or given_to_all <= {"sent"} or thing.name in ("draft", "walk_in")


def test_jobs_read_nothing_through_the_table_and_export_nothing():
    for thing in table().things.values():
        for action in ("list", "read", "download", "export"):
            assert not {"watch", "demo"} & set(thing.cells.get(action, {}))


def test_only_a_complaints_officer_or_an_administrator_takes_many_away():
    exports = {role for _, action, role in allowed(decisions.CLASSES) if action == "export"}
    assert exports == {"complaints_officer", "administrator"}


def test_every_thing_says_what_it_is_for_a_housing_manager_to_read():
    for thing in table().things.values():
        assert len(thing.says) > 10 and thing.says[0].islower() and not thing.says.endswith("."), thing.name


# ---- What the table does not know


@pytest.mark.parametrize(
    ("roles", "action", "thing", "relationships"),
    [
        ({"surveyor"}, "read", "unicorn", ()),
        ({"surveyor"}, "steal", "report", ()),
        ({"king"}, "read", "report", ()),
        ({"surveyor"}, "read", "report", ("friend",)),
    ],
)
def test_what_the_table_does_not_know_is_an_error_and_never_a_yes(roles, action, thing, relationships):
    with pytest.raises(NotInTheTable):
        decide(Actor("x", frozenset(roles)), action, thing, frozenset(relationships))


def changed(change):
    given_file = copy.deepcopy(read(FILE))
    change(given_file)
    return given_file


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda it: it.pop("groups"), "must hold"),
        (lambda it: it.update(more={}), "must hold"),
        (lambda it: it["roles"].update(king="rules"), "do not agree about king"),
        (lambda it: it["roles"].pop("surveyor"), "do not agree about surveyor"),
        (lambda it: it["relationships"].update(friend="knows them"), "friend"),
        (lambda it: it["groups"].update(surveyor=["planner"]), "its own name"),
        (lambda it: it["groups"].update(others=["king"]), "only roles"),
        (lambda it: it["things"].update(unicorn={"read": {"anyone": "any"}}), "unicorn must say what it is"),
        (lambda it: it["things"]["report"].update({"class": "secret"}), "has the class secret"),
        (lambda it: it["things"]["report"].update(steal={"desk": "any"}), "steal, which is not one"),
        (lambda it: it["things"]["report"].update(read={"king": "any"}), "king, which is no role"),
        (lambda it: it["things"]["report"].update(read="any"), "must name roles"),
        (lambda it: it["things"]["report"].update(read={"desk": "any", "planner": "any"}), "planner twice"),
        (lambda it: it["things"]["report"].update(read={"desk": ["linked"]}), "must have any"),
        (lambda it: it["things"]["report"].update(read={"desk": ["none"]}), "must have any"),
        (lambda it: it["things"]["report"].update(read={"desk": ["former"]}), "must have any"),
        (lambda it: it["things"]["report"].update(read={"desk": []}), "must have any"),
        (lambda it: it["things"]["report"].update(read={"watch": ["own"]}), "must have any"),
        (lambda it: it["things"]["report"].update(read={"resident": ["assigned"]}), "must have any"),
    ],
)
def test_a_table_that_says_what_cannot_be_does_not_load(change, says):
    with pytest.raises(BadFile, match=says):
        read_table(changed(change))
    assert read_table(read(FILE)) == table()


# ---- Who somebody is to the table


def test_nobody_is_anyone():
    assert actor_of(None, AT) == NOBODY == Actor("resident", frozenset({"anyone"}))


@pytest.mark.django_db
def test_a_resident_is_a_resident():
    account = actions.open_account(by="test", at=AT)
    assert actor_of(account, AT) == Actor(account.code, frozenset({"anyone", "resident"}))


@pytest.mark.django_db
def test_a_role_counts_from_when_it_is_given_until_it_ends():
    account = actions.open_account(by="test", at=AT, email="p@example.org", name="Priya Nair", is_staff=True)
    role = actions.give_role(account=account, name=Role.Name.SURVEYOR, by="test", at=AT)
    actions.end_role(role=role, by="test", at=AT + timedelta(days=1))
    held = ["surveyor" in actor_of(account, AT + timedelta(seconds=s)).roles for s in (-1, 0, 86_399, 86_400, 100_000)]
    assert held == [False, True, True, False, False]


@pytest.mark.django_db
def test_an_account_that_has_ended_is_nobody():
    account = actions.open_account(by="test", at=AT, email="p@example.org", name="Priya Nair", is_staff=True)
    actions.give_role(account=account, name=Role.Name.SURVEYOR, by="test", at=AT)
    actions.end_account(account=account, by="test", at=AT + timedelta(hours=1))
    assert actor_of(account, AT + timedelta(hours=1)) == NOBODY


@pytest.mark.django_db
def test_roles_without_work_here_count_for_nothing():
    account = actions.open_account(by="test", at=AT)
    Role.objects.create(account=account, name="surveyor", since=AT)
    assert "surveyor" not in actor_of(account, AT).roles


def test_every_relationship_is_one_that_somebody_can_be_in():
    reachable = set(chain.from_iterable(decisions.possible(role) for role in COLUMNS))
    assert reachable == EVERY
