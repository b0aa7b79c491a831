"""The written summary: it says what the law wants or does not go; to each named tenant, and then the law is met."""

import hashlib
from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st

from putright.deadlines.models import Deadline
from putright.hazards.actions import (
    count_sent,
    make_summary,
    receive,
    send_by_email,
    sent_by_hand,
    state,
)
from putright.hazards.models import Investigation, Recommendation, Summary
from putright.hazards.queries import facts_of
from putright.hazards.queries.summaries import summaries_of
from putright.hazards.summing_up import in_a_message, summed
from putright.homes.models import Landlord
from putright.messages.models import Message, Try
from putright.people.models import ContactPoint, Person, Tenancy, Tenant
from putright.record.models import Line
from putright.repairs.refused import CannotBeDone
from tests.hazards import a_street
from tests.hazards.a_street import NOW, later
from tests.hazards.findings import NOTHING, looked_into

pytestmark = pytest.mark.django_db
HANDED = {"route": "in_person", "proof": "Handed to her at the door by Joan Pike."}


@pytest.fixture
def case(mould):
    """A case of mould."""
    return receive(draft=mould, by="resident", at=NOW).case


@pytest.fixture
def joan(larkfield):
    """A surveyor."""
    return a_street.officer("Joan Pike", "surveyor", lsoas=())


@pytest.fixture
def looked(case, joan):
    """An investigation in person that found mould."""
    return looked_into(case, joan)


@pytest.fixture
def made(looked):
    """Its written summary."""
    return make_summary(investigation=looked, by="x", at=later(days=2, hours=1))


def words_of(made):
    return in_a_message(made.says)


def met(case):
    return Deadline.objects.about(*case.about).get(name="hazards.significant_written_summary").met_at


def email(person, value="amina@example.org", **more):
    return ContactPoint.objects.create(
        person=person, kind="email", value=value, since=datetime(2020, 1, 1, tzinfo=UTC), **more
    )


def joint(home, name="Yusuf Okafor"):
    person = Person.objects.create(name=name)
    Tenant.objects.create(tenancy=Tenancy.objects.get(home=home), person=person, since=a_street.LONG_AGO)
    return person


def carried(sent, at):
    Try.objects.create(message=sent.message, number=1, began_at=at, ended_at=at, outcome="accepted", carrier="file")


# ---- What it says


def test_it_says_what_was_found_what_is_done_by_when_and_how_to_reach_us(made):
    said = words_of(made)
    for words in (
        "something that could harm you or somebody who lives with you: damp and mould growth.",
        "The small bedroom: Black mould in the corner by the window. Relative humidity, %: 78.",
        "Wash the mould off and treat the wall. We begin by Monday 9 March 2026 and finish by Tuesday 10 March 2026.",
        "Ask for Priya Nair, housing officer. Phone 01632 960001 (8am to 6pm).",
        "Joan Pike came to your home, and finished looking into it on Friday 6 March 2026.",
        "Damp surveyor for nine years.",
        "0300 111 3000",
    ):
        assert words in said, words
    assert "You can ask for somebody to come" not in said


def test_one_without_a_visit_says_that_they_can_ask_for_one(case, joan):
    held = looked_into(case, joan, is_in_person=False)
    assert "You can ask for somebody to come" in words_of(make_summary(investigation=held, by="x", at=later(days=3)))


def test_nothing_found_says_why(case, joan):
    held = looked_into(case, joan, **NOTHING)
    said = words_of(make_summary(investigation=held, by="x", at=later(days=3)))
    assert "Why we say so: It is a stain from an old leak, and it is dry." in said
    assert "Nothing needs doing because of this." in said and "If you cannot stay" not in said


