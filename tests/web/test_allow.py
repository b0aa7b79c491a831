"""Every page asks the one table; a refusal is what a missing page is; and nobody who is not in learns what is there."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from django.http import Http404, HttpResponse
from django.urls import URLResolver, get_resolver, path

from putright.accounts.decisions import NOBODY, NotInTheTable, table
from putright.repairs.models import Report
from putright.web import whose
from putright.web.allow import AskedNothing, actor, allow, asks, may
from tests.people import places
from tests.web.signed_in import PAST, colleague, resident, sign_in

# Pages that cannot say what they ask, each with the reason.
WITHOUT_ASKING = {
    "demo:walk_in": "stands beside the web and not upon it; it is there only where the landlord is invented",
}


def pages(patterns=None, prefix=""):
    """Every address there is: its name, and its view."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from pages(pattern.url_patterns, space)
        else:
            yield f"{prefix}{pattern.name}", pattern.callback


PAGES = dict(pages())


def test_every_page_has_a_name_of_its_own():
    assert "sign_in" in PAGES and "resident:front" in PAGES and len(PAGES) > 20
    assert [name for name, times in Counter(name for name, _ in pages()).items() if times > 1] == []


@pytest.mark.parametrize("name", sorted(PAGES))
def test_every_page_says_what_it_asks(name):
    if name in WITHOUT_ASKING:
        assert not hasattr(PAGES[name], "asks")
        return
    cells = PAGES[name].asks
    assert cells
    for cell in cells:
        thing, _, action = cell.partition(".")
        assert table().cells(action, thing), cell


def test_a_page_that_does_not_say_would_be_seen():
    def page(request):
        return HttpResponse()

    [(_, view)] = pages([path("new", page, name="new")])
    assert not hasattr(view, "asks")


# ---- How a view asks


def view_of(*cells, ask=None, show=True, missing=False):
    @asks(*cells)
    def view(request):
        if missing:
            raise Http404
        if ask:
            thing, _, action = ask.partition(".")
            allow(request, action, thing)
        return HttpResponse("shown", status=200 if show else 302)

    return view


@pytest.fixture
def request_by(rf):
    def made(account, method="get", **data):
        request = getattr(rf, method)("/somewhere?page=2", **data)
        request.user = account
        return request

    return made


def test_what_anyone_may_see_is_asked_for_by_saying_so(rf):
    assert view_of("law.read")(rf.get("/")).status_code == 200


@pytest.mark.parametrize("cell", ["unicorn.read", "report.steal", "report", "original.read", "queue.export"])
def test_a_view_cannot_ask_what_the_table_lets_nobody_do(cell):
    with pytest.raises(NotInTheTable):
        asks(cell)


@pytest.mark.django_db
def test_a_page_shown_without_asking_is_an_error(request_by):
    surveyor = colleague("surveyor")
    with pytest.raises(AskedNothing, match="asked nobody"):
        view_of("queue.list")(request_by(surveyor))
    assert view_of("queue.list", ask="queue.list")(request_by(surveyor)).status_code == 200
    assert view_of("queue.list", show=False)(request_by(surveyor)).status_code == 302


@pytest.mark.django_db
def test_asking_what_was_not_said_is_an_error(request_by):
    with pytest.raises(AskedNothing, match="does not say so"):
        view_of("queue.list", ask="search.list")(request_by(colleague("surveyor")))


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["operative", "contractor", "board", "administrator", None])
def test_whoever_may_not_is_told_it_is_not_there(request_by, role):
    with pytest.raises(Http404):
        view_of("queue.list", ask="queue.list")(request_by(colleague(*filter(None, [role]))))


@pytest.mark.parametrize(("cell", "door"), [("queue.list", "/staff/sign-in"), ("report.list", "/sign-in")])
def test_whoever_is_not_in_is_led_to_the_door_they_come_in_by(rf, cell, door):
    response = view_of(cell, ask=cell)(rf.get("/somewhere?page=2"))
    assert (response.status_code, response.url) == (302, f"{door}?next=%2Fsomewhere%3Fpage%3D2")


@pytest.mark.django_db
@pytest.mark.parametrize("missing", [True, False])
def test_whoever_is_not_in_cannot_tell_what_is_there_from_what_is_not(rf, missing):
    response = view_of("report.read", ask="report.read", missing=missing)(rf.get("/reports/1"))
    assert (response.status_code, response.url) == (302, "/sign-in?next=%2Freports%2F1")


@pytest.mark.django_db
def test_what_somebody_wrote_is_shown_to_them_when_they_were_signed_out_meanwhile(rf):
    words = "The mould is back.\n<script>alert(1)</script>"
    written = {"words": words, "password": "hunter2", "csrfmiddlewaretoken": "t0ken", "code": "123456", "empty": " "}
    response = view_of("addition.list", ask="addition.list")(rf.post("/somewhere", written))
    page = response.content.decode()
    assert response.status_code == 403 and "was not sent yet" in page
    assert "The mould is back." in page and "&lt;script&gt;" in page and "<script>" not in page
    assert not any(secret in page for secret in ("hunter2", "t0ken", "123456"))


