"""A report taken down for somebody, and a note that becomes one: who said what to whom, and when we first knew."""

from datetime import timedelta

import pytest

from putright.deadlines.models import Deadline
from putright.hazards.models import Case, Fact
from putright.repairs.models import Note, Report
from tests.web.desk.office import boxes, hours_ago, page_of, send, when

pytestmark = pytest.mark.django_db
NOW = {"taken-channel": "phone", "taken-told": "now"}
MOULD = {
    **NOW,
    "danger": "none",
    "what": ["mould"],
    "own_words": "There's mould.",
    "household": ["under_5", "breathing"],
}


def earlier(moment):
    return {"taken-told": "earlier", **{f"taken-{name}": value for name, value in when(moment).items()}}


def at_home(larkfield):
    return f"/desk/report/new?home={larkfield.home.reference}"


def test_the_home_is_found_first(sam, larkfield):
    page = page_of(sam.get("/desk/report?words=rose st"))
    assert at_home(larkfield) in [one["href"] for one in page.all("a")]
    assert "We found no home for “zzzz”" in " ".join(page_of(sam.get("/desk/report?words=zzzz")).text.split())


def test_all_the_questions_of_the_tree_are_on_the_one_page(sam, larkfield):
    from putright.repairs.tree.reading import tree

    page = page_of(sam.get("/desk/report/new"))
    asked = page.words("legend")
    for question in tree().questions.values():
        assert question.key == "photos" or (question.phone or question.words) in asked
        for option in question.options if question.kind not in ("times", "photos") else ():
            assert page.one("input", name=question.key, value=option.key)


def test_it_is_kept_with_who_said_what_to_whom_and_when(sam, larkfield):
    told_at = hours_ago(30)
    who = {
        "taken-person": larkfield.amina.reference,
        "taken-said_by": "her sister",
        "taken-said_to": "Mr Hall, caretaker",
    }
    response = send(sam, at_home(larkfield), {**MOULD, **who, **earlier(told_at)})
    report = Report.objects.get()
    assert response["Location"] == f"/desk/reports/{report.reference}"
    assert (report.home, report.person, report.taken_by) == (larkfield.home, larkfield.amina, larkfield.sam)
    assert (report.said_by, report.said_to, report.channel) == ("her sister", "Mr Hall, caretaker", "phone")
    assert abs(report.first_told_at - told_at) < timedelta(minutes=1)
    assert report.received_at > report.first_told_at
    text = " ".join(page_of(sam.get(response["Location"])).text.split())
    assert "by her sister, to Mr Hall, caretaker; written down by Sam Lee, contact centre" in text


def test_the_clocks_run_from_when_anybody_first_knew(sam, larkfield):
    told_at = hours_ago(100)
    send(sam, at_home(larkfield), {**MOULD, **earlier(told_at)})
    aware_at = Fact.objects.get(name="aware_at").value
    assert aware_at.startswith(f"{told_at:%Y-%m-%dT%H:%M}")
    assert Deadline.objects.filter(about_id=Case.objects.get().reference, started_at__lt=hours_ago(99)).exists()


@pytest.mark.parametrize("times", [2, 5])
def test_the_same_page_sent_again_is_one_report(sam, larkfield, times):
    hidden = boxes(page_of(sam.get(at_home(larkfield))))
    where = {sam.post("/desk/report/new", {**hidden, **MOULD})["Location"] for _ in range(times)}
    assert len(where) == Report.objects.count() == 1


def test_what_has_not_come_yet_was_not_told(sam, larkfield):
    response = send(sam, at_home(larkfield), {**MOULD, **earlier(hours_ago(-2))})
    page = page_of(response)
    assert response.status_code == 422 and list(page.summary) == ["That has not come yet. Check the day and the time."]
    assert not Report.objects.exists()


def test_nothing_that_was_typed_is_lost(sam, larkfield):
    typed = {
        **MOULD,
        "since-day": "31",
        "since-month": "2",
        "since-year": "2026",
        "reach-phone": "ring me",
        "needs-words": "Tigrinya: ሰላም",
    }
    response = send(sam, at_home(larkfield), {**typed, "taken-said_by": "<b>her</b> son"})
    page = page_of(response)
    assert response.status_code == 422 and {"since-day", "reach-phone"} <= set(page.summary.values())
    assert page.one("input", id="taken-said_by")["value"] == "<b>her</b> son"
    assert page.one("textarea", id="own_words")["text"].strip() == "There's mould."
    assert page.one("textarea", id="needs-words")["text"].strip() == "Tigrinya: ሰላም"
    assert [one["value"] for one in page.all("input", name="household") if "checked" in one] == ["under_5", "breathing"]
    assert page.one("input", id="reach-phone")["value"] == "ring me"
    assert page.one("input", name="home")["value"] == larkfield.home.reference


