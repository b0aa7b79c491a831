"""A case of mould, and moments to ask about it, for the tests of deadlines."""

from datetime import UTC, datetime

from putright.accounts.models import Role
from putright.clocks.calendar import england
from putright.deadlines.models import Deadline
from putright.deadlines.reckoning import Asked, Changes, reckoned
from putright.record.models import About

CASE = About("hazards.case", "7KQ2M4XD9T")
AWARE = datetime(2026, 3, 2, 16, 40, tzinfo=UTC)
MOULD = {"hazard": "damp_and_mould", "agreement": "tenancy", "reported_as": "significant", "aware_at": AWARE}


def at(day, hour=12, month=3):
    """A moment in 2026."""
    return datetime(2026, month, day, hour, tzinfo=UTC)


def asked(facts, **changes):
    """One case, asked of the law."""
    return Asked(**{"area": "hazards", "facts": facts, "about": CASE, "role": Role.Name.SURVEYOR, **changes})


class Rows(list):
    """The rows about one case, reckoned in memory as the actions do in the database."""

    def reckon(self, facts, moment, **changes):
        """Ask the law, and say which lines that would write."""
        done = Changes()
        reckoned(asked(facts, **changes), self, at=moment, calendar=england(), into=done)
        self.extend(done.made)
        return [(line.name.partition(".")[2], line.detail["owed"].partition(".")[2]) for line in done.lines]

    def of(self, name):
        """The rows of one duty, in the order they began."""
        return sorted((row for row in self if row.name == f"hazards.{name}"), key=lambda row: row.started_at)


def begun(name="hazards.significant_investigate", started_at=AWARE, due_before=None, **changes):
    """A deadline of no case in particular."""
    fields = {"kind": "duty", "name": name, "about_type": CASE.type, "about_id": CASE.id, "role": "surveyor"}
    return Deadline(**{**fields, "started_at": started_at, "due_before": due_before, **changes})