def test_when_all_work_is_finished_it_says_that_and_no_more_days(case, joan, looked):
    state(case=case, name="made_safe_at", value=later(days=2, hours=2), by="x", at=later(days=2, hours=3))
    state(case=case, name="preventative_started_at", value=later(days=2, hours=2), by="x", at=later(days=2, hours=3))
    state(case=case, name="work_finished_at", value=later(days=2, hours=3), by="x", at=later(days=2, hours=3))
    short = make_summary(investigation=looked, by="x", at=later(days=2, hours=4))
    assert short.is_short and short.says["title"] == "The work at your home is finished"
    assert "Wash the mould off and treat the wall." in words_of(short) and "We begin by" not in words_of(short)


def test_it_does_not_go_with_anything_missing_that_the_law_wants(looked):
    Landlord.objects.all().delete()
    with pytest.raises(CannotBeDone, match="how to reach us"):
        make_summary(investigation=looked, by="x", at=later(days=3))
    assert not Summary.objects.exists()


@pytest.mark.parametrize(
    "lacks, says",
    [
        ({"found": ""}, "has not concluded"),
        ({"concluded_at": None}, "has not concluded"),
        ({"hazard": ""}, "which kind of hazard"),
    ],
)
def test_each_thing_that_is_missing_is_named(looked, lacks, says):
    for name, value in lacks.items():
        setattr(looked, name, value)
    said = summed(looked, Landlord.objects.get(), ask_for="", is_short=False, reference="R", at=later(days=3))
    assert any(says in sentence for sentence in said.missing)


def test_work_with_no_day_and_nothing_said_at_all_are_missing_too(looked, monkeypatch):
    def missing(todo, **more):
        monkeypatch.setattr(type(looked.recommendations), "order_by", lambda *_: todo, raising=False)
        held = Investigation(**{"concluded_at": later(days=2), "found": "none", "why": "", "pk": looked.pk, **more})
        held.investigator = looked.investigator
        said = summed(held, Landlord.objects.get(), ask_for="", is_short=False, reference="R", at=later(days=3))
        return " ".join(said.missing)

    assert "no day to begin" in missing([Recommendation(words="Fit a fan")])
    assert "neither what will be done nor why" in missing([])
    assert missing([], why="It is dry") == ""


def test_made_twice_it_is_the_first_and_nobody_can_change_it(looked, made):
    assert make_summary(investigation=looked, by="y", at=later(days=9)) == made
    assert hashlib.sha256(bytes(made.pdf)).hexdigest() == made.sha256
    assert Line.objects.get(name="hazards.summary_made").detail["sha256"] == made.sha256
    for change in (lambda: Summary.objects.update(sha256="0" * 64), lambda: Summary.objects.all().delete()):
        with pytest.raises(DatabaseError, match="as it was sent"), transaction.atomic():
            change()


def test_the_one_who_told_us_finds_it_with_their_report(case, made):
    assert [one.reference for one in summaries_of(case.report)] == [made.reference]


# ---- Where it goes


def test_the_law_is_met_when_every_named_tenant_has_theirs(case, home, amina, made):
    yusuf = joint(home)
    sent_by_hand(summary=made, person=amina, sent_at=later(days=3), by="x", at=later(days=3), **HANDED)
    assert met(case) is None
    posted = {"route": "post", "proof": "Certificate of posting 1234."}
    sent_by_hand(summary=made, person=yusuf, sent_at=later(days=4), by="x", at=later(days=4, hours=2), **posted)
    assert facts_of(case, 1)["summary_sent_at"] == later(days=4) == met(case)


def test_written_down_twice_it_went_once(case, amina, made):
    for hours in (1, 2):
        at = later(days=3, hours=hours)
        sent_by_hand(summary=made, person=amina, sent_at=at, by="x", at=at, **HANDED)
    assert made.dispatches.count() == Line.objects.filter(name="hazards.summary_sent").count() == 1
    assert met(case) == later(days=3, hours=1)


