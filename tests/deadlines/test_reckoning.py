"""What the law's answer changes in the rows of a case; and that what was late stays late."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from putright.clocks.calendar import england
from putright.deadlines.reckoning import Changes, reckoned, written
from putright.law.facts import CHOICE, MOMENT, FactsDisagree, check, facts_of_area
from putright.law.requirements import BINDS, required
from tests.deadlines.cases import AWARE, MOULD, Rows, asked, at

HAZARD_FACTS = facts_of_area("hazards")
LATER = at(1, month=9)
EMERGENCY = {**MOULD, "reported_as": "emergency"}


def test_a_new_case_begins_what_its_facts_ask_for():
    rows = Rows()
    assert rows.reckon(MOULD, AWARE) == [("started", "significant_investigate"), ("started", "keep_informed")]
    investigate, informed = rows
    assert (investigate.started_at, investigate.started_by, investigate.due_before) == (AWARE, "aware_at", at(17, 0))
    assert investigate.version_from.isoformat() == "2025-10-27"
    assert investigate.calendar_version == england().version
    assert informed.due_before is None


def test_asked_again_it_changes_nothing():
    rows = Rows()
    rows.reckon(MOULD, AWARE)
    assert rows.reckon(MOULD, LATER) == []


def test_a_duty_is_met_in_time_and_the_next_begins():
    rows = Rows()
    rows.reckon(MOULD, AWARE)
    lines = rows.reckon({**MOULD, "investigated_at": at(10), "found": "significant"}, at(10))
    assert ("met", "significant_investigate") in lines and ("started", "significant_make_safe") in lines
    row = rows.of("significant_investigate")[0]
    assert (row.met_at, row.is_late(LATER)) == (at(10), False)


def test_one_met_too_late_is_late():
    rows = Rows()
    rows.reckon(MOULD, AWARE)
    rows.reckon({**MOULD, "investigated_at": at(17, 0)}, at(18))
    assert rows.of("significant_investigate")[0].is_late(LATER)


def test_one_falls_away_with_the_lawful_reason():
    rows = Rows()
    rows.reckon(EMERGENCY, AWARE)
    found_none = {**EMERGENCY, "emergency_investigated_at": at(2, 20), "found": "none"}
    assert ("fell_away", "emergency_make_safe") in rows.reckon(found_none, at(2, 21))
    row = rows.of("emergency_make_safe")[0]
    assert (row.fell_away_by, row.fell_away_at, row.is_late(LATER)) == ("not_an_emergency", at(2, 20), False)


def test_one_that_was_missed_ends_late_when_nothing_of_it_is_left_to_do():
    rows = Rows()
    found = {**MOULD, "investigated_at": at(10), "found": "significant"}
    rows.reckon(found, at(10))
    lines = rows.reckon({**found, "made_safe_at": at(20)}, at(20))
    assert ("fell_away", "significant_alternative_accommodation") in lines
    row = rows.of("significant_alternative_accommodation")[0]
    assert (row.fell_away_by, row.fell_away_at, row.is_open) == ("made_safe", at(20), False)
    assert row.is_late(at(20)) and row.is_late(LATER)


def test_when_facts_are_corrected_a_row_they_never_asked_for_is_closed_and_another_begins():
    rows = Rows()
    rows.reckon(MOULD, AWARE)
    lines = rows.reckon({**MOULD, "aware_at": at(1)}, at(3))
    assert lines[:2] == [("started", "significant_investigate"), ("started", "keep_informed")]
    right, wrong = rows.of("significant_investigate")
    assert (wrong.fell_away_by, wrong.fell_away_at, wrong.is_late(LATER)) == ("facts_corrected", at(3), False)
    assert right.is_open


def test_one_that_was_met_in_time_does_not_come_to_look_late_when_facts_are_corrected():
    rows = Rows()
    rows.reckon(MOULD, AWARE)
    done = {**MOULD, "investigated_at": at(10), "found": "none"}
    rows.reckon(done, at(10))
    rows.reckon({**done, "aware_at": at(1)}, LATER)
    wrong = rows.of("significant_investigate")[1]
    assert (wrong.fell_away_by, wrong.is_late(LATER)) == ("facts_corrected", False)


def test_one_that_was_late_stays_late_when_facts_are_corrected():
    rows = Rows()
    rows.reckon(MOULD, AWARE)
    rows.reckon({**MOULD, "aware_at": AWARE + timedelta(days=30)}, at(1, month=5))
    row = rows.of("significant_investigate")[0]
    assert (row.fell_away_by, row.is_late(LATER), row.is_open) == ("facts_corrected", True, False)
    rows.reckon({**MOULD, "landlord_responsible": False}, at(2, month=5))
    assert row.is_late(LATER)


def test_a_correction_put_back_runs_again_from_where_it_began():
    rows = Rows()
    rows.reckon(MOULD, AWARE)
    rows.reckon({**MOULD, "landlord_responsible": False}, at(3))
    assert not any(row.is_open for row in rows)
    assert rows.reckon(MOULD, at(4)) == [("reopened", "significant_investigate"), ("reopened", "keep_informed")]


def test_without_facts_nothing_was_owed_but_what_was_late_stays_late():
    rows, late = Rows(), Rows()
    rows.reckon(MOULD, AWARE)
    late.reckon(MOULD, AWARE)
    rows.reckon(None, at(3))
    late.reckon(None, at(17, 0))
    assert not any(row.is_open for row in rows + late)
    assert not rows.of("significant_investigate")[0].is_late(LATER)
    assert late.of("significant_investigate")[0].is_late(LATER)


def test_a_material_change_has_rows_of_its_own_and_leaves_those_before_it():
    rows = Rows()
    first = {**MOULD, "investigated_at": at(10), "found": "none"}
    rows.reckon(first, at(10))
    again = {**MOULD, "material_change_at": at(20), "already_investigated": True}
    lines = rows.reckon(again, at(20), day_zero=2)
    assert ("started", "significant_investigate") in lines
    old, new = rows.of("significant_investigate")
    assert (old.day_zero, new.day_zero, new.started_at, old.met_at) == (1, 2, at(20), at(10))
    assert rows.reckon(first, at(21)) == rows.reckon(again, at(21), day_zero=2) == []


COMPLAINT = {"stage_1_acknowledged_at": at(2), "complained_at": at(2), "function": "landlord"}


def test_an_extension_told_in_time_moves_the_date_and_the_line_says_from_when():
    changes, rows = Changes(), Rows()
    rows.reckon(COMPLAINT, at(2), area="complaints")
    row = next(row for row in rows if row.name == "complaints.stage_1_respond")
    told_late = {**COMPLAINT, "stage_1_extension_told_at": at(20)}
    told_in_time = {**COMPLAINT, "stage_1_extension_told_at": at(10)}
    assert ("recounted", "stage_1_respond") not in rows.reckon(told_late, at(20), area="complaints")
    old = row.due_before
    ask = asked(told_in_time, area="complaints")
    reckoned(ask, rows, at=at(21), calendar=england(), into=changes)
    (moved,) = changes.recounted
    assert (moved.deadline, moved.why) == (row, "extended")
    assert (moved.old_due_before, moved.new_due_before) == (old, row.due_before)
    line = next(line for line in changes.lines if line.name == "deadlines.recounted")
    assert (line.detail["old"], line.detail["due_before"]) == (written(old), written(row.due_before))


# ---- For every sequence of facts


def values(fact):
    """Any value of a fact; a moment is so long after whenever the fact is stated."""
    if fact.kind == MOMENT:
        return st.integers(0, 24 * 60).map(lambda minutes: timedelta(minutes=minutes))
    return st.sampled_from(fact.choices) if fact.kind == CHOICE else st.booleans()


LATER_FACTS = st.fixed_dictionaries(
    {}, optional={name: values(fact) for name, fact in HAZARD_FACTS.items() if name != "aware_at"}
)
AFTERWARDS = at(1, month=10)


def agreeing(facts):
    """The same without whatever disagrees with the rest."""
    facts = dict(facts)
    while True:
        try:
            check("hazards", facts)
        except FactsDisagree as why:
            del facts[why.fact]
        else:
            return facts


def late(rows, moment):
    return {id(row) for row in rows if row.is_late(moment)}


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([MOULD, EMERGENCY]), st.lists(LATER_FACTS, min_size=1, max_size=4))
def test_no_sequence_of_later_facts_makes_a_missed_deadline_look_in_time(facts, later):
    rows = Rows()
    rows.reckon(facts, AWARE)
    now = LATER
    missed = late(rows, now)
    assert missed
    for more in later:
        known = {name: now + value if isinstance(value, timedelta) else value for name, value in more.items()}
        facts, now = agreeing({**facts, **known}), now + timedelta(days=20)
        rows.reckon(facts, now)
        assert missed <= late(rows, now)
        missed = late(rows, now)
        assert rows.reckon(facts, now) == []


ANY_MOMENT = st.integers(0, 40 * 24).map(lambda hours: AWARE + timedelta(hours=hours))
ANY_FACTS = st.fixed_dictionaries(
    {},
    optional={
        name: ANY_MOMENT if fact.kind == MOMENT else values(fact)
        for name, fact in HAZARD_FACTS.items()
        if name not in ("aware_at", "agreement")
    },
)


@settings(max_examples=150, deadline=None)
@given(ANY_FACTS, ANY_FACTS)
def test_whatever_was_believed_before_the_rows_end_as_the_law_says_of_the_facts(before, after):
    rows = Rows()
    for some in (before, after):
        facts = agreeing({**MOULD, **some})
        rows.reckon(facts, AFTERWARDS)
    wanted = {(one.duty.name, one.start): one for one in required("hazards", facts, england()) if one.binding == BINDS}
    kept = {(row.name, row.started_at): row for row in rows}
    assert set(wanted) <= set(kept)
    for key, row in kept.items():
        if key in wanted:
            law = wanted[key]
            assert (row.met_at, row.fell_away_at) == (
                law.met_at or law.ended_at,
                None if law.met_at or law.ended_at else law.fell_away_at or law.over_at,
            )
            assert row.is_late(AFTERWARDS) == (law.outcome(AFTERWARDS) in ("missed", "met late"))
        else:
            assert not row.is_open
