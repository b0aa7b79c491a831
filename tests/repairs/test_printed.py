"""The form on paper and the script for the phone: the same questions, all of them, from the one tree."""

import re

import pytest
from django.template.loader import render_to_string

from putright.repairs.tree.printed import Office, phone_script, printed_form
from putright.repairs.tree.questions import DAYS
from putright.repairs.tree.reading import tree
from tests.reading_age import grade, longest_sentence
from tests.web.pages import Page

TREE = tree()
OFFICE = Office(
    name="Larkfield Homes",
    emergency_phone="0300 555 0199",
    phone="0300 555 0100",
    address=("1 Bell Street", "Larkfield", "LF1 1AA"),
    email="repairs@larkfield.example",
)
FORM, SCRIPT = printed_form(TREE, OFFICE), phone_script(TREE, OFFICE)
BOTH = pytest.mark.parametrize("printed", [FORM, SCRIPT], ids=["form", "script"])


def pages():
    form = render_to_string("resident/report_form_printed.html", {"form": FORM})
    return Page(form), Page(render_to_string("desk/phone_script.html", {"script": SCRIPT}))


def plain(text):
    return " ".join(text.split())


@BOTH
def test_every_question_and_every_answer_is_there_in_the_order_of_the_tree(printed):
    assert [section.key for section in printed.sections] == list(TREE.questions)
    assert [section.number for section in printed.sections] == list(range(1, len(TREE.questions) + 1))
    for section in printed.sections:
        question = TREE.question(section.key)
        assert section.options + section.parts == question.options
        assert section.options or section.parts or section.lines or question.kind == "photos"
        assert section.days == (tuple(day.capitalize() for day in DAYS) if question.kind == "times" else ())


@BOTH
def test_a_question_that_some_pass_over_says_for_whom_it_is(printed):
    only = {section.key: [(turn.number, turn.answers) for turn in section.only_if] for section in printed.sections if section.only_if}  # fmt: skip
    what, told = (list(TREE.questions).index(key) + 1 for key in ("what", "told"))
    assert set(only) == {"how_much", "water_now", "warm", "told_when"}
    assert only["how_much"] == [(what, ("Mould", "Damp"))]
    assert only["told_when"][0][0] == told and len(only["told_when"][0][1]) == 3


@BOTH
def test_the_numbers_to_call_come_first_with_the_landlords_own(printed):
    assert [call.number for call in printed.calls] == ["999", "0800 111 999", "105", "0300 555 0199"]
    assert printed.stamp == TREE.stamp


@pytest.mark.parametrize("sign", [option.key for option in TREE.first().options if option.is_sign])
def test_in_an_emergency_the_phone_asks_first_what_the_web_asks_first(sign):
    asked_first = [section.key for section in SCRIPT.first_in_an_emergency]
    way = [question.key for question in TREE.asked({"danger": {"chosen": [sign]}})]
    assert asked_first and way[: len(asked_first) + 1] == ["danger", *asked_first]


def test_nobody_is_told_to_tick_on_the_phone_nor_to_press_on_paper():
    spoken = " ".join(f"{section.words} {section.hint or ''}" for section in SCRIPT.sections)
    assert not re.search(r"\b(tick|press|page|click|screen|box)\b", spoken, re.IGNORECASE)
    paper = " ".join(f"{section.words} {section.hint or ''}" for section in FORM.sections)
    assert not re.search(r"\b(press|click|screen|upload|at once)\b", paper, re.IGNORECASE)


@BOTH
def test_what_is_said_on_paper_and_by_phone_is_as_plain_as_on_the_screen(printed):
    for section in printed.sections:
        text = f"{section.words}\n{section.hint or ''}"
        assert longest_sentence(text) <= 20


def test_the_pages_have_the_numbers_before_the_questions_and_every_link_leads_somewhere():
    for page, printed in zip(pages(), (FORM, SCRIPT)):
        text = plain(page.text)
        assert "0300 555 0199" in text
        for section in printed.sections:
            assert plain(section.words) in text, section.key
            for option in section.options:
                assert plain(option.words) in text
        links = [link["href"][1:] for link in page.all("a") if link.get("href", "").startswith("#")]
        assert set(links) <= set(page.ids)
        assert len(page.ids) == len(set(page.ids))
        assert len(page.all("h1")) == 1
        assert not page.all("script") and not [e for e in page.elements if "style" in e]
    form_text = plain(pages()[0].text)
    assert form_text.index("0800 111 999") < form_text.index(FORM.sections[0].words)
    assert form_text.index("Larkfield Homes", form_text.index("Where to send")) > 0


def test_there_is_a_box_for_each_answer_and_lines_for_their_words():
    form, _ = pages()
    boxes = sum(len(section.options) + len(section.days) * len(section.parts) for section in FORM.sections)
    rows = sum(line.rows for section in FORM.sections for line in section.lines)
    assert all(line.rows >= 1 for section in FORM.sections for line in section.lines)
    assert len(form.all("span", **{"class": "paper__box"})) == boxes
    assert len(form.all("div", **{"class": "paper__line"})) == rows


def test_every_sign_in_the_script_leads_to_what_to_do_in_an_emergency():
    _, script = pages()
    signs = sum(option.is_sign for section in SCRIPT.sections for option in section.options)
    assert len(script.all("a", href="#emergency")) == signs
    assert all(option.now in script.text for section in SCRIPT.sections for option in section.options if option.now)
    assert SCRIPT.sections[0].has_signs and not SCRIPT.sections[1].has_signs


@pytest.mark.parametrize("page", [0, 1])
def test_the_pages_as_a_whole_can_be_read_at_nine(page):
    main = pages()[page].one("main")["text"]
    assert grade(main) <= 4


def test_an_office_without_email_is_not_written_to():
    from dataclasses import replace

    page = Page(render_to_string("resident/report_form_printed.html", {"form": printed_form(TREE, replace(OFFICE, email=None))}))  # fmt: skip
    assert not [link for link in page.all("a") if link.get("href", "").startswith("mailto:")]
