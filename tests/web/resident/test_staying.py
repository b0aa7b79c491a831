"""Somewhere else to stay, for whoever it is offered to: what it covers, yes or no, and nothing for anybody else."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from putright.deadlines.models import Deadline
from putright.hazards.models import StayAnswer
from putright.people import actions as people
from tests import reading_age
from tests.web.resident import street
from tests.web.resident.pages import told_by
from tests.web.resident.staying_pages import ARABIC, offer_to
from tests.web.resident.street import BY, answer, page_of
from tests.web.resident.test_bad_input import same

pytestmark = pytest.mark.django_db


@pytest.fixture
def offered(larkfield):
    """An offer to Amina: the report, the stay, where its page is, and her browser."""
    _, priya, amina = larkfield
    report = told_by(amina, at=datetime.now(UTC) - timedelta(days=3))
    stay = offer_to(report, priya)
    client = Client()
    client.force_login(amina.account)
    return report, stay, f"/reports/{report.reference}/stays/{stay.reference}", client


def words(response):
    return " ".join(page_of(response).text.split())


def test_it_says_what_it_covers_where_it_is_and_that_no_ends_nothing(offered):
    _, _, at, client = offered
    said = words(client.get(at))
    for part in ("A hotel or guest house", "Hidden Lane", "Breakfast, evening meals", "We pay for all of it."):
        assert part in said, part
    assert "Saying no does not end our duty to put it right." in said and "You can change your mind." in said


def test_her_report_leads_to_it(offered):
    report, _, at, client = offered
    page = page_of(client.get(f"/reports/{report.reference}"))
    assert at in [link["href"] for link in page.all("a")]
    assert "Please read it, and tell us yes or no." in page.text and "Hidden Lane" not in page.text


def test_she_says_no_with_or_without_words_and_may_change_her_mind(offered, larkfield):
    _report, _stay, at, client = offered
    assert answer(client, at, {"kind": "declined", "words": ARABIC})["Location"] == f"{at}?answered"
    one = StayAnswer.objects.get()
    assert (one.kind, one.words, one.person, one.taken_by) == ("declined", ARABIC, larkfield[2], None)
    assert answer(client, at, {"kind": "accepted"}).status_code == 302
    assert [one.kind for one in StayAnswer.objects.order_by("pk")] == ["declined", "accepted"]
    assert Deadline.objects.open().filter(name__in=["tasks.secure_stay", "tasks.talk_about_stay"]).count() == 2


def test_an_answer_taken_back_can_be_taken_back_only_once_there_is_one(offered):
    _, _, at, client = offered
    assert answer(client, at, {"kind": "taken_back"}).status_code == 422
    answer(client, at, {"kind": "declined"})
    assert answer(client, at, {"kind": "taken_back"}).status_code == 302


def test_nothing_chosen_is_asked_for_again_and_the_words_are_there_still(offered):
    _, _, at, client = offered
    page = page_of(answer(client, at, {"words": "There is no lift <i>there</i>."}))
    assert page.summary == {"Choose yes or no.": "kind"}
    assert page.one("textarea", id="words")["text"].strip() == "There is no lift <i>there</i>."
    assert not StayAnswer.objects.exists()


def test_sent_twice_it_is_one_answer(offered):
    _, _, at, client = offered
    key = page_of(client.get(at)).one("input", name="key")["value"]
    for _ in range(2):
        assert client.post(at, {"key": key, "kind": "accepted"}).status_code == 302
    assert StayAnswer.objects.count() == 1


def test_what_is_gone_cannot_be_accepted_and_says_so(offered, larkfield):
    from putright.hazards.actions import lose_stay

    _, stay, at, client = offered
    now = datetime.now(UTC)
    lose_stay(stay=stay, gone_at=now, by=larkfield[1].code, at=now)
    page = page_of(answer(client, at, {"kind": "accepted"}))
    assert list(page.summary.values()) == ["kind"] and "not to be had any more" in page.text
    assert not page_of(client.get(at)).all("input", name="kind")


def test_anybody_else_finds_exactly_what_is_there_for_a_missing_one(offered, larkfield):
    report, _stay, at, _ = offered
    home = larkfield[0]
    ben = street.tenant(street.home("14"), "Ben Okoro", "07700 900222")
    sister = people.add_person(name="Hana Yusuf", **BY)
    people.tie_account(person=sister, account=street.Account.objects.create_user(), **BY)
    people.join_household(household=home.households.get(), person=sister, since=BY["at"].date(), **BY)
    for person in (ben, sister):
        client = Client()
        client.force_login(person.account)
        for address in (at, f"/reports/{report.reference}/stays/0000000000", "/reports/0000000000/stays/x"):
            theirs, missing = client.get(address), client.get("/reports/0000000000")
            assert theirs.status_code == 404 and same(theirs) == same(missing), address
            assert client.post(address, {"kind": "accepted"}).status_code == 404
        assert "Hidden Lane" not in client.get(f"/reports/{report.reference}").content.decode()
    assert not StayAnswer.objects.exists()


def test_whoever_has_not_signed_in_is_asked_to_also_in_the_hour_after_sending(offered, larkfield, client):
    from tests.web.resident.street import tell

    _report, _stay, at, _ = offered
    assert Client().get(at).status_code == 302 and Client().get(at)["Location"].startswith("/sign-in?next=")
    tell(client)
    from putright.repairs.models import Report

    theirs = Report.objects.latest("pk")
    other = offer_to(theirs, larkfield[1], key="o9", at=datetime.now(UTC))
    response = client.get(f"/reports/{theirs.reference}/stays/{other.reference}")
    assert response.status_code == 302 and response["Location"].startswith("/sign-in?next=")
    assert "Somewhere else to stay" not in page_of(client.get(f"/reports/{theirs.reference}")).words("h2")


def test_the_page_reads_at_age_nine(offered):
    _, _, at, client = offered
    main = page_of(client.get(at)).one("main")["text"]
    plain = ". ".join(line.strip().rstrip(".") for line in main.splitlines() if line.strip())
    assert reading_age.age(plain) <= 9.5
