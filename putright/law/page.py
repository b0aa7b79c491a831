"""docs/law.md: everything the register holds, on one page to check. `python -m putright.law` writes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from putright.clocks.london import written_day
from putright.law.areas import Area, areas
from putright.law.conditions import Alternative, Choice, Condition
from putright.law.explanation import never_stops
from putright.law.facts import facts_of_area
from putright.law.loading import MONTHS, register
from putright.law.page_tables import cited, tables
from putright.law.register import Duty, Version
from putright.law.requirements import scope
from putright.law.statements import LEVELS, counted

PAGE = Path(__file__).parents[2] / "docs" / "law.md"
KNOWN_AS = {
    "against the instrument": "Read in the law itself, on the day given.",
    "second-hand": "Read in somebody else's account of the law, and not in the law itself.",
    "not confirmed": "Our own understanding. Nothing we have read confirms it.",
}


def page() -> str:
    """The whole page."""
    return "\n".join([*_head(), *_areas(), *tables(), *_instruments()]).rstrip() + "\n"


def is_fresh(path: Path = PAGE) -> bool:
    """Whether the page on disk is what the register says today."""
    return path.exists() and path.read_text(encoding="utf-8") == page()


def write(path: Path = PAGE) -> None:
    """Write the page."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(page(), encoding="utf-8")


def _head() -> Iterator[str]:
    yield "# The law, as Putright reads it"
    yield ""
    yield (
        "This page is written by `python -m putright.law` from the files in `putright/law/`. Change those, and "
        "not this. It is our reading and not legal advice, and everything on it says how well we know it."
    )
    yield ""
    counts = counted()
    yield "## How well we know it"
    yield ""
    yield from (f"- **{level}**: {KNOWN_AS[level]}" for level in LEVELS)
    yield ""
    yield f"| | {' | '.join(LEVELS)} | in all |"
    yield f"|---|{'---:|' * (len(LEVELS) + 1)}"
    for part, count in counts.items():
        yield f"| {part} | {' | '.join(str(count[level]) for level in LEVELS)} | {count.total()} |"
    totals = [sum(count[level] for count in counts.values()) for level in LEVELS]
    yield f"| **Everything** | {' | '.join(f'**{total}**' for total in totals)} | **{sum(totals)}** |"
    yield ""
    yield "## Where to find it"
    yield ""
    for area in areas().values():
        yield f"- [{area.title}](#{area.name}): {len(area.duties)} duties"
    yield from (
        f"- [{title}](#{anchor})"
        for anchor, title in (
            ("hazard-types", "Hazards and their phases"),
            ("class-tests", "The words Awaab's Law turns on"),
            ("letters", "What each letter must say"),
            ("the-code", "The Complaint Handling Code, clause by clause"),
            ("refusing", "Refusing a complaint"),
            ("ombudsmen", "Ombudsmen"),
            ("amounts", "Sums of money"),
            ("hhsrs", "The hazard rating system"),
            ("instruments", "Acts, regulations, codes and guidance"),
        )
    )
    yield ""


def _areas() -> Iterator[str]:
    for area in areas().values():
        yield f'<a id="{area.name}"></a>'
        yield ""
        yield f"## {area.title}"
        yield ""
        yield area.about
        yield ""
        yield from _outside(area)
        yield from _never_stopping(area)
        for duty in area.duties:
            yield from _duty(duty)


def _outside(area: Area) -> Iterator[str]:
    if reasons := scope(area.name):
        yield "**It does not bind where:**"
        yield ""
        yield from (f"- {reason.says} {cited(reason.citation)}" for reason in reasons)
        yield ""


def _never_stopping(area: Area) -> Iterator[str]:
    if reasons := never_stops(area.name):
        yield f'<a id="{area.name}.never-stops"></a>'
        yield ""
        yield "**What never stops a clock here:**"
        yield ""
        yield from (f"- {reason.says} {cited(reason.citation)}" for reason in reasons)
        yield ""


def _duty(duty: Duty) -> Iterator[str]:
    yield f'<a id="{duty.name}"></a>'
    yield ""
    yield f"### {duty.title}"
    yield ""
    yield f"`{duty.name}`"
    yield ""
    yield duty.asks
    yield ""
    yield from (f"- **{_opening(duty, at)}** {_start(duty, start)}" for at, start in enumerate(duty.starts))
    if duty.condition.when:
        yield f"- **Asked only** when {' and '.join(_one(*each) for each in duty.condition.when)}."
    if duty.condition.unless:
        yield f"- **Not asked** when {', or '.join(_one(*each) for each in duty.condition.unless)}."
    if duty.phase:
        said = [f"as {phase.heading}{_where(phase.condition)}" for phase in duty.phase]
        yield f"- **Only for hazards covered** {'; else '.join(said)}: see [the phases](#hazard-types)."
    met = "Lasts until" if duty.lasts_until else "Met by"
    early = " It counts if it was done before, too." if duty.early_counts else ""
    yield f"- **{met}:** {_facts(duty, duty.lasts_until or duty.met_by)}{early}"
    yield from (f"- **Time:** {_version(duty, version)}" for version in duty.versions)
    if duty.extension:
        yield (
            f"- **Extended** by {duty.extension.within} if in time: {_fact(duty, duty.extension.fact)} "
            f"{cited(duty.extension.citation)}"
        )
    for end in duty.falls_away:
        yield f"- **Falls away:** {end.says}{_bracketed(end.condition)} {cited(end.citation)}"
        if end.too_late:
            yield f"  When it comes too late the duty was missed, and nothing is left to do: {end.too_late}"
    if never_stops(duty.area):
        yield f"- **Never stopped by:** [what never stops a clock here](#{duty.area}.never-stops)."
    if duty.we_read_it:
        yield f"- **Our reading:** {duty.we_read_it}"
    yield ""


def _opening(duty: Duty, at: int) -> str:
    if duty.counts_back:
        return "Counted back from:"
    return "Starts:" if at == 0 else "Or else:"


def _start(duty: Duty, start: Alternative) -> str:
    return f"{_fact(duty, start.fact)}{_bracketed(start.condition)}"


def _version(duty: Duty, version: Version) -> str:
    season = ""
    if version.season:
        first, last = (f"{day} {MONTHS[month - 1]}" for month, day in version.season)
        season = f", from {first} to {last} in any year"
    before = " before" if duty.counts_back else ""
    return f"**{version.within}**{before}{season}. Law from {written_day(version.since)}. {cited(version.citation)}"


def _facts(duty: Duty, names: Iterable[str]) -> str:
    return " Or: ".join(_fact(duty, name) for name in names)


def _fact(duty: Duty, name: str) -> str:
    return f"{facts_of_area(duty.area)[name].says} (`{name}`)"


def _conditions(condition: Condition) -> str:
    said = [f"when {_one(name, values)}" for name, values in condition.when]
    said += [f"unless {_one(name, values)}" for name, values in condition.unless]
    return " and ".join(said)


def _where(condition: Condition) -> str:
    said = _conditions(condition)
    return f" {said}" if said else ""


def _bracketed(condition: Condition) -> str:
    said = _conditions(condition)
    return f" ({said})" if said else ""


def _one(name: str, values: frozenset[Choice]) -> str:
    return f"`{name}` is {' or '.join(sorted(_choice(value) for value in values))}"


def _choice(value: Choice) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value


def _instruments() -> Iterator[str]:
    yield '<a id="instruments"></a>'
    yield ""
    yield "## Acts, regulations, codes and guidance"
    yield ""
    for instrument in register().instruments.values():
        yield f"- [{instrument.title}]({instrument.url}): {instrument.weight}. `{instrument.key}`"
