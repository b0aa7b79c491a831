"""People: who they are, where they live and under what agreement, over time, and how we reach them."""

from putright.people.models.household import Circumstance, Household, Member
from putright.people.models.person import ContactPoint, Person
from putright.people.models.sign_in import SignInCode
from putright.people.models.tenancy import Patch, Tenancy, Tenant

__all__ = [
    "Circumstance",
    "ContactPoint",
    "Household",
    "Member",
    "Patch",
    "Person",
    "SignInCode",
    "Tenancy",
    "Tenant",
]
