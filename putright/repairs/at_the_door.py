"""What whoever comes is told: what to do there, and never why. A word that tells a reason is turned back."""

from __future__ import annotations

import re

from putright.repairs.refused import CannotBeDone

# Words that can only be a reason: health, and what somebody is to be kept safe from. Whole words or their beginnings.
REASONS = re.compile(
    r"\b(asthma\w*|inhaler\w*|copd|bronch\w*|cancer\w*|diabet\w*|epilep\w*|dementia|alzheimer\w*|autis\w*|adhd"
    r"|depression|anxiety|schizo\w*|bipolar|psych\w*|suicid\w*|disab\w*|pregnan\w*|illness\w*|medication|hiv"
    r"|addict\w*|alcoholi\w*|violen\w*|abus\w*|refuge|safeguarding|probation|offender\w*|asylum|vulnerab\w*)\b",
    re.IGNORECASE,
)


def refuse_reasons(*texts: str) -> None:
    """Refuse words for whoever comes that say why as well as what. Raises CannotBeDone."""
    for text in texts:
        if found := REASONS.search(text):
            raise CannotBeDone(
                f"“{found[0]}” says why, and whoever comes is told only what to do. Write the instruction alone, such "
                "as: ring ten minutes before you come; wear a mask; clear the dust before you leave."
            )
