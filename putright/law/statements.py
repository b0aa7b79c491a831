"""Everything we say about the law, counted by how well we know it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from putright.law import amounts, code, complaints, hazards, hhsrs, letters
from putright.law.areas import areas
from putright.law.explanation import never_stops
from putright.law.hazard_types import hazard_types
from putright.law.register import KNOWN, Citation
from putright.law.requirements import scope

FIRST_HAND = "against the instrument"
LEVELS = (FIRST_HAND, *KNOWN)


def level(citation: Citation) -> str:
    """How well one statement is known: against the instrument, second-hand or not confirmed."""
    return FIRST_HAND if citation.is_first_hand else citation.checked


def statements() -> Iterator[tuple[str, Citation]]:
    """Every statement that cites the law, with the part of the page it is in."""
    for area in areas().values():
        for duty in area.duties:
            yield from ((area.title, version.citation) for version in duty.versions)
            if duty.extension:
                yield area.title, duty.extension.citation
        ends = {end.key: end for duty in area.duties for end in duty.falls_away}
        yield from ((area.title, end.citation) for end in ends.values())
        yield from ((area.title, reason.citation) for reason in scope(area.name))
        yield from ((area.title, reason.citation) for reason in never_stops(area.name))
    regimes = {r.key: r for kind in hazard_types().values() for r in (kind.significant, kind.emergency)}
    yield from (("Hazards and their phases", regime.citation) for regime in regimes.values())
    for said in (
        hazards.class_tests(),
        hazards.scope_tests(),
        hazards.scope_notes(),
        hazards.what_reclassifies(),
    ):
        yield from (("The words Awaab's Law turns on", each.citation) for each in said.values())
    for letter in letters.letters().values():
        yield from (("Letters", item.citation) for item in letter.items)
    for edition in code.editions():
        yield from (("The Code, clause by clause", clause.citation) for clause in edition.clauses)
    yield from (("Refusing a complaint", reason.citation) for reason in complaints.exclusions().values())
    yield from (("Refusing a complaint", reason.citation) for reason in complaints.never_reasons().values())
    for ombudsman in complaints.ombudsmen().values():
        yield "Ombudsmen", ombudsman.citation
        if ombudsman.ways_citation:
            yield "Ombudsmen", ombudsman.ways_citation
    for versions in amounts.amounts().values():
        yield from (("Sums of money", version.citation) for version in versions)
    yield from (("The hazard rating system", cited) for cited in hhsrs.citations())


def counted() -> Mapping[str, Counter[str]]:
    """How many statements each part makes, at each level, in the order of the page."""
    counts: dict[str, Counter[str]] = {}
    for part, citation in statements():
        counts.setdefault(part, Counter())[level(citation)] += 1
    return counts
