"""Why this date? Each answer the law's own, each slip said in a sentence, nothing guessed."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from putright.clocks.calendar import england
from putright.clocks.london import read_moment, written_day
from putright.law.explanation import why
from putright.law.loading import register
from putright.web.resident.why_form import example
from tests.web.pages import EMERGENCY, TEN_DAYS, asked, load

DUTIES = register().duties.values()


def text_of(page):
    return " ".join(page.text.split())


def headline(page):
    return page.words("h1")[0]


# ---- Answers


@pytest.mark.parametrize(
    "path, said",
    [
        (asked(EMERGENCY, 24, 12, 2026, time="22:15"), "It must be done before 22:15 (10:15pm) on Friday 25 December 2026"),
        (asked(TEN_DAYS, 18, 12, 2025), "It must be done by the end of Tuesday 6 January 2026"),
        (asked("duty=hazards.preventative_work_start", 24, 12, 2026), "It must be done by the end of Thursday 18 March 2027"),
        (asked("duty=hazards.works_finish", 24, 12, 2026), "The law sets no date Within a reasonable time"),
        (asked("duty=hazards.access_notice", 24, 12, 2026, time="10:00"), "It must be done before 10:00 (10:00am) on Wednesday 23 December 2026"),
        (asked(EMERGENCY, 28, 3, 2026, time="18:00"), "It must be done before 19:00 (7:00pm) on Sunday 29 March 2026"),
        (asked(EMERGENCY, 1, 1, 2026, time="00:00"), "It must be done before 00:00 (midnight) on Friday 2 January 2026"),
    ],
)  # fmt: skip
def test_says_the_date_first_in_words(client, path, said):
    page = load(client, path)
    assert headline(page) == said
    assert page.summary == {}
    # The title too, so that a row of open tabs tells them apart.
    assert page.one("title")["text"].replace(": ", " ").lower().startswith(said.lower())


@pytest.mark.parametrize("duty", DUTIES, ids=lambda duty: duty.name)
def test_every_duty_has_an_example_and_the_answer_is_the_laws_own(client, duty):
    path = f"/why?{example(duty)}"
    page = load(client, path)
    day = dict(part.split("=") for part in example(duty).split("&"))
    start = read_moment(
        f"{day['start-year']}-{day['start-month']:0>2}-{day['start-day']:0>2} "
        + day.get("time", "00:00").replace("%3A", ":")
    )
    answer = why(duty.name, start, england())
    if answer.requirement.due_before is None:
        assert headline(page).startswith("The law sets no date")
    elif answer.last_day is None:
        assert f"{answer.requirement.due_before.astimezone(start.tzinfo):%Y}" in headline(page)
        assert "It must be done before" in headline(page)
    else:
        assert headline(page) == f"It must be done by the end of {written_day(answer.last_day)}"
    assert answer.version.citation.how_known in text_of(page)
    for reason in duty.falls_away:
        assert reason.says in text_of(page)


def test_shows_each_day_counted_and_each_day_skipped_with_its_name(client):
    page = load(client, asked(TEN_DAYS, 18, 12, 2026))
    days = [e["text"].split() for e in page.all("li") if "days__day" in e.get("class", "")]
    said = [" ".join(day) for day in days]
    assert said[0] == "Friday 18 December Day zero: it started. Not counted"
    assert said[3] == "Monday 21 December Day 1"
    assert said[7] == "Friday 25 December Christmas Day: not counted"
    assert said[10].startswith("Monday 28 December Boxing Day")
    assert said[-1] == "Wednesday 6 January Day 10: the last day"
    assert sum("Weekend: not counted" in day for day in said) == 6
    assert len(said) == 20


def test_the_calendar_begins_under_its_own_weekday(client):
    page = load(client, asked(TEN_DAYS, 18, 12, 2026))
    first = next(e for e in page.all("li") if "days__day" in e.get("class", ""))
    assert "days__day--column-5" in first["class"]  # a Friday


def test_says_what_the_clocks_did_in_between(client):
    assert "The clocks went forward an hour" in text_of(load(client, asked(EMERGENCY, 28, 3, 2026, time="18:00")))
    assert "The clocks went" not in text_of(load(client, asked(EMERGENCY, 28, 4, 2026, time="18:00")))


def test_says_where_the_law_says_so_how_well_we_know_it_and_what_stops_nothing(client):
    text = text_of(load(client, asked(EMERGENCY, 24, 12, 2026, time="22:15")))
    assert "Hazards in Social Housing Regulations 2025, part 3" in text
    assert "Monday 27 October 2025" in text
    assert "Second-hand We have this from other people's accounts" in text
    assert "Nobody could get in. That pauses nothing" in text
    assert "The investigation found that it was not an emergency." in text


@pytest.mark.parametrize(
    "which, due",
    [("first", "00:30 (12:30am) on Monday 26 October 2026"), ("second", "01:30 (1:30am) on Monday 26 October 2026")],
)
def test_an_hour_that_came_twice_is_asked_about_and_then_answered(client, which, due):
    page = load(client, asked(EMERGENCY, 25, 10, 2026, time="01:30"), 422)
    assert page.summary == {"01:30 happened twice that night. Choose which one you mean.": "which"}
    assert [e["value"] for e in page.all("input", name="which")] == ["first", "second"]
    page = load(client, asked(EMERGENCY, 25, 10, 2026, time="01:30", which=which))
    assert headline(page) == f"It must be done before {due}"


# ---- Which kind of hazard


@pytest.mark.parametrize(
    "path, is_covered",
    [
        (asked(TEN_DAYS, 24, 11, 2026, hazard="damp_and_mould"), True),
        (asked(TEN_DAYS, 29, 11, 2026, hazard="excess_cold"), False),
        (asked(TEN_DAYS, 30, 11, 2026, hazard="excess_cold"), True),
        (asked(TEN_DAYS, 1, 12, 2026, hazard="noise"), False),
        (asked(EMERGENCY, 1, 12, 2026, hazard="noise", time="10:00"), True),
        (asked(EMERGENCY, 1, 12, 2026, hazard="crowding_and_space", time="10:00"), False),
        (asked("duty=hazards.keep_informed", 1, 11, 2026, hazard="noise", heading="emergency"), True),
        (asked("duty=hazards.keep_informed", 1, 11, 2026, hazard="noise", heading="significant"), False),
        # Found on 1 December, but the landlord knew in November, before the law covered it.
        (asked("duty=hazards.significant_make_safe", 1, 12, 2026, hazard="excess_cold", aware__day=20, aware__month=11, aware__year=2026), False),
        (asked("duty=hazards.significant_make_safe", 3, 12, 2026, hazard="excess_cold", aware__day=30, aware__month=11, aware__year=2026), True),
    ],
)  # fmt: skip
def test_a_kind_of_hazard_the_law_did_not_cover_yet_gets_no_date(client, path, is_covered):
    page = load(client, path)
    assert (headline(page) == "This law did not cover it on that day") is not is_covered
    if not is_covered:
        assert re.search("Awaab's Law (covers|does not cover|does not yet cover)", text_of(page))


def test_where_the_kind_of_hazard_is_not_said_the_answer_says_what_it_rests_on(client):
    rests = "This is so if the law covered that kind of hazard by then."
    assert rests in text_of(load(client, asked(TEN_DAYS, 24, 11, 2026)))
    assert rests not in text_of(load(client, asked(TEN_DAYS, 24, 11, 2026, hazard="damp_and_mould")))


# ---- Slips

BIG = "9" * 10_000
SLIPS = [
    # what it is, the address, the sentence, the box it leads to
    ("nothing", asked(EMERGENCY, "", "", "", time="10:00"), "Enter the date: a day, a month and a year.", "start-day"),
    ("no month", asked(EMERGENCY, 1, "", 2026, time="10:00"), "The date must have a month.", "start-month"),
    ("only a day", asked(EMERGENCY, 1, "", "", time="10:00"), "The date must have a month and a year.", "start-month"),
    ("31 February", asked(EMERGENCY, 31, 2, 2026, time="10:00"), "February 2026 had only 28 days, so it has no day 31.", "start-day"),
    ("29 February", asked(EMERGENCY, 29, 2, 2027, time="10:00"), "February 2027 had only 28 days, so it has no day 29.", "start-day"),
    ("day 0", asked(EMERGENCY, 0, 2, 2026, time="10:00"), "The day must be a number from 1 to 31.", "start-day"),
    ("day 32", asked(EMERGENCY, 32, 2, 2026, time="10:00"), "The day must be a number from 1 to 31.", "start-day"),
    ("a minus", asked(EMERGENCY, -1, 2, 2026, time="10:00"), "The day must be a number from 1 to 31.", "start-day"),
    ("letters", asked(EMERGENCY, "l2", 2, 2026, time="10:00"), "The day must be a number from 1 to 31.", "start-day"),
    ("month 13", asked(EMERGENCY, 1, 13, 2026, time="10:00"), "The month must be a number from 1 to 12, or its name, such as March.", "start-month"),
    ("no such month", asked(EMERGENCY, 1, "Ma", 2026, time="10:00"), "The month must be a number from 1 to 12, or its name, such as March.", "start-month"),
    ("a short year", asked(EMERGENCY, 1, 2, 26, time="10:00"), "The year must have 4 numbers, such as 2026.", "start-year"),
    ("a huge year", asked(EMERGENCY, 1, 2, 20260, time="10:00"), "The year must have 4 numbers, such as 2026.", "start-year"),
    ("year 9999", asked(EMERGENCY, 1, 2, 9999, time="10:00"), "The year must have 4 numbers, such as 2026.", "start-year"),
    ("ten thousand numbers", asked(EMERGENCY, BIG, BIG, BIG, time=BIG), "The day must be a number from 1 to 31.", "start-day"),
    ("NUL", asked(EMERGENCY, "1%00", 2, 2026, time="10:00"), "The day must be a number from 1 to 31.", "start-day"),
    ("a superscript", asked(EMERGENCY, "%C2%B2", 2, 2026, time="10:00"), "The day must be a number from 1 to 31.", "start-day"),
    ("a Roman number", asked(EMERGENCY, 1, "%E2%85%A6", 2026, time="10:00"), "The month must be a number from 1 to 12, or its name, such as March.", "start-month"),
    ("no time", asked(EMERGENCY, 1, 2, 2026, time=""), "Enter the time too, because this is counted in hours.", "time"),
    ("time left out", asked(EMERGENCY, 1, 2, 2026), "Enter the time too, because this is counted in hours.", "time"),
    ("25 o'clock", asked(EMERGENCY, 1, 2, 2026, time="25:00"), "The hour must be from 00 to 23. Midnight is 00:00 of the new day.", "time"),
    ("24:00", asked(EMERGENCY, 1, 2, 2026, time="24:00"), "The hour must be from 00 to 23. Midnight is 00:00 of the new day.", "time"),
    ("60 minutes", asked(EMERGENCY, 1, 2, 2026, time="10:60"), "The minutes must be from 00 to 59.", "time"),
    ("only an hour", asked(EMERGENCY, 1, 2, 2026, time="10"), "The time must have minutes too, such as 22:00.", "time"),
    ("12am", asked(EMERGENCY, 1, 2, 2026, time="12am"), "Enter 12:00 for midday, or 00:00 for midnight.", "time"),
    ("13pm", asked(EMERGENCY, 1, 2, 2026, time="13pm"), "With am or pm, the hour must be from 1 to 12.", "time"),
    ("words for a time", asked(EMERGENCY, 1, 2, 2026, time="tonight"), "The time must be hours and minutes, such as 22:15 or 10:15pm.", "time"),
    ("seconds", asked(EMERGENCY, 1, 2, 2026, time="10:00:00"), "The time must be hours and minutes, such as 22:15 or 10:15pm.", "time"),
    ("the hour that never was", asked(EMERGENCY, 29, 3, 2026, time="01:30"), "There was no 01:30 that night: the clocks went forward an hour. Enter another time.", "time"),
    ("the hour that came twice", asked(EMERGENCY, 25, 10, 2026, time="01:30"), "01:30 happened twice that night. Choose which one you mean.", "which"),
    ("a third of two hours", asked(EMERGENCY, 25, 10, 2026, time="01:30", which="third"), "Choose one of the answers listed.", "which"),
    ("before it was law", asked(TEN_DAYS, 26, 10, 2025), "This has been law since Monday 27 October 2025. It was not law on Sunday 26 October 2025.", "start-year"),
    ("long before", asked(TEN_DAYS, 1, 1, 1000), "This has been law since Monday 27 October 2025. It was not law on Wednesday 1 January 1000.", "start-year"),
    ("beyond the bank holidays", asked(TEN_DAYS, 20, 12, 2028), "We know the bank holidays in England from Sunday 1 January 2012 to Sunday 31 December 2028. This needs days outside that, and we will not guess.", "start-year"),
    ("far beyond them", asked(TEN_DAYS, 20, 12, 9998), "We know the bank holidays in England from Sunday 1 January 2012 to Sunday 31 December 2028. This needs days outside that, and we will not guess.", "start-year"),
    ("a hazard that is none", asked(TEN_DAYS, 1, 12, 2026, hazard="dragons"), "Choose one of the answers listed.", "hazard"),
    ("a hazard and no heading", asked("duty=hazards.keep_informed", 1, 12, 2026, hazard="noise"), "Choose what it was, because the law began on different days.", "heading"),
    ("a heading and no hazard", asked("duty=hazards.keep_informed", 1, 12, 2026, heading="emergency"), "Choose the kind of hazard too, or leave these questions empty.", "hazard"),
    ("a hazard and no awareness", asked("duty=hazards.significant_make_safe", 1, 12, 2026, hazard="noise"), "Enter the day the landlord first knew. The law goes by that day.", "aware-day"),
    ("aware afterwards", asked("duty=hazards.significant_make_safe", 1, 12, 2026, hazard="noise", aware__day=2, aware__month=12, aware__year=2026), "The landlord cannot have first known after this started.", "aware-day"),
    ("half an awareness", asked("duty=hazards.significant_make_safe", 1, 12, 2026, aware__day=2), "The date must have a month and a year.", "aware-month"),
    ("nothing chosen", "/why?duty=", "Choose what should be done.", "duty"),
    ("a duty that is none", "/why?duty=hazards.nothing", "We do not know anything called “hazards.nothing”. Choose what should be done.", "duty"),
    ("a duty with a NUL", "/why?duty=%00", "We cannot read that. Choose what should be done.", "duty"),
]  # fmt: skip


@pytest.mark.parametrize("path, sentence, box", [slip[1:] for slip in SLIPS], ids=[slip[0] for slip in SLIPS])
def test_a_slip_is_said_in_a_sentence_that_leads_to_its_box(client, path, sentence, box):
    page = load(client, path, 422)
    assert page.summary.get(sentence) == box, page.summary
    assert box in page.ids
    assert page.one("title")["text"].startswith("Error: ")
    # And again beside the box, where the eye is when putting it right.
    assert any(sentence in said for said in page.words("p", **{"class": "govuk-error-message"}))


def test_what_was_typed_is_kept(client):
    page = load(client, asked("duty=hazards.access_notice", "x<1", "%C3%A9", 26, time="half ten", hazard="noise", heading="emergency"), 422)  # fmt: skip
    typed = {e["name"]: e.get("value") for e in page.all("input")}
    assert typed["duty"] == "hazards.access_notice"
    assert (typed["start-day"], typed["start-month"], typed["start-year"]) == ("x<1", "é", "26")
    assert typed["time"] == "half ten"
    chosen = [e["value"] for e in page.all("option") if "selected" in e]
    assert chosen == ["noise", "emergency"]


@pytest.mark.parametrize(
    "day, month, year, time",
    [("24", "December", "2026", "22.15"), ("24", "dec", "2026", "10:15pm"), ("٢٤", "١٢", "٢٠٢٦", "٢٢:١٥"), (" 24 ", "12", "2026", "2215")],
)  # fmt: skip
def test_what_can_only_mean_one_thing_is_taken(client, day, month, year, time):
    said = urlencode({"start-day": day, "start-month": month, "start-year": year, "time": time})
    assert "22:15 (10:15pm) on Friday 25 December 2026" in headline(load(client, f"/why?{EMERGENCY}&{said}"))


def test_time_is_asked_only_where_it_matters(client):
    assert load(client, f"/why?{EMERGENCY}").all("input", name="time")
    assert not load(client, f"/why?{TEN_DAYS}").all("input", name="time")


def test_an_empty_form_has_no_complaints_yet(client):
    assert load(client, f"/why?{EMERGENCY}").summary == {}
    assert load(client, "/why").summary == {}


anything = st.text(max_size=30) | st.sampled_from(
    ["1", "2", "12", "24", "2026", "9998", "01:30", "noise", "first", "emergency"]
)
BOXES = (
    "start-day",
    "start-month",
    "start-year",
    "time",
    "which",
    "hazard",
    "heading",
    "aware-day",
    "aware-month",
    "aware-year",
)


@settings(max_examples=300, deadline=timedelta(seconds=5))
@given(
    duty=st.sampled_from(sorted(register().duties)) | anything,
    typed=st.dictionaries(st.sampled_from(BOXES), anything),
)
def test_whatever_is_typed_is_answered_or_turned_back_in_words(duty, typed):
    response = Client().get(
        "/why", {"duty": duty.encode("utf-8", "replace"), **{k: v.encode("utf-8", "replace") for k, v in typed.items()}}
    )
    assert response.status_code in (200, 422)
    assert (b"govuk-error-summary" in response.content) is (response.status_code == 422)
