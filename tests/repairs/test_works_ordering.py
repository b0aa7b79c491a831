"""Works are ordered once however often they are sent, by a date that is a promise; no limit stops a making-safe."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from putright.contractors.actions import end_contractor
from putright.deadlines.models import Deadline, Recounted
from putright.record.models import Line
from putright.repairs.actions import Wanted, approve_works, order_works, report, vary_works
from putright.repairs.models import WorksLine, WorksOrder
from putright.repairs.orders import works_of
from putright.repairs.refused import CannotBeDone
from tests.hazards import a_street
from tests.hazards.a_street import GAS, MOULD, NOW, draft, later
from tests.repairs.works import key, limit, rate, team, wanted, worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def mould(db):
    """A report of mould in a home with a family."""
    home = a_street.home()
    return report(draft=draft(MOULD, home=home, person=a_street.family(home)), by="resident", at=NOW)[0]


@pytest.fixture
def ours(db):
    """Our own team."""
    return team()


@pytest.fixture
def priya(db):
    """A housing officer."""
    return a_street.officer()


def promises(**which):
    return Deadline.objects.open().filter(name="promises.works", **which)


def test_an_order_is_a_promise_to_the_resident_and_one_line_in_the_record(mould, ours):
    made = order_works(report=mould, contractor=ours, **wanted())
    promised = promises().get()
    assert (made.promised, promised.due_before, promised.about) == (promised, later(days=5), mould.about)
    line = Line.objects.get(name="repairs.works_ordered")
    assert (line.about_id, line.detail["order"]) == (mould.reference, made.reference)
    assert "bedroom" not in str(line.detail)


def test_the_same_order_sent_twice_is_one_and_for_another_report_is_refused(mould, ours):
    told = wanted()
    assert order_works(report=mould, contractor=ours, **told) == order_works(report=mould, contractor=ours, **told)
    assert promises().count() == WorksOrder.objects.count() == 1
    other = report(draft=draft(MOULD, home=a_street.home("14")), by="resident", at=NOW)[0]
    with pytest.raises(CannotBeDone, match="another report"):
        order_works(report=other, contractor=ours, **told)


def test_two_orders_of_one_moment_are_two_promises(mould, ours):
    for days in (3, 9):
        order_works(report=mould, contractor=ours, **wanted(wanted_before=later(days=days)))
    assert sorted(promises().values_list("due_before", flat=True)) == [later(days=3), later(days=9)]


@pytest.mark.parametrize(
    "told, says",
    [
        ({"instruction": "  "}, "Say what is to be done"),
        ({"instruction": "x" * 5001}, "up to 5,000"),
        ({"at_the_door": "She has asthma, so mind the dust."}, "“asthma” says why"),
        ({"instruction": "For a VULNERABLE tenant: wash the wall."}, "says why"),
        ({"at_the_door": "Her ex is violent."}, "says why"),
        ({"purpose": "sing"}, "what it is for"),
        ({"trade": "juggling"}, "Choose the trade"),
        ({"trade": "gas"}, "does not do gas"),
        ({"wanted_before": NOW}, "has passed"),
        ({"wanted_before": NOW - timedelta(days=1)}, "has passed"),
    ],
)
def test_what_nobody_could_work_from_is_refused_in_a_sentence_and_nothing_is_kept(mould, ours, told, says):
    with pytest.raises(CannotBeDone, match=says):
        order_works(report=mould, contractor=ours, **wanted(**told))
    assert not WorksOrder.objects.exists() and not promises().exists()


@pytest.mark.parametrize("words", ["اغسل الجدار", "Wash <script>alert(1)</script> it", "🧽 the child’s bedroom wall"])
def test_an_instruction_is_kept_as_it_was_written(mould, ours, words):
    assert order_works(report=mould, contractor=ours, **wanted(instruction=words)).instruction == words


def test_whoever_can_come_first_may_make_a_home_safe_whatever_their_trade(mould, ours):
    made = order_works(report=mould, contractor=ours, **wanted(purpose="make_safe", trade="electrics"))
    assert made.trade == "electrics"


def test_nobody_who_has_ended_is_asked_and_no_home_that_nobody_knows(mould, ours):
    end_contractor(contractor=ours, until=NOW.date(), by="x", at=NOW)
    with pytest.raises(CannotBeDone, match="does not work for us today"):
        order_works(report=mould, contractor=ours, **wanted())
    nowhere = report(draft=draft(GAS), by="resident", at=NOW)[0]
    with pytest.raises(CannotBeDone, match="Find the home first"):
        order_works(report=nowhere, contractor=team("Other"), **wanted())


def test_what_follows_keeps_the_first_date_of_the_chain(mould, ours):
    first = order_works(report=mould, contractor=ours, **wanted(wanted_before=later(days=2)))
    second = order_works(report=mould, contractor=ours, **wanted(wanted_before=later(days=9), follows=first))
    third = order_works(report=mould, contractor=ours, **wanted(wanted_before=later(days=20), follows=second))
    assert works_of(mould).of(third).first_wanted_before == later(days=2)
    # The first date runs on beside the later ones: no date is put in the place of another.
    assert promises().count() == 3 and not Recounted.objects.exists()
    other = report(draft=draft(MOULD, home=a_street.home("14")), by="resident", at=NOW)[0]
    with pytest.raises(CannotBeDone, match="another report"):
        order_works(report=other, contractor=ours, **wanted(follows=first))


def test_works_are_read_in_a_number_of_statements_that_does_not_grow(mould, ours, django_assert_num_queries):
    before = None
    for _ in range(6):
        before = order_works(report=mould, contractor=ours, lines=[], **wanted(follows=before))
    with django_assert_num_queries(5):
        assert len(works_of(mould).orders) == 6


# ---- Lines, limits, and a yes or a no


def varied(order, *lines, why="The plaster behind it is soft.", by="DWAYNE0001", at=None, **more):
    told = {"sent_with": key(), "at": at or later(hours=1), **more}
    return vary_works(order=order, lines=[Wanted(rate, Decimal(many)) for rate, many in lines], why=why, by=by, **told)


def test_lines_keep_the_price_of_their_day(mould, ours):
    wash = rate(pence=4_500)
    order = order_works(report=mould, contractor=ours, lines=[Wanted(wash, Decimal("2.5"))], **wanted())
    rate(pence=9_000, since=later(days=1).date())
    [line] = works_of(mould).of(order).lines
    assert (line.price_pence, line.cost_pence, line.is_variation, line.amount) == (4_500, 11_250, False, "2.5")


def test_more_within_the_limit_goes_on_at_once(mould, ours):
    limit(ours, 20_000)
    order = order_works(report=mould, contractor=ours, **wanted())
    [line] = varied(order, (rate(), "4"))
    assert line.is_variation and not line.waits
    assert not Deadline.objects.filter(name="tasks.approve_works").exists()


def test_more_than_the_limit_waits_for_one_of_us_to_say_yes(mould, ours, priya):
    limit(ours, 20_000)
    order = order_works(report=mould, contractor=ours, **wanted())
    [line] = varied(order, (rate(), "5"))
    assert line.waits and Deadline.objects.open().filter(name="tasks.approve_works").count() == 1
    approve_works(line=line, is_approved=True, why="", approved_by=priya, by=priya.code, at=later(hours=2))
    now = works_of(mould).of(order)
    assert not now.wait_for_us and now.cost_pence == 22_500
    assert not Deadline.objects.open().filter(name="tasks.approve_works").exists()


def test_a_making_safe_goes_on_over_the_limit_and_the_yes_is_a_task_afterwards(mould, ours, priya):
    limit(ours, 100)
    order = order_works(report=mould, contractor=ours, **wanted(purpose="make_safe"))
    varied(order, (rate(), "50"))
    assert Deadline.objects.open().filter(name="tasks.approve_works").count() == 1
    assert not works_of(mould).of(order).is_over and works_of(mould).of(order).cost_pence == 225_000


def test_a_no_has_a_reason_and_is_not_paid(mould, ours, priya):
    limit(ours, 100)
    order = order_works(report=mould, contractor=ours, **wanted())
    [line] = varied(order, (rate(), "1"))
    told = {"line": line, "is_approved": False, "approved_by": priya, "by": priya.code, "at": later(hours=2)}
    with pytest.raises(CannotBeDone, match="Say why not"):
        approve_works(why=" ", **told)
    approve_works(why="Paint is for the decorators.", **told)
    assert works_of(mould).of(order).cost_pence == 0
    # The same answer twice is one; another answer is not heard any more.
    assert approve_works(why="Paint is for the decorators.", **told).decided_at == later(hours=2)
    with pytest.raises(CannotBeDone, match="already"):
        approve_works(**{**told, "is_approved": True}, why="")


def test_nobody_says_yes_to_what_they_asked_for_themselves(mould, ours, priya):
    limit(ours, 100)
    order = order_works(report=mould, contractor=ours, **wanted())
    [hers] = varied(order, (rate(), "1"), by=priya.code)
    dwayne = worker(ours)
    for account in (priya, dwayne):
        with pytest.raises(CannotBeDone, match="Somebody else"):
            approve_works(line=hers, is_approved=True, why="", approved_by=account, by=account.code, at=later(hours=2))
    [within] = varied(order_works(report=mould, contractor=team("No limit"), **wanted()), (rate("B-1"), "1"))
    with pytest.raises(CannotBeDone, match="within the limit"):
        approve_works(line=within, is_approved=True, why="", approved_by=priya, by=priya.code, at=later(hours=2))


def test_more_sent_twice_is_added_once(mould, ours):
    order, wash, sent = order_works(report=mould, contractor=ours, **wanted()), rate(), key()
    assert varied(order, (wash, "1"), sent_with=sent) == varied(order, (wash, "1"), sent_with=sent)
    assert WorksLine.objects.count() == Line.objects.filter(name="repairs.works_varied").count() == 1


@pytest.mark.parametrize(
    "many, why, says",
    [
        ("0", "More", "above 0"),
        ("-1", "More", "above 0"),
        ("10000", "More", "above 0"),
        ("1", " ", "Say why more"),
        ("1", "x" * 301, "Say why more"),
        ("1", "He is disabled", "says why"),
    ],
)
def test_more_that_cannot_be_is_refused_in_a_sentence(mould, ours, many, why, says):
    order = order_works(report=mould, contractor=ours, **wanted())
    with pytest.raises(CannotBeDone, match=says):
        varied(order, (rate(), many), why=why)
    with pytest.raises(CannotBeDone, match="at least one"):
        varied(order)
    assert not WorksLine.objects.exists()


def test_a_rate_that_has_ended_cannot_be_ordered(mould, ours):
    old = rate()
    rate(pence=1, since=NOW.date())
    old.refresh_from_db()
    order = order_works(report=mould, contractor=ours, **wanted())
    with pytest.raises(CannotBeDone, match="not on the schedule"):
        varied(order, (old, "1"))


def test_what_goes_on_in_another_order_is_added_there(mould, ours):
    first = order_works(report=mould, contractor=ours, **wanted())
    order_works(report=mould, contractor=ours, **wanted(follows=first))
    with pytest.raises(CannotBeDone, match="Add it to that one"):
        varied(first, (rate(), "1"))


def test_the_database_refuses_an_order_that_says_nothing_or_was_to_be_before_it_was_ordered(mould, ours):
    order = order_works(report=mould, contractor=ours, **wanted())
    for wrong in ({"instruction": ""}, {"wanted_before": NOW}, {"follows": order}):
        with pytest.raises(IntegrityError), transaction.atomic():
            WorksOrder.objects.filter(pk=order.pk).update(**wrong)
