"""One door for every report: it is kept, suggested, its clocks run, and it is answered."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from putright.deadlines.models import Deadline
from putright.hazards.actions import receive, report_from_note
from putright.hazards.models import Case, Fact, Place, Triage
from putright.hazards.queries import facts_of, place_of
from putright.messages.models import Message
from putright.people.models import Circumstance
from putright.record.models import Line
from putright.repairs import actions as repairs
from putright.repairs.models import Report
from putright.repairs.refused import NotEnough
from tests.hazards import a_street
from tests.hazards.a_street import DOOR, GAS, LSOA, MOULD, NOW, draft, later

pytestmark = pytest.mark.django_db


def running(about):
    return {row.name: row.due_before for row in Deadline.objects.open().about(*about)}


def test_a_report_of_mould_opens_a_case_and_starts_the_clocks_at_once(mould, amina, priya):
    report = receive(draft=mould, by="resident", at=NOW)
    case = report.case
    assert (case.opened_at, case.owner) == (NOW, priya)
    # Ten working days: the end of Wednesday 18 March.
    assert running(case.about)["hazards.significant_investigate"] == datetime(2026, 3, 19, tzinfo=UTC)
    assert {"promises.first_contact", "tasks.triage"} == set(running(report.about))
    assert facts_of(case, 1) == {
        "hazard": "damp_and_mould",
        "reported_as": "significant",
        "agreement": "tenancy",
        "aware_at": NOW,
    }
    triage = report.triages.get()
    assert (triage.decided_by, triage.is_class, triage.hazard) == (None, "significant", "damp_and_mould")
    assert triage.because[0] == "damp_or_mould"
    message = Message.objects.get(person=amina)
    assert (message.template, message.params["reference"]) == ("report_received", report.reference)
    place = Place.objects.get(report=report)
    assert (place.needs_triage, place.lsoa, place.owner, place.hazard) == (True, LSOA, priya, "damp_and_mould")


def test_nothing_is_stated_that_nobody_knows(mould):
    case = receive(draft=mould, by="resident", at=NOW).case
    assert set(Fact.objects.filter(case=case).values_list("name", flat=True)) == {
        *("hazard", "reported_as", "agreement", "aware_at"),
    }


def test_a_report_that_is_no_hazard_has_no_case_and_is_still_promised_an_answer(home, amina):
    report = receive(draft=draft(DOOR, home=home, person=amina), by="resident", at=NOW)
    assert not Case.objects.exists()
    assert set(running(report.about)) == {"promises.first_contact", "tasks.triage"}
    assert report.triages.get().is_class == "neither"
    assert Place.objects.get(report=report).needs_triage


def test_the_emergency_exit_needs_only_the_sign_and_a_phone_number(larkfield):
    report = receive(draft=draft(GAS), by="resident", at=NOW)
    due = running(report.case.about)
    assert due["hazards.emergency_investigate"] == due["hazards.emergency_make_safe"] == later(hours=24)
    assert running(report.about)["tasks.triage"] == later(hours=1)
    assert "tasks.match_report" in running(report.about)
    assert Place.objects.get(report=report).needs_home
    # Nobody knows the agreement, and the clock runs.
    assert not Fact.objects.filter(name="agreement").exists()


def test_a_danger_of_no_kind_that_we_know_starts_the_clock_too(larkfield):
    answers = {"danger": {"chosen": ["other_danger"]}, "reach": {"phone": "07700 900123"}}
    report = receive(draft=draft(answers), by="resident", at=NOW)
    assert running(report.case.about)["hazards.emergency_make_safe"] == later(hours=24)
    assert report.triages.get().hazard == ""
    assert not Fact.objects.filter(name="hazard").exists()


def test_an_emergency_is_answered_with_when_we_come(home, amina):
    report = receive(draft=draft(GAS, home=home, person=amina), by="resident", at=NOW)
    message = Message.objects.get(person=amina)
    assert message.template == "emergency_received"
    assert datetime.fromisoformat(message.params["safe_before"]) == later(hours=24)
    assert report.case.owner is None, "it is everybody's who holds the role, until somebody takes it on"


@pytest.mark.parametrize("agreement", ["licence", "long_lease", "shared_ownership", "owner_occupied"])
def test_a_home_that_the_law_does_not_cover_has_a_case_and_no_clock_of_the_law(larkfield, agreement):
    home = a_street.home()
    person = a_street.family(home, agreement=agreement)
    report = receive(draft=draft(MOULD, home=home, person=person), by="resident", at=NOW)
    assert running(report.case.about) == {}
    assert "promises.first_contact" in running(report.about)


def test_what_was_first_told_to_somebody_counts_from_then(mould):
    first = NOW - timedelta(days=30)
    report = receive(draft=mould, by="resident", at=NOW, first_told_at=first, said_by="her sister", said_to="Sam, gas")
    assert facts_of(report.case, 1)["aware_at"] == first
    assert running(report.case.about)["hazards.significant_investigate"] < NOW
    assert (report.said_by, report.said_to, report.received_at) == ("her sister", "Sam, gas", NOW)


def test_a_note_becomes_a_report_with_its_own_first_moment(home, amina, priya):
    heard = NOW - timedelta(days=9)
    words = "Black mould behind the bed, the boy wheezes"
    note = repairs.note(
        home=home, words=words, said_by="a neighbour", heard_at=heard, noted_by=priya, by=priya.code, at=NOW
    )
    report = report_from_note(note=note, by=priya.code, at=NOW)
    assert (report.first_told_at, report.words, report.from_note, report.taken_by) == (heard, words, note, priya)
    assert report.case and report.triages.get().hazard == "damp_and_mould"
    assert report_from_note(note=note, by=priya.code, at=later(hours=1)) == report
    assert Report.objects.count() == 1


def test_what_the_household_tells_is_kept_for_the_household_and_seen_next_time(home, amina):
    answers = {**MOULD, "household": {"chosen": ["breathing", "under_5"]}}
    report = receive(draft=draft(answers, home=home, person=amina), by="resident", at=NOW)
    assert set(Circumstance.objects.values_list("kind", flat=True)) == {"breathing", "under_5"}
    assert {"lives_there_breathing", "lives_there_under_5"} <= set(report.triages.get().because)
    again = receive(draft=draft(MOULD, home=home, person=amina), by="resident", at=later(days=1))
    assert {"lives_there_breathing", "lives_there_under_5"} <= set(again.triages.get().because)


def test_what_a_stranger_says_of_a_household_counts_for_their_report_alone(home, amina):
    answers = {
        **MOULD,
        "household": {"chosen": ["breathing"]},
        "address": {"lines": "12 Rose Street", "postcode": "wx12ab"},
    }
    report = receive(draft=draft(answers), by="resident", at=NOW)
    assert (report.home, report.person) == (home, None)
    assert "lives_there_breathing" in report.triages.get().because
    assert not Circumstance.objects.exists()


def test_too_little_to_act_on_is_refused_and_nothing_is_kept(larkfield):
    with pytest.raises(NotEnough) as refused:
        receive(draft=draft({"what": {"chosen": ["mould"]}}), by="resident", at=NOW)
    assert "where the home is" in str(refused.value)
    assert not Report.objects.exists() and not Line.objects.filter(name="repairs.reported").exists()


def test_a_sign_of_danger_alone_is_kept_and_its_clock_runs_while_somebody_finds_out_where(larkfield):
    report = receive(draft=draft({"danger": GAS["danger"]}), by="resident", at=NOW)
    owed = Deadline.objects.about(*report.case.about)
    assert {one.due_before for one in owed if one.name == "hazards.emergency_make_safe"} == {later(hours=24)}
    assert Deadline.objects.about(*report.about).filter(name="tasks.match_report").exists()
    assert report.place.needs_home


def test_sent_again_it_is_the_same_report_and_nothing_happens_twice(mould):
    report = receive(draft=mould, by="resident", at=NOW)
    lines, deadlines = Line.objects.count(), Deadline.objects.count()
    assert receive(draft=mould, by="resident", at=later(minutes=1)) == report
    assert (Line.objects.count(), Deadline.objects.count()) == (lines, deadlines)
    assert Message.objects.filter(template="report_received").count() == 1


def test_what_is_told_after_the_emergency_exit_is_added_and_nothing_is_lost(larkfield, home, amina):
    begun = draft(GAS)
    report = receive(draft=begun, by="resident", at=NOW)
    for question, value in {
        "address": {"lines": "12 Rose Street", "postcode": "WX1 2AB"},
        "household": {"chosen": ["under_5"]},
        "own_words": {"words": "Behind the cooker"},
    }.items():
        begun = repairs.keep_answer(key=begun.key, question=question, value=value, by="resident", at=later(minutes=3))
    again = receive(draft=begun, by="resident", at=later(minutes=4))
    assert again == report and again.answers.keys() == {"danger", "reach", "address", "household", "own_words"}
    assert (again.home, again.words, again.is_emergency) == (home, "Behind the cooker", True)
    assert "lives_there_under_5" in again.triages.order_by("-id").first().because
    place = Place.objects.get(report=report)
    assert (place.needs_home, place.lsoa) == (False, LSOA)


def test_a_sign_that_is_told_later_starts_its_own_hours_then(mould, amina):
    report = receive(draft=mould, by="resident", at=NOW)
    repairs.keep_answer(
        key=mould.key, question="unwell", value={"chosen": ["breathing_now"]}, by="resident", at=later(hours=30)
    )
    receive(draft=mould, by="resident", at=later(hours=30))
    due = running(report.case.about)
    assert due["hazards.emergency_make_safe"] == later(hours=54)
    assert Place.objects.get(report=report).is_class == "emergency"
    assert Message.objects.filter(person=amina).order_by("-id").first().template == "emergency_received"


def test_an_answer_that_is_changed_afterwards_does_not_lose_what_was_said_before(mould):
    report = receive(draft=mould, by="resident", at=NOW)
    for words in ("It is in the bathroom.", "It is all over."):
        repairs.keep_answer(
            key=mould.key, question="own_words", value={"words": words}, by="resident", at=later(hours=1)
        )
        receive(draft=mould, by="resident", at=later(hours=1))
    report.refresh_from_db()
    assert report.words == "It is all over."
    said = " ".join(report.additions.values_list("words", flat=True))
    assert "There is mould in my son's room." in said and "It is in the bathroom." in said


def test_facts_are_added_to_and_never_changed(mould):
    fact = receive(draft=mould, by="resident", at=NOW).case.facts.first()
    for change in (
        lambda: Fact.objects.filter(pk=fact.pk).update(value="tenancy"),
        lambda: Fact.objects.filter(pk=fact.pk).delete(),
        lambda: connection.cursor().execute("TRUNCATE hazards_fact CASCADE"),
    ):
        with pytest.raises(DatabaseError, match=r"never changed|permission denied"), transaction.atomic():
            change()


def test_the_place_can_be_made_again(mould):
    report = receive(draft=mould, by="resident", at=NOW)
    place, again = Place.objects.get(report=report), place_of(report)
    from putright.hazards.places import MADE

    assert {name: getattr(place, name) for name in MADE} == {name: getattr(again, name) for name in MADE}


def test_receiving_takes_a_number_of_statements_that_we_know(mould, home, amina):
    told = draft({**MOULD, "household": {"chosen": ["breathing"]}}, home=home, person=amina)
    for begun, most in ((mould, 26), (told, 33)):
        with CaptureQueriesContext(
            connection,
        ) as said:
            receive(draft=begun, by="resident", at=NOW)
        statements = [one["sql"] for one in said if "SAVEPOINT" not in one["sql"]]
        assert len(statements) <= most, "\n".join(one[:150] for one in statements)


def test_every_line_of_a_report_is_for_the_resident_and_names_nobody(mould, amina):
    report = receive(draft=mould, by="resident", at=NOW)
    lines = Line.objects.filter(about_id__in=[report.reference, report.case.reference])
    assert {line.audience for line in lines} == {"resident"}
    said = " ".join(str(line.detail) for line in lines)
    assert "Amina" not in said and "son's room" not in said and "lives_there" not in said
    assert {"repairs.reported", "hazards.suggested", "hazards.opened", "hazards.case_opened"} <= {
        line.name for line in lines
    }


def test_a_report_with_nobody_to_match_is_kept_for_the_desk_to_match(larkfield):
    answers = {**MOULD, "address": {"lines": "the flat over the shop"}}
    report = receive(draft=draft(answers), by="resident", at=NOW)
    assert (report.home, report.address_words) == (None, "the flat over the shop")
    assert "tasks.match_report" in running(report.about)
    assert Triage.objects.get(report=report).is_class == "significant"


def test_what_an_anonymous_sender_with_a_number_we_know_says_of_a_household_counts_for_their_report_alone(home, amina):
    answers = {
        **MOULD,
        "household": {"chosen": ["breathing"]},
        "address": {"lines": "12 Rose Street", "postcode": "wx12ab"},
        "reach": {"phone": "07700 900123", "name": "Amina"},
    }
    report = receive(draft=draft(answers), by="resident", at=NOW)
    assert report.person == amina and "lives_there_breathing" in report.triages.get().because
    assert not Circumstance.objects.exists()


def test_whose_report_it_is_as_one_of_us_said_stands_whatever_number_they_give_afterwards(home, amina):
    told = repairs.begin(channel="online", by="resident", at=NOW)
    for question, value in {**GAS, "address": {"lines": "12 Rose Street", "postcode": "wx12ab"}}.items():
        told = repairs.keep_answer(key=told.key, question=question, value=value, by="resident", at=NOW)
    report = receive(draft=told, by="resident", at=NOW)
    repairs.match(report=report, home=home, person=None, by="staff", at=later(hours=1))
    number = {"phone": "07700 900123", "name": "Amina"}
    told = repairs.keep_answer(key=told.key, question="reach", value=number, by="resident", at=later(hours=2))
    report = receive(draft=told, by="resident", at=later(hours=2))
    assert (report.person, report.home, report.contact_words) == (None, home, "07700 900123")
