"""A landlord's own history: every row accounted for, and nothing guessed."""

import csv
import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from putright.clocks.calendar import england
from putright.clocks.london import read_moment
from putright.insight import engines
from putright.insight.replay import CannotRead, synthetic
from putright.insight.replay.history import CANNOT_TELL, STATES, rejects_of, replay_history
from putright.law.facts import facts_of_area
from putright.law.loading import register

ROOT = Path(__file__).parents[2]
ASKED_AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
INVESTIGATE, MAKE_SAFE = "hazards.significant_investigate", "hazards.emergency_make_safe"
HEADING = "reference,hazard,reported_as,agreement,aware_at,investigated_at,found,summary_sent_at,made_safe_at\n"
GOOD = "R1,damp_and_mould,significant,tenancy,18/12/2025 16:40,06/01/2026 10:00,significant,09/01/2026,\n"


def replay(tmp_path, text, **options):
    path = tmp_path / "history.csv"
    if isinstance(text, str):
        text = text.encode()
    path.write_bytes(text)
    folder = tmp_path / "work"
    folder.mkdir(exist_ok=True)
    options = {"duties": [INVESTIGATE]} | options
    report = replay_history(path, folder, england(), asked_at=ASKED_AT, **options)
    assert report.adds_up
    return report, [reject for batch in rejects_of(folder) for reject in batch.to_pylist()]


def states(report, duty):
    totals = next(totals for totals in report.duties if totals.duty == duty)
    return {state: count for state, count in totals.states.items() if count}


def test_a_row_is_asked_of_every_duty(tmp_path):
    report, rejects = replay(tmp_path, HEADING + GOOD, duties=())
    assert (report.rows, report.taken, report.turned_back, rejects) == (1, 1, 0, [])
    assert [totals.duty for totals in report.duties] == [duty.name for duty in register().areas["hazards"]]
    assert states(report, INVESTIGATE) == {"met": 1}
    assert states(report, "hazards.significant_written_summary") == {"met": 1}
    assert states(report, "hazards.significant_make_safe") == {"missed": 1}
    assert [overrun.reference for overrun in report.worst] == ["R1"] * len(report.worst)


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        (",damp_and_mould,significant,tenancy,2026-01-05,,,,", "reference", "missing"),
        ("R2,damp,significant,tenancy,2026-01-05,,,,", "hazard", "not one of"),
        ("R2,,significant,tenancy,2026-01-05,,,,", "hazard", "missing"),
        ("R2,damp_and_mould,urgent,tenancy,2026-01-05,,,,", "reported_as", "not one of"),
        ("R2,damp_and_mould,significant,,2026-01-05,,,,", "agreement", "missing"),
        ("R2,damp_and_mould,significant,tenancy,,,,,", "aware_at", "missing"),
        ("R2,damp_and_mould,significant,tenancy,46009.5,,,,", "aware_at", "Excel"),
        ("R2,damp_and_mould,significant,tenancy,12/25/2025,,,,", "aware_at", "day, month, year"),
        ("R2,damp_and_mould,significant,tenancy,29/03/2026 01:30,,,,", "aware_at", "never happened in London"),
        ("R2,damp_and_mould,significant,tenancy,2026-01-05 25:00,,,,", "aware_at", "not a time on a clock"),
        ("R2,damp_and_mould,significant,tenancy,Jan 2026 10:00,,,,", "aware_at", "a time and no day"),
        ("R2,damp_and_mould,significant,tenancy,2026-01-05,2026-01-04,none,,", "investigated_at", "before aware_at"),
        ("R2,damp_and_mould,significant,tenancy", "", "has 4 columns"),
        ("R1,damp_and_mould,significant,tenancy,2026-01-05,,,,", "reference", "already on row 2"),
        ("R2,damp_and_mould,significant,tenancy,=HYPERLINK(1),,,,", "aware_at", "not a date"),
        ('R2,damp_and_mould,significant,tenancy,"2026-01-05\nseen",,,,', "aware_at", "not a date"),
        ("R2,damp_and_mould,significant,tenancy,\t,,,,", "aware_at", "missing"),
        ('R2,damp_and_mould,significant,tenancy,2026-01-05,"2026-01-06\nand again",none,,', "investigated_at", "not a"),
        ("\u00a0\u200b,damp_and_mould,significant,tenancy,2026-01-05,,,,", "reference", "missing"),
        ("R\u200b1,damp_and_mould,significant,tenancy,2026-01-05,,,,", "reference", "already on row 2"),
    ],
)
def test_a_row_that_cannot_be_true_is_turned_back_with_its_row_column_and_reason(tmp_path, row, column, reason):
    report, rejects = replay(tmp_path, HEADING + GOOD + row + "\n")
    assert (report.rows, report.taken, report.turned_back) == (2, 1, 1)
    assert [(reject["row"], reject["column"]) for reject in rejects] == [(3, column)]
    assert reason in rejects[0]["reason"]


