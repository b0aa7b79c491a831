"""The queue: what comes first and why, and the views that each of us keeps."""

import pytest

from putright.hazards.models import SavedFilter
from tests.web.desk.office import DOOR, GAS, hours_ago, member, page_of, signed_in, told

pytestmark = pytest.mark.django_db


def rows(client, address="/desk"):
    return [
        " ".join(one["text"].split())
        for one in page_of(client.get(address)).all("li")
        if "queue__row" in one.get("class", "")
    ]


def test_each_row_says_why_it_is_where_it_is(priya, larkfield):
    told(larkfield.amina, DOOR, at=hours_ago(40))
    told(None, GAS, at=hours_ago(1))
    told(larkfield.amina, at=hours_ago(2))
    found = rows(priya)
    [gas], [mould] = ([row for row in found if words in row] for words in ("Home not known", "There's mould"))
    door = found[-1]
    assert "They told us of a danger now." in gas and "Home not found yet" in gas and "Due by" in gas
    assert "A child under 5" in mould or "Somebody" in mould
    assert "A cupboard door hangs." in door and "Nothing told so far points to a hazard" in door


def test_a_view_shows_only_what_it_asks_for(priya, larkfield):
    told(larkfield.amina, DOOR)
    told(None, GAS)
    assert len(rows(priya)) == 2
    assert len(rows(priya, "/desk?needs_home=yes")) == 1
    assert len(rows(priya, "/desk?is_class=emergency")) == 1
    assert rows(priya, "/desk?is_class=emergency&hazard=lead") == []


def test_what_is_no_filter_of_ours_asks_for_nothing(priya, mould):
    assert len(rows(priya, "/desk?is_class=%00&hazard=%27;--&patch=99999999999999999999&x=1")) == 1


def test_a_place_that_is_none_leads_to_the_first_page(priya, mould):
    for after in ("x", "1.", ".1", "9" * 39 + ".1", "%00", "1.²"):
        response = priya.get(f"/desk?is_mine=yes&after={after}")
        assert (response.status_code, response["Location"]) == (302, "/desk?is_mine=yes")


def test_the_pages_hold_everything_once(priya, larkfield):
    made = {told(None, {**DOOR, "address": {"lines": f"{n} Elsewhere"}}, at=hours_ago(n)).reference for n in range(30)}
    seen, address = [], "/desk"
    while address:
        page = page_of(priya.get(address))
        links = [one["href"] for one in page.all("a") if one["href"].startswith("/desk/reports/")]
        seen += [link.rpartition("/")[2] for link in links]
        address = next((one["href"] for one in page.all("a") if one["text"] == "Next 25"), None)
    assert sorted(seen) == sorted(made)


def test_a_view_is_kept_come_back_to_and_taken_away(priya, larkfield):
    asks = {"is_mine": "yes", "is_class": "emergency"}
    response = priya.post("/desk/views/keep", {**asks, "name": "  Mine <b>now</b>  "})
    assert response["Location"] == "/desk?is_class=emergency&is_mine=yes"
    page = page_of(priya.get(response["Location"]))
    link = next(one for one in page.all("a") if one["text"] == "Mine <b>now</b>")
    assert link["aria-current"] == "page" and link["href"] == "/desk?is_class=emergency&is_mine=yes"
    kept = SavedFilter.objects.get(account=larkfield.priya)
    priya.post("/desk/views/forget", {"view": kept.pk})
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize("name", ["", "   ", "n" * 61, "mine\0"])
def test_a_view_with_no_name_that_can_be_kept_says_so_and_loses_nothing(priya, larkfield, name):
    response = priya.post("/desk/views/keep", {"is_mine": "yes", "needs_triage": "yes", "name": name})
    page = page_of(response)
    assert response.status_code == 422 and set(page.summary.values()) == {"name"}
    assert page.one("input", type="hidden", name="is_mine")["value"] == "yes"
    assert page.one("input", id="name")["value"] == name.strip().replace("\0", "")


def test_nobody_takes_away_what_another_keeps(priya, sam, larkfield):
    priya.post("/desk/views/keep", {"is_mine": "yes", "name": "Mine"})
    kept = SavedFilter.objects.get()
    for view in (kept.pk, "x", "9" * 30, ""):
        assert sam.post("/desk/views/forget", {"view": view}).status_code == 302
    assert SavedFilter.objects.exists()


def test_the_queue_is_for_the_desk_alone(client, larkfield):
    assert client.get("/desk")["Location"].startswith("/staff/sign-in")
    client.force_login(larkfield.amina.account)
    assert client.get("/desk").status_code == 404
    for role in ("board", "operative", "contractor", "administrator"):
        who = larkfield.board if role == "board" else member(role)
        assert signed_in(who).get("/desk").status_code == 404, role


def test_whoever_is_linked_to_a_home_does_not_meet_it_in_the_queue(sam, larkfield):
    report = told(larkfield.amina)
    assert len(rows(sam)) == 1
    larkfield.amina.account = None
    larkfield.amina.save()
    larkfield.amina.account = larkfield.sam
    larkfield.amina.save()
    assert rows(sam) == []
    assert sam.get(f"/desk/reports/{report.reference}").status_code == 404
    assert sam.get(f"/desk/homes/{larkfield.home.reference}").status_code == 404
    assert "Rose Street" not in sam.get("/desk/search?words=rose").content.decode()
    assert "mould in my" not in sam.get("/desk/search?words=mould").content.decode()
    assert "Amina" not in page_of(sam.get("/desk/search?words=amina")).text.replace("“amina”", "")


def test_the_cost_of_a_page_does_not_grow_with_the_queue(priya, larkfield, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    told(larkfield.amina)
    priya.get("/desk")
    with CaptureQueriesContext(connection) as first:
        priya.get("/desk")
    for number in range(50):
        told(None, {**DOOR, "address": {"lines": f"{number} Elsewhere"}}, at=hours_ago(number))
    with django_assert_num_queries(len(first)):
        assert priya.get("/desk").status_code == 200
