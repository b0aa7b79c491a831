"""What came of works: told once, with what comes next and by when; what is fixed for now gets its lasting job."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from putright.deadlines.models import Deadline
from putright.record.models import Line
from putright.repairs.actions import begin_works, order_works, report, tell_outcome
from putright.repairs.models import Outcome, WorksOrder
from putright.repairs.orders import works_of
from putright.repairs.queries import jobs_of
from putright.repairs.refused import CannotBeDone
from tests.hazards import a_street
from tests.hazards.a_street import MOULD, NOW, draft, later
from tests.repairs.works import key, team, wanted, worker

pytestmark = pytest.mark.django_db
NEXT = {"next_words": "Come back with the part.", "next_before": later(days=4)}
WITHOUT_NEXT = {"done", "not_needed"}


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
def dwayne(ours):
    """An operative of our own team."""
    return worker(ours)


@pytest.fixture
def order(mould, ours):
    """An order to put it right, by the fifth day."""
    return order_works(report=mould, contractor=ours, **wanted())


def told(order, what, by, *, hours=24, **more):
    """What came of a visit, told when it happened."""
    at = later(hours=hours)
    needs = {} if what in WITHOUT_NEXT and not order.is_temporary else NEXT
    tried = ("knocked", "rang") if what == "no_access" else ()
    given = {"words": "As I found it.", "sent_with": key(), "tried": tried, **needs, **more}
    return tell_outcome(order=order, what=what, happened_at=at, told_by=by, by=by.code, at=at, **given)


def promised(name="promises.works"):
    return Deadline.objects.get(name=name)


def test_work_is_begun_once_and_the_first_time_stays(order):
    for hours in (3, 5):
        begin_works(order=order, begun_at=later(hours=hours), by="D", at=later(hours=hours))
    order.refresh_from_db()
    assert order.begun_at == later(hours=3)
    assert Line.objects.filter(name="repairs.works_begun").count() == 1


@pytest.mark.parametrize("begun_at, says", [(later(hours=9), "not come yet"), (NOW - timedelta(1), "first told")])
def test_work_is_not_begun_before_we_knew_nor_in_the_future(order, begun_at, says):
    with pytest.raises(CannotBeDone, match=says):
        begin_works(order=order, begun_at=begun_at, by="D", at=later(hours=4))


def test_done_keeps_the_date_that_was_said_and_asks_for_a_check(order, dwayne):
    made = told(order, "done", dwayne)
    order.refresh_from_db()
    assert (made.next_words, made.next_before, made.is_by_worker) == ("", None, True)
    assert order.begun_at == made.happened_at == promised().met_at
    assert Deadline.objects.open().filter(name="tasks.check_works").count() == 1
    now = works_of(order.report).of(order)
    assert now.is_over and now.is_left and not now.is_checked


def test_told_twice_from_one_page_it_is_told_once(order, dwayne):
    sent = key()
    assert told(order, "part_done", dwayne, sent_with=sent) == told(order, "part_done", dwayne, sent_with=sent)
    assert Line.objects.filter(name="repairs.works_told").count() == Outcome.objects.count() == 1
    other = order_works(report=order.report, contractor=order.contractor, **wanted())
    with pytest.raises(CannotBeDone, match="another job"):
        told(other, "done", dwayne, sent_with=sent)


@pytest.mark.parametrize("what", sorted(set(Outcome.What.values) - WITHOUT_NEXT))
def test_what_is_not_done_says_what_comes_next_and_by_when(order, dwayne, what):
    for missing in ({"next_words": " "}, {"next_before": None}, {"next_before": later(hours=1)}):
        with pytest.raises(CannotBeDone, match=r"comes next"):
            told(order, what, dwayne, **missing)
    assert not Outcome.objects.exists()
    made = told(order, what, dwayne)
    assert made.next_before == later(days=4)
    if what != "temporary_fix":
        assert promised("promises.works_next").due_before == later(days=4)
    # What was said first runs on: no date is put in its place.
    assert Deadline.objects.get(pk=order.promised_id).is_open


@pytest.mark.parametrize("what", sorted(set(Outcome.What.values) - WITHOUT_NEXT))
def test_the_database_refuses_an_outcome_with_nothing_next(order, dwayne, what):
    row = Outcome(order=order, what=what, happened_at=NOW, told_at=NOW, told_by=dwayne, is_by_worker=True)
    row.is_made_safe, row.tried, row.sent_with = what == "made_safe", ["knocked"], key()
    with pytest.raises(IntegrityError, match="says_what_comes_next"), transaction.atomic():
        row.save()


@pytest.mark.parametrize(
    "wrong, says",
    [
        ({"what": "no_access", "is_made_safe": True, "tried": ["rang"]}, "made_safe_by_work"),
        ({"what": "no_access"}, "says_what_was_tried"),
        ({"what": "made_safe"}, "made_safe_is_safe"),
        ({"what": "part_done", "happened_at": later(days=9)}, "outcome_happened"),
    ],
)
def test_the_database_refuses_what_no_visit_can_do(order, dwayne, wrong, says):
    given = {"happened_at": NOW, "told_at": NOW, "told_by": dwayne, "is_by_worker": True, "sent_with": key()}
    with pytest.raises(IntegrityError, match=says), transaction.atomic():
        Outcome.objects.create(order=order, **{**given, "next_words": "x", "next_before": later(days=1), **wrong})


@pytest.mark.parametrize(
    "what, more, says",
    [
        ("sung", {}, "Choose what came of it"),
        ("no_access", {"tried": ()}, "what you tried"),
        ("no_access", {"tried": ("kicked",)}, "from the list"),
        ("part_missing", {"words": " "}, "in a few words"),
        ("part_done", {"words": "x" * 5001}, "up to 5,000"),
        ("part_done", {"next_words": "x" * 301}, "up to 300"),
        ("part_done", {"next_words": "She is pregnant, so come soon"}, "says why"),
        ("no_access", {"is_made_safe": True}, "Only work makes"),
        ("part_missing", {"is_made_safe": True}, "Only work makes"),
        ("not_needed", {"is_made_safe": True}, "Only work makes"),
    ],
)
def test_what_cannot_be_told_is_refused_in_a_sentence_and_nothing_is_kept(order, dwayne, what, more, says):
    with pytest.raises(CannotBeDone, match=says):
        told(order, what, dwayne, **more)
    assert not Outcome.objects.exists() and not Deadline.objects.filter(name="promises.works_next").exists()


def test_what_was_told_is_kept_as_it_was_said(order, dwayne):
    words = "لا ماء <b>حار</b> 🚿\nDon’t ring."
    assert told(order, "part_done", dwayne, words=words).words == words


def test_it_is_not_told_of_tomorrow_nor_done_before_it_was_begun(order, dwayne):
    begin_works(order=order, begun_at=later(hours=20), by="D", at=later(hours=20))
    given = {"order": order, "what": "done", "told_by": dwayne, "by": "D", "at": later(hours=22)}
    for moment, says in ((later(hours=23), "not come yet"), (later(hours=19), "was begun")):
        with pytest.raises(CannotBeDone, match=says):
            tell_outcome(happened_at=moment, sent_with=key(), **given)


def test_coming_again_keeps_the_word_that_somebody_comes_again(order, dwayne):
    told(order, "part_missing", dwayne, hours=24)
    told(order, "no_access", dwayne, hours=48)
    first, second = Deadline.objects.filter(name="promises.works_next").order_by("started_at")
    assert (first.met_at, second.is_open) == (later(hours=48), True)
    assert promised().is_open


def test_nobody_in_ten_times_closes_nothing(order, dwayne):
    for hours in range(1, 11):
        told(order, "no_access", dwayne, hours=hours)
    now = works_of(order.report).of(order)
    assert not now.is_over and now.is_left and promised().is_open
    assert len(now.outcomes) == Line.objects.filter(name="repairs.works_told").count() == 10


@pytest.mark.parametrize("what", ["more_found", "wrong_trade", "not_safe", "turned_away"])
def test_what_one_of_us_must_arrange_is_a_task(order, dwayne, what):
    told(order, what, dwayne)
    assert Deadline.objects.open().filter(name="tasks.works_again").count() == 1
    order_works(report=order.report, contractor=order.contractor, **wanted(follows=order, at=later(days=2)))
    assert not Deadline.objects.open().filter(name__in=("tasks.works_again", "promises.works_next")).exists()


# ---- Fixed for now


def test_a_fix_for_now_orders_the_lasting_job_at_the_same_time(order, dwayne):
    told(order, "temporary_fix", dwayne)
    lasting = WorksOrder.objects.get(follows=order)
    assert (lasting.purpose, lasting.is_temporary, lasting.wanted_before) == ("put_right", False, later(days=4))
    assert order.instruction in lasting.instruction and lasting.contractor == order.contractor
    works = works_of(order.report)
    assert works.of(lasting).first_wanted_before == order.wanted_before
    assert [one.order for one in works.left] == [lasting]
    # The first date is kept only when it is put right for good.
    assert order.promised.met_at is None
    told(lasting, "done", dwayne, hours=72)
    assert set(Deadline.objects.filter(name="promises.works").values_list("met_at", flat=True)) == {later(hours=72)}


def test_what_is_still_dangerous_after_a_fix_for_now_is_still_to_be_made_safe(mould, ours, dwayne):
    order = order_works(report=mould, contractor=ours, **wanted(purpose="make_safe"))
    told(order, "temporary_fix", dwayne)
    assert WorksOrder.objects.get(follows=order).purpose == "make_safe"
    other = order_works(report=mould, contractor=ours, **wanted(purpose="make_safe"))
    told(other, "temporary_fix", dwayne, is_made_safe=True)
    assert WorksOrder.objects.get(follows=other).purpose == "put_right"


def test_something_ordered_for_now_orders_the_lasting_job_when_it_is_done(mould, ours, dwayne):
    order = order_works(report=mould, contractor=ours, **wanted(is_temporary=True))
    with pytest.raises(CannotBeDone, match="comes next"):
        told(order, "done", dwayne, next_before=None)
    told(order, "done", dwayne)
    lasting = WorksOrder.objects.get(follows=order)
    assert Deadline.objects.get(pk=order.promised_id).met_at and Deadline.objects.get(pk=lasting.promised_id).is_open


def test_a_fix_for_now_told_twice_orders_one_lasting_job(order, dwayne):
    sent = key()
    for _ in range(2):
        told(order, "temporary_fix", dwayne, sent_with=sent)
    assert WorksOrder.objects.filter(follows=order).count() == 1


# ---- Not needed, and over


def test_whoever_was_to_do_it_cannot_settle_that_it_is_not_needed(order, dwayne):
    told(order, "not_needed", dwayne, is_our_own_word=True)
    now = works_of(order.report).of(order)
    assert not now.is_not_needed and now.is_left and promised().is_open
    assert Deadline.objects.open().filter(name="tasks.works_not_needed").count() == 1


def test_one_of_us_who_went_and_saw_settles_it_and_the_date_is_let_go(order, dwayne):
    told(order, "not_needed", dwayne)
    priya = a_street.officer()
    told(order, "not_needed", priya, hours=30)  # passed on from the contractor: it settles nothing
    assert works_of(order.report).of(order).is_left
    told(order, "not_needed", priya, hours=40, is_our_own_word=True)
    assert works_of(order.report).of(order).is_not_needed
    assert (promised().fell_away_by, promised().met_at) == ("not_needed", None)
    assert not Deadline.objects.open().filter(name="tasks.works_not_needed").exists()


def test_what_is_over_is_not_told_again(order, dwayne):
    told(order, "done", dwayne)
    with pytest.raises(CannotBeDone, match="over already"):
        told(order, "no_access", dwayne, hours=30)


def test_jobs_are_those_still_to_be_done_what_is_to_come_first_first(mould, ours, dwayne):
    names = ("late", "missing", "done", "safe", "followed", "later")
    orders = {name: order_works(report=mould, contractor=ours, **wanted()) for name in names}
    orders["late"].wanted_before = later(hours=2)
    WorksOrder.objects.filter(pk=orders["late"].pk).update(wanted_before=later(hours=2))
    WorksOrder.objects.filter(pk=orders["safe"].pk).update(purpose="make_safe")
    orders["safe"].refresh_from_db()
    told(orders["missing"], "part_missing", dwayne)
    told(orders["done"], "done", dwayne)
    told(orders["safe"], "made_safe", dwayne)
    order_works(report=mould, contractor=team("Acme"), **wanted(follows=orders["followed"]))
    found = jobs_of([ours], without_homes=(), without_people=())
    assert [one.pk for one in found] == [orders[name].pk for name in ("late", "missing", "later")]
    assert not jobs_of([ours], without_homes=[mould.home_id], without_people=())
    assert not jobs_of([ours], without_homes=(), without_people=[mould.person_id])