def test_what_is_needed_is_asked_for(sam, larkfield):
    page = page_of(send(sam, "/desk/report/new", NOW))
    assert set(page.summary.values()) == {"address-lines", "what"}
    page = page_of(send(sam, at_home(larkfield), NOW))
    assert set(page.summary.values()) == {"what"}


def test_a_danger_is_kept_even_where_something_else_needs_another_look(sam, larkfield):
    hidden = boxes(page_of(sam.get(at_home(larkfield))))
    gas = {**hidden, **NOW, "danger": ["gas"], "reach-phone": "ring me"}
    response = sam.post("/desk/report/new", gas)
    page = page_of(response)
    report = Report.objects.get()
    assert response.status_code == 422 and report.is_emergency and "The report is kept" in page.text
    assert Deadline.objects.filter(name="hazards.emergency_make_safe").exists()
    again = sam.post("/desk/report/new", {**gas, "reach-phone": "07700 900555"})
    assert again["Location"] == f"/desk/reports/{report.reference}" and Report.objects.count() == 1
    report.refresh_from_db()
    assert report.contact_words == "07700 900555"


def test_who_said_it_and_when_is_not_changed_in_silence_once_a_danger_is_kept(sam, larkfield):
    hidden = boxes(page_of(sam.get(at_home(larkfield))))
    gas = {**hidden, **NOW, "danger": ["gas"], "reach-phone": "ring me"}
    sam.post("/desk/report/new", gas)
    mended = {**gas, "reach-phone": "07700 900555"}
    otherwise = {
        "taken-channel": {"taken-channel": "visit"},
        "taken-person": {"taken-person": larkfield.amina.reference},
        "taken-said_by": {"taken-said_by": "her sister"},
        "taken-said_to": {"taken-said_to": "Mr Hall"},
        "taken-told": earlier(hours_ago(9)),
    }
    for name, typed in otherwise.items():
        response = sam.post("/desk/report/new", {**mended, **typed})
        page = page_of(response)
        assert response.status_code == 422 and name in set(page.summary.values()), name
        assert "kept otherwise" in " ".join(page.summary)
    # What they told is kept all the same, and nothing else was changed.
    report = Report.objects.get()
    assert (report.channel, report.person, report.said_by, report.contact_words) == ("phone", None, "", "07700 900555")
    assert sam.post("/desk/report/new", mended).status_code == 302


def test_a_stranger_is_not_whose_report_it_is(sam, larkfield):
    from tests.web.resident import street

    other = street.tenant(None, "Yusuf Ali", "07700 900124")
    page = page_of(send(sam, at_home(larkfield), {**MOULD, "taken-person": other.reference}))
    assert set(page.summary.values()) == {"taken-person"} and not Report.objects.exists()


# ---- Notes


def test_a_note_becomes_a_report_with_its_own_first_moment(priya, larkfield):
    at, heard_at = f"/desk/homes/{larkfield.home.reference}/note", hours_ago(72)
    typed = {"words": "Ms Yusuf says there is mould again.", "said_by": "Ms Yusuf", "told": "earlier", **when(heard_at)}
    response = send(priya, at, typed)
    note = Note.objects.get()
    assert response["Location"] == f"/desk/notes/{note.reference}"
    for _ in range(2):
        made = priya.post(f"/desk/notes/{note.reference}/report")
    report = Report.objects.get()
    assert made["Location"] == f"/desk/reports/{report.reference}"
    assert (report.from_note, report.first_told_at, report.taken_by) == (note, note.heard_at, larkfield.priya)
    assert abs(note.heard_at - heard_at) < timedelta(minutes=1)
    assert "Made from a note" in " ".join(page_of(priya.get(made["Location"])).text.split())
    assert "It became a report" in page_of(priya.get(f"/desk/notes/{note.reference}")).text


def test_now_and_a_day_cannot_both_be(priya, larkfield):
    at = f"/desk/homes/{larkfield.home.reference}/note"
    response = send(priya, at, {"words": "Damp.", "told": "now", **when(hours_ago(5))})
    assert response.status_code == 422 and set(page_of(response).summary.values()) == {"told"}
    assert not Note.objects.exists()


def test_an_operative_reads_no_notes_here(larkfield):
    from tests.web.desk.office import member, signed_in

    who = signed_in(member("operative"))
    assert who.get(f"/desk/homes/{larkfield.home.reference}/note").status_code == 404
    assert who.get("/desk/report/new").status_code == who.get("/desk/report").status_code == 404
