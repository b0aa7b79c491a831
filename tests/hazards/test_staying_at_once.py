"""Two at once: one offer, one answer that counts, one second person, one task, one report for each home."""

import pytest

from putright.deadlines.models import Deadline
from putright.hazards.actions import (
    agree_out_of_scope,
    ask_again,
    find_out_of_scope,
    look_at_home,
    look_next_door,
    secure_stay,
)
from putright.hazards.models import Look, ScopeFinding, Stay, StayAnswer
from putright.messages.models import Message
from putright.record.models import Line
from putright.repairs.models import Report
from tests.hazards import a_street
from tests.hazards.a_street import MOULD, draft, later
from tests.hazards.away import BY, case_of, offered, said
from tests.repairs.test_actions import at_once


@pytest.fixture
def there(own_database):
    """A case that was looked into, its officer and its home, in a database of its own."""
    priya, home = a_street.officer(), a_street.home()
    amina = a_street.family(home)
    return case_of(draft(MOULD, home=home, person=amina)), priya, home


def wrong(given):
    return [one for one in given if isinstance(one, Exception)]


def test_an_offer_sent_many_times_at_once_is_one(there):
    case, priya, _ = there
    given = at_once(6, lambda _: offered(case, priya))
    assert not wrong(given) and Stay.objects.count() == 1
    assert Message.objects.filter(template="stay_offered").count() == 1


def test_a_yes_and_a_no_at_once_are_both_kept_and_the_facts_say_what_the_last_one_says(there):
    case, priya, _ = there
    stay = offered(case, priya)
    at = later(days=4)
    given = at_once(6, lambda n: said(stay, ("accepted", "declined")[n % 2], priya, at=at, key=f"a{n}"))
    assert not wrong(given) and StayAnswer.objects.count() == 6
    last = StayAnswer.objects.latest("pk").kind
    value = case.facts.filter(name="accommodation_declined_at").order_by("-pk").values_list("value", flat=True).first()
    assert bool(value) == (last == "declined")


def test_secured_by_many_at_once_it_is_secured_once(there):
    case, priya, _ = there
    stay = offered(case, priya)
    given = at_once(6, lambda n: secure_stay(stay=stay, secured_at=later(days=4), by=f"B{n}", at=later(days=4)))
    assert not wrong(given)
    assert Line.objects.filter(name="hazards.stay_secured").count() == 1


def test_found_by_two_at_once_it_is_one_finding_and_agreed_by_two_it_is_agreed_once(there):
    case, priya, _ = there
    sam = a_street.officer("Sam Reed, surveyor", "surveyor", lsoas=())
    who = (priya, sam)
    at_once(
        6,
        lambda n: find_out_of_scope(
            case=case, reason="breach", evidence="A.", found_by=who[n % 2], by=BY, at=later(days=3)
        ),
    )
    finding = ScopeFinding.objects.get()
    given = at_once(
        6, lambda n: agree_out_of_scope(finding=finding, words="W", agreed_by=who[n % 2], by=BY, at=later(days=4))
    )
    assert ScopeFinding.objects.get().agreed_by_id != finding.found_by_id
    assert len(wrong(given)) == 3
    assert Line.objects.filter(name="hazards.out_of_scope_agreed").count() == 1


def test_the_risk_is_asked_for_again_once_by_many_watchers(there):
    case, *_ = there
    given = at_once(6, lambda _: ask_again(case=case, because="late", by="watch", at=later(days=9)))
    assert sorted(given) == [False] * 5 + [True]
    assert Deadline.objects.filter(name="tasks.assess_risk").count() == 1


def test_one_home_looked_at_by_two_at_once_has_one_report_and_was_told_once(there):
    case, priya, _ = there
    other = a_street.home("14")
    a_street.family(other, name="Ben Okoro", phone="+447700900222")
    at = later(days=3)

    def choose(_):
        return look_next_door(
            case=case, kind="damp", homes={other: "beside"}, nobody_near="", began_by=priya, by=BY, at=at
        )

    assert not wrong(at_once(5, choose))
    assert Message.objects.filter(template="look_near_you").count() == 1
    look = Look.objects.get()
    told = {"is_affected": True, "words": "Mould.", "looked_at": at, "looked_by": priya, "by": BY, "at": at}
    assert not wrong(at_once(5, lambda _: look_at_home(look=look, **told)))
    assert Report.objects.filter(home=other).count() == 1
