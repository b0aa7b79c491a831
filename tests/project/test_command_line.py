"""The command line, as a person at a desk would use it: real processes, and never a traceback."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as parquet
import pytest

from putright.clocks import calendar
from putright.project.command_line import main

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
RUN = "import sys; from putright.project.command_line import main; sys.exit(main())"


def putright(*arguments, cwd=ROOT):
    done = subprocess.run(
        [sys.executable, "-c", RUN, *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=240,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
    )
    assert "Traceback" not in done.stderr + done.stdout
    return done


def test_the_24_hour_rule_is_found_by_its_words():
    done = putright("law", "24", "hours")
    assert done.stdout.startswith("hazards.emergency_investigate\n")
    for said in ("hazards.emergency_make_safe", "Make an emergency hazard safe", "24 hours, from 2025-10-27"):
        assert said in done.stdout
    assert "Hazards in Social Housing Regulations 2025, part 3 (second-hand)" in done.stdout
    assert "putright/law/hazards.yaml" in done.stdout


def test_finding_a_rule_is_over_before_a_person_notices():
    """A floor, not a race: it must not have begun to load Django, DuckDB or the bank holidays."""
    listed = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", RUN, "law", "24", "hours"],
        cwd=ROOT, capture_output=True, text=True, timeout=60,
    ).stderr  # fmt: skip
    assert not {"django", "duckdb", "ibis", "holidays", "pyarrow"} & {
        line.rpartition("|")[2].strip() for line in listed.splitlines()
    }
    began = time.perf_counter()
    putright("law", "24", "hours")
    assert time.perf_counter() - began < 10


@pytest.mark.parametrize("word", ["mould", "damp"])
def test_what_most_people_come_for_is_found_by_its_own_word(word):
    assert putright("law", word).stdout.startswith("hazards.significant_investigate\n")


def test_words_that_no_duty_has_are_said_to_have_none():
    done = putright("law", "unicorn")
    assert done.returncode == 1
    assert "No duty has the words “unicorn”" in done.stdout


def test_every_day_counted_and_every_day_skipped_is_printed():
    done = putright("why", "hazards.significant_investigate", "--from", "2025-12-18 16:40")
    assert "2025-12-25  Thu  not counted: Christmas Day" in done.stdout
    assert "2026-01-06  Tue  day 10" in done.stdout
    assert "The last day in time is Tuesday 6 January 2026" in done.stdout
    assert "2025-12-18  " not in done.stdout


@pytest.mark.parametrize(
    ("arguments", "first_line"),
    [
        (("10", "working", "days", "--from", "2025-12-24"), "2026-01-12"),
        (("10 working days", "--from", "2025-12-24"), "2026-01-12"),
        (("10", "working", "days", "--from", "2025-12-24", "--back"), "2025-12-10"),
        (("12", "weeks", "--from", "2026-01-12"), "2026-04-06"),
        (("12", "weeks", "--from", "2026-04-06", "--back"), "2026-01-12"),
        (("24", "hours", "--from", "2026-12-24 22:15"), "2026-12-25T22:15+00:00"),
        (("24", "hours", "--from", "2026-03-28 18:00"), "2026-03-29T19:00+01:00"),
        (("24", "hours", "--from", "2025-12-24"), "2025-12-25"),
        (("1", "month", "--from", "2026-01-31"), "2026-02-28"),
    ],
)
def test_the_last_day_in_time_is_alone_on_the_first_line(arguments, first_line):
    assert putright("count", *arguments).stdout.splitlines()[0] == first_line


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "required"),
        (("nonsense",), "invalid choice"),
        (("count", "ten", "days", "--from", "2026-01-01"), "not a period the law uses"),
        (("count", "10", "working", "days", "--from", "31/12/2025"), "Write it like 2025-12-18"),
        (("count", "10", "working", "days", "--from", "2040-01-01"), "known to us from 2012-01-01 to 2028-12-31"),
        (("count", "10", "working", "days"), "required: --from"),
        (("count", "24", "hours", "--from", "2026-03-28"), "counted from a time"),
        (("why", "hazards.nothing", "--from", "2026-01-01"), "No duty is called"),
        (("why", "hazards.emergency_make_safe", "--from", "2025-10-01"), "has been law since Monday 27 October 2025"),
        (("why", "hazards.emergency_make_safe", "--from", "2026-03-29 01:30"), "never happened in London"),
        (("replay",), "Say what to replay"),
        (("replay", "nowhere"), "nothing at nowhere"),
        (("replay", "examples/history.csv", "--format", "parquet"), "Say where to write it"),
        (("replay", "examples/history.csv", "--as-if", "yesterday"), "not a day"),
        (("replay", "examples/history.csv", "--area", "weather"), "No area of law"),
        (("replay", "examples/history.csv", "--duty", "complaints.stage_1_respond"), "not in the area"),
        (("replay", "README.md"), "no column called reference"),
        (("replay", "putright"), "There is no decision"),
        (("replay", "examples/decisions", "--output", "/nowhere/at/all.txt"), "There is no folder /nowhere/at"),
        (("replay", "examples/history.csv", "--output", "examples"), "is a folder"),
        (("replay", "/dev/null"), "is not a file"),
        (("replay", "examples/history.csv", "--output", "examples/../examples/history.csv"), "would be written over"),
        (("replay", "examples/decisions", "--output", "examples/decisions/new.json"), "would be written over"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_a_status(arguments, says):
    done = putright(*arguments)
    assert done.returncode == 2
    assert says in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_decisions_as_json_are_a_list_with_what_was_stated_and_computed():
    done = putright("replay", EXAMPLES / "decisions", "--format", "json")
    intervals = json.loads(done.stdout)
    assert done.returncode == 0
    assert {"case", "label", "start", "end", "working_days", "calendar_days", "stated"} <= set(intervals[0])
    found = next(each for each in intervals if each["case"] == "202441018")
    assert (found["working_days"], found["calendar_days"], found["stated"]) == (10, 17, 11)


@pytest.mark.parametrize("form", ["table", "html", "csv"])
def test_decisions_are_written_in_every_form(form):
    done = putright("replay", EXAMPLES / "decisions", "--format", form)
    assert done.returncode == 0
    assert "202441018" in done.stdout


def test_a_history_is_written_in_every_form_and_its_counts_add_up(tmp_path):
    duty = ("--duty", "hazards.significant_investigate", "--asked-at", "2026-11-22")
    for form in ("json", "html", "csv", "parquet", "table"):
        target = tmp_path / f"report.{form}"
        done = putright("replay", EXAMPLES / "history.csv", *duty, "--format", form, "--output", target)
        assert done.returncode == 0, done.stderr
    report = json.loads((tmp_path / "report.json").read_text())
    assert (report["rows"], report["taken"], report["turned_back"], report["adds_up"]) == (300, 300, 0, True)
    row = parquet.read_table(tmp_path / "report.parquet").to_pylist()[0]
    assert row == report["duties"][0]
    assert f'<td class="number">{row["met"]}</td>' in (tmp_path / "report.html").read_text()
    assert (tmp_path / "report.csv").read_text().splitlines()[1].startswith("hazards.significant_investigate,")


def test_rows_turned_back_are_written_down_and_the_status_says_so(tmp_path):
    history = tmp_path / "mixed.csv"
    history.write_text(
        "reference,hazard,reported_as,agreement,aware_at\n"
        "R1,damp_and_mould,significant,tenancy,2026-01-05\n"
        "=cmd(),damp_and_mould,significant,tenancy,46009\n"
    )
    done = putright("replay", history, "--duty", "hazards.significant_investigate", cwd=tmp_path)
    assert done.returncode == 1
    assert "1 row was turned back; why is in mixed.csv.rejects.csv" in done.stderr
    assert (tmp_path / "mixed.csv.rejects.csv").read_text().splitlines()[1].startswith("3,aware_at,46009,")


def test_a_reader_that_has_read_enough_is_not_an_error():
    done = subprocess.run(
        ["/bin/sh", "-c", '"$0" -c "$1" law | head -1; exit 0', sys.executable, RUN],
        cwd=ROOT, capture_output=True, text=True, timeout=60, env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("hazards.significant_investigate\n", "")


def test_words_from_a_file_cannot_move_the_cursor(tmp_path):
    history = tmp_path / "odd ' name.csv"
    history.write_text(
        "reference,hazard,reported_as,agreement,aware_at\nR\x1b[2J1,damp_and_mould,significant,tenancy,2026-01-05\n"
    )
    done = putright("replay", history, "--duty", "hazards.significant_investigate", "--asked-at", "2026-11-22")
    assert done.returncode == 0
    assert "\x1b" not in done.stdout
    assert "R\ufffd[2J1  hazards.significant_investigate" in done.stdout


def test_health_fails_when_the_calendar_ends_too_soon(monkeypatch, capsys):
    assert main(["health"]) == 0
    monkeypatch.setattr(calendar, "MONTHS_AHEAD", 1000)
    assert main(["health"]) == 1
    assert "Add the next year" in capsys.readouterr().out
