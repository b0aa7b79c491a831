"""Real decisions of the Housing Ombudsman, counted again."""

import json
import os
from datetime import date
from pathlib import Path

import pytest

from putright.clocks.calendar import england
from putright.insight.replay import CannotRead
from putright.insight.replay.decisions import DEPENDS, MET, NOT_IN_FORCE, NOT_MET, hazard_named, replay_decisions

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples" / "decisions"
CASEBOOK = ROOT.parent / "shared" / "casebook"


def interval(report, case, label):
    return next(each for each in report.intervals if (each.case, each.label) == (case, label))


def a_folder(tmp_path, **changes):
    entry = {"label": "stage 1", "start": "2024-08-23", "end": "2024-09-09", "stated": 11}
    decision = {"case": "202400001", "findings": "Damp and mould.", "calculations": [entry | changes]}
    (tmp_path / "one.json").write_text(json.dumps(decision))
    return tmp_path


def test_all_twenty_decisions_of_the_casebook_agree_with_every_calculation():
    if not CASEBOOK.is_dir():
        pytest.skip(f"the casebook of 20 decisions is not beside this checkout ({CASEBOOK.name})")
    report = replay_decisions(CASEBOOK, england())
    wanted = [
        (decision["case"], entry["label"], entry["working_days"], entry["calendar_days"], entry["stated"])
        for decision in (json.loads(path.read_text()) for path in sorted(CASEBOOK.glob("*.json")))
        for entry in decision["calculations"]
    ]
    assert [(i.case, i.label, i.working_days, i.calendar_days, i.stated) for i in report.intervals] == wanted
    assert (report.decisions, report.adds_up, report.refused) == (20, True, [])


def test_our_five_examples_agree_with_themselves():
    report = replay_decisions(EXAMPLES, england())
    assert (report.decisions, report.found, len(report.intervals), report.adds_up) == (5, 11, 11, True)


def test_ten_working_days_with_a_bank_holiday_inside_are_in_time_though_eleven_were_stated():
    stage_1 = interval(replay_decisions(EXAMPLES, england()), "202441018", "stage 1")
    assert (stage_1.working_days, stage_1.stated, stage_1.verdict) == (10, 11, MET)


def test_the_law_of_that_day_is_asked_and_not_todays():
    survey = interval(replay_decisions(EXAMPLES, england()), "202445527", "report to survey")
    assert survey.verdict == NOT_IN_FORCE
    assert "has been law since Monday 27 October 2025" in survey.because


def test_the_law_of_another_day_can_be_asked_instead():
    report = replay_decisions(EXAMPLES, england(), as_if=date(2025, 12, 1))
    survey = interval(report, "202445527", "report to survey")
    assert (survey.verdict, survey.due_on, survey.allowed) == (NOT_MET, date(2023, 10, 30), "10 working days")
    power = interval(report, "202440462", "emergency loss of power to attendance")
    assert (power.verdict, power.due_on) == (NOT_MET, date(2024, 12, 26))


def test_an_answer_that_turns_on_the_day_of_the_acknowledgement_says_so(tmp_path):
    [stage_1] = replay_decisions(a_folder(tmp_path, end="2024-09-11"), england()).intervals
    assert (stage_1.working_days, stage_1.verdict) == (12, DEPENDS)
    assert "acknowledgement" in stage_1.because


def test_an_answer_later_than_both_periods_together_is_late_unless_it_was_extended(tmp_path):
    [stage_1] = replay_decisions(a_folder(tmp_path, end="2024-09-17"), england()).intervals
    assert (stage_1.working_days, stage_1.verdict, stage_1.due_on) == (16, NOT_MET, date(2024, 9, 16))
    assert "extension" in stage_1.because


def test_a_decision_that_does_not_say_which_hazard_is_not_given_one():
    assert hazard_named("report to survey", {"findings": "Repairs: maladministration."}) is None
    assert hazard_named("report to survey", {"findings": "Damp and mould."}).slug == "damp_and_mould"
    assert hazard_named("boiler report to new boiler", {"findings": "Damp and mould."}).slug == "excess_cold"


def test_a_file_whose_own_count_is_wrong_does_not_add_up(tmp_path):
    report = replay_decisions(a_folder(tmp_path, working_days=11), england())
    assert not report.intervals[0].agrees_with_file
    assert not report.adds_up


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"end": "2024-08-01"}, "before it starts"),
        ({"end": "31/08/2024"}, "not a day written like"),
        ({"start": "2009-01-05"}, "known to us from 2012-01-01"),
        ({"end": "2031-01-05"}, "to 2028-12-31"),
        ({"end": "20240901"}, "not a day written like"),
        ({"stated": 10**20}, "not a whole number"),
        ({"label": ["stage 1"]}, "must be words"),
        ({"stated": "eleven"}, "not a whole number"),
        ({"stated": float("nan")}, "not a whole number"),
    ],
)
def test_an_interval_that_cannot_be_counted_is_turned_back_and_accounted_for(tmp_path, change, reason):
    report = replay_decisions(a_folder(tmp_path, **change), england())
    assert report.intervals == []
    assert reason in report.refused[0].reason
    assert report.adds_up


@pytest.mark.parametrize(
    "text", ["", "not json", "[]", "{}", '{"calculations": []}', '{"case": "x", "calculations": 3}']
)
def test_a_file_that_is_no_decision_is_named_and_the_others_are_still_counted(tmp_path, text):
    folder = a_folder(tmp_path)
    (folder / "broken.json").write_text(text)
    report = replay_decisions(folder, england())
    assert [refusal.where for refusal in report.refused] == ["broken.json"]
    assert len(report.intervals) == 1


def test_what_is_no_file_is_named_and_nothing_waits_for_it(tmp_path):
    folder = a_folder(tmp_path)
    (folder / "folder.json").mkdir()
    (folder / "gone.json").symlink_to(folder / "nowhere")
    os.mkfifo(folder / "pipe.json")
    (folder / "endless.json").symlink_to("/dev/zero")
    report = replay_decisions(folder, england())
    assert [refusal.where for refusal in report.refused] == ["endless.json", "folder.json", "gone.json", "pipe.json"]
    assert len(report.intervals) == 1


def test_half_a_letter_is_refused_and_not_written_on(tmp_path):
    (tmp_path / "odd.json").write_text('{"case": "C\\ud800", "calculations": []}')
    assert "not JSON that can be read" in replay_decisions(tmp_path, england()).refused[0].reason


def test_a_folder_with_no_decision_is_a_sentence(tmp_path):
    with pytest.raises(CannotRead, match="There is no decision"):
        replay_decisions(tmp_path, england())