def test_rows_keep_the_numbers_a_spreadsheet_shows_when_others_are_turned_back(tmp_path):
    rows = "".join(f"R{n},damp_and_mould,significant,tenancy,2026-01-0{n % 7 + 1},,,,\n" for n in range(5))
    text = HEADING + "\n" + rows + "R9,damp,significant,tenancy,2026-01-05,,,,\n" + "x\n"
    report, rejects = replay(tmp_path, text)
    assert sorted({reject["row"] for reject in rejects}) == [2, 8, 9]
    assert (report.rows, report.taken) == (8, 5)


def test_every_reason_for_one_row_is_given_at_once(tmp_path):
    report, rejects = replay(tmp_path, HEADING + "R1,damp,urgent,tenancy,46009,,maybe,,\n")
    assert report.turned_back == 1
    assert {reject["column"] for reject in rejects} == {"hazard", "reported_as", "aware_at", "found"}


def test_where_the_answer_turns_on_an_hour_that_was_not_written_it_cannot_be_told(tmp_path):
    day_only = "R1,damp_and_mould,emergency,tenancy,24/12/2025,,,,25/12/2025\n"
    exact = "R2,damp_and_mould,emergency,tenancy,24/12/2025 10:00,,,,25/12/2025 09:00\n"
    report, _ = replay(tmp_path, HEADING + day_only + exact, duties=[MAKE_SAFE])
    assert states(report, MAKE_SAFE) == {CANNOT_TELL: 1, "met": 1}


def test_a_month_is_enough_where_the_whole_of_it_is_late(tmp_path):
    report, _ = replay(tmp_path, HEADING + "R1,damp_and_mould,significant,tenancy,Dec 2025,March 2026,none,,\n")
    assert states(report, INVESTIGATE) == {"met late": 1}


def test_the_hour_that_happened_twice_is_both_until_it_matters(tmp_path):
    row = "R1,damp_and_mould,emergency,tenancy,25/10/2025 01:30,,,,\n"
    moved = row.replace("25/10/2025", "25/10/2026")
    report, rejects = replay(tmp_path, HEADING + row + moved.replace("R1", "R2"), duties=[MAKE_SAFE])
    assert rejects == []
    assert states(report, MAKE_SAFE) == {"not in force": 1, "missed": 1}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"\xff\xfeR\x00", "UTF-16"),
        ((HEADING + GOOD).encode() + "R2,Caf\u00e9\n".encode("latin-1"), "not written in UTF-8: see line 3"),
        (HEADING.encode() + b"R1,\0", "NUL byte on line 2"),
        (b"PK\x03\x04rest of a workbook", "Excel workbook"),
        (b"name,address\nA,B\n", "no column called reference, hazard, reported_as, agreement, aware_at"),
        (HEADING.replace("found", "aware_at").encode() + GOOD.encode(), "more than one column called aware_at"),
        (b"\xe2\x82", "cut off in the middle of a letter"),
        (b"PAR1 and then nothing", "damaged or cut short"),
        (b'"', "not a heading we can read"),
    ],
)
def test_a_file_that_is_not_a_history_is_refused_in_a_sentence(tmp_path, content, says):
    with pytest.raises(CannotRead, match=says):
        replay(tmp_path, content)


def test_a_heading_and_nothing_else_is_no_cases_and_adds_up(tmp_path):
    report, rejects = replay(tmp_path, HEADING)
    assert (report.rows, report.taken, rejects) == (0, 0, [])


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_semicolons_and_tabs_are_read_and_headings_may_have_spaces_and_capitals(tmp_path, delimiter):
    heading = HEADING.replace("_", " ").title()
    report, rejects = replay(tmp_path, "\ufeff" + (heading + GOOD).replace(",", delimiter))
    assert (report.taken, rejects) == (1, [])


def test_a_column_we_do_not_know_is_said_not_to_have_been_read(tmp_path):
    text = "favourite colour," + HEADING + "blue," + GOOD
    assert replay(tmp_path, text)[0].columns_not_read == ["favourite_colour"]


