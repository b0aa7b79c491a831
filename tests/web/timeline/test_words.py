"""Every line of the record has words, for whoever may read it."""

import ast
import re
from pathlib import Path

import pytest

from putright.deadlines.promises import promises
from putright.law.loading import register
from putright.record.models import NAME, Audience
from putright.web.timeline.words import filled, says, words
from tests.reading_age import age, longest_sentence

ROOT = Path(__file__).parents[3] / "putright"
# What follows the name of a line: what writes it.
WRITERS = {"write", "Said", "said", "_write", "_record"}
TEXTS = [
    (name, wording.says[Audience.RESIDENT])
    for name, wordings in words().lines.items()
    for wording in wordings
    if Audience.RESIDENT in wording.says
]


def names_in_the_code():
    """The name of every line that anything writes: the first thing that is said to what writes it."""
    found = set()
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if called in WRITERS and re.fullmatch(NAME, str(node.args[0].value)):
                    found.add(node.args[0].value)
    return found


def test_every_line_that_is_written_has_words():
    written = names_in_the_code()
    assert {"repairs.reported", "hazards.opened", "deadlines.met", "messages.written"} <= written
    assert written - set(words().lines) == set()


def test_every_line_that_is_written_in_sql_has_words():
    text = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "watch").rglob("*.py"))
    named = set(re.findall(r"'((?:deadlines|messages|hazards|repairs)\.[a-z_]+)',", text))
    assert {name for name in named if name not in words().lines} == set()


def test_everything_owed_to_a_resident_has_words():
    duties = {duty.name for duty in register().areas["hazards"]}
    ours = {name for name in promises() if name.startswith("promises.")}
    assert duties | ours == set(words().owed)


@pytest.mark.parametrize("name", ["repairs.reported", "hazards.taken_on", "deadlines.bank_holiday_added"])
def test_words_are_for_one_reader_or_the_other(name):
    assert says(name, {"channel": "online"}, Audience.STAFF)
    assert (says(name, {"channel": "online"}, Audience.RESIDENT) is None) is (name == "deadlines.bank_holiday_added")


def test_a_task_of_ours_is_not_told_to_residents():
    for name in ("deadlines.started", "deadlines.met", "deadlines.fell_away", "deadlines.reopened"):
        assert says(name, {"owed": "tasks.triage", "late": False}, Audience.RESIDENT) is None


def test_a_line_says_what_its_detail_holds():
    detail = {"owed": "hazards.significant_investigate", "due_before": "2026-03-19T00:00:00+00:00"}
    said = says("deadlines.started", detail, Audience.RESIDENT)
    assert said == "The law says that we must look into the danger by the end of Wednesday 18 March 2026."
    assert says("deadlines.met", {**detail, "late": True}, Audience.RESIDENT) == (
        "We looked into the danger. It was late, and we are sorry."
    )
    fact = {"fact": "investigated_at", "value": "2026-03-04T10:00:00+00:00"}
    assert says("hazards.fact_stated", fact, Audience.RESIDENT) == (
        "We wrote this down: The standard investigation concluded. 10:00 (10:00am) on Wednesday 4 March 2026."
    )


def test_what_was_missed_and_is_over_is_not_said_to_be_excused():
    detail = {"owed": "hazards.significant_alternative_accommodation", "why": "made_safe"}
    late = says("deadlines.fell_away", {**detail, "late": True}, Audience.RESIDENT)
    assert late.startswith("The law asked us to find you ") and late.endswith(
        "We did not, and we are sorry. The home was made safe only later."
    )
    excused = says("deadlines.fell_away", {**detail, "late": False}, Audience.RESIDENT)
    assert "sorry" not in excused and excused.endswith("The home was made safe in time.")


def test_what_was_missed_is_said_plainly_and_is_sorry():
    detail = {"owed": "promises.first_contact", "due_before": "2026-03-06T00:00:00+00:00"}
    assert filled(words().missed[Audience.RESIDENT], detail) == (
        "We should have got in touch with you by the end of Thursday 5 March 2026. We were late, and we are sorry."
    )


def test_a_line_nobody_has_words_for_is_not_hidden():
    assert "words for here: hazards.sung" in says("hazards.sung", {}, Audience.RESIDENT)


def test_words_to_residents_read_at_age_nine_and_blame_nobody():
    owed = [part for entry in words().owed.values() for part in entry.values()]
    plain = "\n".join([re.sub(r"{[a-z_]+}", "look at it", text) for _, text in TEXTS] + owed)
    assert not re.search(r"\b(fail|refus|alleg|claim|your fault|lifestyle|condensation)", plain, re.IGNORECASE)
    assert longest_sentence(plain) <= 20
    assert age(plain) <= 9
