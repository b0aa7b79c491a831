"""Looking into it on its pages: no word is lost, what is missing is said in its box, and the summary goes."""

import json

import pytest

from putright.hazards.models import Dispatch, Fact, Investigation, Summary
from putright.people.models import ContactPoint
from putright.record.models import Line
from tests.bad_words import BAD_WORDS
from tests.web.desk import office
from tests.web.desk.investigating import ARABIC, NOTHING, begin, day, typed, write
from tests.web.desk.office import hours_ago, page_of, send, signed_in, told
from tests.web.desk.pages import picture
from tests.web.resident import street

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(larkfield, priya):
    """A report of mould that is decided to be significant."""
    made = told(larkfield.amina, at=hours_ago(50))
    decided = {"is_class": "significant", "hazard": "damp_and_mould", "why": "He is well today."}
    send(priya, f"/desk/reports/{made.reference}/decide", decided)
    return made


@pytest.fixture
def joan(larkfield):
    """A surveyor, signed in."""
    return signed_in(office.member("surveyor", "Joan Pike, surveyor"))


@pytest.fixture
def at(joan, report):
    """Where joan looks into it."""
    return begin(joan, report)


@pytest.fixture
def concluded(joan, at):
    assert write(joan, at, typed())["Location"] == f"{at}/summary"
    return Investigation.objects.get()


def shown(page, box):
    found = [*page.all("input", id=box), *page.all("textarea", id=box)]
    return found[0].get("value", found[0]["text"].removeprefix("\n").strip())


def test_the_case_page_leads_to_it_and_whoever_began_goes_on_where_they_were(joan, report):
    at = f"/desk/reports/{report.reference}"
    assert f"{at}/investigate" in [one["href"] for one in page_of(joan.get(at)).all("a")]
    page = begin(joan, report)
    assert joan.get(f"{at}/investigate")["Location"] == page


def test_what_is_typed_is_kept_and_there_again_with_one_more_room(joan, at):
    assert write(joan, at, typed(), "keep")["Location"] == f"{at}?kept"
    page = page_of(joan.get(at))
    assert shown(page, "room-1-words") == f"Black mould by the window. {ARABIC}"
    assert shown(page, "room-1-humidity_percent") == "78,5" and shown(page, "recommend-2-words") == "Fit a fan."
    assert page.all("input", id="room-2-name") and not page.all("input", id="room-3-name")
    assert not page.summary and not Fact.objects.filter(name="investigated_at").exists()


def test_it_concludes_and_the_law_counts_from_it(joan, concluded):
    assert concluded.found == "significant" and concluded.is_in_person
    assert str(concluded.rooms.get().measurements.get().value) == "78.50"
    assert concluded.recommendations.count() == 2
    assert Fact.objects.get(name="found").value == "significant"


def test_each_thing_that_is_wrong_is_beside_its_box_and_all_of_it_is_still_there(joan, at):
    wrong = typed(competence="", causes="", told="earlier")
    wrong |= {"room-2-words": "Damp", "room-2-humidity_percent": "wet", "room-2-air_celsius": "900"}
    wrong |= day("recommend-1-finish", -9)
    response = write(joan, at, wrong)
    page = page_of(response)
    boxes = set(page.summary.values())
    assert response.status_code == 422
    assert {"competence", "room-2-name", "room-2-humidity_percent", "room-2-air_celsius", "day-day", "time"} <= boxes
    assert shown(page, "room-2-humidity_percent") == "wet" and shown(page, "room-1-name") == "Small bedroom"
    # What is wrong is kept too: nothing is lost if the tablet is put down now.
    assert Investigation.objects.get().written["room-2-humidity_percent"] == "wet"


def test_what_only_the_whole_shows_is_said_in_its_box_as_well(joan, at):
    response = write(joan, at, typed(causes="", **day("recommend-1-finish", -9)))
    boxes = set(page_of(response).summary.values())
    assert response.status_code == 422 and {"causes", "recommend-1-finish-day"} <= boxes
    nothing = write(joan, at, typed(**{**NOTHING, "why": ""}))
    assert set(page_of(nothing).summary.values()) == {"why"}


def test_an_older_page_loses_no_words_on_either_side(joan, at):
    write(joan, at, typed(causes="From the tablet"), "keep")
    response = joan.post(at, {**typed(causes="From the phone"), "kept_times": "0", "do": "keep"})
    page = page_of(response)
    assert response.status_code == 422 and "kept from another page" in page.text
    assert shown(page, "causes") == "From the phone"
    assert Investigation.objects.get().written["causes"] == "From the tablet"
    again = joan.post(at, {**typed(causes="From the phone"), "kept_times": "1", "do": "keep"})
    assert again.status_code == 302 and Investigation.objects.get().written["causes"] == "From the phone"


def test_the_page_keeps_by_itself_and_hears_what_became_of_it(joan, at):
    sent = {**typed(), "kept_times": "0", "do": "keep", "quietly": "yes"}
    assert json.loads(joan.post(at, sent).content) == {"kept_times": 1, "trouble": ""}
    old = joan.post(at, {**sent, "causes": "Something else"})
    assert old.status_code == 409 and "another page" in json.loads(old.content)["trouble"]


