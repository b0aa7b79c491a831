"""Whatever is typed in any box of the desk: taken and shown as it is, or turned back in a sentence, and never run."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from putright.repairs.models import Photo
from putright.repairs.tree.cleaning import cleaned
from tests.bad_words import AS_SENT, BAD_WORDS
from tests.repairs import works
from tests.repairs.bad_files import REBUILT, REFUSED
from tests.web.desk import bad_forms, works_pages
from tests.web.desk.investigating import begin
from tests.web.desk.office import DOOR, GAS, boxes, hours_ago, page_of, send, told
from tests.web.desk.works_pages import day
from tests.web.resident import street

pytestmark = pytest.mark.django_db
NUL = "\0"


def works_of(report):
    """Works ordered for a report, and what the form for more is filled in with."""
    from putright.hazards.actions import order_works

    since = (street.NOW - timedelta(days=30)).date()
    ours = works.team(since=since)
    works.rate(since=since)
    told = works.wanted(wanted_before=hours_ago(-72), at=hours_ago(1))
    return order_works(report=report, contractor=ours, **told), works_pages.ordered(ours)


@pytest.fixture
def here(priya, larkfield):
    """Every form of the desk: where it is, what is filled in besides, and the boxes that take words or choices."""
    mould = told(larkfield.amina, at=hours_ago(30))
    send(
        priya,
        f"/desk/reports/{mould.reference}/decide",
        {"is_class": "significant", "hazard": "damp_and_mould", "why": "He is well."},
    )
    send(priya, f"/desk/reports/{mould.reference}/facts/found", {"choice": "significant"})
    gas = told(None, GAS)
    at, home = f"/desk/reports/{mould.reference}", larkfield.home.reference
    order, wanted = works_of(mould)
    its, soon = f"/desk/works/{order.reference}", {"told": "now", "words": "Half.", "next_words": "The rest."}
    triage = {"is_class": "neither", "hazard": "noise", "why": "Look again."}
    moment = {"day-day": "1", "day-month": "6", "day-year": "2026", "time": "10:00"}
    return bad_forms.forms(priya, larkfield) | {
        f"{at}/decide": (triage, ("is_class", "hazard", "why")),
        f"{at}/facts/no_access_at": (moment, ("day-day", "day-month", "day-year", "time", "which")),
        f"{at}/facts/landlord_responsible": ({}, ("choice",)),
        f"{at}/facts/found/1": ({"choice": "none", "why": "The wrong box."}, ("choice", "why", "withdraw", "seen")),
        f"{at}/done/promises.first_contact": ({"told": "earlier", **moment}, ("told", "time")),
        f"{at}/take-on": ({}, ("owner",)),
        f"{at}/say": ({"kind": "more", "words": "She rang."}, ("kind", "words", "key")),
        f"{at}/changed": ({"told": "now", "words": "Worse."}, ("told", "words", "key")),
        f"{at}/finish": ({}, ("why",)),
        f"{at}/works/new": (
            wanted,
            (
                *(
                    "purpose",
                    "trade",
                    "contractor",
                    "instruction",
                    "at_the_door",
                    "lines",
                    "time",
                    "is_temporary",
                    "key",
                ),
                *("wanted-day", "wanted-month", "wanted-year"),
            ),
        ),
        f"{at}/scope": ({"reason": "breach", "words": "The wall was cut."}, ("reason", "words")),
        f"{at}/fixed": ({"fixed": "no", "words": "No."}, ("fixed", "words", "key")),
        f"{its}/vary": ({"lines": "DMP-04 1", "why": "Soft."}, ("lines", "why", "key")),
        f"{its}/begun": ({"told": "earlier", **moment}, ("told", "time")),
        f"{its}/told/part_done": (
            {**soon, **day("next_day", 48)},
            ("words", "next_words", "told", "is_made_safe", "next_day-day", "next_day-month", "next_day-year", "key"),
        ),
        f"{its}/told/no_access": ({**soon, "tried": ["rang"], **day("next_day", 48)}, ("tried", "words", "key")),
        f"{its}/told/not_needed": ({"told": "now", "words": "Dry."}, ("whose_word", "words")),
        f"/desk/reports/{gas.reference}/home?home={home}": ({"person": ""}, ("person",)),
        f"/desk/homes/{home}/note": ({"told": "now", "words": "Damp."}, ("told", "words", "said_by")),
        f"/desk/report/new?home={home}": (
            {"taken-channel": "phone", "taken-told": "now", "what": "mould"},
            (
                *("taken-channel", "taken-person", "taken-told", "taken-said_by", "taken-said_to", "taken-time", "key"),
                *(
                    "danger",
                    "danger-words",
                    "room",
                    "room-words",
                    "what",
                    "own_words",
                    "how_much",
                    "since",
                    "since-day",
                ),
                *("told", "told-words", "household-words", "needs-words", "visits", "visits-words", "reach-name"),
                *("reach-phone", "reach-email", "reach-words"),
            ),
        ),
    }


def check(response):
    """It was kept, or the page says what to do and still holds what was typed; and nothing runs."""
    assert response.status_code in (302, 422), response.status_code
    if response.status_code == 302:
        return
    page = page_of(response)
    assert page.summary
    assert page.all("style") == page.all("iframe") == page.all("svg") == []
    # One script is ours: what keeps the words of a page that is written where there is no signal.
    assert {one.get("src") for one in page.all("script")} <= {"/static/keep.js"}
    assert [one for one in page.elements if any(name.startswith("on") for name in one)] == []


# Those that have broken forms before, one of each kind.
WORST = [
    *("in Urdu, with a joiner that matters", "10,000 letters", "turned right to left", "a flood of marks", "a nought"),
    *("half of a pair", "control letters", "more than a row can be numbered", "digits that are not ours"),
    *("SQL: a table dropped", "SQL: a place for a value", "HTML: a script", "HTML: out of an attribute"),
    *("HTML: out of a text box", "template: sums", "header: a line more", "path: up"),
]


@pytest.mark.parametrize("name", WORST)
def test_every_box_of_every_form_takes_it_or_says_why_not(priya, here, name):
    typed = BAD_WORDS[name].encode("utf-8", "replace").decode()
    for address, (besides, names) in here.items():
        hidden = boxes(page_of(priya.get(address)))
        for box in names:
            if "kept_times" in hidden:
                hidden = boxes(page_of(priya.get(address)))
            response = priya.post(address.partition("?")[0], {**hidden, **besides, box: typed})
            # What was done with it the time before may have taken the page away.
            assert response.status_code in (302, 404, 422), (address, box, response.status_code)
            if response.status_code != 404:
                check(response)


def test_words_are_kept_and_shown_as_they_were_typed(priya, larkfield):
    at = f"/desk/homes/{larkfield.home.reference}/note"
    for name, given in BAD_WORDS.items():
        typed = given.encode("utf-8", "replace").decode()
        response = priya.post(at, {"words": typed, "told": "now"})
        kept, is_taken = cleaned(typed), response.status_code == 302
        check(response)
        page = page_of(priya.get(response["Location"]) if is_taken else response)
        shown = page.one("blockquote")["text"] if is_taken else page.one("textarea", id="words")["text"]
        assert shown.strip("\n") == kept.strip("\n"), name
        assert is_taken == (NUL not in typed and 0 < len(kept) <= 5000), name


@pytest.mark.parametrize("name", AS_SENT)
def test_what_is_no_word_in_any_alphabet_is_no_fault_of_ours(priya, larkfield, name):
    at = f"/desk/homes/{larkfield.home.reference}/note"
    body = f"told=now&said_by={AS_SENT[name]}&words={AS_SENT[name]}"
    response = priya.post(at, body, content_type="application/x-www-form-urlencoded")
    assert response.status_code in (302, 400, 422)
    if response.status_code == 302:
        assert priya.get(response["Location"]).status_code == 200


def test_every_box_of_an_address_takes_it(priya, larkfield):
    told(None, DOOR | {"address": {"lines": "1 Elsewhere"}})
    places = (("/desk/search", "words"), ("/desk/report", "words"), ("/desk/report/new", "home"), ("/desk", "after"))
    for name, words in BAD_WORDS.items():
        given = words.encode("utf-8", "replace").decode()[:3000]
        for address, asked in (
            *((address, {box: given}) for address, box in places),
            ("/desk", dict.fromkeys(("patch", "is_class", "hazard", "is_mine", "needs_home"), given)),
        ):
            response = priya.get(address, asked)
            assert response.status_code in (200, 302, 404), (address, name, response.status_code)
            if response.status_code == 200:
                page = page_of(response)
                assert page.all("script") == page.all("style") == page.all("iframe") == [], (address, name)


@pytest.fixture
def uploads(priya, larkfield):
    """Every page of the desk that takes files: where it is, and what is sent besides."""
    mould = told(larkfield.amina, at=hours_ago(30))
    send(priya, f"/desk/reports/{mould.reference}/decide", bad_forms.DECIDED)
    order, _ = works_of(mould)
    return {
        f"/desk/reports/{mould.reference}/photos": {},
        f"/desk/works/{order.reference}/photos": {"shows": "after"},
        f"{begin(priya, mould)}/photos": {},
    }


def test_no_file_that_is_no_photo_is_kept_and_each_is_named(priya, uploads):
    for at, besides in uploads.items():
        for some in (list(REFUSED)[first : first + 20] for first in range(0, len(REFUSED), 20)):
            files = [SimpleUploadedFile(f"photo {number}.jpg", REFUSED[name]()) for number, name in enumerate(some)]
            response = priya.post(at, {"files": files, **besides})
            assert response.status_code == 422 and len(page_of(response).summary) == len(some), at
    assert not Photo.objects.exists()


@pytest.mark.parametrize("name", REBUILT)
def test_a_file_that_is_a_photo_and_more_is_a_photo_and_no_more(priya, uploads, name):
    data = REBUILT[name]()
    for at, besides in uploads.items():
        assert priya.post(at, {"files": [SimpleUploadedFile("photo.jpg", data)], **besides}).status_code == 302, at
    assert Photo.objects.count() == len(uploads)
    for photo in Photo.objects.all():
        shown = priya.get(f"/photos/{photo.reference}")
        assert shown.content.startswith(b"\xff\xd8\xff") and shown.content != data
        assert shown.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_person_of_any_name_is_shown_by_it(priya, larkfield):
    for number, name in enumerate(("O'Neill", "Ng", "Null", "فاطمة الزهراء", "<b>Bo</b>", "🌸 Blossom 🌸")):
        person = street.tenant(None, name, f"07700 9001{number + 30}")
        assert page_of(priya.get(f"/desk/people/{person.reference}")).words("h1") == [name]
