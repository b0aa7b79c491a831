"""Works at the desk: ordered by a date that is said, told of, agreed, checked; and never closed by a contractor alone."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from putright.deadlines.models import Deadline
from putright.hazards.models import Case, Fact
from putright.hazards.queries import facts_of
from putright.repairs.models import Check, FixedWord, Outcome, WorksLine, WorksOrder
from tests.repairs import works
from tests.web.desk.office import hours_ago, member, page_of, send, signed_in
from tests.web.desk.works_pages import ARABIC, day, ordered
from tests.web.resident import street

pytestmark = pytest.mark.django_db
NEXT = {"next_words": "Bring the pane.", **day("next_day", 48)}


@pytest.fixture
def ours(larkfield):
    """Our own team, with a rate and a limit of £200."""
    since = (street.NOW - timedelta(days=30)).date()
    made = works.team(since=since)
    works.rate(since=since)
    works.limit(made, 20_000, since=street.NOW.date())
    return made


@pytest.fixture
def at(mould):
    return f"/desk/reports/{mould.reference}"


@pytest.fixture
def order(priya, at, ours):
    """An order to make it safe."""
    assert send(priya, f"{at}/works/new", ordered(ours, purpose="make_safe")).url == f"{at}#works"
    return WorksOrder.objects.get()


@pytest.fixture
def its(order):
    return f"/desk/works/{order.reference}"


def text_of(client, address):
    return " ".join(page_of(client.get(address)).one("main")["text"].split())


def test_an_order_is_on_the_page_of_its_report_and_its_date_is_owed(priya, at, order):
    assert order.instruction == f"Wash the wall. {ARABIC}"
    said = text_of(priya, at)
    assert "To make it safe: damp and mould" in said and "The works done" in said
    assert order.wanted_before == Deadline.objects.get(name="promises.works").due_before


def test_sent_twice_it_is_ordered_once(priya, at, ours):
    for _ in range(2):
        priya.post(f"{at}/works/new", {**ordered(ours), "key": "k" * 43})
    assert WorksOrder.objects.count() == 1


def test_by_a_time_of_that_day_where_it_is_a_matter_of_hours(priya, at, ours):
    send(priya, f"{at}/works/new", ordered(ours, time="10:15pm"))
    from putright.clocks.london import LONDON

    local = WorksOrder.objects.get().wanted_before.astimezone(LONDON)
    assert (local.hour, local.minute) == (22, 15)


@pytest.mark.parametrize(
    "wrong, place",
    [
        ({"purpose": "sing"}, "purpose"),
        ({"trade": ""}, "trade"),
        ({"contractor": "nobody"}, "contractor"),
        ({"instruction": " "}, "instruction"),
        ({"instruction": "x" * 5001}, "instruction"),
        ({"wanted-year": "2020"}, "wanted-day"),
        ({"wanted-day": "31", "wanted-month": "2"}, "wanted-day"),
        ({"time": "25:99"}, "time"),
        ({"lines": "DMP-04"}, "lines"),
        ({"lines": "NOPE 2"}, "lines"),
        ({"lines": "DMP-04 0"}, "lines"),
        ({"at_the_door": "He is violent."}, "instruction"),
    ],
)
def test_what_is_wrong_is_named_beside_its_box_and_nothing_typed_is_lost(priya, at, ours, wrong, place):
    response = send(priya, f"{at}/works/new", ordered(ours, at_the_door="Two <b>people</b>.") | wrong)
    page = page_of(response)
    assert response.status_code == 422 and set(page.summary.values()) == {place}
    assert (wrong.get("at_the_door") or "Two <b>people</b>.") in page.one("textarea", id="at_the_door")["text"]
    assert not WorksOrder.objects.exists()


def test_what_goes_on_from_an_order_begins_with_what_that_said_and_keeps_the_first_date(priya, at, ours, order):
    address = f"{at}/works/new?follows={order.reference}"
    page = page_of(priya.get(address))
    assert page.one("textarea", id="at_the_door")["text"].strip() == "Ring ten minutes before."
    response = priya.post(address, {**ordered(ours, **day("wanted", 240)), "key": "f" * 43})
    assert response.status_code == 302
    assert WorksOrder.objects.get(follows=order)
    assert "First said" in text_of(priya, at)
    for typed in ("x", "../..", "9" * 300):
        assert priya.get(f"{at}/works/new", {"follows": typed}).status_code == 404


def test_told_on_the_phone_it_is_made_safe_and_the_duty_is_met(priya, sam, order, its):
    send(sam, f"{its}/told/made_safe", {"words": "Washed.", "told": "now", **NEXT})
    case = Case.objects.get()
    assert facts_of(case, 1)["made_safe_at"] == Outcome.objects.get().happened_at
    assert Deadline.objects.get(name="hazards.emergency_make_safe").met_at


def test_only_one_of_us_who_decides_may_say_that_it_is_not_needed(priya, sam, order, its):
    given = {"told": "now", "words": "It is dry."}
    send(sam, f"{its}/told/not_needed", {**given, "whose_word": "ours"})
    assert Outcome.objects.get().is_by_worker
    assert "Who says so?" in text_of(priya, f"{its}/told/not_needed")
    send(priya, f"{its}/told/not_needed", {**given, "whose_word": "ours"})
    assert not Outcome.objects.latest("pk").is_by_worker
    assert not Fact.objects.filter(name__in=("made_safe_at", "work_finished_at", "no_work_needed_at")).exists()


def test_over_the_limit_somebody_else_says_yes(priya, sam, order, its):
    send(sam, f"{its}/vary", {"lines": "DMP-04 9", "why": "Soft plaster."})
    line = WorksLine.objects.get(is_over_limit=True)
    assert "It goes on, as it makes the home safe" in text_of(priya, its)
    assert sam.get(f"{its}/lines/{line.pk}").status_code == 404
    send(priya, f"{its}/lines/{line.pk}", {"answer": "yes"})
    line.refresh_from_db()
    assert line.is_approved and line.decided_by.name.startswith("Priya")
    assert priya.get(f"{its}/lines/999999").status_code == 404


def test_nobody_says_yes_to_their_own(priya, order, its):
    send(priya, f"{its}/vary", {"lines": "DMP-04 9", "why": "Soft plaster."})
    line = WorksLine.objects.get(is_over_limit=True)
    response = send(priya, f"{its}/lines/{line.pk}", {"answer": "yes"})
    assert response.status_code == 422 and "Somebody else" in page_of(response).text


def test_checked_by_one_of_us_the_works_are_finished(priya, order, its):
    send(priya, f"{its}/told/done", {"told": "now"})
    assert send(priya, f"{its}/check", {"right": "yes", "told": "now"}).status_code == 302
    assert Check.objects.get().is_satisfactory
    assert "work_finished_at" in facts_of(Case.objects.get(), 1)
    assert "Checked, and right" in text_of(priya, its)


def test_they_say_it_is_not_fixed_and_it_is_owed_again(priya, sam, at, order, its):
    send(sam, f"{its}/told/done", {"told": "now"})
    send(priya, f"{its}/check", {"right": "yes", "told": "now"})
    send(sam, f"{at}/fixed", {"fixed": "no", "words": f"It is back. {ARABIC}"})
    assert not FixedWord.objects.get().is_fixed
    assert "work_finished_at" not in facts_of(Case.objects.get(), 1)
    said = text_of(priya, at)
    assert "They say that it is not fixed." in said and ARABIC in said and "Order what is still to be done" in said


@pytest.mark.parametrize("path", ["", "/vary", "/begun", "/told/done", "/photos", "/check"])
def test_whoever_may_not_is_told_it_is_not_there(larkfield, order, its, path):
    for role in ("board", "administrator", "operative"):
        account = larkfield.board if role == "board" else member(role)
        assert signed_in(account).get(f"{its}{path}").status_code == 404


@pytest.mark.parametrize("path", ["/check", "/lines/1"])
def test_the_contact_centre_neither_checks_nor_agrees(sam, its, path):
    assert sam.get(f"{its}{path}").status_code == 404


def test_a_promise_of_works_is_kept_by_doing_them_and_not_by_ticking_it_off(priya, at, order):
    assert priya.get(f"{at}/done/promises.works").status_code == 404
    assert "See the works" in text_of(priya, at)


def test_the_page_of_a_report_takes_as_many_statements_however_much_was_ordered(priya, at, ours, order):
    def statements():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert priya.get(at).status_code == 200
        return len(asked)

    send(priya, f"/desk/works/{order.reference}/told/no_access", {"told": "now", "tried": ["rang"], **NEXT})
    few = statements()
    for _ in range(5):
        priya.post(f"{at}/works/new", ordered(ours))
    for one in WorksOrder.objects.all():
        send(priya, f"/desk/works/{one.reference}/told/no_access", {"told": "now", "tried": ["rang"], **NEXT})
    assert WorksOrder.objects.count() == 6 and statements() == few


def test_what_was_done_before_we_knew_is_refused_in_a_sentence(priya, its):
    from tests.web.desk.office import when

    long_ago = {"told": "earlier", **when(hours_ago(24 * 90))}
    response = send(priya, f"{its}/told/done", long_ago)
    assert response.status_code == 422 and "We were first told of this" in page_of(response).text
