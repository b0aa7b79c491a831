"""The parts of docs/law.md that are not duties: hazards, tests, letters, clauses, sums and the rating system."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from putright.clocks.london import written_day
from putright.law import complaints, hhsrs
from putright.law.amounts import amounts
from putright.law.code import duties_resting_on, editions
from putright.law.hazard_types import hazard_types
from putright.law.hazards import class_tests, scope_notes, scope_tests, what_reclassifies
from putright.law.letters import letters
from putright.law.register import Citation


def tables() -> Iterator[str]:
    """Each part in turn, with its anchor."""
    for anchor, title, lines in (
        ("hazard-types", "Hazards and their phases", _hazard_types()),
        ("class-tests", "The words Awaab's Law turns on", _class_tests()),
        ("letters", "What each letter must say", _letters()),
        ("the-code", "The Complaint Handling Code, clause by clause", _code()),
        ("refusing", "Refusing a complaint", _refusing()),
        ("ombudsmen", "Ombudsmen", _ombudsmen()),
        ("amounts", "Sums of money", _amounts()),
        ("hhsrs", "The hazard rating system", _hhsrs()),
    ):
        yield f'<a id="{anchor}"></a>'
        yield ""
        yield f"## {title}"
        yield ""
        yield from lines
        yield ""


def _known(citation: Citation) -> str:
    return f"read on {citation.checked.split()[0]}" if citation.is_first_hand else citation.checked


def cited(citation: Citation) -> str:
    """A citation with its link, and how well it is known, plainly marked."""
    return f"[{citation}]({citation.instrument.url}) (**{_known(citation)}**)"


def _row(*cells: object) -> str:
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def _header(*cells: str) -> Iterator[str]:
    yield _row(*cells)
    yield f"|{'---|' * len(cells)}"


def _hazard_types() -> Iterator[str]:
    yield "A landlord is bound when it becomes aware, or something material changes, on or after the day given."
    yield ""
    yield from _header("2026", "hazard", "as significant", "as an emergency", "2006")
    old = hhsrs.old_hazards()
    for kind in hazard_types().values():
        numbers = ", ".join(str(old[slug].number) for slug in hhsrs.came_from(kind.slug))
        yield _row(
            kind.number,
            f"{kind.name} (`{kind.slug}`)",
            kind.significant.begins,
            kind.emergency.begins,
            numbers,
        )
    yield ""
    regimes = {r.key: r for kind in hazard_types().values() for r in (kind.significant, kind.emergency)}
    for key, regime in sorted(regimes.items()):
        note = f" {regime.note}" if regime.note else ""
        yield f"- {key.replace('_', ' ')}: {regime.begins}.{note} {cited(regime.citation)}"


def _class_tests() -> Iterator[str]:
    for test in class_tests().values():
        yield f"- **{test.title}.** {test.says} {cited(test.citation)}"
    for heading, said in (
        ("All of these must be true before the clocks bind:", scope_tests()),
        ("And about who and what is covered:", scope_notes()),
        ("What moves a case from one clock to another:", what_reclassifies()),
    ):
        yield ""
        yield heading
        yield ""
        yield from (f"- {each.says} {cited(each.citation)}" for each in said.values())


def _letters() -> Iterator[str]:
    for letter in letters().values():
        yield f'<a id="letters.{letter.key}"></a>'
        yield ""
        yield f"### {letter.title}"
        yield ""
        for item in letter.items:
            instead = f" Or `{item.unless_given}` in its place." if item.unless_given else ""
            yield f"- {item.need}: {item.says}{instead} `{item.key}` {cited(item.citation)}"
        yield ""


def _code() -> Iterator[str]:
    for edition in editions():
        yield (
            f"[{edition.instrument.title}]({edition.instrument.url}), from {written_day(edition.since)}, "
            "in our own words. The definition of a complaint has to be adopted word for word, from the Code."
        )
        yield ""
        yield from _header("clause", "what it says", "how well known", "duties")
        for clause in edition.clauses:
            note = f" {clause.note}" if clause.note else ""
            duties = ", ".join(f"[{duty.key}](#{duty.name})" for duty in duties_resting_on(clause))
            yield _row(clause.numbers, clause.says, f"**{_known(clause.citation)}**.{note}", duties)


def _refusing() -> Iterator[str]:
    yield "Reasons the Code allows. Each complaint is looked at by itself, and may be taken all the same."
    yield ""
    for reason in complaints.exclusions().values():
        yield f"- {reason.says} {reason.discretion} {cited(reason.citation)}"
    yield ""
    yield "What is not a reason:"
    yield ""
    yield from (f"- {each.says} {cited(each.citation)}" for each in complaints.never_reasons().values())


def _ombudsmen() -> Iterator[str]:
    for ombudsman in complaints.ombudsmen().values():
        yield f"- [{ombudsman.name}]({ombudsman.site}). {ombudsman.note} {cited(ombudsman.citation)}"
        if ombudsman.ways_citation:
            yield f"  - Ways to ask: {_ways(ombudsman.ways)}. {cited(ombudsman.ways_citation)}"


def _ways(ways: Iterable[tuple[str, object, object]]) -> str:
    return ", ".join(f"{way} (until {last})" if last else way for way, _, last in ways)


def _amounts() -> Iterator[str]:
    for versions in amounts().values():
        for version in versions:
            since = written_day(version.since)
            yield f"- **{version}** from {since}: {version.says} `{version.key}` {cited(version.citation)}"


def _hhsrs() -> Iterator[str]:
    yield "Kept for old records and for inspections. Awaab's Law needs no score."
    yield ""
    for each in hhsrs.lists():
        doubt = f" {each.doubt}" if each.doubt else ""
        yield f"- The {each.version} list, from {written_day(each.since)}.{doubt} {cited(each.citation)}"
    yield ""
    yield from _header("2006", "hazard", "most at risk", "on the 2026 list", "how well known")
    names = hazard_types()
    for hazard in hhsrs.old_hazards().values():
        doubt = f" {hazard.doubt}" if hazard.doubt else ""
        yield _row(
            hazard.number,
            f"{hazard.name} (`{hazard.slug}`)",
            hazard.vulnerable,
            names[hazard.became].name,
            f"**{_known(hazard.citation)}**.{doubt}",
        )
    yield ""
    yield f"What became of each: {cited(hhsrs.crosswalk_citation())}."
    yield ""
    weights = ", ".join(f"{name} {weight:,}" for name, weight in hhsrs.weights().items())
    yield f"Weights of the 2006 system: {weights}. {cited(hhsrs.weights_citation())}. Those of 2026 have not been seen."
    yield ""
    likelihoods, outcomes, how_known = hhsrs.representative()
    yield f"Likelihoods, one in: {', '.join(f'{each:,}' for each in likelihoods)}. Outcomes, per cent: " + (
        f"{', '.join(f'{float(each):g}' for each in outcomes)}. {cited(how_known)}."
    )
    yield ""
    yield from _header("list", "band", "from a score of", "category", "how well known")
    for each in hhsrs.lists():
        for band in hhsrs.bands(each.version):
            doubt = f" {band.doubt}" if band.doubt else ""
            known = f"**{_known(band.citation)}**.{doubt}"
            yield _row(band.version, band.band, f"{band.at_least:,}", band.category, known)