def test_whatever_is_typed_is_kept_or_turned_back_in_a_sentence(joan, at):
    for number, (name, words) in enumerate(BAD_WORDS.items()):
        words = words.encode(errors="replace").decode()
        # All of them are kept as they are; every eighth is read as well.
        do = "conclude" if number % 8 == 0 else "keep"
        response = write(joan, at, dict.fromkeys(typed(), words), do)
        assert response.status_code in ((422,) if do == "conclude" else (302, 422)), name
        if response.status_code == 422:
            page = page_of(response)
            assert page.all("iframe") == page.all("style") == [], name
            assert [one.get("src") for one in page.all("script")] == ["/static/keep.js"], name
    assert Investigation.objects.get().concluded_at is None


def test_whose_it_is_writes_in_it_and_others_read_what_was_found(joan, priya, sam, at, larkfield):
    assert "has not concluded it" in page_of(priya.get(at)).text
    assert priya.post(at, {**typed(), "kept_times": "0", "do": "conclude"}).status_code == 403
    assert sam.get(at).status_code == 200 and sam.get(f"{at}/emergency").status_code == 404
    write(joan, at, typed())
    text = " ".join(page_of(sam.get(at)).text.split())
    assert "A significant hazard: damp and mould growth" in text and "Relative humidity, %: 78.5" in text
    resident = street.tenant(None, "Yusuf Ali", "07700 900124")
    sam.force_login(resident.account)
    assert sam.get(at).status_code == 404
    assert sam.get("/desk/investigations/0000000000").status_code == 404


def test_sent_again_after_it_concluded_it_is_as_it_was(joan, at, concluded):
    assert joan.post(at, {**typed(causes="Otherwise"), "kept_times": "1", "do": "conclude"}).status_code == 200
    concluded.refresh_from_db()
    assert concluded.causes == "There is no fan in the bathroom."
    assert Line.objects.filter(name="hazards.investigated").count() == 1


def test_a_danger_on_the_way_starts_the_hours_and_what_was_written_stays(joan, at, report):
    write(joan, at, typed(), "keep")
    assert page_of(joan.post(f"{at}/emergency", {"told": "now"})).summary
    response = joan.post(f"{at}/emergency", {"told": "now", "words": "The ceiling hangs over the cot."})
    assert response["Location"] == f"/desk/reports/{report.reference}#owed"
    assert "Emergency safety work" in page_of(joan.get(response["Location"])).text
    assert Investigation.objects.get().written["room-1-name"] == "Small bedroom"
    again = joan.post(f"{at}/emergency", {"told": "now", "words": "It still hangs."})
    assert again.status_code == 422 and "24 hours are running" in page_of(again).text


# ---- The written summary


def test_it_is_read_then_made_then_sent_by_hand_with_its_proof(joan, at, concluded, larkfield):
    page = page_of(joan.get(f"{at}/summary"))
    assert "What we found at your home" in page.words("h2") and "not sent yet" in page.text
    joan.post(f"{at}/summary", {"do": "make"})
    made = Summary.objects.get()
    letter = joan.get(f"/letters/{made.reference}")
    assert letter["Content-Type"] == "application/pdf" and letter.content == bytes(made.pdf)
    handed = {"person": larkfield.amina.reference, "route": "in_person", "told": "now"}
    assert set(page_of(joan.post(f"{at}/summary", handed)).summary.values()) == {"route"}
    sent = joan.post(f"{at}/summary", {**handed, "proof": "At the door, 14:10."})
    assert sent["Location"] == f"{at}/summary#sent"
    assert (
        Dispatch.objects.get().proof == "At the door, 14:10." and Fact.objects.filter(name="summary_sent_at").exists()
    )


def test_by_email_it_waits_to_go_and_needs_no_proof(joan, at, concluded, larkfield):
    form = {"person": larkfield.amina.reference, "route": "email"}
    assert "no safe email address" in page_of(joan.post(f"{at}/summary", form)).text
    assert not Summary.objects.exists()
    ContactPoint.objects.create(person=larkfield.amina, kind="email", value="amina@example.org", since=street.LONG_AGO)
    assert joan.post(f"{at}/summary", form).status_code == 302
    assert "waiting to go" in page_of(joan.get(f"{at}/summary")).text


def test_a_letter_is_for_those_who_may_read_it(joan, at, concluded, sam, larkfield, client):
    joan.post(f"{at}/summary", {"do": "make"})
    address = f"/letters/{Summary.objects.get().reference}"
    assert sam.get(address).status_code == 200
    client.force_login(larkfield.amina.account)
    assert client.get(address).status_code == 200
    client.force_login(street.tenant(None, "Yusuf Ali", "07700 900124").account)
    assert client.get(address).status_code == client.get("/letters/0000000000").status_code == 404
    assert signed_in(larkfield.board).get(address).status_code == 404


# ---- What was recommended


