"""Every duty, tried on the cases written beside it in words a housing officer can check.

A case gives the start (`from`) or the facts of a case (`facts`), and what should come of it:
`due_before` (London time), `last_day`, `binding`, `outcome` with `at`, `fell_away`, or `over`: what left
nothing to do of a duty that was missed.
"""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from putright.clocks.calendar import england
from putright.clocks.london import ONE_DAY, london_day, read_moment
from putright.clocks.strict_yaml import read
from putright.law.explanation import why
from putright.law.loading import register
from putright.law.register import NotYetLaw
from putright.law.requirements import NOT_IN_FORCE, required

EXPECTED = {"due_before", "last_day", "binding", "outcome", "fell_away", "over"}
CASES = [case for path in sorted(Path(__file__).parent.glob("*.yaml")) for case in read(path)]


def moment(value):
    """A case's days and times are London's: 2026-04-03 17:40."""
    if isinstance(value, datetime):
        value = value.isoformat(sep=" ")
    return read_moment(str(value))


def facts_of(case):
    return {name: moment(value) if name.endswith("_at") else value for name, value in case["facts"].items()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['duty']} {case['it']}")
def test_case(case):
    expected = EXPECTED & set(case)
    assert expected, "a case must say what should come of it"
    if "facts" in case:
        results = {r.duty.name: r for r in required(case["duty"].split(".")[0], facts_of(case), england())}
        result = results[case["duty"]]
    elif case.get("binding") == NOT_IN_FORCE:
        with pytest.raises(NotYetLaw):
            why(case["duty"], moment(case["from"]), england())
        return
    else:
        result = why(case["duty"], moment(case["from"]), england()).requirement
    got = {
        "due_before": lambda: result.due_before,
        "last_day": lambda: london_day(result.due_before) - ONE_DAY,
        "binding": lambda: result.binding,
        "outcome": lambda: result.outcome(moment(case["at"])),
        "fell_away": lambda: result.fell_away.key if result.fell_away else None,
        "over": lambda: result.over_by.key if result.over_by else None,
    }
    for name in expected:
        wanted = moment(case[name]) if name == "due_before" and case[name] else case[name]
        assert got[name]() == wanted, name


def test_every_duty_has_a_case_and_a_case_from_before_it_was_law():
    said = {case["duty"] for case in CASES if case.get("binding") != NOT_IN_FORCE}
    before = {case["duty"] for case in CASES if case.get("binding") == NOT_IN_FORCE}
    assert set(register().duties) - said == set(), "no case"
    assert set(register().duties) - before == set(), "no case from before its law"


@pytest.mark.parametrize("duty", register().duties.values(), ids=lambda duty: duty.name)
def test_no_duty_reaches_back_before_its_law(duty):
    first = duty.versions[0].since
    assert duty.on(first).since == first
    with pytest.raises(NotYetLaw, match="has been law since"):
        duty.on(first - timedelta(days=1))
    with pytest.raises(NotYetLaw):
        duty.on(date(1900, 1, 1))
