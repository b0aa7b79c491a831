"""On the desk: what the law does not cover takes two people, waiting takes everything it needs, and the homes near by keep their own."""

import pytest

from putright.deadlines.models import Deadline, Kind
from putright.hazards.models import Deferral, Incident, Look, RiskAssessment, ScopeFinding
from putright.messages.models import Message
from putright.people import actions as people
from tests.web.desk.office import member, page_of, send, signed_in
from tests.web.desk.staying_pages import looked_into, risk, waiting
from tests.web.resident import street

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(larkfield):
    """Where the page of a case is that was looked into."""
    return looked_into(larkfield.amina)[1]


@pytest.fixture
def second(larkfield):
    """A surveyor, signed in."""
    return signed_in(member("surveyor", "Sam Reed, surveyor"))


def words(response):
    return " ".join(page_of(response).text.split())


def duties():
    return Deadline.objects.open().filter(kind=Kind.DUTY).count()


def test_one_person_finds_and_another_agrees_and_only_then_the_clocks_stop(priya, second, at):
    before = duties()
    assert send(priya, f"{at}/scope", {"reason": "breach", "words": "The wall was cut open."}).status_code == 302
    assert "You found it yourself" in words(priya.get(f"{at}/scope"))
    page = page_of(priya.post(f"{at}/scope", {"words": "I agree."}))
    assert page.summary == {"You found it yourself. Somebody else must read the evidence and decide.": "words"}
    assert page.one("textarea", id="words")["text"].strip() == "I agree." and duties() == before
    assert send(second, f"{at}/scope", {"words": "I saw the wall."}).status_code == 302
    assert duties() == 0
    assert send(second, f"{at}/scope/end", {"words": "The gutter leaks."}).status_code == 302
    assert duties() == before


@pytest.mark.parametrize("role", ["contact_centre", "planner", "complaints_officer", "safeguarding"])
def test_who_may_not_decide_finds_nothing_out_of_scope_and_agrees_to_none(priya, larkfield, at, role):
    other = signed_in(larkfield.sam if role == "contact_centre" else member(role))
    assert other.post(f"{at}/scope", {"reason": "breach", "words": "It is how they live."}).status_code == 404
    send(priya, f"{at}/scope", {"reason": "breach", "words": "The wall was cut open."})
    assert other.post(f"{at}/scope", {"words": "I agree."}).status_code == 404
    assert ScopeFinding.objects.get().agreed_at is None


def test_they_wait_only_on_an_assessment_and_both_keep_what_was_typed(priya, at):
    page = page_of(send(priya, f"{at}/waiting", waiting()))
    assert "Nobody has assessed the risk to them" in page.text
    assert page.one("input", id="expert")["value"] == "Dr Ng, chartered surveyor" and not Deferral.objects.exists()
    page = page_of(send(priya, f"{at}/risk", risk(severity="", at_risk=["under_5", "ghosts"])))
    assert page.summary == {"Choose how badly.": "severity", "Tick only what is listed.": "at_risk"}
    assert page.one("input", name="at_risk", value="under_5").get("checked") is not None
    before = duties()
    assert send(priya, f"{at}/risk", risk()).status_code == send(priya, f"{at}/waiting", waiting()).status_code == 302
    assert duties() == before and RiskAssessment.objects.get().at_risk == ["under_5", "breathing"]
    assert send(priya, f"{at}/waiting/progress", {"words": "As planned."}).status_code == 302
    assert send(priya, f"{at}/waiting/end", {"because": "slipped"}).status_code == 302
    assert priya.get(f"{at}/waiting/progress").status_code == priya.get(f"{at}/waiting/end").status_code == 404
    assert "Decide whether they wait" in words(priya.get(at))
    # The day that was said to them is a promise still, and is kept when the works begin, however they do.
    assert send(priya, f"{at}/done/promises.works_begin", {"told": "now"}).status_code == 302


@pytest.mark.parametrize("role", ["contact_centre", "planner", "complaints_officer"])
def test_who_may_not_decide_lets_nobody_wait(priya, larkfield, at, role):
    other = signed_in(larkfield.sam if role == "contact_centre" else member(role))
    send(priya, f"{at}/risk", risk())
    assert other.post(f"{at}/waiting", waiting()).status_code == other.post(f"{at}/risk", risk()).status_code == 404
    assert not Deferral.objects.exists() and RiskAssessment.objects.count() == 1


def test_the_homes_near_by_are_chosen_told_looked_at_and_have_their_own_reports(priya, at):
    beside, other = street.home("10"), street.home("16")
    ben = street.tenant(beside, "Ben Okoro", "07700 900222")
    near = f"{at}/neighbours"
    page = page_of(priya.get(near))
    for home in (beside, other):
        chosen = [one for one in page.all("option") if "selected" in one and one["value"]]
        assert page.one("select", id=f"home-{home.reference}") and not chosen
    assert send(priya, near, {"kind": "leak", f"home-{beside.reference}": "beside"}).status_code == 302
    assert Message.objects.get(template="look_near_you").person == ben
    look = Look.objects.get()
    assert send(priya, f"{near}/{look.pk}", {"outcome": "found", "words": "Wet.", "told": "now"}).status_code == 302
    look.refresh_from_db()
    assert look.report.home == beside and f"/desk/reports/{look.report.reference}" in str(
        page_of(priya.get(near)).all("a")
    )


def test_a_home_near_by_where_one_of_us_lives_is_not_shown_to_them_and_not_theirs_to_look_at(priya, larkfield, at):
    beside = street.home("10")
    cousin = member("surveyor", "Zed Okoro")
    person = people.add_person(name="Zed Okoro", **street.BY)
    people.tie_account(person=person, account=cousin, **street.BY)
    people.move_in(home=beside, people=[person], since=street.LONG_AGO.date(), **street.BY)
    send(priya, f"{at}/neighbours", {"kind": "damp", f"home-{beside.reference}": "beside"})
    client, look = signed_in(cousin), Look.objects.get()
    assert "10 Rose Street" in words(priya.get(f"{at}/neighbours"))
    assert "10 Rose Street" not in words(client.get(f"{at}/neighbours"))
    assert client.get(f"{at}/neighbours/{look.pk}").status_code == 404
    assert client.post(f"{at}/neighbours/{look.pk}", {"outcome": "nothing", "told": "now"}).status_code == 404
    assert Look.objects.get().looked_at is None


def test_a_look_of_another_incident_is_not_there(priya, larkfield, at):
    beside = street.home("10")
    send(priya, f"{at}/neighbours", {"kind": "damp", f"home-{beside.reference}": "beside"})
    other = looked_into(larkfield.amina)[1]
    look = Look.objects.get()
    for address in (f"{other}/neighbours/{look.pk}", f"{at}/neighbours/{look.pk + 1}", f"{at}/neighbours/{'9' * 30}"):
        assert priya.get(address).status_code == 404, address
    assert Incident.objects.count() == 1
