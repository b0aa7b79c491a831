"""Today's jobs: theirs alone; where to go and what to do; told in a press or two, and nothing typed is lost."""

import pytest
from django.test import Client

from putright.deadlines.models import Deadline
from putright.hazards.models import Fact
from putright.people.models import Person
from putright.repairs.models import Outcome, WorksLine, WorksOrder
from tests.repairs import works
from tests.web.desk.office import hours_ago, member, page_of, send, signed_in
from tests.web.desk.pages import picture
from tests.web.desk.works_pages import ARABIC, day
from tests.web.operative.pages import an_order
from tests.web.resident import street

pytestmark = pytest.mark.django_db
NEXT = {"next_words": "Come back with the pane.", **day("next_day", 48)}


@pytest.fixture
def order(larkfield):
    """An order of our own team, by tomorrow."""
    return an_order(larkfield.report, larkfield.ours, purpose="make_safe")


@pytest.fixture
def at(order):
    return f"/jobs/{order.reference}"


def listed(client):
    """The jobs on the list, as they are named to somebody who cannot see it."""
    return [link["href"] for link in page_of(client.get("/jobs")).all("a") if link.get("href", "").startswith("/jobs/")]


def test_each_sees_their_own_contractors_jobs_and_nobody_elses(larkfield, dwayne, order):
    theirs = an_order(larkfield.report, larkfield.acme)
    kofi = signed_in(works.worker(larkfield.acme, "Kofi Asamoah-Hill", since=larkfield.since))
    assert listed(dwayne) == [f"/jobs/{order.reference}"] and listed(kofi) == [f"/jobs/{theirs.reference}"]
    for path in ("", "/tell/done", "/more", "/photos"):
        assert kofi.get(f"/jobs/{order.reference}{path}").status_code == 404
    assert kofi.post(f"/jobs/{order.reference}/begin").status_code == 404
    assert kofi.post(f"/jobs/{order.reference}/tell/done", {"told": "now"}).status_code == 404
    assert not Outcome.objects.exists()


def test_whoever_no_longer_works_there_sees_nothing(larkfield, who, dwayne, at):
    who.works_for.update(until=street.NOW.date())
    assert listed(dwayne) == [] and dwayne.get(at).status_code == 404
    assert "not with a contractor of ours" in page_of(dwayne.get("/jobs")).text


@pytest.mark.parametrize("role", ["contact_centre", "surveyor", "board", "administrator"])
def test_the_desk_and_the_board_have_no_jobs(larkfield, at, role):
    client = signed_in(member(role))
    assert client.get("/jobs").status_code == client.get(at).status_code == 404
    assert Client().get("/jobs").url.startswith("/staff/sign-in")


def test_an_operative_does_not_see_the_desk_nor_the_report(larkfield, dwayne, order):
    ref = larkfield.report.reference
    for path in (f"/desk/reports/{ref}", f"/desk/works/{order.reference}", f"/desk/reports/{ref}/works", "/desk"):
        assert dwayne.get(path).status_code == 404
    assert dwayne.get(f"/reports/{ref}").status_code == 404


def test_the_home_of_somebody_they_live_with_is_as_one_that_is_not_there(larkfield, who, dwayne, order, at):
    me = Person.objects.create(name="Dwayne Pritchett", account=who)
    larkfield.home.households.get().members.create(person=me, since=street.LONG_AGO.date())
    assert listed(dwayne) == [] and dwayne.get(at).status_code == 404


def test_a_reference_that_is_none_is_not_there(dwayne, order):
    for typed in ("x", "%00", "..", "' OR 1=1", "9" * 300):
        assert dwayne.get(f"/jobs/{typed}").status_code == 404
    assert dwayne.get(f"/jobs/{order.reference}/tell/sung").status_code == 404


def test_done_in_one_press_and_a_send(dwayne, order, at):
    response = send(dwayne, f"{at}/tell/done", {"told": "now"})
    assert response.url == f"{at}?told"
    assert "Thank you. It is written down" in page_of(dwayne.get(response.url)).text
    outcome = Outcome.objects.get()
    assert (outcome.what, outcome.is_by_worker, outcome.is_made_safe) == ("done", True, True)
    assert Fact.objects.filter(name="made_safe_at").exists()
    assert listed(dwayne) == []
    assert "This job is over" in page_of(dwayne.get(at)).text


def test_started_is_said_once_and_the_first_time_stays(dwayne, order, at):
    assert dwayne.post(f"{at}/begin").url == f"{at}?begun"
    begun_at = WorksOrder.objects.get().begun_at
    dwayne.post(f"{at}/begin")
    assert WorksOrder.objects.get().begun_at == begun_at
    assert dwayne.get(f"{at}/begin").status_code == 405


