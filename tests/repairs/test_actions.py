"""One draft is one report, however often it is sent; a home is found only when it can be no other."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction

from putright.accounts.models import Account
from putright.homes.models import Home
from putright.people.models import ContactPoint, Household, Member, Person
from putright.record.models import Line
from putright.repairs.actions import add, add_photo, begin, keep_answer, match, note, report, tell_more
from putright.repairs.models import Addition, Photo, Report
from putright.repairs.queries import additions_of, notes_at, report_of, report_sent_with, reports_at
from putright.repairs.refused import CannotBeDone, NotEnough
from tests.repairs.pictures import a_jpeg

NOW = datetime(2026, 3, 4, 10, tzinfo=UTC)
BY = {"by": "resident", "at": NOW}
TOLD = {"what": {"chosen": ["mould"]}, "own_words": {"words": "Mould"}}


def draft(answers=TOLD, **known):
    begun = begin(channel="online", **BY, **known)
    for question, value in answers.items():
        begun = keep_answer(key=begun.key, question=question, value=value, **BY)
    return begun


def at(lines, postcode="WX1 2AB"):
    return {**TOLD, "address": {"lines": lines, "postcode": postcode}}


def home(line="12", street="Rose Street", postcode="WX1 2AB"):
    return Home.objects.create(line=line, street=street, town="Wexcombe", postcode=postcode, archetype="terrace")


def lives_in(home, value, kind="text"):
    person = Person.objects.create(name="Amina Okafor")
    household, _ = Household.objects.get_or_create(home=home, since=date(2020, 1, 1))
    Member.objects.create(household=household, person=person, since=date(2020, 1, 1))
    ContactPoint.objects.create(person=person, kind=kind, value=value, since=datetime(2020, 1, 1, tzinfo=UTC))
    return person


@pytest.mark.django_db
def test_a_report_keeps_all_that_was_told_and_one_line_says_so():
    answers = at("the flat over the shop", "")
    answers["reach"] = {"name": "Amina", "phone": "07700 900123", "email": "amina@example.org"}
    kept, is_new = report(draft=draft(answers), **BY)
    assert is_new and kept.answers == answers
    assert (kept.words, kept.address_words) == ("Mould", "the flat over the shop")
    assert kept.contact_words == "07700 900123, amina@example.org"
    assert (kept.first_told_at, kept.received_at, kept.is_emergency) == (NOW, NOW, False)
    line = Line.objects.get()
    assert (line.name, line.about_id) == ("repairs.reported", kept.reference)
    assert report_of(str(kept).lower()) == kept and report_of("nonsense") is None


@pytest.mark.django_db
def test_sent_again_it_is_the_same_report():
    begun = draft(at("somewhere"))
    first, second = report(draft=begun, **BY), report(draft=begun, **BY)
    assert first[0] == second[0] and (first[1], second[1]) == (True, False)
    assert report_sent_with(begun.key) == first[0]
    assert Line.objects.count() == 1


@pytest.mark.django_db
def test_what_was_answered_in_another_tab_is_sent_too():
    stale = draft(at("somewhere"))
    keep_answer(key=stale.key, question="room", value={"chosen": ["kitchen"]}, **BY)
    assert "room" not in stale.answers
    assert "room" in report(draft=stale, **BY)[0].answers


@pytest.mark.django_db
def test_too_little_is_refused_with_a_sentence_for_each_thing_that_is_missing():
    with pytest.raises(NotEnough) as refused:
        report(draft=draft({}), **BY)
    assert [need.one_of for need in refused.value.needs] == [("address",), ("what", "own_words")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "more", [{"first_told_at": NOW + timedelta(minutes=1)}, {"said_by": "x" * 201}, {"said_to": "x" * 201}]
)
def test_a_moment_to_come_or_too_long_a_name_is_refused(more):
    with pytest.raises(CannotBeDone):
        report(draft=draft(at("somewhere")), **BY, **more)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "lines, postcode, found",
    [
        ("12 Rose Street", "WX1 2AB", "12"),
        ("12 rose st", "wx12ab", "12"),
        ("12 Rose Street, Wexcombe WX1 2AB", "", "12"),
        ("Number 12", "WX1 2AB", "12"),
        ("Flat 9, Larkfield House", "WX1 2AB", "Flat 9, Larkfield House"),
        ("12", "", None),
        ("Rose Street", "WX1 2AB", None),
        ("1 Rose Street", "WX1 2AB", None),
        ("12 Rose Street", "WX1 2AC", None),
        ("12 or 14 Rose Street", "WX1 2AB", None),
        ("Flat 3, 12 Rose Street", "WX1 2AB", None),
        ("Larkfield House", "WX1 2AB", None),
        ("'; DROP TABLE homes_home; --", "WX1 2AB", None),
    ],
)
def test_a_home_is_found_only_when_it_can_be_no_other(lines, postcode, found):
    for line in ("12", "14", "112", "Flat 9, Larkfield House", "Flat 19, Larkfield House"):
        home(line)
    kept, _ = report(draft=draft(at(lines, postcode)), **BY)
    assert (kept.home.line if kept.home else None) == found


@pytest.mark.django_db
def test_the_person_is_found_by_their_number_only_in_their_own_home():
    here, there = home("12"), home("14")
    amina = lives_in(here, "+447700900123")
    lives_in(there, "+447700900456")
    reach = {"reach": {"phone": "07700 900 123"}}
    assert report(draft=draft({**at("12 Rose Street"), **reach}), **BY)[0].person == amina
    assert report(draft=draft({**at("14 Rose Street"), **reach}), **BY)[0].person is None
    for name, found in (("Amina", amina), ("okafor", amina), ("Maria", None), ("Maria Okafor-Smith", amina)):
        named = {"reach": {**reach["reach"], "name": name}}
        assert report(draft=draft({**at("12 Rose Street"), **named}), **BY)[0].person == found, name
    priya = Account.objects.create(name="Priya Nair", is_staff=True)
    taken = draft({**at("12 Rose Street"), **reach})
    taken.taken_by = priya
    taken.save()
    assert report(draft=taken, **BY)[0].person is None


@pytest.mark.django_db
def test_a_number_that_two_of_them_share_is_nobodys():
    here = home("12")
    for _ in range(2):
        lives_in(here, "shared@example.org", kind="email")
    answers = {**at("12 Rose Street"), "reach": {"email": "Shared@Example.org"}}
    assert report(draft=draft(answers), **BY)[0].person is None


@pytest.mark.django_db
def test_who_signed_in_or_was_chosen_is_not_matched_anew():
    here = home("12")
    home("14")
    amina = lives_in(here, "+447700900123")
    kept, _ = report(draft=draft(at("14 Rose Street"), home=here, person=amina), **BY)
    assert (kept.home, kept.person) == (here, amina)


@pytest.mark.django_db
def test_a_report_is_matched_by_a_person_and_the_record_says_what_it_was():
    here, other = home("12"), home("14")
    kept, _ = report(draft=draft(at("12 Rose Street")), **BY)
    assert match(report=kept, home=other, person=None, **BY).home == other
    assert Line.objects.get(name="repairs.matched").detail == {
        "home": other.reference,
        "was": here.reference,
        "person": None,
    }


@pytest.mark.django_db
def test_a_note_and_what_is_added_are_kept_and_found():
    here = home()
    priya = Account.objects.create(name="Priya Nair", is_staff=True)
    taken = note(home=here, words="Mould behind the bed", said_by="", heard_at=NOW, noted_by=priya, **BY)
    assert list(notes_at(here)) == [taken]
    twice = [
        note(home=here, words="Rats", said_by="", heard_at=NOW, noted_by=priya, sent_with="one page", **BY)
        for _ in range(2)
    ]
    assert twice[0] == twice[1] and list(notes_at(here)) != [taken]
    with pytest.raises(CannotBeDone, match="for another home"):
        note(home=home(), words="Rats", said_by="", heard_at=NOW, noted_by=priya, sent_with="one page", **BY)
    with pytest.raises(CannotBeDone):
        note(home=here, words=" ", said_by="", heard_at=NOW, noted_by=priya, **BY)
    with pytest.raises(CannotBeDone):
        note(home=here, words="x", said_by="", heard_at=NOW + timedelta(1), noted_by=priya, **BY)
    kept, _ = report(draft=draft(home=here), **BY)
    added = add(report=kept, kind="more", words="And in the hall", sent_with="k", **BY)
    assert add(report=kept, kind="more", words="And in the hall", sent_with="k", **BY) == added
    assert additions_of(kept, most=5) == [added] and list(reports_at(here)) == [kept]
    assert Line.objects.filter(name="repairs.added").count() == 1


@pytest.mark.django_db
def test_telling_nothing_more_changes_nothing():
    begun = draft(at("somewhere"))
    kept, _ = report(draft=begun, **BY)
    assert tell_more(report=kept, draft=begun, **BY) == ()
    assert not Addition.objects.exists()


# ---- T09: the same form sent 20 times at once, a double click, a retry after a cut, two tabs


def at_once(count, one):
    """What each of many gave, all begun at the same moment, each with its own connection."""
    ready, given = threading.Barrier(count), []

    def run(number):
        try:
            ready.wait()
            given.append(one(number))
        except Exception as error:
            given.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return given


def test_sent_twenty_times_at_once_it_is_one_report_and_all_get_its_reference(own_database):
    begun = draft(at("somewhere"))
    given = at_once(20, lambda _: report(draft=begun, **BY))
    assert {kept.reference for kept, _ in given} == {Report.objects.get().reference}
    assert sorted(is_new for _, is_new in given) == [False] * 19 + [True]
    assert Line.objects.filter(name="repairs.reported").count() == 1


def test_sent_again_after_a_cut_in_the_middle_it_is_one_whole_report(own_database):
    begun = draft(at("somewhere"))

    def cut_off():
        with transaction.atomic():
            report(draft=begun, **BY)
            raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        cut_off()
    assert not Report.objects.exists() and not Line.objects.exists()
    assert report(draft=begun, **BY)[1] is True


def test_a_photo_that_arrives_while_the_report_is_sent_is_with_the_report(own_database):
    begun = draft(at("somewhere"))

    def one(number):
        if number % 3:
            return add_photo(key=begun.key, data=a_jpeg(number * 20), **BY)
        return report(draft=begun, **BY)

    given = at_once(9, one)
    assert not [error for error in given if isinstance(error, Exception)]
    kept = Report.objects.get()
    assert Photo.objects.filter(report=kept, draft=None).count() == Photo.objects.count() == 6


def test_answers_from_two_tabs_at_once_are_both_kept(own_database):
    begun = draft({})
    answers = ["danger", "room", "what", "since", "told", "household", "unwell", "needs"]
    at_once(8, lambda number: keep_answer(key=begun.key, question=answers[number], value={"chosen": ["x"]}, **BY))
    begun.refresh_from_db()
    assert set(begun.answers) == set(answers)
