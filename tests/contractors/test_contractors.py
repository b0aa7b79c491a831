"""Who does the works, from when until when; what each kind of work costs; and how much is theirs to spend."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from putright.accounts.models import Account
from putright.contractors.actions import (
    CannotBeKept,
    add_contractor,
    add_worker,
    end_contractor,
    end_rate,
    end_worker,
    set_rate,
    set_spend_limit,
)
from putright.contractors.models import Contractor, Rate, Worker, cost_pence, pounds
from putright.contractors.queries import contractors_of, contractors_on, rates_on, spend_limit_of, works_for
from putright.record.models import Line
from tests.hazards.a_street import LONG_AGO, NOW
from tests.repairs.works import BY, limit, rate, team, worker

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 4)


def test_our_own_team_comes_first_and_whoever_has_ended_is_not_there():
    acme, ours = team("Acme Drains", ["drainage"], is_own_team=False), team()
    assert list(contractors_on(TODAY)) == [ours, acme]
    end_contractor(contractor=acme, until=TODAY, **BY)
    assert list(contractors_on(TODAY)) == [ours]
    assert list(contractors_on(TODAY - timedelta(days=1))) == [ours, acme]
    assert list(Line.objects.filter(about_id=acme.reference).values_list("name", flat=True)) == [
        "contractors.contractor_added",
        "contractors.contractor_ended",
    ]


@pytest.mark.parametrize(
    "told, says",
    [
        ({"name": " "}, "contractor’s name"),
        ({"name": "W" * 101}, "contractor’s name"),
        ({"phone": ""}, "phone number"),
        ({"phone": "0" * 31}, "phone number"),
        ({"trades": []}, "what they do"),
        ({"trades": ["juggling"]}, "what they do"),
    ],
)
def test_a_contractor_that_nobody_could_order_from_is_refused_in_a_sentence(told, says):
    good = {"name": "Acme", "trades": ["gas"], "phone": "01632 960 002", "since": LONG_AGO}
    with pytest.raises(CannotBeKept, match=says):
        add_contractor(**{**good, **told}, **BY)
    assert not Contractor.objects.exists() and not Line.objects.exists()


@pytest.mark.parametrize("name", ["شركة الصيانة", "O’Neill & Sons <b>", "🔧 Fix It"])
def test_a_contractors_name_is_kept_as_it_is(name):
    assert team(name).name == name


def test_the_database_refuses_a_contractor_that_does_nothing_or_ends_before_it_began():
    ours = team()
    for wrong in ({"trades": []}, {"until": LONG_AGO - timedelta(days=1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Contractor.objects.filter(pk=ours.pk).update(**wrong)


def test_somebody_works_for_a_contractor_from_a_day_until_another_and_is_kept_once():
    ours, acme = team(), team("Acme", is_own_team=False)
    dwayne = worker(ours)
    assert works_for(dwayne, ours, TODAY) and not works_for(dwayne, acme, TODAY)
    again = add_worker(contractor=ours, account=dwayne, since=TODAY, **BY)
    assert Worker.objects.get() == again and again.since == LONG_AGO
    end_worker(worker=again, until=TODAY, **BY)
    assert not works_for(dwayne, ours, TODAY) and works_for(dwayne, ours, TODAY - timedelta(days=1))
    with pytest.raises(CannotBeKept, match="Check both days"):
        end_worker(worker=again, until=LONG_AGO - timedelta(days=9), **BY)


def test_when_a_contract_ends_nobody_works_for_them_any_more():
    acme = team("Acme", is_own_team=False)
    agnieszka = worker(acme, "Agnieszka Borowik")
    end_contractor(contractor=acme, until=TODAY, **BY)
    assert list(contractors_of(agnieszka, TODAY)) == []
    assert Worker.objects.get().until == TODAY


def test_only_somebody_with_the_role_for_it_works_at_the_door():
    officer = Account.objects.create_user(email="o@example.org", name="Priya", is_staff=True)
    officer.roles.create(name="housing_officer", since=NOW - timedelta(days=1))
    with pytest.raises(CannotBeKept, match="no operative"):
        add_worker(contractor=team(), account=officer, since=TODAY, **BY)


def test_a_price_changes_from_a_day_on_and_what_it_was_stays():
    old = rate(pence=4_500)
    new = set_rate(
        code=" dmp-04 ", words="Wash", trade="damp", unit="square_metre", price_pence=5_000, since=TODAY, **BY
    )
    assert list(rates_on(TODAY)) == [new] and list(rates_on(TODAY - timedelta(days=1))) == [old]
    with pytest.raises(CannotBeKept, match="later day"):
        set_rate(code="DMP-04", words="Wash", trade="damp", unit="each", price_pence=1, since=TODAY, **BY)
    end_rate(rate=new, until=TODAY + timedelta(days=1), **BY)
    assert not rates_on(TODAY + timedelta(days=1)).exists()


@pytest.mark.parametrize(
    "told, says",
    [
        ({"code": ""}, "A code has"),
        ({"code": "<b>"}, "A code has"),
        ({"code": "X" * 21}, "A code has"),
        ({"words": "  "}, "what the work is"),
        ({"words": "x" * 201}, "what the work is"),
        ({"trade": "juggling"}, "from the lists"),
        ({"unit": "bucket"}, "from the lists"),
        ({"price_pence": 0}, "pence"),
        ({"price_pence": 100_000_001}, "pence"),
    ],
)
def test_a_rate_that_cannot_be_is_refused_in_a_sentence(told, says):
    good = {"code": "A-1", "words": "Wash", "trade": "damp", "unit": "each", "price_pence": 100, "since": TODAY}
    with pytest.raises(CannotBeKept, match=says):
        set_rate(**{**good, **told}, **BY)
    assert not Rate.objects.exists()


def test_a_limit_holds_from_its_day_on_and_where_there_is_none_nobody_is_stopped():
    ours = team()
    assert spend_limit_of(ours, TODAY) is None
    limit(ours, 20_000)
    limit(ours, 30_000, since=TODAY + timedelta(days=1))
    assert [spend_limit_of(ours, TODAY + timedelta(days=day)) for day in (-1, 0, 1)] == [None, 20_000, 30_000]
    for wrong, says in (
        ({"since": TODAY}, "already"),
        ({"since": TODAY - timedelta(days=1)}, "has passed"),
        ({"most_pence": 0}, "most that one order"),
    ):
        told = {"most_pence": 1, "since": TODAY + timedelta(days=9), **wrong}
        with pytest.raises(CannotBeKept, match=says):
            set_spend_limit(contractor=ours, **told, **BY)


@pytest.mark.parametrize("quantity, comes_to", [("1", 333), ("0.5", 167), ("2.25", 749), ("0.01", 3)])
def test_what_something_comes_to_is_to_the_nearest_penny(quantity, comes_to):
    assert cost_pence(333, Decimal(quantity)) == comes_to


@pytest.mark.parametrize("pence, said", [(0, "£0.00"), (5, "£0.05"), (125_000, "£1,250.00")])
def test_an_amount_is_said_as_people_write_it(pence, said):
    assert pounds(pence) == said