def test_sent_twice_over_a_bad_line_it_is_told_once(dwayne, at):
    key = "k" * 43
    for _ in range(3):
        assert dwayne.post(f"{at}/tell/done", {"told": "now", "key": key}).status_code == 302
    assert Outcome.objects.count() == 1


def test_nothing_typed_is_lost_when_something_is_missing(dwayne, at):
    typed = {
        "words": f"Half of it. {ARABIC}",
        "told": "now",
        "next_words": "The other <i>half</i>.",
        "is_made_safe": "yes",
    }
    response = send(dwayne, f"{at}/tell/part_done", typed)
    page = page_of(response)
    assert response.status_code == 422 and list(page.summary.values()) == ["next_day-day"]
    assert ARABIC in page.one("textarea", id="words")["text"]
    assert page.one("input", id="next_words")["value"] == "The other <i>half</i>."
    assert "checked" in page.one("input", id="is_made_safe")
    assert not Outcome.objects.exists()


def test_nobody_in_says_what_was_tried_and_closes_nothing(dwayne, order, at):
    wrong = send(dwayne, f"{at}/tell/no_access", {"told": "now", **NEXT})
    assert page_of(wrong).summary == {
        "Choose what you tried before you left. It shows that we did what we could.": "tried"
    }
    right = send(dwayne, f"{at}/tell/no_access", {"told": "now", "tried": ["knocked", "card"], **NEXT})
    assert right.status_code == 302 and Outcome.objects.get().tried == ["card", "knocked"]
    assert listed(dwayne) == [at] and not Fact.objects.filter(name="made_safe_at").exists()
    assert Deadline.objects.open().filter(name="hazards.emergency_make_safe").exists()


def test_what_they_call_not_needed_is_for_one_of_us_to_say(dwayne, at):
    given = {"told": "now", "words": "It is dry.", "whose_word": "ours"}
    assert "whose_word" not in page_of(dwayne.get(f"{at}/tell/not_needed")).ids
    send(dwayne, f"{at}/tell/not_needed", given)
    assert Outcome.objects.get().is_by_worker and listed(dwayne) == [at]


def test_more_work_over_the_limit_waits_unless_it_makes_the_home_safe(larkfield, dwayne, order, at):
    works.limit(larkfield.ours, 1_000, since=street.NOW.date())
    send(dwayne, f"{at}/more", {"lines": "dmp-04 x 9", "why": "Soft plaster."})
    assert "It goes on, as it makes the home safe" in page_of(dwayne.get(at)).text
    other = an_order(larkfield.report, larkfield.ours)
    send(dwayne, f"/jobs/{other.reference}/more", {"lines": "DMP-04 9", "why": "Soft plaster."})
    assert "Wait for us to say yes" in page_of(dwayne.get(f"/jobs/{other.reference}")).text
    assert WorksLine.objects.filter(is_over_limit=True, is_approved=None).count() == 2


def test_photos_before_and_after_are_seen_by_them_and_by_no_other_contractor(larkfield, dwayne, order, at):
    dwayne.post(f"{at}/photos", {"files": [picture(), picture("navy")], "shows": "before"})
    before = order.photos.order_by("number")
    assert [one.shows for one in before] == ["before", "before"]
    address = f"/photos/{before[0].reference}"
    kofi = signed_in(works.worker(larkfield.acme, "Kofi Asamoah-Hill", since=larkfield.since))
    assert dwayne.get(address).status_code == 200 and kofi.get(address).status_code == 404
    hers = Client()
    hers.force_login(larkfield.amina.account)
    assert hers.get(address).status_code == 200 and signed_in(larkfield.priya).get(address).status_code == 200


def test_photos_of_the_report_are_not_for_the_door(larkfield, dwayne, order):
    from putright.repairs.actions import add_photo

    photo = add_photo(data=picture().read(), report=larkfield.report, by="x", at=hours_ago(1))
    assert dwayne.get(f"/photos/{photo.reference}").status_code == 404


def test_what_one_of_us_wrote_of_a_visit_is_not_shown_at_the_door(larkfield, dwayne, order, at):
    priya = signed_in(larkfield.priya)
    given = {"told": "now", "words": "Her son has asthma, and was in bed.", **NEXT}
    assert send(priya, f"/desk/works/{order.reference}/told/turned_away", given).status_code == 302
    shown = page_of(dwayne.get(at)).text
    assert "asthma" not in shown and "Come back with the pane." in shown


def test_the_list_takes_a_fixed_number_of_statements(larkfield, dwayne, order, django_assert_max_num_queries):
    for _ in range(8):
        an_order(larkfield.report, larkfield.ours)
    with django_assert_max_num_queries(16):
        assert len(listed(dwayne)) == 9
