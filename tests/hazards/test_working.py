"""What is said afterwards is heard, promises are kept, a report is matched, taken on, looked at again and finished."""

import pytest

from putright.deadlines.models import Deadline, Told
from putright.hazards.actions import (
    change,
    decide,
    finish,
    forget_filter,
    hear,
    keep,
    look_again,
    match,
    put_in_place,
    receive,
    save_filter,
    state,
    take_on,
)
from putright.hazards.models import Fact, Place
from putright.hazards.places import MADE
from putright.hazards.queries import clocks_of, facts_of, place_of, saved_filters
from putright.messages.models import Message
from putright.people.actions import tell_circumstance
from putright.people.models import Household
from putright.record.models import Line
from putright.repairs.refused import CannotBeDone
from tests.hazards import a_street
from tests.hazards.a_street import DOOR, GAS, MOULD, NOW, draft, later

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(mould):
    """A report of mould, received."""
    return receive(draft=mould, by="resident", at=NOW)


@pytest.fixture
def small(home, amina):
    """A report that is no hazard, received."""
    return receive(draft=draft(DOOR, home=home, person=amina), by="resident", at=NOW)


def said(report, kind, words="Something", key="k1", at=None):
    at = at or later(hours=1)
    return hear(report=report, kind=kind, words=words, sent_with=key, by="resident", at=at)


def open_names(report):
    return set(Deadline.objects.open().about(*report.about).values_list("name", flat=True))


def place(report):
    return Place.objects.get(report=report)


def test_what_is_not_right_is_promised_an_answer_and_the_answer_keeps_the_promise(report, amina, priya):
    said(report, "not_right", "It is my daughter's room.")
    assert "promises.answer_not_right" in open_names(report)
    assert Message.objects.get(template="answer_not_right").person == amina
    hear(report=report, kind="reply", words="Sorry. Put right.", sent_with="k2", by=priya.code, at=later(hours=2))
    assert "promises.answer_not_right" not in open_names(report)


def test_the_same_words_sent_twice_are_heard_once(report):
    assert said(report, "not_right") == said(report, "not_right")
    assert Message.objects.filter(template="answer_not_right").count() == 1


def test_words_about_another_report_under_the_same_key_are_refused(report, small):
    said(report, "more")
    with pytest.raises(CannotBeDone):
        said(small, "more")


def test_nothing_said_is_refused_with_a_sentence(report):
    with pytest.raises(CannotBeDone, match="in words"):
        said(report, "more", "  ")


def test_what_got_worse_is_looked_at_again_by_a_person(report, priya):
    decide(
        report=report,
        hazard="damp_and_mould",
        is_class="significant",
        why="",
        decided_by=priya,
        by="x",
        at=later(hours=1),
    )
    before = place(report)
    said(report, "worse", "It is on the ceiling now.", at=later(hours=5))
    after = place(report)
    assert (before.needs_triage, after.needs_triage) == (False, True)
    assert after.act_before < before.act_before
    assert "tasks.triage" in open_names(report)


def test_a_report_is_taken_on_and_its_dates_are_handed_over(report):
    sam = a_street.officer("Sam Reed, surveyor", "surveyor", lsoas=())
    take_on(report=report, owner=sam, by=sam.code, at=later(hours=1))
    assert place(report).owner == sam
    assert set(Deadline.objects.open().values_list("owner", flat=True)) == {sam.pk}


def test_a_home_that_is_found_brings_its_household_its_agreement_and_its_patch(larkfield, home, amina, priya):
    household = Household.objects.get()
    tell_circumstance(household=household, kind="breathing", by="x", at=NOW)
    report = receive(draft=draft({**MOULD, "address": {"lines": "Rose Street"}}), by="resident", at=NOW)
    assert place(report).needs_home
    matched = match(report=report, home=home, person=amina, by=priya.code, at=later(hours=1))
    assert (matched.home, matched.person) == (home, amina)
    assert Fact.objects.get(name="agreement").value == "tenancy"
    assert "lives_there_breathing" in report.triages.order_by("-id").first().because
    assert (place(report).needs_home, place(report).lsoa) == (False, home.lsoa)
    assert "tasks.match_report" not in open_names(report)


def test_matched_to_a_home_held_on_a_licence_the_law_no_longer_runs_and_what_was_late_stays_so(larkfield):
    home = a_street.home("14")
    person = a_street.family(home, agreement="licence", phone="+447700900456")
    report = receive(draft=draft(GAS), by="resident", at=NOW)
    match(report=report, home=home, person=person, by="desk", at=later(hours=30))
    duties = clocks_of(report, later(hours=30)).duties
    assert not any(clock.is_open for clock in duties)
    assert {clock.deadline.name for clock in duties if clock.is_late} >= {"hazards.emergency_make_safe"}


