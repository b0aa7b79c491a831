"""A made-up history of hazards, for examples, tests and load: nobody in it is real.

python -m putright.insight.replay.synthetic 300 examples/history.csv
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from putright.law.facts import MOMENT, YES_OR_NO, facts_of_area

FIRST_DAY = datetime(2025, 9, 1, 9, 0)  # noqa: DTZ001 (the clock on the wall; the history gives no zone)
DAYS = 420
# The forms that dates are found in, in one landlord's files.
FORMS = ("%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M", "%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y %H:%M")
USUAL_HAZARDS = ("damp_and_mould", "excess_cold", "falls_on_stairs", "electrical", "domestic_hygiene")


def rows(count: int, seed: int = 1) -> Iterator[dict[str, str]]:
    """So many cases. The same seed gives the same history."""
    random = Random(seed)  # noqa: S311 (made-up cases keep no secret)
    for number in range(1, count + 1):
        yield _row(random, number)


def _row(random: Random, number: int) -> dict[str, str]:
    emergency = random.random() < 0.15
    aware = FIRST_DAY + timedelta(minutes=random.randrange(DAYS * 24 * 60))
    facts: dict[str, object] = {
        "reference": f"LH-{number:06}",
        "hazard": random.choice(USUAL_HAZARDS) if random.random() < 0.4 else "damp_and_mould",
        "reported_as": "emergency" if emergency else "significant",
        "agreement": "tenancy" if random.random() < 0.95 else random.choice(("licence", "shared ownership")),
        "aware_at": aware,
    }
    reached = random.random()
    if reached > 0.08:
        usual = (
            timedelta(hours=random.expovariate(1 / 14)) if emergency else timedelta(days=random.gammavariate(4, 2.4))
        )
        done = aware + usual
        found = random.choices(("none", "significant", "emergency"), (2, 6, 2 if emergency else 0))[0]
        facts |= {"emergency_investigated_at" if emergency else "investigated_at": done, "found": found}
        facts["investigated_remotely"] = not emergency and random.random() < 0.2
        if reached > 0.15:
            facts["summary_sent_at"] = done + timedelta(days=random.gammavariate(2, 1.4))
        if found != "none" and reached > 0.2:
            facts["made_safe_at"] = done + timedelta(days=random.gammavariate(2, 2.2))
            facts["preventative_steps_at"] = done + timedelta(days=random.gammavariate(2, 2.5))
            facts["preventative_started_at"] = done + timedelta(days=random.gammavariate(3, 16))
        if random.random() < 0.12:
            facts["no_access_at"] = aware + timedelta(days=2, hours=3)
    form = random.choice(FORMS)
    return {name: _written(random, value, form, emergency) for name, value in facts.items()}


def _written(random: Random, value: object, form: str, emergency: bool) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not isinstance(value, datetime):
        return str(value)
    # The hour in which the clocks change is nobody's example; and a day alone tells little of 24 hours.
    moment = value.replace(hour=9) if value.hour in (1, 2) else value
    return moment.strftime(FORMS[0] if emergency else form)


def headings() -> list[str]:
    """The columns of a history of hazards."""
    facts = facts_of_area("hazards").values()
    return ["reference", *(fact.name for fact in facts if fact.kind in (MOMENT, YES_OR_NO) or fact.choices)]


def write(count: int, path: Path, seed: int = 1) -> None:
    """Write a made-up history as CSV."""
    used = sorted({name for row in rows(min(count, 2000), seed) for name in row}, key=headings().index)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, used)
        writer.writeheader()
        writer.writerows(rows(count, seed))


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
