"""Looking into it: kept word for word, concluded whole or not at all, and the law counts from what was found."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from putright.deadlines.models import Deadline
from putright.hazards.actions import (
    ask_in_person,
    begin_investigation,
    change,
    conclude,
    find_emergency,
    keep_written,
    receive,
    reconcile,
)
from putright.hazards.actions.investigating import KeptElsewhere, NotYet
from putright.hazards.models import Fact, Investigation, Place
from putright.hazards.queries import facts_of
from putright.hazards.queries.investigations import differing, investigations_of
from putright.record.models import Line
from putright.repairs.refused import CannotBeDone
from tests.hazards import a_street
from tests.hazards.a_street import GAS, MOULD, NOW, draft, later
from tests.hazards.findings import FAN, LATER, NOTHING, WASH, found, looked_into

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
def begun(case, joan):
    """A standard investigation that joan has begun."""
    return begin_investigation(case=case, kind="standard", investigator=joan, by=joan.code, at=later(days=1))


def owed(case):
    return {row.name.removeprefix("hazards."): row for row in Deadline.objects.open().about(*case.about)}


def ended(case, name):
    return Deadline.objects.about(*case.about).get(name=f"hazards.{name}")


def kept(begun, boxes, times=0, at=None):
    return keep_written(investigation=begun, boxes=boxes, kept_times=times, by="joan", at=at or later(days=1))


# ---- Begun, and kept as it is written


def test_it_begins_once_for_each_who_looks(case, joan, begun):
    again = begin_investigation(case=case, kind="standard", investigator=joan, by=joan.code, at=later(days=1))
    assert again == begun
    other = a_street.officer("Ben Wu", "surveyor", lsoas=())
    assert begin_investigation(case=case, kind="standard", investigator=other, by="x", at=later(days=1)) != begun
    assert Line.objects.filter(name="hazards.investigation_begun").count() == 2


@pytest.mark.parametrize("kind", ["renewed", "further", "emergency", "guess"])
def test_a_kind_that_the_case_does_not_stand_at_is_refused(case, joan, kind):
    with pytest.raises(CannotBeDone, match="does not stand at that"):
        begin_investigation(case=case, kind=kind, investigator=joan, by=joan.code, at=later(days=1))
    assert not Investigation.objects.exists()


def test_what_is_typed_is_kept_word_for_word_whole_or_not(begun):
    boxes = {"room-1-words": "  ረጠብ <b>\n", "recommend-1-begin-day": "31", "found": "nonsense", "why": ""}
    held = kept(begun, boxes)
    assert held.written == {name: words for name, words in boxes.items() if words} and held.kept_times == 1
    held = kept(held, {**boxes, "causes": "A leak"}, times=1)
    assert held.written["causes"] == "A leak" and held.kept_times == 2
    assert held.concluded_at is None and not Fact.objects.filter(name="investigated_at").exists()


def test_the_same_kept_again_is_kept_once_even_from_an_old_page(begun):
    held = kept(begun, {"why": "Dry"})
    assert kept(held, {"why": "Dry"}, times=0).kept_times == 1


def test_an_older_page_does_not_write_over_what_another_kept(begun):
    kept(begun, {"why": "From the tablet"})
    with pytest.raises(KeptElsewhere, match="from another page"):
        kept(begun, {"why": "From the phone"}, times=0)
    begun.refresh_from_db()
    assert begun.written == {"why": "From the tablet"}
    assert kept(begun, {"why": "From the phone"}, times=1).written == {"why": "From the phone"}


def test_more_than_can_be_kept_at_once_is_refused(begun):
    with pytest.raises(CannotBeDone, match="Take some words out"):
        kept(begun, {"room-1-words": "x" * 200_001})


# ---- Concluded


def test_the_law_counts_from_what_was_found(case, joan, begun):
    held = conclude(investigation=begun, findings=found(), by=joan.code, at=later(days=2))
    known = facts_of(case, 1)
    assert known["investigated_at"] == later(days=2) and known["found"] == "significant"
    assert known["investigated_remotely"] is False and known["preventative_work_needed"] is True
    assert ended(case, "significant_investigate").met_at == later(days=2)
    running = owed(case)
    # The visit was on Friday 6 March: five working days are until the end of the 13th, three until the 11th.
    assert running["significant_make_safe"].due_before.date() == date(2026, 3, 14)
    assert running["significant_written_summary"].due_before.date() == date(2026, 3, 12)
    assert {"preventative_work_begin", "preventative_work_start", "works_finish"} <= set(running)
    assert [room.name for room in held.rooms.all()] == ["The small bedroom"]
    assert str(held.rooms.get().measurements.get()) == "Relative humidity, %: 78"
    assert list(held.recommendations.order_by("number").values_list("purpose", flat=True)) == ["make_safe", "prevent"]


def test_concluded_twice_it_is_once(case, joan, begun):
    for _ in range(3):
        conclude(investigation=begun, findings=found(), by=joan.code, at=later(days=2))
    assert Line.objects.filter(name="hazards.investigated").count() == 1
    assert begun.recommendations.count() == 2
    with pytest.raises(CannotBeDone, match="has concluded"):
        kept(begun, {"why": "Later thoughts"})


@pytest.mark.parametrize(
    "wrong, box",
    [
        ({"competence": " "}, "competence"),
        ({"hazard": ""}, "hazard"),
        ({"hazard": "dragons"}, "hazard"),
        ({"causes": ""}, "causes"),
        ({"recommended": ()}, "recommend-1-words"),
        ({"rooms": ()}, "room-1-words"),
        ({"concluded_at": NOW}, "told"),
        ({**NOTHING, "why": ""}, "why"),
        ({"recommended": (replace(WASH, words=" "),)}, "recommend-1-words"),
        ({"recommended": (WASH, replace(FAN, begin_on=None))}, "recommend-2-begin-day"),
        ({"recommended": (replace(WASH, finish_on=None),)}, "recommend-1-finish-day"),
        ({"recommended": (replace(WASH, finish_on=date(2026, 3, 1)),)}, "recommend-1-finish-day"),
        ({"recommended": (replace(WASH, begin_on=date(2026, 3, 5)),)}, "recommend-1-begin-day"),
        ({"recommended": (replace(WASH, why_not="They did it themselves."),)}, "recommend-1-why_not"),
    ],
)
def test_what_is_missing_is_said_box_by_box_and_nothing_is_kept(case, joan, begun, wrong, box):
    with pytest.raises(NotYet) as refused:
        conclude(investigation=begun, findings=found(**wrong), by=joan.code, at=later(days=2))
    assert box in [where for where, _ in refused.value.missing]
    begun.refresh_from_db()
    assert begun.concluded_at is None and not begun.rooms.exists()
    assert "significant_investigate" in owed(case)


def test_what_has_not_come_yet_has_not_concluded(joan, begun):
    with pytest.raises(NotYet, match="has not come yet"):
        conclude(investigation=begun, findings=found(concluded_at=later(days=3)), by=joan.code, at=later(days=2))


def test_no_hazard_found_still_owes_a_summary_and_no_work(case, joan, begun):
    conclude(investigation=begun, findings=found(**NOTHING), by=joan.code, at=later(days=2))
    running = owed(case)
    assert "significant_written_summary" in running
    assert not {"significant_make_safe", "preventative_work_begin"} & set(running)


def test_a_recommendation_is_to_be_done_by_a_day_or_has_a_reason_why_not(joan, begun):
    not_done = replace(FAN, begin_on=None, finish_on=None, why_not="There is one already: it only needs its switch.")
    held = conclude(investigation=begun, findings=found(recommended=(WASH, not_done)), by="x", at=later(days=2))
    assert held.recommendations.get(number=2).why_not.startswith("There is one")
    assert facts_of(held.case, 1)["preventative_work_needed"] is False
    with pytest.raises(IntegrityError), transaction.atomic():
        held.recommendations.filter(number=2).update(begin_on=date(2026, 3, 9))


def test_that_somebody_must_look_further_is_owed_and_nobody_says_yet_that_nothing_comes_back(case, joan, begun):
    conclude(investigation=begun, findings=found(needs_further=True, recommended=()), by="x", at=later(days=2))
    assert {"further_investigate", "preventative_work_begin"} <= set(owed(case))
    looked_into(case, joan, kind="further", began=later(days=3), concluded_at=later(days=4), **NOTHING)
    assert "further_investigate" not in owed(case)
    assert ended(case, "preventative_work_begin").fell_away_at is not None


def test_another_kind_of_hazard_than_was_reported_is_what_the_law_is_asked_about(case, joan, begun):
    conclude(investigation=begun, findings=found(hazard="falls_on_stairs"), by="x", at=later(days=2))
    assert facts_of(case, 1)["hazard"] == "falls_on_stairs"


# ---- Emergencies


def test_an_emergency_is_looked_into_as_one(home, amina, joan):
    case = receive(draft=draft(GAS, home=home, person=amina), by="resident", at=NOW).case
    findings = {"found": "emergency", "hazard": "fire_and_explosions", "concluded_at": later(hours=2)}
    findings["recommended"] = (replace(WASH, words="Cap the pipe.", begin_on=NOW.date(), finish_on=NOW.date()),)
    looked_into(case, joan, kind="emergency", began=later(hours=1), **findings)
    known = facts_of(case, 1)
    assert known["emergency_investigated_at"] == later(hours=2) and "investigated_at" not in known
    assert "emergency_investigate" not in owed(case)
    assert {"emergency_make_safe", "emergency_written_summary"} <= set(owed(case))


def test_an_emergency_found_on_the_way_starts_its_hours_then_and_stands_first(case, joan, begun):
    at = later(days=1, hours=2)
    find_emergency(investigation=begun, found_at=at, words="The ceiling hangs over the cot.", by="x", at=at)
    row = owed(case)["emergency_make_safe"]
    assert row.due_before == at + timedelta(hours=24)
    assert Place.objects.get(report=case.report).is_class == "emergency"
    begun.refresh_from_db()
    assert begun.concluded_at is None
    with pytest.raises(CannotBeDone, match="24 hours are running"):
        find_emergency(investigation=begun, found_at=at, words="It still hangs.", by="x", at=at)


@pytest.mark.parametrize("words, hours, says", [(" ", 1, "Say what the danger is"), ("It hangs", 3, "not come yet")])
def test_a_danger_is_said_in_words_and_was_seen_already(begun, words, hours, says):
    found_at = later(days=1, hours=hours)
    with pytest.raises(CannotBeDone, match=says):
        find_emergency(investigation=begun, found_at=found_at, words=words, by="x", at=later(days=1, hours=2))


def test_a_standard_investigation_that_finds_an_emergency_stands_first_too(case, joan, begun):
    conclude(investigation=begun, findings=found(found="emergency"), by="x", at=later(days=2))
    assert Place.objects.get(report=case.report).is_class == "emergency"
    assert owed(case)["emergency_make_safe"].due_before == later(days=3)


# ---- Again, and two that differ


def test_whoever_looks_again_reads_what_was_found_and_says_why(case, joan):
    looked_into(case, joan)
    other = a_street.officer("Ben Wu", "surveyor", lsoas=())
    with pytest.raises(CannotBeDone, match="Read what they found"):
        begin_investigation(case=case, kind="standard", investigator=other, by="x", at=later(days=3))
    why = "It came back after it was washed off."
    assert begin_investigation(case=case, kind="standard", investigator=other, by="x", at=later(days=3), why_again=why)


def test_the_same_home_is_remembered_in_another_case(case, joan, home, amina):
    looked_into(case, joan)
    again = receive(draft=draft(MOULD, home=home, person=amina), by="resident", at=later(days=90)).case
    with pytest.raises(CannotBeDone, match="Read what they found"):
        begin_investigation(case=again, kind="standard", investigator=joan, by="x", at=later(days=91))


def test_a_second_that_differs_changes_nothing_until_a_person_says_which_stands(case, joan, priya):
    first = looked_into(case, joan, **NOTHING)
    other = a_street.officer("Ben Wu", "surveyor", lsoas=())
    second = looked_into(
        case, other, began=later(days=3), concluded_at=later(days=4), why_again="They say it is worse.", **LATER
    )
    assert facts_of(case, 1)["found"] == "none" and "significant_make_safe" not in owed(case)
    assert differing(investigations_of(case)) == [(first, second)]
    assert "tasks.reconcile" in owed(case)
    with pytest.raises(CannotBeDone, match="Say why"):
        reconcile(stands=second, against=first, why=" ", decided_by=priya, by="x", at=later(days=5))
    for _ in range(2):
        reconcile(stands=second, against=first, why="A dry day hid it.", decided_by=priya, by="x", at=later(days=5))
    assert facts_of(case, 1)["found"] == "significant" and facts_of(case, 1)["investigated_at"] == later(days=2)
    assert "significant_make_safe" in owed(case) and "tasks.reconcile" not in owed(case)
    assert differing(investigations_of(case)) == []
    assert Line.objects.filter(name="hazards.reconciled").count() == 1


def test_two_that_found_the_same_need_nobody_to_choose(case, joan):
    looked_into(case, joan)
    other = a_street.officer("Ben Wu", "surveyor", lsoas=())
    looked_into(case, other, began=later(days=3), concluded_at=later(days=4), why_again="A second opinion.", **LATER)
    assert differing(investigations_of(case)) == [] and "tasks.reconcile" not in owed(case)


def test_one_that_has_not_concluded_is_not_chosen(case, joan, begun, priya):
    other = looked_into(case, a_street.officer("Ben Wu", "surveyor", lsoas=()))
    with pytest.raises(CannotBeDone, match="not concluded yet"):
        reconcile(stands=begun, against=other, why="Hers.", decided_by=priya, by="x", at=later(days=5))
    with pytest.raises(CannotBeDone, match="two investigations"):
        reconcile(stands=other, against=other, why="Hers.", decided_by=priya, by="x", at=later(days=5))


# ---- In person, when they ask


def test_after_one_without_a_visit_they_may_ask_for_one_and_it_is_owed(case, joan, amina):
    looked_into(case, joan, is_in_person=False)
    for _ in range(2):
        ask_in_person(case=case, asked_at=later(days=4), person=amina, by="resident", at=later(days=4))
    assert owed(case)["renewed_investigate"].due_before.date() == date(2026, 3, 21)
    assert Line.objects.filter(name="hazards.in_person_asked").count() == 1
    held = begin_investigation(case=case, kind="renewed", investigator=joan, by="x", at=later(days=5))
    work = {"recommended": (replace(WASH, begin_on=date(2026, 3, 11), finish_on=date(2026, 3, 11)),)}
    findings = found(concluded_at=later(days=6), **work)
    with pytest.raises(NotYet, match="in person"):
        conclude(investigation=held, findings=replace(findings, is_in_person=False), by="x", at=later(days=6))
    conclude(investigation=held, findings=findings, by="x", at=later(days=6))
    assert facts_of(case, 1)["renewed_found"] == "significant"
    assert "renewed_investigate" not in owed(case) and "renewed_written_summary" in owed(case)


def test_there_is_no_visit_to_ask_for_where_somebody_came_or_nobody_looked(case, joan, amina):
    with pytest.raises(CannotBeDone, match="no other visit"):
        ask_in_person(case=case, asked_at=later(days=1), person=amina, by="resident", at=later(days=1))
    looked_into(case, joan)
    with pytest.raises(CannotBeDone, match="no other visit"):
        ask_in_person(case=case, asked_at=later(days=4), person=amina, by="resident", at=later(days=4))


def test_a_change_after_it_is_a_new_day_zero_and_is_looked_into_anew(case, joan):
    looked_into(case, joan)
    change(case=case, told_at=later(days=30), words="It is in the kitchen too.", by="x", at=later(days=30))
    held = looked_into(
        case, joan, began=later(days=31), concluded_at=later(days=32), why_again="It has changed.",
        recommended=(replace(WASH, begin_on=date(2026, 4, 7), finish_on=date(2026, 4, 8)),),
    )  # fmt: skip
    assert held.day_zero == 2
    assert facts_of(case, 2)["investigated_at"] == later(days=32) and facts_of(case, 1)["investigated_at"] == later(
        days=2
    )
