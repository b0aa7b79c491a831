"""What became of a report, for whoever told it: four answers, the dates, all that was done, and nothing for others."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from putright.deadlines.models import Deadline
from putright.hazards import actions as hazards
from putright.people import actions as people
from putright.repairs.models import Addition, Report
from tests.web.resident import street
from tests.web.resident.pages import picture, told_by
from tests.web.resident.street import BY, NOW, answer, page_of, tell
from tests.web.resident.test_bad_input import same

pytestmark = pytest.mark.django_db


def signed_in(person):
    client = Client()
    client.force_login(person.account)
    return client


def hours_ago(hours):
    return NOW - timedelta(hours=hours)


@pytest.fixture
def told(larkfield):
    """A report of mould by Amina, two hours ago, and she signed in."""
    return told_by(larkfield[2], at=hours_ago(2)), signed_in(larkfield[2])


def test_the_four_answers_are_at_the_top(told):
    report, client = told
    page = page_of(client.get(f"/reports/{report.reference}"))
    said = dict(zip(page.words("dt", **{"class": "answers__asks"}), page.words("dd", **{"class": "answers__says"})))
    assert said["What we heard"] == "There's mould in my son's room.Mould."
    assert said["What happens next"] == "We promised to get in touch with you."
    assert said["When"].startswith("By the end of ")
    assert said["Who to ask for"].startswith("Priya Nair, housing officer. Phone 01632 960001")


def test_whoever_takes_it_on_is_whom_to_ask_for(told):
    report, client = told
    sam = street.Account.objects.create_user(name="Sam Lee, surveyor", is_staff=True)
    hazards.take_on(report=report, owner=sam, by=sam.code, at=datetime.now(UTC))
    assert "Sam Lee, surveyor." in page_of(client.get(f"/reports/{report.reference}")).text


def test_late_is_said_plainly_and_for_ever(larkfield):
    _, priya, amina = larkfield
    report, client = told_by(amina, at=NOW - timedelta(days=40)), signed_in(amina)
    page = page_of(client.get(f"/reports/{report.reference}"))
    assert "We should have got in touch with you by the end of" in page.text and "We are late." in page.text
    hazards.keep(report=report, name="promises.first_contact", kept_at=NOW, by=priya.code, at=datetime.now(UTC))
    page = page_of(client.get(f"/reports/{report.reference}"))
    words = " ".join(page.text.split())
    assert "We did it at" in words and "and that was late. We are sorry." in words
    assert "We got in touch with you. It was late, and we are sorry." in words
    why = page_of(client.get(f"/reports/{report.reference}/why/promises.first_contact"))
    assert "We were late." in why.text and "within 1 working day" in " ".join(why.text.split())


def test_every_date_says_why(told):
    report, client = told
    for row in Deadline.objects.exclude(kind="task"):
        page = page_of(client.get(f"/reports/{report.reference}/why/{row.name}"))
        assert "How we counted" in page.text, row.name
    for task in Deadline.objects.filter(kind="task"):
        assert client.get(f"/reports/{report.reference}/why/{task.name}").status_code == 404


def test_another_persons_report_answers_exactly_as_a_missing_one(larkfield, told):
    report, _ = told
    ben = street.tenant(street.home("14"), "Ben Okoro", "07700 900222")
    client = signed_in(ben)
    for path in ("", "/add", "/not-right", "/why/promises.first_contact"):
        theirs = client.get(f"/reports/{report.reference}{path}")
        missing = client.get(f"/reports/0000000000{path}")
        assert theirs.status_code == missing.status_code == 404
        assert same(theirs) == same(missing) and headers(theirs) == headers(missing)
        for ask in (client.post, client.put, client.delete):
            theirs, missing = ask(f"/reports/{report.reference}{path}"), ask(f"/reports/0000000000{path}")
            assert theirs.status_code == missing.status_code >= 400
    assert not Addition.objects.exists()


def headers(response):
    return {name: value for name, value in response.headers.items() if name not in ("Expires", "Date")}


def test_whoever_has_not_signed_in_is_asked_to_whatever_the_reference(told):
    for reference in (told[0].reference, "0000000000"):
        response = Client().get(f"/reports/{reference}")
        assert response.status_code == 302 and response["Location"].startswith("/sign-in?next=")


def test_the_browser_that_sent_it_reads_it_for_an_hour_and_no_other_does(client, larkfield):
    tell(client)
    report = Report.objects.get()
    assert "You can read this on this device for one hour" in page_of(client.get(f"/reports/{report.reference}")).text
    assert Client().get(f"/reports/{report.reference}").status_code == 302
    Report.objects.update(received_at=NOW - timedelta(minutes=61), first_told_at=NOW - timedelta(minutes=61))
    assert client.get(f"/reports/{report.reference}").status_code == 302
    assert client.get("/report/sent").status_code == 302


def test_somebody_else_in_the_home_sees_that_it_is_put_right_and_none_of_the_words(told, larkfield):
    report, _ = told
    home = larkfield[0]
    sister = people.add_person(name="Hana Yusuf", **BY)
    people.tie_account(person=sister, account=street.Account.objects.create_user(), **BY)
    household = home.households.get()
    people.join_household(household=household, person=sister, since=BY["at"].date(), **BY)
    page = page_of(signed_in(sister).get(f"/reports/{report.reference}"))
    assert "A repair in your home" in page.text and "get in touch with you" in page.text
    assert "mould" not in page.text.lower() and "What has happened" not in page.text
    assert signed_in(sister).get(f"/reports/{report.reference}/add").status_code == 404
    assert "A repair, told on" in page_of(signed_in(sister).get("/home")).text


def test_something_is_added_with_photos_once_however_often_it_is_sent(told):
    report, client = told
    address = f"/reports/{report.reference}/add"
    key = page_of(client.get(address)).one("input", name="key")["value"]
    for _ in range(3):
        sent = {"key": key, "add": "worse", "add-words": "It is on the ceiling too.", "files": picture("plum")}
        assert client.post(address, sent).status_code == 302
    assert report.additions.get().kind == "worse" and report.photos.count() == 1
    page = page_of(client.get(f"/reports/{report.reference}?added"))
    assert "Thank you. We have what you told us" in page.text and "It is on the ceiling too." in page.text


def test_nothing_to_add_is_asked_for_and_a_photo_alone_is_enough(told):
    report, client = told
    response = answer(client, f"/reports/{report.reference}/add", {"add": "more"})
    assert response.status_code == 422 and page_of(response).summary == {"Tell us in your own words.": "add-words"}
    response = answer(client, f"/reports/{report.reference}/add", {"add": "more", "files": picture()})
    assert response.status_code == 302 and report.photos.count() == 1 and not report.additions.exists()


def test_words_are_kept_when_a_photo_is_refused(told):
    report, client = told
    files = [street.file("x.pdf", b"%PDF-1.7"), picture("navy")]
    sent = {"add": "more", "add-words": "It smells.", "files": files}
    response = answer(client, f"/reports/{report.reference}/add", sent)
    assert response.status_code == 422 and "We have your words" in page_of(response).text
    assert report.additions.get().words == "It smells." and report.photos.count() == 1


def test_one_line_is_said_to_be_not_right_and_an_answer_is_promised(told):
    report, client = told
    page = page_of(client.get(f"/reports/{report.reference}"))
    link = next(one["href"] for one in page.all("a") if "not-right?line=" in one["href"])
    assert answer(client, link, {"wrong": "It was in June."}).status_code == 302
    assert str(report.additions.get().about_line) == link.rpartition("=")[2]
    assert Deadline.objects.open().filter(name="promises.answer_not_right").exists()


def test_a_line_of_another_report_cannot_be_named(told, larkfield):
    report, client = told
    other = told_by(larkfield[2], at=hours_ago(1))
    line = page_of(client.get(f"/reports/{other.reference}")).all("a")
    number = next(one["href"] for one in line if "?line=" in one["href"]).rpartition("=")[2]
    client.post(f"/reports/{report.reference}/not-right", {"line": number, "wrong": "Not so."})
    assert report.additions.get().about_line is None


@pytest.mark.parametrize("more", [1, 30])
def test_the_page_asks_the_database_as_often_however_long_the_story(told, django_assert_max_num_queries, more):
    report, client = told
    said = {"report": report, "by": report.person.account.code, "person": report.person}
    for number in range(more):
        at = datetime.now(UTC)
        hazards.hear(kind="more", words=f"More {number}", sent_with=f"k{number}", at=at, **said)
    client.get(f"/reports/{report.reference}")
    with django_assert_max_num_queries(60) as asked:
        client.get(f"/reports/{report.reference}")
    test_the_page_asks_the_database_as_often_however_long_the_story.counts.add(len(asked))
    assert len(test_the_page_asks_the_database_as_often_however_long_the_story.counts) == 1


test_the_page_asks_the_database_as_often_however_long_the_story.counts = set()


def test_a_photo_is_for_whoever_may_read_its_report(larkfield):
    amina, ben = larkfield[2], street.tenant(street.home("14"), "Ben Okoro", "07700 900222")
    report = told_by(amina, at=hours_ago(2), photos=1)
    address = f"/photos/{report.photos.get().reference}"
    shown = signed_in(amina).get(address)
    assert shown.status_code == 200 and shown.headers["Cache-Control"] == "private, no-store"
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert shown.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert len(signed_in(amina).get(f"{address}?small").content) < 5000
    for client in (Client(), signed_in(ben)):
        refused, missing = client.get(address), client.get("/photos/0000000000")
        assert refused.status_code == missing.status_code == 404 and same(refused) == same(missing)
    staff = Client()
    staff.force_login(larkfield[1])
    assert staff.get(address).status_code in (200, 302)
