"""Somewhere else to stay on the desk: who may see where it is, each step, and that what was typed is never lost."""

from datetime import UTC, datetime, timedelta

import pytest

from putright.deadlines.models import Deadline
from putright.hazards.models import Stay, StayAnswer
from putright.people import actions as people
from putright.web.forms.money import PenceField, pounds
from tests.bad_words import BAD_WORDS
from tests.web.desk import office
from tests.web.desk.office import hours_ago, member, page_of, send, signed_in, told, when
from tests.web.desk.staying_pages import SUITS, ahead, day, looked_into, offer, risk, waiting
from tests.web.resident import street

pytestmark = pytest.mark.django_db

# A danger that is significant, and no emergency: nobody is ill of it.
MOULD = {name: value for name, value in office.MOULD.items() if name not in ("household", "unwell")}


@pytest.fixture
def at(larkfield):
    """Where the page of a case is that was looked into."""
    return looked_into(larkfield.amina)[1]


@pytest.fixture
def stay(priya, at):
    """A hotel that suits, offered."""
    assert send(priya, f"{at}/stays/offer", offer()).status_code == 302
    return Stay.objects.get()


def words(response):
    return " ".join(page_of(response).text.split())


# ---- Who may see what


@pytest.mark.parametrize("role", ["contact_centre", "planner", "complaints_officer"])
def test_where_it_is_and_what_they_need_is_for_those_who_arrange_it_and_no_others(priya, larkfield, at, stay, role):
    send(priya, f"{at}/stays/{stay.reference}/suits", {**SUITS, "words_risk": "Not near his brother."})
    assert "Hidden Lane" in words(priya.get(f"{at}/stays")) and "his brother" in words(priya.get(f"{at}/stays"))
    other = signed_in(larkfield.sam if role == "contact_centre" else member(role))
    for address in (f"{at}/stays", at, f"{at}/history"):
        seen = words(other.get(address))
        assert "Hidden Lane" not in seen and "his brother" not in seen, address
    assert other.get(f"{at}/stays/{stay.reference}/suits").status_code == 404


@pytest.mark.parametrize("role", ["operative", "contractor", "board", "administrator"])
def test_who_is_not_of_the_desk_finds_nothing(larkfield, at, stay, role):
    client = signed_in(larkfield.board if role == "board" else member(role))
    here = f"{at}/stays/{stay.reference}"
    pages = ("stays", "stays/offer", "risk", "waiting", "scope", "neighbours")
    for address in (*(f"{at}/{page}" for page in pages), f"{here}/answer", f"{here}/secured", f"{here}/suits"):
        assert client.get(address).status_code == 404, address
        assert client.post(address).status_code == (405 if address.endswith("/stays") else 404), address


def test_staff_who_live_with_them_find_nothing(larkfield, at, stay):
    cousin = member("surveyor", "Zed Yusuf")
    person = people.add_person(name="Zed Yusuf", **street.BY)
    people.tie_account(person=person, account=cousin, **street.BY)
    household = larkfield.home.households.get()
    people.join_household(household=household, person=person, since=street.LONG_AGO.date(), **street.BY)
    client = signed_in(cousin)
    for page in ("stays", "stays/offer", "risk", "waiting", "scope", "neighbours"):
        assert client.get(f"{at}/{page}").status_code == 404, page


def test_a_stay_under_another_report_is_not_there(priya, larkfield, at, stay):
    other = told(larkfield.amina)
    here, missing = f"/desk/reports/{other.reference}/stays/{stay.reference}", f"{at}/stays/0000000000"
    for address in (f"{here}/answer", f"{missing}/answer", f"{at}/stays/{stay.reference}/elsewhere", f"{at}/stays/x/y"):
        assert priya.get(address).status_code == priya.post(address).status_code == 404, address


def test_who_may_not_decide_takes_the_answer_down_and_makes_no_offer(sam, at, stay):
    here = f"{at}/stays/{stay.reference}"
    assert sam.get(f"{at}/stays/offer").status_code == 404
    assert send(sam, f"{here}/answer", {"kind": "accepted", "told": "now"}).status_code == 302
    assert StayAnswer.objects.get().taken_by.name == "Sam Lee, contact centre"


# ---- The page says what is needed before it is late


def test_that_somewhere_is_needed_is_said_once_half_of_the_time_is_gone_and_not_once_it_is_offered(priya, larkfield):
    _, early = looked_into(larkfield.amina, hours=25, answers=MOULD)
    needed = "They need somewhere else to stay, and nothing that suits them is on offer."
    assert needed not in words(priya.get(early))
    send(priya, f"{early}/facts/parts_awaited_at", when(hours_ago(0.5)))
    assert needed in words(priya.get(early))
    send(priya, f"{early}/stays/offer", offer(suits_pets="no", words_pets="They have a dog."))
    assert needed in words(priya.get(early))
    send(priya, f"{early}/stays/offer", offer())
    assert needed not in words(priya.get(early))
    _, late = looked_into(larkfield.amina, answers=MOULD)
    assert needed in words(priya.get(late))


