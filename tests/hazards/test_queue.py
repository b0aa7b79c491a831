"""The queue: by legal deadline, household and broken promises; page by page, as quick with many as with few."""

from datetime import datetime, timedelta

import psycopg
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as some

from putright.hazards.actions import receive
from putright.hazards.models import Place
from putright.hazards.order import act_before, reasons
from putright.hazards.queries import Filters, NotAPlace, queue
from putright.hazards.queries.queue import ROWS, _after, _filtered
from putright.people.models import Patch
from putright.repairs.models import Report
from tests.hazards import a_street
from tests.hazards.a_street import DOOR, GAS, LSOA, MOULD, NOW, draft, later

PATCH = [f"E01{number:06d}" for number in range(5, 35)]
moments = some.integers(-5000, 5000).map(lambda hours: NOW + timedelta(hours=hours))


@given(
    moments,
    moments,
    some.none() | moments,
    some.integers(0, 200),
    some.integers(0, 200),
    some.integers(0, 9),
    some.integers(0, 9),
)
def test_more_risk_or_another_broken_promise_or_an_earlier_date_never_comes_later(
    one, two, due, risk, more, broken, again
):
    def place(due, risk, broken):
        return act_before(due_before=due, first_told_at=one, risk_hours=risk, promises_broken=broken)

    assert place(due, risk + more, broken) <= place(due, risk, broken)
    assert place(due, risk, broken + again) <= place(due, risk, broken)
    assert place(min(one, two), risk, broken) <= place(max(one, two), risk, broken)


def test_the_reasons_say_the_date_the_promises_and_who_lives_there():
    midnight = datetime(2026, 3, 19, tzinfo=NOW.tzinfo)
    said = reasons(due_before=midnight, because=["lives_there_under_5"], promises_broken=1, at=NOW)
    assert said == ("Due by the end of Wednesday 18 March 2026.", "We broke a promise.", "A child under 5 lives there.")
    assert reasons(due_before=NOW, because=[], promises_broken=2, at=NOW) == (
        "Was due by 10:00am on Wednesday 4 March 2026.",
        "We broke 2 promises.",
    )


@pytest.fixture
def three(home, amina, priya):
    """A cupboard, mould and gas, told in that order."""
    return [
        receive(draft=draft(answers, home=home, person=amina), by="resident", at=NOW) for answers in (DOOR, MOULD, GAS)
    ]


def shown(page):
    return [row.report for row in page.rows]


def asked(account=None, after="", without_homes=(), **filters):
    return queue(Filters(**filters), account=account, at=NOW, after=after, without_homes=without_homes)


def test_an_emergency_comes_before_what_was_told_first(three, priya):
    *_, gas = three
    assert shown(asked())[0] == gas.reference
    row = asked().rows[0]
    assert (row.is_class, row.case, row.where) == ("emergency", gas.case.reference, "12 Rose Street, WX1 2AB")
    assert "They told us of a danger now." in row.reasons


def test_a_smell_of_gas_comes_before_any_mould_whoever_lives_with_it(home, amina, priya):
    worst = {
        **MOULD,
        "danger": {"chosen": ["breathing"]},
        "household": {"chosen": ["under_5", "breathing", "pregnant", "over_65"]},
        "unwell": {"chosen": ["unwell"]},
        "told": {"chosen": ["us"]},
        "since": {"chosen": ["years"]},
    }
    without_danger = {**worst, "danger": {"chosen": ["none"]}}
    received = [(without_danger, NOW), (worst, NOW), (GAS, later(hours=5))]
    mould, both, gas = (
        receive(draft=draft(answers, home=home, person=amina, at=at), by="resident", at=at) for answers, at in received
    )
    order = shown(queue(Filters(), account=None, at=later(hours=6), after="", without_homes=()))
    assert order == [both.reference, gas.reference, mould.reference]


def test_each_filter_shows_its_own(three, priya, larkfield):
    door, mould, gas = three
    lost = receive(draft=draft(GAS), by="resident", at=later(minutes=1))
    assert set(shown(asked(is_class="emergency"))) == {gas.reference, lost.reference}
    assert shown(asked(hazard="damp_and_mould")) == [mould.reference]
    assert shown(asked(needs_home=True)) == [lost.reference]
    assert set(shown(asked(priya, is_mine=True))) == {door.reference, mould.reference}
    patch = Patch.objects.get(account=priya)
    assert set(shown(asked(patch=patch.pk))) == {one.reference for one in three}
    assert shown(asked(patch=0)) == []
    assert len(shown(asked(needs_triage=True))) == 4
    assert shown(asked(without_homes=(door.home_id,))) == [lost.reference]