@pytest.mark.parametrize(
    "wrong, says",
    [
        ({"proof": "  "}, "what shows that it went"),
        ({"route": "email"}, "Choose how it went"),
        ({"route": "pigeon"}, "Choose how it went"),
        ({"sent_at": later(days=5)}, "not come yet"),
        ({"sent_at": later(days=2)}, "cannot have gone before"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(amina, made, wrong, says):
    given = {**HANDED, "sent_at": later(days=3), **wrong}
    with pytest.raises(CannotBeDone, match=says):
        sent_by_hand(summary=made, person=amina, by="x", at=later(days=4), **given)
    assert not made.dispatches.exists()


def test_it_is_for_those_who_are_named_and_nobody_else(made):
    stranger = Person.objects.create(name="Somebody Else")
    with pytest.raises(CannotBeDone, match="not named on the agreement"):
        sent_by_hand(summary=made, person=stranger, sent_at=later(days=3), by="x", at=later(days=3), **HANDED)
    email(stranger)
    with pytest.raises(CannotBeDone, match="not named on the agreement"):
        send_by_email(summary=made, person=stranger, by="x", at=later(days=3))


def test_an_email_holds_all_of_it_and_counts_when_it_has_been_carried(case, amina, made):
    from putright.messages.saying import said

    email(amina)
    sent = send_by_email(summary=made, person=amina, by="x", at=later(days=3))
    assert send_by_email(summary=made, person=amina, by="x", at=later(days=3)) == sent
    assert Message.objects.filter(template="what_we_found").count() == 1
    body = said(sent.message).body
    assert "Black mould in the corner by the window." in body and "finish by Tuesday 10 March 2026" in body
    assert count_sent(by="watch", at=later(days=3)) == 0 and met(case) is None
    carried(sent, later(days=3, hours=1))
    assert count_sent(by="watch", at=later(days=3, hours=2)) == 1
    assert count_sent(by="watch", at=later(days=3, hours=2)) == 0
    assert met(case) == later(days=3, hours=1)


def test_an_email_that_failed_has_not_been_sent(case, amina, made):
    email(amina)
    sent = send_by_email(summary=made, person=amina, by="x", at=later(days=3))
    Try.objects.create(
        message=sent.message, number=1, began_at=later(days=3), ended_at=later(days=3), outcome="failed", carrier="file"
    )
    assert count_sent(by="watch", at=later(days=4)) == 0 and met(case) is None


@pytest.mark.parametrize("more", [None, {"is_safe": False}, {"until": NOW}])
def test_no_email_goes_where_there_is_no_safe_one(amina, made, more):
    if more is not None:
        email(amina, **more)
    with pytest.raises(CannotBeDone, match="no safe email address for Amina"):
        send_by_email(summary=made, person=amina, by="x", at=later(days=3))
    assert not made.dispatches.exists() and not Message.objects.filter(template="what_we_found").exists()


def test_after_a_renewed_one_the_second_summary_meets_its_own_duty(case, joan, amina, made):
    sent_by_hand(summary=made, person=amina, sent_at=later(days=3), by="x", at=later(days=3), **HANDED)
    state(case=case, name="in_person_requested_at", value=later(days=4), by="x", at=later(days=4))
    held = looked_into(
        case, joan, kind="renewed", began=later(days=5), concluded_at=later(days=6), **NOTHING
    )  # fmt: skip
    second = make_summary(investigation=held, by="x", at=later(days=6, hours=1))
    sent_by_hand(summary=second, person=amina, sent_at=later(days=7), by="x", at=later(days=7), **HANDED)
    assert facts_of(case, 1)["renewed_summary_sent_at"] == later(days=7)
    assert facts_of(case, 1)["summary_sent_at"] == later(days=3)


# ---- As a message


@given(st.text(max_size=300))
def test_whatever_was_written_is_in_the_message_line_by_line(typed):
    from putright.messages.fields import one_line, paragraphs

    said = paragraphs(typed)
    assert said == paragraphs(said)
    import unicodedata

    for line in unicodedata.normalize("NFC", typed).splitlines():
        assert one_line(line) in said


def test_the_day_it_was_made_is_a_london_day(case, joan, looked):
    made = make_summary(investigation=looked, by="x", at=datetime(2026, 3, 29, 23, 30, tzinfo=UTC))
    assert made.says["day"] == "Monday 30 March 2026" and date(2026, 3, 30).weekday() == 0