def test_matched_again_to_another_home_its_agreement_is_put_right(larkfield, home, amina):
    other = a_street.home("14")
    a_street.family(other, agreement="licence", phone="+447700900456", name="Ben Ito")
    report = receive(draft=draft({**MOULD, "address": {"lines": "Rose Street"}}), by="resident", at=NOW)
    for where, person in ((other, None), (home, amina)):
        match(report=report, home=where, person=person, by="desk", at=later(hours=1))
    assert facts_of(report.case, 1)["agreement"] == "tenancy"


def test_what_is_told_of_the_household_later_is_seen_when_looked_at_again(report):
    assert not look_again(report=report, by="x", at=later(hours=1))
    tell_circumstance(household=Household.objects.get(), kind="weak_immunity", by="x", at=later(hours=2))
    before = place(report).act_before
    assert look_again(report=report, by="x", at=later(hours=3))
    assert place(report).act_before < before


def test_a_report_is_finished_only_when_nothing_is_owed(small):
    with pytest.raises(CannotBeDone, match="First contact"):
        finish(report=small, by="x", at=later(hours=1), why="put_right")
    with pytest.raises(CannotBeDone, match="Choose why"):
        finish(report=small, by="x", at=later(hours=1), why="bored")
    keep(report=small, name="promises.first_contact", kept_at=later(hours=1), by="x", at=later(hours=1))
    finish(report=small, by="x", at=later(hours=2), why="put_right")
    assert not Place.objects.filter(report=small).exists()
    assert open_names(small) == set()
    assert place_of(small) is None


def test_a_case_with_a_duty_still_running_is_not_finished(report):
    keep(report=report, name="promises.first_contact", kept_at=later(hours=1), by="x", at=later(hours=1))
    with pytest.raises(CannotBeDone, match="Standard investigation"):
        finish(report=report, by="x", at=later(hours=1), why="put_right")


def test_what_is_said_of_a_finished_report_brings_it_back(small):
    keep(report=small, name="promises.first_contact", kept_at=later(hours=1), by="x", at=later(hours=1))
    finish(report=small, by="x", at=later(hours=2), why="put_right")
    said(small, "not_right", "It hangs again.", at=later(hours=9))
    assert place(small).due_before


def test_a_broken_promise_brings_a_report_forward(report):
    before = place(report)
    contact = Deadline.objects.get(name="promises.first_contact")
    at = later(days=3)
    Told.objects.create(deadline=contact, level="overdue", due_before=contact.due_before, told_at=at)
    assert put_in_place(reports=[report.pk], by="watch", at=at) == 1
    assert put_in_place(reports=[report.pk], by="watch", at=at) == 0
    after = place(report)
    assert (before.promises_broken, after.promises_broken) == (0, 1)
    assert (before.act_before - after.act_before).days == 1
    keep(report=report, name="promises.first_contact", kept_at=at, by="x", at=at)
    assert place(report).promises_broken == 1, "kept late is broken for ever"


def test_after_everything_each_place_is_what_it_should_be(report, small, priya):
    said(small, "worse")
    state(case=report.case, name="investigated_at", value=later(hours=2), by="x", at=later(hours=2))
    change(case=report.case, told_at=later(hours=3), words="W", by="x", at=later(hours=3))
    decide(report=small, hazard="", is_class="neither", why="", decided_by=priya, by="x", at=later(hours=4))
    take_on(report=small, owner=priya, by="x", at=later(hours=5))
    for one in (report, small):
        stored, again = place(one), place_of(one)
        assert {name: getattr(stored, name) for name in MADE} == {name: getattr(again, name) for name in MADE}


def test_views_of_the_queue_are_kept_under_a_name_for_one_account_alone(priya):
    for asks in ({"needs_triage": "yes"}, {"hazard": "noise"}):
        save_filter(account=priya, name="  My   view ", asks=asks, by=priya.code, at=NOW)
    assert [(one.name, one.asks) for one in saved_filters(priya)] == [("My view", {"hazard": "noise"})]
    other = a_street.officer("Sam Reed", lsoas=())
    assert not forget_filter(account=other, name="My view", by=other.code, at=NOW)
    assert forget_filter(account=priya, name="My view", by=priya.code, at=NOW)
    with pytest.raises(CannotBeDone):
        save_filter(account=priya, name=" ", asks={}, by=priya.code, at=NOW)


def test_each_thing_done_is_a_line(report, priya):
    take_on(report=report, owner=priya, by=priya.code, at=NOW)
    state(case=report.case, name="made_safe_at", value=later(hours=1), by="x", at=later(hours=1))
    names = set(Line.objects.filter(name__startswith="hazards.").values_list("name", flat=True))
    assert {
        "hazards.suggested",
        "hazards.opened",
        "hazards.case_opened",
        "hazards.taken_on",
        "hazards.fact_stated",
    } == names
