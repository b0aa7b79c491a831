"""Cases to look into and surveyors who are signed in, made before anything is killed. Prints them as JSON.

Run by itself, as `python -m tests.faults.preparing <surveyors> <cases>`, with the addresses of a Putright in its
environment: a test that kills processes holds no connection of its own.
"""

import json
import sys
from datetime import timedelta


def prepared(surveyors, cases):
    """The cookie of each surveyor, whom a summary is for and where, and who does the works."""
    from django.conf import settings

    from putright.hazards.actions import decide
    from putright.people.models import Person
    from tests.repairs import works
    from tests.web.desk import office
    from tests.web.resident import street

    amina = street.tenant(street.home())
    since = (street.NOW - timedelta(days=30)).date()
    ours = works.team(since=since)
    signed_in, asked = [], []
    for number in range(surveyors):
        joan = office.member("surveyor", f"Surveyor {number}")
        signed_in.append(office.signed_in(joan).cookies[settings.SESSION_COOKIE_NAME].value)
    for _ in range(cases):
        at = office.hours_ago(50)
        report = office.told(amina, at=at)
        decide(
            report=report,
            hazard="damp_and_mould",
            is_class="significant",
            why="He is well today.",
            decided_by=joan,
            by=joan.code,
            at=at,
        )
        asked.append(report.reference)
    return {
        "cookie": settings.SESSION_COOKIE_NAME,
        "surveyors": signed_in,
        "reports": asked,
        "tenant": Person.objects.get().reference,
        "contractor": ours.reference,
    }


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(prepared(*map(int, sys.argv[1:]))))
