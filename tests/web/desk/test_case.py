"""The page of a report: what is owed first, and each thing that is done with it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from putright.deadlines.models import Deadline
from putright.hazards.models import Case, Fact, Place, Triage
from putright.record.models import Line
from putright.repairs.models import Addition
from tests.web.desk.office import DOOR, GAS, hours_ago, member, page_of, send, signed_in, told, when
from tests.web.desk.pages import picture
from tests.web.resident import street

pytestmark = pytest.mark.django_db
AS_IT_IS = {"is_class": "significant", "hazard": "damp_and_mould", "why": "He is well today, and has an inhaler."}


@pytest.fixture
def at(mould):
    return f"/desk/reports/{mould.reference}"


@pytest.fixture
def decided(priya, at):
    assert send(priya, f"{at}/decide", AS_IT_IS).status_code == 302
    return Case.objects.get()


def owed(page):
    return [" ".join(one["text"].split()) for one in page.all("li") if "owed__one" in one.get("class", "").split()]


# ---- What it shows


def test_what_is_owed_next_comes_first(priya, at):
    page = page_of(priya.get(at))
    assert page.words("h2")[0] == "What is owed next"
    dates = [row.due_before for row in Deadline.objects.open().exclude(due_before=None).order_by("due_before", "id")]
    assert len(owed(page)) >= len(dates)
    assert all("Why this date?" in one for one in owed(page))


def test_the_household_is_in_view_with_the_suggestion_and_its_reasons(priya, at):
    text = page_of(priya.get(at)).text
    for said in ("A child under 5", "Someone with asthma", "Amina Yusuf", "+447700900123", "lives there"):
        assert said in text, said


def test_the_written_criteria_are_beside_the_decision(priya, larkfield, at):
    from datetime import UTC, datetime

    from putright.hazards.actions import write_criterion

    assert "We have written nothing of our own down yet" in page_of(priya.get(at)).text
    by = {"by": larkfield.priya.code, "at": datetime.now(UTC), "since": street.LONG_AGO.date()}
    write_criterion(is_class="emergency", words="It could hurt somebody tonight.", **by)
    for address in (at, f"{at}/decide"):
        assert "It could hurt somebody tonight." in page_of(priya.get(address)).text


def test_the_law_says_what_it_asks_and_why_it_does_not(priya, larkfield):
    report = told(larkfield.amina, {"danger": {"chosen": ["none"]}, "what": {"chosen": ["noise"]}})
    text = " ".join(page_of(priya.get(f"/desk/reports/{report.reference}/decide")).text.split())
    assert "If it is a potential emergency" in text and "Emergency investigation" in text
    assert "Awaab's Law does not yet cover noise as a significant hazard" in text


def test_another_reference_answers_exactly_as_one_that_is_not_there(priya, larkfield, at):
    from putright.record import reference

    board = signed_in(larkfield.board)
    missing, theirs = priya.get(f"/desk/reports/{reference.new()}"), board.get(at)
    assert missing.status_code == theirs.status_code == 404
    hers = page_of(theirs).one("main")["text"]
    assert page_of(missing).one("main")["text"] == hers
    for typed in ("x", "%00", "..", "' OR 1=1", "9" * 300):
        assert page_of(priya.get(f"/desk/reports/{typed}")).one("main")["text"] == hers


def test_a_reference_is_read_however_it_is_written(priya, mould):
    for typed in (mould.reference.lower(), f"{mould.reference[:5]}-{mould.reference[5:]}", f" {mould.reference} "):
        assert priya.get(f"/desk/reports/{typed}").status_code == 200


# ---- Deciding


def test_confirming_needs_no_reason_and_opens_the_case(priya, larkfield, at, mould):
    suggested = Triage.objects.get()
    response = send(priya, f"{at}/decide", {"is_class": suggested.is_class, "hazard": suggested.hazard})
    assert (response.status_code, response["Location"]) == (302, at)
    assert Triage.objects.latest("pk").decided_by == larkfield.priya
    assert "Decide how urgent it is" not in page_of(priya.get(at)).words("h2")


def test_deciding_otherwise_needs_a_reason_and_loses_nothing(priya, at):
    typed = {"is_class": "neither", "hazard": "noise", "why": ""}
    response = send(priya, f"{at}/decide", typed)
    page = page_of(response)
    assert response.status_code == 422
    assert page.summary == {"This is not what was suggested. Say why, in your own words.": "why"}
    assert page.one("input", name="is_class", value="neither").get("checked") is not None
    assert page.one("option", value="noise").get("selected") is not None
    assert "A child under 5" in page.text and "There's mould in my son's room" in page.text
    assert Triage.objects.count() == 1
    assert send(priya, f"{at}/decide", {**typed, "why": "It is the lift."}).status_code == 302


def test_a_hazard_has_a_kind(priya, at):
    page = page_of(send(priya, f"{at}/decide", {"is_class": "emergency", "hazard": "", "why": "Look."}))
    assert page.summary == {"Choose which kind of hazard it may be.": "hazard"}
    assert "Look." in page.one("textarea", id="why")["text"]


@pytest.mark.parametrize("role", ["contact_centre", "planner", "complaints_officer", "safeguarding"])
def test_who_may_not_decide_is_not_asked_to(larkfield, at, role):
    who = signed_in(larkfield.sam if role == "contact_centre" else member(role))
    page = page_of(who.get(at))
    assert not page.all("form", action=f"{at}/decide") and f"{at}/decide" not in [one["href"] for one in page.all("a")]
    assert who.get(f"{at}/decide").status_code == who.post(f"{at}/decide", AS_IT_IS).status_code == 404
    assert Triage.objects.count() == 1


# ---- Facts


def test_what_happened_is_written_down_and_the_dates_follow(priya, at, decided):
    assert send(priya, f"{at}/facts/investigated_at", when(hours_ago(1))).status_code == 302
    assert Fact.objects.get(name="investigated_at").by == decided.report.triages.latest("pk").decided_by.code
    assert "Written summary after a standard investigation" in " ".join(owed(page_of(priya.get(at))))


@pytest.mark.parametrize(
    "typed, place, says",
    [
        ({"day-day": "31", "day-month": "2", "day-year": "2026", "time": "10:00"}, "day-day", "February 2026 had only"),
        ({"day-day": "1", "day-month": "2", "day-year": "2026", "time": "soon"}, "time", "hours and minutes"),
        ({}, "day-day", "Enter the date"),
        ({"day-day": "29", "day-month": "3", "day-year": "2026", "time": "01:30"}, "time", "clocks went forward"),
        ({"day-day": "26", "day-month": "10", "day-year": "2025", "time": "01:30"}, "which", "came twice"),
    ],
)
def test_a_moment_that_was_none_is_turned_back_with_all_that_was_typed(priya, at, decided, typed, place, says):
    response = send(priya, f"{at}/facts/investigated_at", typed)
    page = page_of(response)
    assert response.status_code == 422
    assert any(says in sentence and where == place for sentence, where in page.summary.items()), page.summary
    for name, value in typed.items():
        assert page.one("input", name=name)["value"] == value


def test_what_has_not_come_yet_cannot_have_happened(priya, at, decided):
    page = page_of(send(priya, f"{at}/facts/investigated_at", when(hours_ago(-50))))
    assert page.summary == {"That has not come yet. Check the day and the time.": "day-day"}
    assert send(priya, f"{at}/facts/entry_at", when(hours_ago(-50))).status_code == 302


def test_facts_that_cannot_both_be_are_said_in_words_and_not_by_their_names(priya, at, decided):
    page = page_of(send(priya, f"{at}/facts/investigated_at", when(hours_ago(500))))
    [sentence] = page.summary
    assert "“The standard investigation concluded”" in sentence and "investigated_at" not in sentence
    assert not Fact.objects.filter(name="investigated_at").exists()


def test_a_fact_is_put_right_with_a_reason_and_says_what_it_was(priya, at, decided):
    send(priya, f"{at}/facts/found", {"choice": "significant"})
    here = f"{at}/facts/found/1"
    assert page_of(send(priya, here, {"choice": "none"})).summary == {
        "Say why it is put right. Somebody will ask.": "why"
    }
    assert send(priya, here, {"choice": "none", "why": "The wrong box."}).status_code == 302
    text = " ".join(page_of(priya.get(at)).text.split())
    assert "Was: Significant. Put right because: The wrong box." in text


def test_a_fact_is_taken_back(priya, at, decided):
    send(priya, f"{at}/facts/investigated_at", when(hours_ago(1)))
    response = send(priya, f"{at}/facts/investigated_at/1", {"withdraw": "yes", "why": "It was next door."})
    assert response.status_code == 302
    assert Fact.objects.latest("pk").value == ""


def test_what_somebody_put_right_meanwhile_is_shown_first(priya, at, decided):
    send(priya, f"{at}/facts/found", {"choice": "significant"})
    seen = page_of(priya.get(f"{at}/facts/found/1")).one("input", name="seen")["value"]
    send(priya, f"{at}/facts/found/1", {"choice": "none", "why": "First."})
    response = priya.post(f"{at}/facts/found/1", {"seen": seen, "choice": "emergency", "why": "Second."})
    [sentence] = page_of(response).summary
    assert response.status_code == 422 and "It now says: None." in sentence
    assert Fact.objects.latest("pk").value == "none"


@pytest.mark.parametrize("name", ["hazard", "reported_as", "nothing", "%00", "aware_at", "x" * 300])
def test_what_is_not_written_down_by_hand_has_no_page(priya, at, decided, name):
    assert priya.get(f"{at}/facts/{name}").status_code == 404
    assert name == "aware_at" or priya.get(f"{at}/facts/{name}/1").status_code == 404
    assert priya.get(f"{at}/facts/found/99999999999999999999").status_code == 404


# ---- The rest


def test_a_promise_is_kept_now_or_earlier_and_late_is_late_for_ever(priya, larkfield):
    report = told(larkfield.amina, DOOR, at=hours_ago(24 * 30))
    at = f"/desk/reports/{report.reference}"
    assert "Late." in " ".join(owed(page_of(priya.get(at))))
    assert (
        send(priya, f"{at}/done/promises.first_contact", {"told": "earlier", **when(hours_ago(3))}).status_code == 302
    )
    page = page_of(priya.get(at))
    assert "Late, and shown for ever" in page.words("h2")
    assert priya.get(f"{at}/done/promises.first_contact").status_code == 404


@pytest.mark.parametrize("name", ["tasks.triage", "promises.answer_not_right", "hazards.keep_informed", "x", "%00"])
def test_what_has_a_page_of_its_own_is_not_ticked_off(priya, at, name):
    assert priya.get(f"{at}/done/{name}").status_code == 404


def test_a_report_is_taken_on_and_given_away(priya, larkfield, at, mould):
    send(priya, f"{at}/take-on", {"owner": larkfield.priya.code})
    assert Place.objects.get().owner == larkfield.priya
    send(priya, f"{at}/take-on", {"owner": larkfield.sam.code})
    assert "With Sam Lee, contact centre." in " ".join(page_of(priya.get(at)).text.split())
    send(priya, f"{at}/take-on", {"owner": ""})
    assert Place.objects.get().owner is None


def test_that_something_is_not_right_is_seen_and_answered_once(priya, larkfield, at, mould):
    from putright.hazards.actions import hear

    by = {"by": larkfield.amina.account.code, "at": hours_ago(1), "person": larkfield.amina}
    hear(report=mould, kind="not_right", words="I told you in <i>May</i>.", sent_with="a" * 43, **by)
    assert "we have not answered" in page_of(priya.get(at)).text
    page = page_of(priya.get(f"{at}/say?kind=reply"))
    sent = {"key": page.one("input", name="key")["value"], "kind": "reply", "words": "We are sorry. It was May."}
    for _ in range(3):
        assert priya.post(f"{at}/say", sent).status_code == 302
    assert Addition.objects.filter(kind="reply").count() == 1
    shown = page_of(priya.get(at))
    assert "we have not answered" not in shown.text and "I told you in <i>May</i>." in shown.text


def test_a_change_after_an_investigation_is_a_new_day_zero(priya, at, decided):
    send(priya, f"{at}/facts/investigated_at", when(hours_ago(1)))
    assert "starts a new day zero" in page_of(priya.get(f"{at}/changed")).text
    assert send(priya, f"{at}/changed", {"words": "It is in the hall now.", "told": "now"}).status_code == 302
    page = page_of(priya.get(at))
    assert "Day zero 2" in page.text and "Decide how urgent it is" in page.words("h2")


def test_a_report_is_finished_only_when_nothing_is_owed(priya, larkfield):
    report = told(larkfield.amina, DOOR)
    at = f"/desk/reports/{report.reference}"
    page = page_of(send(priya, f"{at}/finish", {"why": "put_right"}))
    assert any("still owed: First contact" in sentence for sentence in page.summary)
    send(priya, f"{at}/done/promises.first_contact", {"told": "now"})
    assert send(priya, f"{at}/finish", {"why": "put_right"}).status_code == 302
    assert not Place.objects.exists() and "Finished" in page_of(priya.get(at)).text


def test_the_home_is_found_and_the_person_only_if_they_live_there(priya, larkfield):
    report = told(None, GAS)
    at, home = f"/desk/reports/{report.reference}/home", larkfield.home
    [link] = [one["href"] for one in page_of(priya.get(f"{at}?words=rose 12")).all("a") if "?home=" in one["href"]]
    stranger = street.tenant(None, "Yusuf Ali", "07700 900124")
    assert send(priya, link, {"person": stranger.reference}).status_code == 422
    assert send(priya, link, {"person": larkfield.amina.reference}).status_code == 302
    report.refresh_from_db()
    assert (report.home, report.person) == (home, larkfield.amina)


def test_the_same_issue_told_again_starts_no_clock_of_its_own(priya, larkfield, at, decided):
    send(priya, f"{at}/facts/investigated_at", when(hours_ago(1)))
    again = told(larkfield.amina, {"danger": {"chosen": ["none"]}, "what": {"chosen": ["mould"]}})
    here = f"/desk/reports/{again.reference}/same"
    assert send(priya, here, {"case": decided.reference}).status_code == 422
    response = send(priya, here, {"case": decided.reference, "why": "The same wall."})
    page = page_of(response) if response.status_code == 422 else None
    assert response.status_code == 302 or page.summary, "it is refused in a sentence"


def test_there_is_nothing_to_be_the_same_as_where_nothing_was_looked_into(priya, at):
    assert priya.get(f"{at}/same").status_code == 404


def test_photos_are_added_and_a_bad_file_does_not_take_the_others_with_it(priya, at, mould):
    bad = SimpleUploadedFile("a <b>x.mp4", b"not a photo")
    response = priya.post(f"{at}/photos", {"files": [picture(), bad]})
    assert response.status_code == 422 and "“a <b>x.mp4”" in page_of(response).text
    assert mould.photos.count() == 1


def test_why_a_date_is_what_it_is_only_for_a_date_of_this_report(priya, larkfield, at, mould):
    other = told(None, GAS)
    theirs = Deadline.objects.filter(about_id=other.reference).first()
    assert priya.get(f"{at}/why/{theirs.pk}").status_code == 404
    assert priya.get(f"{at}/why/99999999999999999999").status_code == 404
    for row in Deadline.objects.exclude(pk__in=Deadline.objects.filter(about_id=other.reference)):
        if row.about_id in (mould.reference, mould.case.reference):
            assert priya.get(f"{at}/why/{row.pk}").status_code == 200


def test_everything_that_is_done_here_is_in_the_record(priya, larkfield, at, decided):
    before = set(Line.objects.values_list("name", flat=True))
    send(priya, f"{at}/take-on", {"owner": larkfield.priya.code})
    send(priya, f"{at}/say", {"kind": "more", "words": "She rang."})
    send(priya, f"{at}/facts/found", {"choice": "significant"})
    added = set(Line.objects.filter(by=larkfield.priya.code).values_list("name", flat=True)) - before
    assert {"hazards.taken_on", "repairs.added", "hazards.fact_stated"} <= added


def test_a_page_that_only_shows_changes_nothing(priya, at, decided):
    lines = Line.objects.count()
    for path in (
        "",
        "/decide",
        "/facts",
        "/facts/found",
        "/take-on",
        "/say",
        "/changed",
        "/finish",
        "/photos",
        "/history",
    ):
        assert priya.get(at + path).status_code == 200, path
    assert Line.objects.count() == lines
    assert priya.post(at).status_code == priya.post(f"{at}/history").status_code == 405


def test_a_long_history_shows_the_last_and_leads_to_all_of_it(priya, larkfield, at, mould):
    from putright.hazards.actions import hear

    def say(number, kind="more"):
        by = {"by": larkfield.amina.account.code, "at": hours_ago(1), "person": larkfield.amina}
        hear(report=mould, kind=kind, words=f"Number {number:02}.", sent_with=f"{number:043}", **by)

    say(0, "not_right")
    for number in range(1, 10):
        say(number)
    assert "The last of what was said" not in page_of(priya.get(at)).text
    say(10)
    page = page_of(priya.get(at))
    assert "The last of what was said" in page.text and any(one["href"] == f"{at}/history" for one in page.all("a"))
    assert "Number 00." not in page.text and all(f"Number {number:02}." in page.text for number in range(1, 11))
    # What we have not answered is asked for however long ago it was said.
    assert "we have not answered" in page.text
    assert "Number 00." in page_of(priya.get(f"{at}/history")).text


def test_the_cost_of_the_page_does_not_grow_with_its_history(priya, larkfield, at, mould, decided):
    from putright.hazards.actions import hear

    def say(number):
        by = {"by": larkfield.amina.account.code, "at": hours_ago(1), "person": larkfield.amina}
        hear(report=mould, kind="more", words=f"And {number}.", sent_with=f"{number:043}", **by)

    say(0)
    priya.get(at)
    with CaptureQueriesContext(connection) as first:
        priya.get(at)
    for number in range(1, 50):
        say(number)
    with CaptureQueriesContext(connection) as then:
        assert priya.get(at).status_code == 200
    assert len(then) == len(first)
    assert len(first) < 45
    for address in (f"{at}/history", f"/desk/homes/{larkfield.home.reference}"):
        priya.get(address)
        with CaptureQueriesContext(connection) as first:
            priya.get(address)
        told(larkfield.amina)
        say(len(first) + 100)
        with CaptureQueriesContext(connection) as then:
            priya.get(address)
        assert len(then) == len(first), address


def test_a_decision_sent_twice_is_one_and_is_told_once(priya, at, mould):
    from putright.messages.models import Message

    seen = {"seen": str(mould.triages.latest("id").pk), **AS_IT_IS}
    assert {priya.post(f"{at}/decide", seen).status_code for _ in range(3)} == {302}
    assert mould.triages.count() == 2
    assert Message.objects.filter(template="what_we_decided").count() == 1
    assert Line.objects.filter(name="hazards.decided").count() == 1


def test_what_somebody_decided_meanwhile_is_looked_at_before_it_is_decided_again(priya, larkfield, at, mould):
    seen = {"seen": str(mould.triages.latest("id").pk), **AS_IT_IS}
    other = signed_in(member("surveyor", "Joan Pike"))
    assert (
        other.post(f"{at}/decide", {**seen, "is_class": "emergency", "why": "The ceiling may fall."}).status_code == 302
    )
    response = priya.post(f"{at}/decide", seen)
    page = page_of(response)
    assert response.status_code == 422 and "changed while you looked" in " ".join(page.summary)
    assert (
        page.one("textarea", id="id_why" if page.all("textarea", id="id_why") else "why")["text"].strip()
        == AS_IT_IS["why"]
    )
    assert mould.triages.latest("id").is_class == "emergency"
    shown = {"seen": page.one("input", name="seen")["value"], **AS_IT_IS}
    assert priya.post(f"{at}/decide", shown).status_code == 302
    assert mould.triages.latest("id").is_class == "significant"


def test_staff_do_not_read_what_somebody_they_know_told_where_they_once_lived(sam, priya, larkfield):

    from putright.people.models import Household, Tenancy

    report = told(larkfield.amina, at=hours_ago(48))
    larkfield.amina.account = larkfield.sam
    larkfield.amina.save()
    yesterday = hours_ago(24).date()
    Household.objects.filter(home=larkfield.home).update(until=yesterday)
    Tenancy.objects.filter(home=larkfield.home).update(until=yesterday)
    for model in (Household, Tenancy):
        for one in model.objects.filter(home=larkfield.home):
            (one.members if model is Household else one.tenants).update(until=yesterday)
    at = f"/desk/homes/{larkfield.home.reference}"
    assert report.reference[:5] in page_of(priya.get(at)).text
    assert report.reference[:5] not in page_of(sam.get(at)).text
    assert "Told to us" in page_of(priya.get(f"{at}/history")).text
    assert "Told to us" not in page_of(sam.get(f"{at}/history")).text