def test_parquet_gives_the_same_answers_as_csv(tmp_path):
    rows = list(synthetic.rows(60))
    names = sorted({name for row in rows for name in row})
    folder = tmp_path / "p"
    folder.mkdir()
    table = pa.table({name: [row.get(name) for row in rows] for name in names})
    parquet.write_table(table, tmp_path / "history.parquet")
    from_parquet = replay_history(tmp_path / "history.parquet", folder, england(), asked_at=ASKED_AT)
    text = "\n".join([",".join(names)] + [",".join(row.get(name, "") for name in names) for row in rows])
    from_csv, _ = replay(tmp_path, text + "\n", duties=())
    assert from_parquet.duties == from_csv.duties
    assert from_parquet.adds_up


def test_parquet_moments_keep_their_zone(tmp_path):
    (tmp_path / "work").mkdir()
    row = {"reference": "R1", "hazard": "damp_and_mould", "reported_as": "emergency", "agreement": "tenancy"}
    moments = {"aware_at": datetime(2026, 7, 1, 9, tzinfo=UTC), "made_safe_at": datetime(2026, 7, 2, 8, 59, tzinfo=UTC)}
    parquet.write_table(pa.Table.from_pylist([row | moments]), tmp_path / "h.parquet")
    report = replay_history(tmp_path / "h.parquet", tmp_path / "work", england(), asked_at=ASKED_AT, duties=[MAKE_SAFE])
    assert states(report, MAKE_SAFE) == {"met": 1}


def test_the_law_of_another_day_can_be_asked(tmp_path):
    old = HEADING + "R1,excess_cold,significant,tenancy,2024-01-08,2024-01-30,none,,\n"
    assert states(replay(tmp_path, old)[0], INVESTIGATE) == {"not in force": 1}
    as_if = read_moment("2026-12-01").date()
    assert states(replay(tmp_path, old, as_if=as_if)[0], INVESTIGATE) == {"met late": 1}


def test_details_have_one_row_for_each_case_and_duty(tmp_path):
    details = tmp_path / "details.parquet"
    report, _ = replay(tmp_path, HEADING + GOOD, duties=(), details=details)
    table = parquet.read_table(details)
    assert table.num_rows == len(report.duties)
    assert set(table["duty"].to_pylist()) == {totals.duty for totals in report.duties}


def test_a_cell_cannot_be_run_as_part_of_a_query(tmp_path):
    nasty = "R'); DROP TABLE read; --"
    report, _ = replay(tmp_path, HEADING + GOOD.replace("R1", nasty), duties=["hazards.significant_make_safe"])
    assert report.taken == 1
    assert report.worst[0].reference == nasty


@settings(max_examples=15, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_any_file_at_all_is_read_or_refused_and_never_breaks_us(tmp_path_factory, content):
    try:
        replay(tmp_path_factory.mktemp("any"), HEADING.encode() + content)
    except CannotRead as error:
        said = str(error)
        assert said.endswith((".", ")"))


def test_the_example_history_is_as_the_made_up_one_says_and_adds_up(tmp_path):
    example = ROOT / "examples" / "history.csv"
    synthetic.write(300, tmp_path / "again.csv")
    assert example.read_bytes() == (tmp_path / "again.csv").read_bytes()
    report = replay_history(example, tmp_path, england(), asked_at=ASKED_AT)
    assert (report.rows, report.turned_back, report.adds_up) == (300, 0, True)
    json.dumps([asdict(totals) for totals in report.duties])
    reached = {state for totals in report.duties for state, count in totals.states.items() if count}
    assert reached >= set(STATES) - {"outside calendar"}


def test_the_template_has_every_fact_in_its_heading():
    with (ROOT / "examples" / "history-template.csv").open(newline="") as file:
        assert next(csv.reader(file)) == ["reference", *facts_of_area("hazards")]


# pyspark 4.0 was written before pandas 3; its warnings are not about us.
@pytest.mark.filterwarnings(
    "ignore:The copy keyword is deprecated", "ignore:The 'future.infer_string' option", "ignore::ResourceWarning"
)
def test_spark_gives_the_same_report_as_duckdb(tmp_path):
    text = HEADING + GOOD + "R2,damp_and_mould,significant,tenancy,Dec 2025,March 2026,none,,\n"
    on_duckdb, _ = replay(tmp_path, text)
    try:
        on_spark, _ = replay(tmp_path, text, engine="spark")
    except engines.EngineMissing as missing:
        pytest.skip(f"the replay was not tried on Spark. {missing}")
    assert on_spark.duties == on_duckdb.duties
    assert on_spark.worst == on_duckdb.worst
