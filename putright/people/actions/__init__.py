"""What is done about people: who they are, where they live, how they are reached, and how they sign in."""

from putright.people.actions.living import (
    begin_tenancy,
    end_circumstance,
    end_patch,
    end_tenancy,
    give_patch,
    join_household,
    leave_household,
    move_in,
    move_out,
    tell_circumstance,
)
from putright.people.actions.person import (
    add_contact_point,
    add_person,
    confirm_contact_point,
    end_contact_point,
    mark_safety,
    tie_account,
)
from putright.people.actions.signing_in import answer_code, ask_for_code, forget_codes

__all__ = [
    "add_contact_point",
    "add_person",
    "answer_code",
    "ask_for_code",
    "begin_tenancy",
    "confirm_contact_point",
    "end_circumstance",
    "end_contact_point",
    "end_patch",
    "end_tenancy",
    "forget_codes",
    "give_patch",
    "join_household",
    "leave_household",
    "mark_safety",
    "move_in",
    "move_out",
    "tell_circumstance",
    "tie_account",
]
