"""What an investigation found, to test with."""

from datetime import date
from decimal import Decimal

from putright.hazards.actions import begin_investigation, conclude
from putright.hazards.findings import Findings, Recommended, Seen
from tests.hazards.a_street import later

MOULD_IN_THE_CORNER = Seen(
    "The small bedroom", "Black mould in the corner by the window.", {"humidity_percent": Decimal("78.00")}
)
FAN = Recommended("prevent", "Fit a fan in the bathroom.", date(2026, 3, 11), date(2026, 3, 13))
WASH = Recommended("make_safe", "Wash the mould off and treat the wall.", date(2026, 3, 9), date(2026, 3, 10))


def found(**more):
    """An investigation in person, two days on, that found mould to be made safe."""
    return Findings(
        **{
            "concluded_at": later(days=2),
            "is_in_person": True,
            "competence": "Damp surveyor for nine years.",
            "found": "significant",
            "hazard": "damp_and_mould",
            "causes": "The bathroom has no fan.",
            "rooms": (MOULD_IN_THE_CORNER,),
            "recommended": (WASH, FAN),
            **more,
        }
    )


NOTHING = {"found": "none", "causes": "", "recommended": (), "why": "It is a stain from an old leak, and it is dry."}
# The same work, of a visit some days later.
LATER = {"recommended": (Recommended("make_safe", "Wash the mould off.", date(2026, 3, 16), date(2026, 3, 17)),)}


def looked_into(case, joan, *, kind="standard", began=None, why_again="", **more):
    """An investigation that has concluded."""
    findings = found(**more)
    begun = begin_investigation(
        case=case, kind=kind, investigator=joan, by=joan.code, at=began or later(days=1), why_again=why_again
    )
    return conclude(investigation=begun, findings=findings, by=joan.code, at=max(findings.concluded_at, later(days=2)))
