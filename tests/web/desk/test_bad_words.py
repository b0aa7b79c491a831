"""Whatever is typed in any box of the desk: taken and shown as it is, or turned back in a sentence, and never run."""

import itertools

import pytest

from putright.repairs.tree.cleaning import cleaned
from tests.bad_words import AS_SENT, BAD_WORDS
from tests.web.desk.office import DOOR, GAS, boxes, hours_ago, page_of, send, told
from tests.web.resident import street

pytestmark = pytest.mark.django_db
NUL = "\0"


@pytest.fixture
def here(priya, larkfield):
    """Every form of the desk: where it is, what is filled in besides, and the boxes that take words or choices."""
    mould = told(larkfield.amina, at=hours_ago(30))
    send(priya, f"/desk/reports/{mould.reference}/decide", {"is_class": "significant", "hazard": "damp_and_mould", "why": "He is well."})
    send(priya, f"/desk/reports/{mould.reference}/facts/found", {"choice": "significant"})
    gas = told(None, GAS)
    at, home = f"/desk/reports/{mould.reference}", larkfield.home.reference
    triage = {"is_class": "neither", "hazard": "noise", "why": "Look again."}
    moment = {"day-day": "1", "day-month": "6", "day-year": "2026", "time": "10:00"}
    return {
        f"{at}/decide": (triage, ("is_class", "hazard", "why")),
        f"{at}/facts/no_access_at": (moment, ("day-day", "day-month", "day-year", "time", "which")),
        f"{at}/facts/landlord_responsible": ({}, ("choice",)),
        f"{at}/facts/found/1": ({"choice": "none", "why": "The wrong box."}, ("choice", "why", "withdraw", "seen")),
        f"{at}/done/promises.first_contact": ({"told": "earlier", **moment}, ("told", "time")),
        f"{at}/take-on": ({}, ("owner",)),
        f"{at}/say": ({"kind": "more", "words": "She rang."}, ("kind", "words", "key")),
        f"{at}/changed": ({"told": "now", "words": "Worse."}, ("told", "words", "key")),
        f"{at}/finish": ({}, ("why",)),
        f"/desk/reports/{gas.reference}/home?home={home}": ({"person": ""}, ("person",)),
        f"/desk/homes/{home}/note": ({"told": "now", "words": "Damp."}, ("told", "words", "said_by")),
        f"/desk/report/new?home={home}": (
            {"taken-channel": "phone", "taken-told": "now", "what": "mould"},
            (
                *("taken-channel", "taken-person", "taken-told", "taken-said_by", "taken-said_to", "taken-time", "key"),
                *("danger", "danger-words", "room", "room-words", "what", "own_words", "how_much", "since", "since-day"),
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
    assert page.all("script") == page.all("style") == page.all("iframe") == page.all("svg") == []
    assert [one for one in page.elements if any(name.startswith("on") for name in one)] == []


@pytest.mark.parametrize("part", range(6))
def test_every_box_of_every_form_takes_it_or_says_why_not(priya, here, part):
    boxed = [(address, besides, box) for address, (besides, names) in here.items() for box in names]
    # Each box meets its share of the words; in a whole run each of the words meets every kind of form.
    words = list(BAD_WORDS.values())[part::6]
    for (address, besides, box), given in zip(itertools.cycle(boxed), words):
        hidden = boxes(page_of(priya.get(address)))
        typed = given.encode("utf-8", "replace").decode()
        response = priya.post(address.partition("?")[0], {**hidden, **besides, box: typed})
        if response.status_code != 404:
            check(response)


@pytest.mark.parametrize("name", BAD_WORDS)
def test_words_are_kept_and_shown_as_they_were_typed(priya, larkfield, name):
    typed = BAD_WORDS[name].encode("utf-8", "replace").decode()
    at = f"/desk/homes/{larkfield.home.reference}/note"
    response = send(priya, at, {"words": typed, "told": "now"})
    kept = cleaned(typed)
    page = page_of(priya.get(response["Location"]) if response.status_code == 302 else response)
    check(response)
    shown = page.one("blockquote")["text"] if response.status_code == 302 else page.one("textarea", id="words")["text"]
    assert shown.strip("\n") == kept.strip("\n") or not kept
    if response.status_code == 422:
        assert NUL in typed or len(kept) > 5000 or not kept


@pytest.mark.parametrize("name", AS_SENT)
def test_what_is_no_word_in_any_alphabet_is_no_fault_of_ours(priya, larkfield, name):
    at = f"/desk/homes/{larkfield.home.reference}/note"
    body = f"told=now&said_by={AS_SENT[name]}&words={AS_SENT[name]}"
    response = priya.post(at, body, content_type="application/x-www-form-urlencoded")
    assert response.status_code in (302, 400, 422)
    if response.status_code == 302:
        assert priya.get(response["Location"]).status_code == 200


@pytest.mark.parametrize("name", BAD_WORDS)
def test_every_box_of_an_address_takes_it(priya, larkfield, name):
    given = BAD_WORDS[name].encode("utf-8", "replace").decode()[:3000]
    told(None, DOOR | {"address": {"lines": "1 Elsewhere"}})
    for address, box in (
        *(("/desk/search", "words"), ("/desk/report", "words"), ("/desk/report/new", "home"), ("/desk", "after")),
        *(("/desk", "patch"), ("/desk", "is_class"), ("/desk", "hazard"), ("/desk", "is_mine")),
    ):
        response = priya.get(address, {box: given})
        assert response.status_code in (200, 302, 404), (address, box, response.status_code)
        if response.status_code == 200:
            page = page_of(response)
            assert page.all("script") == page.all("style") == page.all("iframe") == []


def test_a_person_of_any_name_is_shown_by_it(priya, larkfield):
    for number, name in enumerate(("O'Neill", "Ng", "Null", "فاطمة الزهراء", "<b>Bo</b>", "🌸 Blossom 🌸")):
        person = street.tenant(None, name, f"07700 9001{number + 30}")
        assert page_of(priya.get(f"/desk/people/{person.reference}")).words("h1") == [name]
