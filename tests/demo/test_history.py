"""Larkfield's own history replayed: the law asked of all of it at once agrees with every deadline that runs."""

import csv

import pytest

from putright.deadlines.calendar import working_calendar
from putright.deadlines.models import Deadline
from putright.hazards.models import Case, Fact
from putright.insight.replay.history import replay_history
from putright.insight.replay.live import compare, live_rows, write_history
from putright.law.facts import facts_of_area

pytestmark = pytest.mark.usefixtures("larkfield_made")


@pytest.fixture(scope="module")
def history(larkfield_made, tmp_path_factory):
    """The history file of Larkfield."""
    path = tmp_path_factory.mktemp("history") / "larkfield.csv"
    write_history(path)
    return path


@pytest.fixture(scope="module")
def details(history, at, tmp_path_factory):
    """What a replay says of each case and duty."""
    folder = tmp_path_factory.mktemp("replay")
    report = replay_history(history, folder, working_calendar(), asked_at=at, details=folder / "details.parquet")
    assert (report.turned_back, report.columns_not_read, report.adds_up) == (0, [], True)
    return folder / "details.parquet"


def test_the_replay_agrees_with_the_live_deadlines_row_for_row(details, at):
    compared = compare(details, at)
    assert (compared.only_live, compared.only_replayed) == ([], [])
    assert compared.agree > 150
