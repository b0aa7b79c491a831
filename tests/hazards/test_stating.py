"""Facts are stated once, put right with a reason, and what changes after an investigation starts a new day zero."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from putright.deadlines.models import Deadline
from putright.hazards import facts
from putright.hazards.actions import change, correct, hear, receive, same_issue, state
from putright.hazards.models import Fact, Place
from putright.hazards.queries import asked_of, day_zeros_of, facts_of, what_is_stated
from putright.law.facts import FactsDisagree, facts_of_area
from putright.record.models import Line
from putright.repairs.refused import CannotBeDone
from tests.hazards.a_street import GAS, MOULD, NOW, draft, later

pytestmark = pytest.mark.django_db
BY = "SURVEYOR1"


@pytest.fixture
def case(mould):
    """A case of mould."""
    return receive(draft=mould, by="resident", at=NOW).case


def due(case, **which):
    return {row.name: row.due_before for row in Deadline.objects.open().about(*case.about).filter(**which)}


def investigated(case, at=None):
    at = at or later(days=2)
    state(case=case, name="found", value="significant", by=BY, at=at)
    return state(case=case, name="investigated_at", value=at, by=BY, at=at)


def test_an_investigation_meets_its_duty_and_starts_what_follows(case):
    investigated(case)
    assert Deadline.objects.get(name="hazards.significant_investigate").met_at == later(days=2)
    assert {"hazards.significant_written_summary", "hazards.significant_make_safe"} <= set(due(case))
    assert Line.objects.filter(name="hazards.fact_stated", about_id=case.reference).count() == 2


def test_the_place_moves_with_the_dates(case):
    before = Place.objects.get(report=case.report).due_before
    investigated(case)
    after = Place.objects.get(report=case.report).due_before
    assert (before, after) == (datetime(2026, 3, 19, tzinfo=UTC), min(filter(None, due(case).values())))


@pytest.mark.parametrize(
    "name, value, says",
    [
        ("investigated_at", NOW + timedelta(days=30), "has not come yet"),
        ("investigated_at", NOW - timedelta(days=1), "One is wrong"),
        ("investigated_at", datetime(2026, 3, 5), "time zone"),
        ("investigated_at", True, "must be a moment"),
        ("found", "ghosts", "is one of"),
        ("landlord_responsible", "yes", "is neither"),
        ("ghosts_at", NOW, "is not a fact"),
        ("aware_at", NOW, "was written down before"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_nothing_is_kept(case, name, value, says):
    count = Fact.objects.count()
    with pytest.raises(FactsDisagree, match=says):
        state(case=case, name=name, value=value, by=BY, at=later(days=1))
    assert Fact.objects.count() == count


def test_a_visit_that_is_to_come_may_be_stated(case):
    state(case=case, name="entry_at", value=later(days=3), by=BY, at=later(days=1))
    assert due(case)["hazards.access_notice"] == later(days=2)


def test_what_leaves_the_law_binding_is_stated_by_one_person(case):
    before = due(case)
    state(case=case, name="landlord_responsible", value=True, by=BY, at=later(days=1))
    assert due(case) == before and "hazards.significant_investigate" in before


def test_a_fact_is_put_right_with_a_reason_and_the_old_one_stays_readable(case):
    fact = Fact.objects.get(case=case, name="aware_at")
    earlier = NOW - timedelta(days=5)
    correct(fact=fact, value=earlier, why="She rang the office on Friday.", by=BY, at=later(days=1))
    assert facts_of(case, 1)["aware_at"] == earlier
    stated = {one.name: one for one in what_is_stated(case)}["aware_at"]
    assert (stated.fact.corrects, stated.fact.why) == (fact, "She rang the office on Friday.")
    with pytest.raises(CannotBeDone, match="already"):
        correct(fact=fact, value=NOW, why="Again.", by=BY, at=later(days=1))
    with pytest.raises(CannotBeDone, match="Say why"):
        correct(fact=stated.fact, value=NOW, why=" ", by=BY, at=later(days=1))


def test_a_fact_that_was_withdrawn_may_be_stated_again(case):
    fact = investigated(case)
    correct(fact=fact, value=None, why="It was the home next door.", by=BY, at=later(days=3))
    assert "investigated_at" not in facts_of(case, 1)
    assert "hazards.significant_investigate" in due(case)
    state(case=case, name="investigated_at", value=later(days=4), by=BY, at=later(days=4))
    assert facts_of(case, 1)["investigated_at"] == later(days=4)


def test_a_change_after_an_investigation_is_a_new_day_zero(case):
    investigated(case)
    told_at = later(days=10)
    assert change(case=case, told_at=told_at, words="It has spread to the hall.", by=BY, at=told_at) == 2
    assert list(day_zeros_of(case)) == [1, 2]
    assert facts_of(case, 2) == {
        **{name: value for name, value in facts_of(case, 1).items() if name in facts.STAYS},
        "material_change_at": told_at,
        "already_investigated": True,
    }
    row = Deadline.objects.get(name="hazards.significant_investigate", day_zero=2)
    assert (row.started_at, row.is_open) == (told_at, True)
    assert Deadline.objects.get(name="hazards.significant_investigate", day_zero=1).met_at
    assert Place.objects.get(report=case.report).needs_triage
    assert case.report.additions.get(kind="worse").words == "It has spread to the hall."
    assert len(asked_of(case)) == 2


def test_a_change_before_any_investigation_belongs_to_the_same_day_zero(case):
    assert change(case=case, told_at=later(days=1), words="Worse.", by=BY, at=later(days=1)) == 1
    assert change(case=case, told_at=later(days=2), words="Worse still.", by=BY, at=later(days=2)) == 1
    assert facts_of(case, 1)["material_change_at"] == later(days=1)
    assert Deadline.objects.get(name="hazards.significant_investigate").started_at == NOW


def test_a_change_that_was_told_before_the_visit_is_no_new_day_zero(case):
    investigated(case, at=later(days=4))
    assert change(case=case, told_at=later(days=3), words="Worse.", by=BY, at=later(days=5)) == 1


@pytest.mark.parametrize("days, says", [(9, "has not come yet"), (-1, "We first knew")])
def test_a_change_at_a_moment_that_cannot_be_is_refused(case, days, says):
    with pytest.raises(CannotBeDone, match=says):
        change(case=case, told_at=later(days=days), words="Worse.", by=BY, at=later(days=1))


def test_a_change_sent_twice_is_one(case):
    investigated(case)
    for _ in range(2):
        assert change(case=case, told_at=later(days=3), words="W", by=BY, at=later(days=3), sent_with="page-1") == 2


def test_facts_of_the_second_day_zero_are_its_own(case):
    investigated(case)
    change(case=case, told_at=later(days=10), words="Worse.", by=BY, at=later(days=10))
    state(case=case, name="investigated_at", value=later(days=12), by=BY, at=later(days=12))
    assert facts_of(case, 1)["investigated_at"] == later(days=2)
    assert facts_of(case, 2)["investigated_at"] == later(days=12)
    assert Deadline.objects.get(name="hazards.significant_investigate", day_zero=2).met_at == later(days=12)


def again(home, amina, answers=MOULD, at=None):
    at = at or later(days=20)
    return receive(draft=draft(answers, home=home, person=amina, at=at), by="resident", at=at)


def test_the_same_issue_told_again_after_it_was_investigated_starts_no_clock(case, home, amina):
    investigated(case)
    second = again(home, amina)
    same_issue(report=second, case=case, why="The same corner; work is booked.", by=BY, at=later(days=21))
    assert "hazards.significant_investigate" not in due(second.case)
    assert "There is mould in my son's room." in case.report.additions.get().words
    assert Line.objects.filter(name="hazards.same_issue").count() == 2


@pytest.mark.parametrize("told_by", ["somebody else", "we do not know whom"])
def test_what_somebody_else_told_of_it_is_not_shown_to_the_first(case, home, amina, told_by):
    from putright.people.models import Person

    investigated(case)
    maria = Person.objects.create(name="Maria Okafor") if told_by == "somebody else" else None
    second = again(home, maria, {**MOULD, "own_words": {"words": "I am afraid of him. There is mould."}})
    same_issue(report=second, case=case, why="The same corner, says Maria.", by=BY, at=later(days=21))
    assert "hazards.significant_investigate" not in due(second.case)
    assert not case.report.additions.exists()
    about_the_first = Line.objects.for_residents().filter(about_id__in=[case.reference, case.report.reference])
    assert not about_the_first.filter(name="hazards.same_issue").exists()
    assert Line.objects.filter(name="hazards.same_issue").count() == 2


def test_it_is_not_the_same_issue_when_nobody_had_looked(case, home, amina):
    second = again(home, amina)
    with pytest.raises(CannotBeDone, match="not investigated before"):
        same_issue(report=second, case=case, why="Same.", by=BY, at=later(days=21))
    assert "hazards.significant_investigate" in due(second.case)


def test_it_is_not_the_same_issue_when_something_is_worse(case, home, amina):
    investigated(case)
    worse = again(home, amina, {**MOULD, **GAS})
    with pytest.raises(CannotBeDone, match=r"as a change|own clocks"):
        same_issue(report=worse, case=case, why="Same.", by=BY, at=later(days=21))
    second = again(home, amina)
    hear(report=second, kind="worse", words="Bigger", sent_with="w", by="resident", at=later(days=21))
    with pytest.raises(CannotBeDone, match="as a change"):
        same_issue(report=second, case=case, why="Same.", by=BY, at=later(days=21))


MOMENTS = [name for name, fact in facts_of_area("hazards").items() if fact.kind == "moment" and name != "aware_at"]


@given(some.lists(some.tuples(some.sampled_from(MOMENTS), some.integers(-48, 24 * 40)), max_size=6))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_moments_are_stated_they_are_kept_or_refused_and_never_break(case, moments):
    for name, hours in moments:
        before = case.facts.count()
        try:
            state(case=case, name=name, value=NOW + timedelta(hours=hours), by=BY, at=later(days=30))
        except FactsDisagree:
            assert case.facts.count() == before
