"""What is recommended becomes an order or a reason why not, and nothing is finished while it is neither."""

import pytest

from putright.hazards.actions import (
    decide,
    finish,
    keep,
    leave_recommended,
    order_recommended,
    order_works,
    receive,
    reconcile,
    state,
)
from putright.hazards.queries.investigations import left_of
from putright.record.models import Line
from putright.repairs.refused import CannotBeDone
from tests.hazards import a_street
from tests.hazards.a_street import DOOR, NOW, draft, later
from tests.hazards.findings import NOTHING, looked_into
from tests.repairs.works import team, wanted

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(mould):
    """A case of mould."""
    return receive(draft=mould, by="resident", at=NOW).case


@pytest.fixture
def joan(larkfield):
    """A surveyor."""
    return a_street.officer("Joan Pike", "surveyor", lsoas=())


@pytest.fixture
def two(case, joan):
    """What she recommends: to wash the wall, and to fit a fan."""
    return list(looked_into(case, joan).recommendations.order_by("number"))


def ordered(report, **more):
    at = later(days=3)
    return order_works(report=report, contractor=team(), **wanted(at=at, wanted_before=later(days=7), **more))


def test_it_becomes_an_order_once(case, two):
    order = ordered(case.report)
    for _ in range(2):
        assert order_recommended(recommendation=two[0], order=order, by="x", at=later(days=3)).order == order
    assert left_of(case) == [two[1]]
    assert Line.objects.filter(name="hazards.recommendation_ordered").count() == 1


def test_two_of_them_can_become_one_order(case, two):
    order = ordered(case.report)
    for one in two:
        order_recommended(recommendation=one, order=order, by="x", at=later(days=3))
    assert left_of(case) == []


def test_an_order_of_another_report_is_refused(case, two, home, amina):
    other = receive(draft=draft(DOOR, home=home, person=amina), by="resident", at=NOW)
    with pytest.raises(CannotBeDone, match="for another report"):
        order_recommended(recommendation=two[0], order=ordered(other), by="x", at=later(days=3))


def test_why_it_is_not_done_is_said_once_and_in_words(case, two):
    with pytest.raises(CannotBeDone, match="Say why"):
        leave_recommended(recommendation=two[1], why_not=" ", by="x", at=later(days=3))
    for _ in range(2):
        leave_recommended(recommendation=two[1], why_not="The window was mended.", by="x", at=later(days=3))
    two[1].refresh_from_db()
    assert (two[1].why_not, two[1].begin_on) == ("The window was mended.", None)
    assert Line.objects.filter(name="hazards.recommendation_left").count() == 1


def test_what_was_ordered_is_not_left_and_what_was_left_is_not_ordered(case, two):
    order = ordered(case.report)
    order_recommended(recommendation=two[0], order=order, by="x", at=later(days=3))
    with pytest.raises(CannotBeDone, match="ordered already"):
        leave_recommended(recommendation=two[0], why_not="Too dear.", by="x", at=later(days=4))
    leave_recommended(recommendation=two[1], why_not="The window was mended.", by="x", at=later(days=3))
    with pytest.raises(CannotBeDone, match="why it is not done"):
        order_recommended(recommendation=two[1], order=order, by="x", at=later(days=4))


def test_what_an_investigation_recommends_that_does_not_stand_is_not_asked_for(case, two, joan, priya):
    other = a_street.officer("Ben Wu", "surveyor", lsoas=())
    second = looked_into(
        case, other, began=later(days=3), concluded_at=later(days=4), why_again="A second opinion.", **NOTHING
    )
    first = two[0].investigation
    reconcile(stands=second, against=first, why="It is a stain.", decided_by=priya, by="x", at=later(days=5))
    assert left_of(case) == []


def test_nothing_is_finished_while_something_recommended_is_neither(home, amina, joan):
    report = receive(draft=draft(DOOR, home=home, person=amina), by="resident", at=NOW)
    decide(
        report=report, hazard="damp_and_mould", is_class="significant", why="It is damp behind it.",
        decided_by=joan, by="x", at=later(hours=1),
    )  # fmt: skip
    report.refresh_from_db()
    looked_into(report.case, joan)
    keep(report=report, name="promises.first_contact", kept_at=later(days=2), by="x", at=later(days=2))
    for name in ("summary_sent_at", "made_safe_at", "preventative_started_at", "work_finished_at"):
        state(case=report.case, name=name, value=later(days=4), by="x", at=later(days=4))
    with pytest.raises(CannotBeDone, match="This was recommended: “Wash the mould off"):
        finish(report=report, why="put_right", by="x", at=later(days=5))
    for one in left_of(report.case):
        leave_recommended(recommendation=one, why_not="It was done on the visit.", by="x", at=later(days=5))
    finish(report=report, why="put_right", by="x", at=later(days=5))
    assert Line.objects.filter(name="hazards.finished").exists()