def test_filters_are_read_from_an_address_and_written_to_one():
    asks = {"needs_triage": "yes", "is_class": "emergency", "hazard": "noise", "patch": "7"}
    assert Filters.read(asks).asks == asks
    assert Filters.read({"is_class": "x' OR 1", "hazard": "ghosts", "patch": "-1", "who": "me"}) == Filters()


def many(count, *, start=0, homes=(None,)):
    """So many reports with their places, as thin as they can be."""
    reports = Report.objects.bulk_create(
        Report(
            sent_with=f"many-{number}",
            channel="online",
            first_told_at=NOW,
            received_at=NOW,
            tree_version="x",
            home=homes[number % len(homes)],
            reference=f"{number:010d}",
        )
        for number in range(start, start + count)
    )
    Place.objects.bulk_create(
        Place(
            report=report,
            act_before=NOW + timedelta(minutes=number // 3),
            is_class=("emergency", "significant", "neither", "neither")[number % 4],
            # A kind that a quarter of them were would be found as quickly in the order of all.
            hazard=("damp_and_mould", "electrical", "", "noise" if number % 20 == 3 else "electrical")[number % 4],
            needs_triage=number % 5 == 0,
            needs_home=number % 7 == 0,
            lsoa=f"E01{number % 40 + 1:06d}",
        )
        for number, report in enumerate(reports, start)
    )


@pytest.mark.django_db
@pytest.mark.parametrize("filters", [{}, {"needs_triage": True}, {"is_class": "neither"}, {"patch": True}])
def test_page_after_page_shows_each_once_and_in_order(filters):
    many(130)
    if filters.get("patch"):
        officer = a_street.officer(lsoas=PATCH)
        filters = {"patch": Patch.objects.get(account=officer).pk}
    seen, after = [], ""
    while after is not None:
        page = asked(after=after, **filters)
        assert len(page.rows) == ROWS or page.next is None
        seen += [(row.act_before, row.report) for row in page.rows]
        after = page.next
    wanted = [
        (place.act_before, place.report.reference)
        for place in Place.objects.select_related("report").order_by("act_before", "id")
        if all(getattr(place, name) == value for name, value in filters.items() if name != "patch")
        and ("patch" not in filters or place.lsoa in PATCH)
    ]
    assert seen == wanted


@pytest.mark.django_db
@pytest.mark.parametrize(
    "after", ["x", "1", ".", "1.x", "9" * 30 + ".1", "-.1", "--5.1", "1.-1", "999999999999999999999.1"]
)
def test_a_page_that_is_none_of_ours_is_refused_with_a_sentence(after):
    with pytest.raises(NotAPlace, match="Begin again"):
        asked(after=after)


@pytest.mark.django_db
def test_a_page_takes_two_statements_however_many_there_are():
    for count in (30, 300):
        many(count, start=Place.objects.count())
        with CaptureQueriesContext(connection) as said:
            asked()
        assert len(said) == 2


def test_each_filter_is_read_by_its_own_index_in_order(own_database):
    many(6000)
    # Only the owner may count what a table holds; the server does it by itself when it is let run.
    with psycopg.connect(**own_database.owner, autocommit=True) as owner:
        owner.execute("ANALYZE hazards_place")
    for filters, index in {
        (): "hazards_place_order",
        (("needs_triage", True),): "hazards_place_triage",
        (("needs_home", True),): "hazards_place_home",
        (("is_class", "emergency"),): "hazards_place_class",
        (("hazard", "noise"),): "hazards_place_hazard",
    }.items():
        page = asked(**dict(filters))
        for after in ("", page.next):
            assert_read_by(index, _filtered(Filters(**dict(filters)), None).filter(_after(after)))
    assert_read_by("hazards_place_lsoa", _filtered(Filters(), None).filter(lsoa=LSOA))


def assert_read_by(index, rows):
    found = rows.values_list("pk", "act_before")[:26].explain()
    assert index in found and "Sort" not in found, found
