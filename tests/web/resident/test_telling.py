"""Telling us of something, page by page."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from putright.repairs.models import Draft, Photo, Report
from putright.repairs.photos import MOST_BYTES
from putright.web.uploads import take
from tests.web.resident import street
from tests.web.resident.pages import picture
from tests.web.resident.street import MOULD, answer, page_of, reference_on, tell


def test_a_report_is_told_page_by_page_and_sent(client, larkfield):
    response = tell(client)
    assert response["Location"] == "/report/sent"
    page = page_of(client.get("/report/sent"))
    report = Report.objects.get()
    assert reference_on(page) == report.reference
    assert report.home == larkfield[0]
    assert report.words == "There's mould in my son's room. It smells.\n\nMy son has asthma, and it is worse."
    told = page_of(client.get(f"/reports/{report.reference}"))
    assert "There's mould in my son's room" in told.text


def test_reporting_needs_no_account_and_reading_the_first_page_keeps_nothing(client, larkfield):
    response = client.get("/report")
    assert response.status_code == 200 and not Draft.objects.exists()
    assert set(response.cookies) <= {"putright-form"}


def test_each_answer_is_kept_as_it_is_given_and_gone_on_with_from_there(client, larkfield):
    tell(client, until="own_words")
    draft = Draft.objects.get()
    assert draft.answers["room"] == {"chosen": ["childs_bedroom"]} and "own_words" not in draft.answers
    link = page_of(client.get("/report")).one("section", **{"aria-labelledby": "go-on"})
    assert "Go on from where you were" in link["text"]
    assert "/report/own_words" in [a["href"] for a in page_of(client.get("/report")).all("a")]
    cookie = client.cookies["telling"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and int(cookie["max-age"]) == 7 * 24 * 60 * 60


@pytest.mark.parametrize("times", [2, 20])
def test_the_first_page_sent_twice_begins_one_report(client, larkfield, times):
    key = page_of(client.get("/report")).one("input", name="key")["value"]
    for _ in range(times):
        assert Client().post("/report", {"key": key, "danger": "gas"}).status_code == 302
    assert Draft.objects.count() == Report.objects.count() == 1


def test_sent_again_it_is_the_same_report_with_the_same_reference(client, larkfield):
    tell(client)
    first = reference_on(page_of(client.get("/report/sent")))
    for _ in range(3):
        assert client.post("/report/check")["Location"] == "/report/sent"
        assert reference_on(page_of(client.get("/report/sent"))) == first
    assert Report.objects.count() == 1


def test_twenty_at_once_are_one_report_and_all_get_its_reference(own_database, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)
    street.landlord()
    first = Client()
    tell(first, until="check")
    key = first.cookies["telling"].value

    def send(_):
        client = Client()
        client.cookies["telling"] = key
        response = client.post("/report/check", follow=True)
        connection.close()
        return reference_on(page_of(response))

    with ThreadPoolExecutor(5) as threads:
        references = set(threads.map(send, range(20)))
    assert references == {Report.objects.get().reference}


def test_a_sign_of_danger_alone_is_a_report_at_once_and_its_clock_runs(client, larkfield):
    assert answer(client, "/report", {"danger": "gas"})["Location"] == "/report/emergency"
    report = Report.objects.get()
    page = page_of(client.get("/report/emergency"))
    words = " ".join(page.text.split())
    assert reference_on(page) == report.reference and "We have your report" in words
    assert "The clock has started. The law says that we must" in words
    assert [a["href"] for a in page.all("a", **{"class": "calls__number"})] == [
        "tel:0800111999",
        "tel:999",
        "tel:01632960999",
    ]
    assert page.all("textarea", name="address-lines")
    client.post("/report/address", {"address-lines": "12 Rose Street", "address-postcode": "ZZ1 2AB"})
    report.refresh_from_db()
    assert report.home == larkfield[0]
    client.post("/report/reach", {"reach-phone": "07700 900555"})
    report.refresh_from_db()
    assert report.contact_words == "07700 900555" and Report.objects.count() == 1


def test_a_danger_told_on_the_way_is_kept_at_once_too(client, larkfield):
    tell(client, until="unwell")
    assert not Report.objects.exists()
    response = answer(client, "/report/unwell", {"unwell": "breathing_now"})
    assert response["Location"] == "/report/emergency" and Report.objects.get().is_emergency
    client.post("/report/needs", {"needs": "knock_loudly"})
    assert Report.objects.get().answers["needs"] == {"chosen": ["knock_loudly"]}


def test_what_is_missing_is_asked_for_and_nothing_is_lost(client, larkfield):
    answer(client, "/report", {"danger": "none"})
    client.post("/report/room", {"room": "kitchen"})
    response = client.post("/report/check")
    page = page_of(response)
    assert response.status_code == 422 and set(page.summary.values()) == {"change-address", "change-what"}
    assert "Kitchen" in page.text


def test_a_changed_answer_leads_back_and_by_what_it_opens(client, larkfield):
    tell(client, until="check")
    shown = answer(client, "/report/room?then=check", {"room": "kitchen"})
    assert shown["Location"] == "/report/check"
    opens = answer(client, "/report/what?then=check", {"what": ["mould", "leak"]})
    assert opens["Location"] == "/report/water_now?then=check"
    assert answer(client, opens["Location"], {"water_now": "drips"})["Location"] == "/report/check"


def test_an_answer_changed_after_it_was_sent_is_added_to_the_report(client, larkfield):
    tell(client)
    client.post("/report/how_much", {"how_much": "large"})
    report = Report.objects.get()
    assert report.answers["how_much"] == {"chosen": ["large"]} and "more than one room" in report.additions.get().words


def test_photos_are_kept_taken_away_and_go_with_the_report(client, larkfield):
    tell(client, until="photos")
    client.post("/report/photos", {"files": [picture(), picture(), picture("navy")]})
    assert Photo.objects.count() == 2
    first = Photo.objects.order_by("number").first()
    client.post("/report/photos", {"take_away": first.reference})
    other = Client()
    answer(other, "/report", {"danger": "none"})
    other.post("/report/photos", {"take_away": Photo.objects.get().reference})
    assert Photo.objects.count() == 1 and other.get(f"/photos/{Photo.objects.get().reference}").status_code == 404
    assert client.get(f"/photos/{Photo.objects.get().reference}").status_code == 200
    client.post("/report/reach", MOULD["reach"])
    client.post("/report/check")
    assert Report.objects.get().photos.count() == 1


def test_no_more_photos_than_a_report_can_have(client, larkfield):
    answer(client, "/report", {"danger": "none"})
    files = [picture(size=(50 + number, 50)) for number in range(11)]
    response = client.post("/report/photos", {"files": files, "then": "go"})
    assert response.status_code == 422 and Photo.objects.count() == 10
    assert "You have added 10 photos" in page_of(response).text


def test_somebody_at_home_is_known_and_their_home_with_them(larkfield):
    home, _, amina = larkfield
    client = Client()
    client.force_login(amina.account)
    answer(client, "/report", {"danger": "none"})
    assert str(home) in page_of(client.get("/report/address")).text
    client.post("/report/what", {"what": "mould"})
    assert client.post("/report/check")["Location"] == "/report/sent"
    report = Report.objects.get()
    assert (report.home, report.person) == (home, amina)
    assert f"Report {report.reference[:5]}-{report.reference[5:]}" in page_of(client.get("/home")).text


def test_where_there_is_no_landlord_it_is_said_plainly_and_who_to_call(client, db):
    page = page_of(client.get("/report"))
    assert page.words("h1") == ["You cannot report a repair here yet"] and "999" in page.text
    client.post("/report", {"danger": "gas"})
    assert not Draft.objects.exists()


@pytest.mark.parametrize("page", ["address", "photos", "check", "sent", "emergency"])
def test_whoever_began_nothing_is_led_to_the_beginning(client, larkfield, page):
    assert client.get(f"/report/{page}")["Location"] == "/report?gone"
    assert client.post(f"/report/{page}").status_code in (302, 405)
    assert client.get("/report/sings").status_code == 404


def test_a_device_that_others_use_is_cleared(client, larkfield):
    tell(client, until="what")
    assert client.get("/report/forget").status_code == 405
    assert client.post("/report/forget")["Location"] == "/"
    assert client.get("/report/room")["Location"] == "/report?gone"
    assert "You have begun to tell us" not in page_of(client.get("/report")).text


def test_a_form_from_elsewhere_is_refused(larkfield):
    strict = Client(enforce_csrf_checks=True)
    for page in ("/report", "/report/what", "/report/photos", "/report/check"):
        assert strict.post(page, {"danger": "gas"}).status_code == 403
    assert not Draft.objects.exists()


HANDLERS = [
    "putright.web.uploads.NoLongerThanWeTake",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]


def test_a_file_that_is_far_too_long_is_cut_off_and_the_others_are_kept(client, larkfield, settings, monkeypatch):
    settings.FILE_UPLOAD_HANDLERS = HANDLERS
    lengths = []
    monkeypatch.setattr(
        "putright.web.resident.report.photos.take",
        lambda files, keep: lengths.extend(file.size for file in files) or take(files, keep),
    )
    answer(client, "/report", {"danger": "none"})
    long = street.file("long.jpg", picture().read() + bytes(20_000_000))
    response = client.post("/report/photos", {"files": [long, picture("navy")], "then": "go"})
    assert response.status_code == 422 and "This photo is larger than 15 MB" in page_of(response).text
    assert lengths[0] == MOST_BYTES + 1 and Photo.objects.count() == 1


def test_too_many_files_at_once_are_told_and_the_first_are_looked_at(client, larkfield):
    answer(client, "/report", {"danger": "none"})
    files = [street.file(f"{number}.txt", b"words") for number in range(25)]
    page = page_of(client.post("/report/photos", {"files": files}))
    assert "You chose 25 files. We looked at the first 20. Choose fewer at once." in page.text


def test_what_is_typed_over_an_hour_after_an_emergency_was_kept_is_kept_too_and_not_shown(client, larkfield):
    tell(client, {"danger": {"danger": "gas"}}, until="own_words")
    report = Report.objects.get()
    long_ago = report.received_at - timedelta(hours=2)
    Report.objects.update(first_told_at=long_ago, received_at=long_ago)
    response = client.post("/report/own_words", {"own_words": "It is the boiler in the loft."})
    assert response["Location"] == "/report?added"
    report.refresh_from_db()
    assert report.answers["own_words"] == {"words": "It is the boiler in the loft."}
    page = client.get(response["Location"]).content.decode()
    assert "We have what you just told us" in page and "boiler" not in page
    assert client.get("/report/own_words")["Location"] == "/report?gone"
