"""The works in plain words, and “Is it fixed?”: theirs to say, believed, and said once however often it is sent."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from putright.deadlines.models import Deadline
from putright.hazards import actions as hazards
from putright.repairs.models import FixedWord
from tests.repairs import works
from tests.web.resident import street
from tests.web.resident.pages import told_by
from tests.web.resident.street import answer, page_of

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)


@pytest.fixture
def amina(larkfield):
    """The tenant."""
    return larkfield[2]


@pytest.fixture
def report(amina):
    """What she told us yesterday."""
    return told_by(amina, at=NOW - timedelta(hours=30))


@pytest.fixture
def client_of(amina):
    """Her browser, signed in."""
    client = Client()
    client.force_login(amina.account)
    return client


def ordered(report, **more):
    ours = works.team(since=street.LONG_AGO.date())
    told = {"wanted_before": NOW + timedelta(hours=60), "at": NOW - timedelta(hours=9), **more}
    return hazards.order_works(report=report, contractor=ours, **works.wanted(**told))


def came(order, what, *, hours=8, **more):
    dwayne = works.worker(order.contractor, since=street.LONG_AGO.date())
    at = NOW - timedelta(hours=hours)
    told = {"words": "The tenant was rude.", "happened_at": at, "at": at, "sent_with": works.key(), **more}
    return hazards.tell_outcome(order=order, what=what, told_by=dwayne, by=dwayne.code, **told)


AGAIN = {"next_words": "Bring a ladder.", "next_before": NOW + timedelta(hours=40)}


def text_of(client, report):
    return " ".join(page_of(client.get(f"/reports/{report.reference}")).one("main")["text"].split())


def test_the_works_are_said_plainly_and_without_blame(client_of, report):
    order = ordered(report, at_the_door="Two people.")
    assert "Nobody has come yet." in text_of(client_of, report)
    came(order, "no_access", tried=["knocked"], **AGAIN)
    said = text_of(client_of, report)
    assert "We came, and did not get to see you." in said and "Next: somebody comes" in said
    for theirs in ("rude", "ladder", "Two people", "No access", "refus"):
        assert theirs not in said


def test_the_first_date_stays_beside_the_new_one(client_of, report):
    first = ordered(report)
    came(first, "wrong_trade", **AGAIN)
    told = works.wanted(wanted_before=NOW + timedelta(days=9), at=NOW - timedelta(hours=2), follows=first)
    hazards.order_works(report=report, contractor=first.contractor, **told)
    assert "We first said" in text_of(client_of, report)


def test_yes_is_kept_and_no_is_believed_and_answered(client_of, report):
    came(ordered(report), "done")
    at = f"/reports/{report.reference}/fixed"
    assert "Is it fixed? Tell us" in text_of(client_of, report)
    assert answer(client_of, at, {"fixed": "yes"}).url.endswith("?added")
    assert FixedWord.objects.get().is_fixed
    answer(client_of, at, {"fixed": "no", "fixed-words": "It is <b>black</b> again. رطب"})
    word = FixedWord.objects.latest("pk")
    assert (word.is_fixed, word.words, word.person) == (False, "It is <b>black</b> again. رطب", report.person)
    assert Deadline.objects.get(name="promises.not_fixed").is_open
    assert "tell you what we do about what is not fixed" in text_of(client_of, report)


def test_sent_twice_from_one_page_it_is_said_once(client_of, report):
    came(ordered(report), "done")
    at, key = f"/reports/{report.reference}/fixed", "k" * 43
    for _ in range(2):
        client_of.post(at, {"fixed": "no", "fixed-words": "No.", "key": key})
    assert FixedWord.objects.count() == 1


@pytest.mark.parametrize(
    "typed, says",
    [
        ({}, "Choose yes or no."),
        ({"fixed": "perhaps"}, "Pick from the list"),
        ({"fixed": ["yes", "no"]}, "Pick one of these"),
        ({"fixed": "no"}, "Tell us what is still wrong"),
        ({"fixed": "no", "fixed-words": "\0"}, "a mark in this"),
        ({"fixed": "no", "fixed-words": "x" * 5001}, "room for 5,000"),
    ],
)
def test_what_is_not_enough_is_asked_again_with_all_that_was_typed(client_of, report, typed, says):
    came(ordered(report), "done")
    response = client_of.post(f"/reports/{report.reference}/fixed", typed)
    page = page_of(response)
    assert response.status_code == 422 and any(says in sentence for sentence in page.summary), page.summary
    words = typed.get("fixed-words", "").strip("\0")
    assert words in page.one("textarea")["text"]
    assert not FixedWord.objects.exists()


def test_nobody_is_asked_before_anything_was_done(client_of, report):
    ordered(report)
    assert "Is it fixed?" not in text_of(client_of, report)
    assert client_of.get(f"/reports/{report.reference}/fixed").url == f"/reports/{report.reference}"


def test_it_is_for_the_tenants_to_say_and_missing_for_everybody_else(client_of, report, larkfield):
    came(ordered(report), "done")
    at = f"/reports/{report.reference}/fixed"
    stranger = Client()
    stranger.force_login(street.tenant(street.home("14"), "Yusuf Ali", "07700 900124").account)
    assert stranger.get(at).status_code == stranger.post(at, {"fixed": "yes"}).status_code == 404
    lodger = street.tenant(None, "Idris Yusuf", "07700 900125")
    larkfield[0].households.get().members.create(person=lodger, since=street.LONG_AGO.date())
    other = Client()
    other.force_login(lodger.account)
    assert "The work in your home" in text_of(other, report) and "Is it fixed?" not in text_of(other, report)
    assert "Wash down the wall" not in text_of(other, report)
    assert other.post(at, {"fixed": "yes"}).status_code == 404
    assert Client().get(at).url.startswith("/sign-in")
    assert not FixedWord.objects.exists()