def test_what_was_recommended_is_ordered_from_where_it_is_read(joan, at, concluded, report):
    from tests.repairs.works import team

    ours = team()
    case = page_of(joan.get(f"/desk/reports/{report.reference}"))
    one = concluded.recommendations.get(number=1)
    links = [link["href"] for link in case.all("a") if "recommended=" in link["href"]]
    assert len(links) == 2 and links[0].endswith(f"?recommended={one.pk}")
    page = page_of(joan.get(links[0]))
    assert shown(page, "instruction") == one.words
    hidden = office.boxes(page)
    days = {box["name"]: box["value"] for box in page.all("input") if box.get("name", "").startswith("wanted-")}
    sent = {**hidden, **days, "purpose": "make_safe", "contractor": ours.reference}
    trades = [option["value"] for option in page.all("option")]
    sent["trade"] = next(value for value in trades if value and value != ours.reference)
    response = joan.post(links[0], {**sent, "instruction": one.words})
    assert response.status_code == 302, page_of(response).summary
    one.refresh_from_db()
    assert one.order is not None and one.order.instruction == one.words
    assert joan.get(links[0]).status_code == 404
    assert "Ordered" in page_of(joan.get(at)).text


def test_why_it_is_not_done_is_said_on_a_page_of_its_own(joan, at, concluded):
    assert set(page_of(joan.post(f"{at}/not-done/2", {})).summary.values()) == {"why_not"}
    assert joan.post(f"{at}/not-done/2", {"why_not": "The window was mended."}).status_code == 302
    assert "Not done, because: The window was mended." in " ".join(page_of(joan.get(at)).text.split())
    assert joan.get(f"{at}/not-done/9").status_code == 404


# ---- Two that differ


def test_two_that_differ_are_side_by_side_and_a_person_says_which_stands(joan, priya, at, concluded, report):
    again = begin(priya, report, why_again="They say that it is dry now.")
    write(priya, again, typed(**NOTHING))
    page = page_of(priya.get(f"/desk/reports/{report.reference}"))
    assert "Two who looked found different things." in page.text
    address = f"/desk/reports/{report.reference}/which-stands"
    assert set(page_of(priya.post(address, {})).summary.values()) == {"stands", "why"}
    done = priya.post(address, {"stands": concluded.reference, "why": "It was dry for a day."})
    assert done.status_code == 302
    assert "found different things" not in page_of(priya.get(f"/desk/reports/{report.reference}")).text
    assert priya.get(address).status_code == 404


def test_it_is_not_looked_into_again_unseen(priya, at, concluded, report):
    address = f"/desk/reports/{report.reference}/investigate"
    assert "Somebody has looked into this before" in page_of(priya.get(address)).text
    response = priya.post(address, {"kind": "standard", "why_again": " "})
    assert response.status_code == 422 and set(page_of(response).summary.values()) == {"why_again"}


# ---- What the resident reads


def test_they_keep_what_we_found_and_ask_for_somebody_to_come(joan, at, larkfield, client, report):
    write(joan, at, typed(is_in_person="remote"))
    joan.post(f"{at}/summary", {"do": "make"})
    client.force_login(larkfield.amina.account)
    page = page_of(client.get(f"/reports/{report.reference}"))
    address = f"/summaries/{Summary.objects.get().reference}"
    assert address in [one["href"] for one in page.all("a")]
    page = page_of(client.get(address))
    assert "Wash the mould off and treat the wall." in page.text and "Ask for somebody to come" in page.text
    assert client.post(f"{address}/come")["Location"] == f"{address}?asked"
    assert Fact.objects.filter(name="in_person_requested_at").exists()
    assert "Ask for somebody to come" not in page_of(client.get(address)).text
    client.force_login(street.tenant(None, "Yusuf Ali", "07700 900124").account)
    assert client.get(address).status_code == client.post(f"{address}/come").status_code == 404


def test_where_somebody_came_there_is_nothing_to_ask_for(joan, at, concluded, larkfield, client):
    joan.post(f"{at}/summary", {"do": "make"})
    client.force_login(larkfield.amina.account)
    address = f"/summaries/{Summary.objects.get().reference}"
    assert "Ask for somebody to come" not in page_of(client.get(address)).text
    response = client.post(f"{address}/come")
    assert response.status_code == 422 and "no other visit" in page_of(response).text


def test_whoever_goes_to_add_photos_has_kept_what_they_wrote_and_sees_the_photos_when_they_are_back(joan, at, priya):
    times = page_of(joan.get(at)).one("input", name="kept_times")["value"]
    boxes = {"room-1-words": f"Black mould by the window. {ARABIC}", "kept_times": times, "do": "photos"}
    assert joan.post(at, boxes)["Location"] == f"{at}/photos"
    assert joan.post(f"{at}/photos", {"files": [picture(), picture("navy")]})["Location"] == at
    page = page_of(joan.get(at))
    assert shown(page, "room-1-words") == boxes["room-1-words"].strip() and len(page.all("img")) == 2
    # Another of the staff reads it, and adds none to what is not theirs.
    assert priya.get(at).status_code == 200 and len(page_of(priya.get(at)).all("img")) == 0
    assert priya.get(f"{at}/photos").status_code == priya.post(f"{at}/photos").status_code == 404
