"""Forms in Putright's way."""

from datetime import date, time

import pytest
from django import forms
from django.core.exceptions import ValidationError

from putright.web.environment import govuk
from putright.web.forms import ClockField, DayField, Form
from putright.web.forms.shown import day_params, radio_params, select_params, text_params
from tests.web.pages import Page


class Whole(Form):
    """One of every kind of field."""

    day = DayField()
    at = ClockField()
    kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")])
    one = forms.ChoiceField(choices=[("a", "A"), ("b", "B")])

    def clean(self):
        raise ValidationError("Something is wrong with the whole of it.")


def html_of(form):
    return Page(
        govuk("date-input", day_params(form["day"], "Day?", "such as"))
        + govuk("input", text_params(form["at"], "Time?", "such as"))
        + govuk("select", select_params(form["kind"], "Kind?", "such as"))
        + govuk("radios", radio_params(form["one"], "Which?", "such as", [("a", "A"), ("b", "B")]))
    )


@pytest.mark.parametrize(
    "data", [{}, {"day-day": "x", "day-month": "y", "day-year": "z", "at": "-", "kind": "c", "one": "c"}]
)
def test_every_error_leads_to_an_input_that_is_there(data):
    form = Whole(data)
    inputs = {e["id"] for e in html_of(form).elements if e["tag"] in ("input", "select")}
    places = {error["href"][1:] for error in form.summary()}
    assert len(form.summary()) >= 5
    assert places <= inputs


def test_each_wrong_box_of_a_date_has_its_own_sentence_and_mark():
    form = Whole({"day-day": "0", "day-month": "5", "day-year": "x"})
    places = [error["href"] for error in form.summary()]
    assert places[:2] == ["#day-day", "#day-year"]
    marked = [e["id"] for e in html_of(form).all("input") if "govuk-input--error" in e["class"]]
    assert marked[:2] == ["day-day", "day-year"] and "day-month" not in marked


@pytest.mark.parametrize(
    "typed, read",
    [("22:15", time(22, 15)), ("22.15", time(22, 15)), ("2215", time(22, 15)), ("9:05", time(9, 5)), ("905", None),
     ("10pm", time(22)), ("10:15 PM", time(22, 15)), ("12:30am", time(0, 30)), ("12:30pm", time(12, 30)), ("0:00", time(0)),
     ("12am", None), ("noon", None), ("-1:00", None), ("1:5", None), ("22:15:30", None), ("9", None), ("²2:15", None)],
)  # fmt: skip
def test_a_time_is_read_or_turned_back(typed, read):
    if read is None and typed != "905":
        with pytest.raises(ValidationError):
            ClockField().clean(typed)
    else:
        assert ClockField().clean(typed) == (read or time(9, 5))


@pytest.mark.parametrize(
    "typed, read",
    [(("1", "2", "2026"), date(2026, 2, 1)), (("01", "02", "2026"), date(2026, 2, 1)), (("29", "feb", "2028"), date(2028, 2, 29)),
     (("1", "SEPTEMBER", "2026"), date(2026, 9, 1)), (("1", "sept", "2026"), date(2026, 9, 1)), (("29", "2", "2100"), None), (("31", "april", "2026"), None),
     (("1.0", "2", "2026"), None), (("+1", "2", "2026"), None), (("1", "2", "0999"), None), (("1e0", "2", "2026"), None)],
)  # fmt: skip
def test_a_day_is_read_or_turned_back(typed, read):
    if read is None:
        with pytest.raises(ValidationError):
            DayField().clean(typed)
    else:
        assert DayField().clean(typed) == read


def test_a_component_escapes_what_it_is_given():
    html = govuk("button", {"text": "<script>alert(1)</script>"})
    assert "<script>" not in html and "&lt;script&gt;" in html
