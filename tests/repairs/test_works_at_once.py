"""Many at once from one page: one order, one promise, one word of what came of it, and one lasting job."""

from putright.deadlines.models import Deadline
from putright.repairs.actions import order_works, report, tell_outcome
from putright.repairs.models import Outcome, WorksOrder
from tests.hazards import a_street
from tests.hazards.a_street import MOULD, NOW, draft, later
from tests.repairs.test_actions import at_once
from tests.repairs.works import key, team, wanted, worker


def mould():
    return report(draft=draft(MOULD, home=a_street.home()), by="resident", at=NOW)[0]


def test_ordered_by_eight_at_once_from_one_page_it_is_one_order(own_database):
    told, ours, of = wanted(), team(), mould()
    given = at_once(8, lambda _: order_works(report=of, contractor=ours, **told))
    assert {made.reference for made in given} == {WorksOrder.objects.get().reference}
    assert Deadline.objects.filter(name="promises.works").count() == 1


def test_ordered_by_eight_at_once_from_eight_pages_each_has_its_own_promise(own_database):
    ours, of = team(), mould()
    given = at_once(8, lambda _: order_works(report=of, contractor=ours, **wanted()))
    assert len({made.promised_id for made in given}) == Deadline.objects.filter(name="promises.works").count() == 8


def test_told_by_eight_at_once_from_one_page_it_is_told_once(own_database):
    ours, sent, at = team(), key(), later(hours=2)
    order, dwayne = order_works(report=mould(), contractor=ours, **wanted()), worker(ours)
    told = {"words": "A board for now.", "next_words": "The new pane.", "next_before": later(days=4)}
    given = at_once(
        8,
        lambda _: tell_outcome(
            order=order, what="temporary_fix", happened_at=at, told_by=dwayne, sent_with=sent, by="D", at=at, **told
        ),
    )
    assert {one.pk for one in given} == {Outcome.objects.get().pk}
    assert WorksOrder.objects.count() == 2