def test_the_facts_of_a_stay_and_of_a_breach_are_on_no_plain_page(priya, at, stay):
    from putright.hazards.facts import NEVER_ALONE

    shown = {link["href"] for link in page_of(priya.get(f"{at}/facts")).all("a")}
    for name in NEVER_ALONE:
        assert f"{at}/facts/{name}" not in shown
        for address in (f"{at}/facts/{name}", f"{at}/facts/{name}/1"):
            assert priya.get(address).status_code == priya.post(address, {"choice": "yes"}).status_code == 404


# ---- Each step


def test_from_the_offer_until_they_are_home(priya, larkfield, at, stay):
    here = f"{at}/stays/{stay.reference}"
    assert (stay.cost_pence, stay.offered_by) == (125_050, larkfield.priya)
    for step, data in (
        ("answer", {"kind": "accepted", "told": "now"}),
        ("secured", {"told": "now", "cost": "1,300"}),
        ("moved", {"told": "now", "who": "everyone", **day("review_on", ahead(7))}),
        ("reviewed", {"told": "now", "words": "All are well.", **day("review_on", ahead(14))}),
    ):
        response = send(priya, f"{here}/{step}", data)
        assert (response.status_code, response.headers.get("Location")) == (302, f"{at}/stays"), step
    assert "they stay there now" in words(priya.get(at))
    assert Deadline.objects.get(name="hazards.significant_make_safe").fell_away_by == "everyone_moved_out"
    send(priya, f"{at}/facts/made_safe_at", when(datetime.now(UTC) - timedelta(minutes=1)))
    stay.refresh_from_db()
    # Made safe a minute ago, and so before they came home.
    assert send(priya, f"{here}/ended", {"told": "now", "because": "made_safe"}).status_code == 302
    assert "the stay is over" in words(priya.get(at))


def test_an_offer_with_something_wrong_loses_nothing_that_was_typed(priya, at):
    typed = offer(cost="a lot", words_size="Two rooms <b>at least</b>", where="3 Hidden Lane, لندن")
    page = page_of(send(priya, f"{at}/stays/offer", typed))
    assert page.summary == {"Enter an amount in pounds, such as 85 or 1,250.50.": "cost"}
    assert page.one("textarea", id="where")["text"].strip() == "3 Hidden Lane, لندن"
    assert page.one("input", id="words_size")["value"] == "Two rooms <b>at least</b>"
    assert page.one("input", id="cost")["value"] == "a lot"
    assert not Stay.objects.exists()


def test_the_same_page_sent_twice_is_one_offer_and_one_answer(priya, at):
    page = office.boxes(page_of(priya.get(f"{at}/stays/offer")))
    for _ in range(2):
        assert priya.post(f"{at}/stays/offer", {**page, **offer()}).status_code == 302
    here = f"{at}/stays/{Stay.objects.get().reference}/answer"
    page = office.boxes(page_of(priya.get(here)))
    for _ in range(2):
        assert priya.post(here, {**page, "kind": "declined", "told": "now"}).status_code == 302
    assert StayAnswer.objects.count() == 1


@pytest.mark.parametrize(
    "name", ["in Urdu, with a joiner that matters", "a nought", "half of a pair", "10,000 letters"]
)
def test_whatever_is_typed_is_taken_or_turned_back_and_never_runs(priya, at, stay, name):
    typed = BAD_WORDS[name].encode("utf-8", "replace").decode()
    here = f"{at}/stays/{stay.reference}"
    forms = {
        f"{at}/stays/offer": (offer(), ("needed_because", "kind", "where", "covers", "begins_on-day", "cost", "key")),
        f"{here}/suits": (SUITS, ("suits_pets", "words_pets")),
        f"{here}/answer": ({"kind": "declined", "told": "now"}, ("kind", "words", "told", "key")),
        f"{here}/secured": ({"told": "now"}, ("cost", "told")),
        f"{here}/right": ({"what": "offered_at", "why": "So."}, ("what", "why", "day-day", "time", "withdraw")),
        f"{at}/risk": (risk(), ("who", "in_place", "severity", "review_on-year", "at_risk")),
        f"{at}/waiting": (waiting(), ("expert", "advice", "update_every_days", "programme_on-month")),
        f"{at}/scope": ({"reason": "breach"}, ("reason", "words")),
        f"{at}/neighbours": ({"kind": "leak"}, ("kind", "nobody_near", "home-0000000000")),
    }
    for address, (besides, boxes) in forms.items():
        for box in boxes:
            response = priya.post(address, {**besides, box: typed})
            assert response.status_code in (302, 422), (address, box)
            if response.status_code == 422:
                page = page_of(response)
                assert page.summary and page.all("script") == []


# ---- Amounts


@pytest.mark.parametrize(
    "typed, pence", [("85", 8_500), ("£85.50", 8_550), ("1,250", 125_000), (" £ 1,250.05 ", 125_005), ("", None)]
)
def test_an_amount_is_read_as_people_write_it(typed, pence):
    assert PenceField(required=False).clean(typed) == pence


@pytest.mark.parametrize("typed", ["-5", "1,25", "85.5", "1e3", "٨٥", "£", "100000.01", "9" * 40, "85 pounds"])
def test_what_is_no_amount_is_turned_back_in_a_sentence(typed):
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError, match=r"such as 85|more than £100,000"):
        PenceField(required=False).clean(typed)


def test_an_amount_is_said_with_pence_only_where_there_are_some():
    assert (pounds(8_500), pounds(125_005), pounds(100_000_00)) == ("£85", "£1,250.05", "£100,000")
