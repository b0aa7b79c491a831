"""Letting people in and out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator

from putright.accounts import actions, queries
from putright.accounts.actions import NotAllowed
from putright.accounts.models import Account, Role
from putright.record.models import Line

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
LATER = AT + timedelta(days=1)


@pytest.fixture
def priya():
    account = actions.open_account(by="test", at=AT, email="Priya@Example.org ", name=" Priya  Nair", is_staff=True)
    actions.give_role(account=account, name="housing_officer", by="test", at=AT)
    return account


def lines():
    return list(Line.objects.order_by("id").values_list("name", "audience"))


def test_staff_have_an_email_and_a_name_and_no_password_yet(priya):
    assert (priya.email, priya.name, priya.has_usable_password()) == ("priya@example.org", "Priya Nair", False)
    assert lines() == [("accounts.opened", "staff"), ("accounts.role_given", "staff")]


def test_a_residents_account_holds_nothing_of_them_and_they_may_read_of_it():
    account = actions.open_account(by="resident", at=AT)
    assert (account.email, account.name, account.is_staff) == (None, "", False)
    assert lines() == [("accounts.opened", "resident")]


@pytest.mark.parametrize(
    ("email", "name", "says"),
    [
        ("priya", "Priya Nair", "is not an email address"),
        ("", "Priya Nair", "is not an email address"),
        ("priya@example.org\nBcc: all@example.org", "Priya", "is not an email address"),
        ("priya@example.org", " ", "Give a name"),
        ("priya@example.org", "P" * 101, "Give a name"),
        ("priya@example.org", "Priya\u202enair", "Give a name"),
    ],
)
def test_staff_without_an_email_or_a_name_are_not_let_in(email, name, says):
    with pytest.raises(NotAllowed, match=says):
        actions.open_account(by="test", at=AT, email=email, name=name, is_staff=True)
    assert not Account.objects.exists() and lines() == []


def test_one_email_has_one_account(priya):
    with pytest.raises(NotAllowed, match=r"an account for priya@example\.org already"):
        actions.open_account(by="test", at=AT, email="PRIYA@example.org", name="Another", is_staff=True)


def test_a_role_given_twice_is_held_once(priya):
    actions.give_role(account=priya, name="housing_officer", by="test", at=LATER)
    assert Role.objects.count() == 1 and len(lines()) == 2


def test_a_role_that_there_is_not_is_not_given(priya):
    with pytest.raises(NotAllowed, match="no role king"):
        actions.give_role(account=priya, name="king", by="test", at=AT)


def test_a_resident_holds_no_role():
    account = actions.open_account(by="test", at=AT)
    with pytest.raises(NotAllowed, match="does not work here"):
        actions.give_role(account=account, name="surveyor", by="test", at=AT)


def test_a_role_may_be_held_again_after_it_ended(priya):
    actions.end_role(role=priya.roles.get(), by="test", at=LATER)
    actions.give_role(account=priya, name="housing_officer", by="test", at=LATER + timedelta(days=1))
    assert [queries.holding("housing_officer", AT + timedelta(days=d)).count() for d in (0, 1, 2)] == [1, 0, 1]


def test_an_account_that_ends_takes_everything_with_it(priya):
    priya.set_password("four words that rhyme")
    priya.save()
    Authenticator.objects.create(user=priya, type="totp", data={})
    actions.end_account(account=priya, by="test", at=LATER)
    assert not priya.is_active and not priya.has_usable_password()
    assert not Authenticator.objects.exists() and not queries.staff(LATER) and not priya.roles.held(LATER)
    assert priya.roles.held(AT).exists()
    assert lines()[-1][0] == "accounts.ended"


def test_a_role_that_ends_as_it_begins_was_never_held(priya):
    actions.end_account(account=priya, by="test", at=AT)
    assert not Role.objects.exists()


@pytest.mark.parametrize("lost", [True, False])
def test_a_lost_password_ends_and_the_second_factor_only_where_that_was_lost_too(priya, lost):
    priya.set_password("four words that rhyme")
    priya.save()
    Authenticator.objects.create(user=priya, type="totp", data={})
    actions.begin_again(account=priya, forget_second_factor=lost, by="test", at=LATER)
    assert not priya.has_usable_password() and Authenticator.objects.exists() is not lost
    assert Line.objects.get(name="accounts.began_again").detail == {"forgot_second_factor": lost}


def test_who_works_here_is_listed_with_what_they_do_now(priya):
    actions.give_role(account=priya, name="administrator", by="test", at=AT)
    [listed] = queries.staff(AT)
    assert [role.name for role in listed.roles_now] == ["administrator", "housing_officer"]
    assert queries.member_of_staff(" Priya@example.org ") == priya
    assert queries.member_of_staff("nobody@example.org") is None