@pytest.mark.django_db
def test_who_asks_is_worked_out_once(request_by, django_assert_num_queries):
    request = request_by(colleague("surveyor"))
    with django_assert_num_queries(1):
        assert actor(request).roles == {"anyone", "resident", "surveyor"}
        assert actor(request) is actor(request)
        assert may(request, "list", "queue") and not may(request, "list", "account")


@pytest.mark.django_db
def test_whoever_signs_in_is_no_longer_nobody(request_by):
    request = request_by(None)
    assert actor(request) == NOBODY
    request.user = colleague("surveyor")
    assert "surveyor" in actor(request).roles


def test_what_anyone_may_do_asks_the_database_nothing(rf):
    request = rf.get("/")
    assert may(request, "read", "law") and actor(request) == NOBODY


# ---- Whose it is


@pytest.fixture
def told():
    """A report by Ruth, of the home that she rents with Sam and where Lee lodges; and all of their accounts."""
    (ruth, ruths), (sam, sams), (lee, lees) = (resident(name) for name in ("Ruth", "Sam", "Lee"))
    place = places.home()
    places.tenancy(place, ruths, sams), places.household(place, ruths, sams, lees)
    report = Report.objects.create(
        sent_with="k" * 43, home=place, person=ruths, channel="online", first_told_at=PAST, received_at=PAST,
        tree_version="1", words="There is mould in my son’s room",
    )  # fmt: skip
    return report, {"ruth": ruth, "sam": sam, "lee": lee, "stranger": resident("Stranger")[0]}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "whole", "outline"),
    [("ruth", True, True), ("sam", False, True), ("lee", False, True), ("stranger", False, False)],
)
def test_a_report_is_for_whoever_told_it_and_its_outline_for_their_home(request_by, told, who, whole, outline):
    report, accounts = told
    request = request_by(accounts[who])
    assert (may(request, "read", "report", report), may(request, "read", "outline", report)) == (whole, outline)


@pytest.mark.django_db
def test_a_report_told_by_we_do_not_know_whom_is_not_for_everybody_in_the_home(request_by, told):
    report, accounts = told
    report.person = None
    assert not any(may(request_by(account), "read", "report", report) for account in accounts.values())
    assert may(request_by(accounts["ruth"]), "read", "outline", report)


@pytest.mark.django_db
def test_what_one_of_us_wrote_down_for_we_do_not_know_whom_is_not_for_everybody_in_the_home(request_by, told):
    report, accounts = told
    report.person, report.taken_by = None, colleague("housing_officer")
    assert not any(may(request_by(account), "read", "report", report) for account in accounts.values())
    assert may(request_by(accounts["ruth"]), "read", "outline", report)


@pytest.mark.django_db
def test_the_browser_that_sent_a_report_may_read_it_and_no_other(rf, told):
    request, (report, _) = rf.get("/"), told
    assert may(request, "read", "report", report, also=["sent"])
    assert not may(request, "read", "report", report)
    assert not may(request, "read", "case", report, also=["sent"])


@pytest.mark.django_db
def test_a_colleague_reads_what_they_work_on_and_nothing_of_their_own_household(request_by, told):
    report, accounts = told
    assert may(request_by(colleague("surveyor")), "read", "case", report)
    sam = accounts["sam"]
    sam.is_staff = True
    sam.save()
    sam.roles.create(name="surveyor", since=PAST)
    assert may(request_by(sam), "list", "queue")
    assert not may(request_by(sam), "read", "case", report) and not may(request_by(sam), "read", "report", report)
    assert may(request_by(sam), "read", "outline", report)


@pytest.mark.django_db
def test_a_filter_and_a_message_on_screen_belong_to_whoever_they_are_for(request_by):
    from putright.hazards.models import SavedFilter
    from putright.messages.models import Message

    mine, theirs = colleague("surveyor"), colleague("planner", email="b@example.org")
    kept = SavedFilter(account=mine, name="mine")
    to_me = Message(account=mine, channel="screen", template="deadline_due")
    to_all = Message(role="surveyor", channel="screen", template="deadline_due")
    for account, expected in ((mine, True), (theirs, False)):
        request = request_by(account)
        assert may(request, "read", "saved_filter", kept) is expected
        assert may(request, "read", "staff_message", to_me) is may(request, "end", "staff_message", to_all) is expected


def test_a_thing_that_nobody_knows_whose_it_is_is_an_error():
    from putright.homes.models import Landlord

    with pytest.raises(whose.NobodyKnowsWhose, match="whose a Landlord is"):
        whose.whose(Landlord())


# ---- A refusal over the wire


@pytest.mark.django_db
def test_a_refusal_is_to_the_byte_what_a_missing_page_is(client, settings):
    settings.ROOT_URLCONF = "tests.web.refusing"
    sign_in(client, resident()[0])
    refused, missing, nowhere = (client.get(where) for where in ("/refused", "/missing", "/nowhere"))
    assert refused.status_code == missing.status_code == nowhere.status_code == 404
    # A form's own token, for signing out, is another each time and always as long.
    said = {re.sub(rb'value="\w{64}"', b"", response.content) for response in (refused, missing, nowhere)}
    assert len(said) == 1 and len(refused.content) == len(missing.content) == len(nowhere.content)
    assert dict(refused.headers) == dict(missing.headers) == dict(nowhere.headers)
