"""Every page of whoever does the works, in every state."""

from datetime import timedelta

from tests.repairs import works
from tests.web.desk.office import hours_ago, send, signed_in, told
from tests.web.desk.pages import picture
from tests.web.desk.works_pages import ARABIC, day, office_file
from tests.web.gathering import answered
from tests.web.resident import street

NAMES = (
    "jobs, of nobody",
    "jobs, none",
    "jobs",
    "job",
    "job, begun",
    "tell: done",
    "tell: made_safe",
    "tell: part_done",
    "tell: temporary_fix",
    "tell: no_access",
    "tell: turned_away",
    "tell: part_missing",
    "tell: more_found",
    "tell: wrong_trade",
    "tell: not_safe",
    "tell: not_needed",
    "tell: no_access, nothing said",
    "tell: part_done, nothing said",
    "tell: part_done, a day that has passed",
    "more",
    "more, nothing said",
    "more, not our code",
    "photos",
    "photos, one refused",
    "job, nobody in",
    "job, over the limit",
    "job, with photos",
    "job, over",
    "job, goes on in another",
)


def an_order(report, ours, **more):
    """Works for a report, ordered an hour ago."""
    from putright.hazards.actions import order_works

    told = {"wanted_before": hours_ago(-30), "at": hours_ago(1), "at_the_door": "Ring ten minutes before."}
    return order_works(report=report, contractor=ours, **works.wanted(**{**told, **more}))


def gather():
    """What a page is, and how it was answered."""
    street.landlord()
    street.officer()
    since = (street.NOW - timedelta(days=30)).date()
    ours, amina = works.team(since=since), street.tenant(street.home())
    report = told(amina, at=hours_ago(60))
    stranger = works.worker(works.team("Gone", since=since), "Liam Tranter", since=since)
    stranger.works_for.update(until=since)
    dwayne = signed_in(works.worker(ours, since=since))
    works.rate(since=since)
    works.limit(ours, 20_000, since=street.NOW.date())

    def get(address):
        return answered(dwayne, dwayne.get(address))

    def sent(address, data=None):
        return answered(dwayne, send(dwayne, address, data))

    gone = signed_in(stranger)
    found = {"jobs, of nobody": answered(gone, gone.get("/jobs")), "jobs, none": get("/jobs")}
    order = an_order(report, ours, instruction=f"Wash the wall of the back bedroom.\n{ARABIC}")
    late = an_order(report, ours, at=hours_ago(50), wanted_before=hours_ago(2), purpose="make_safe")
    soon = an_order(report, ours, wanted_before=hours_ago(-0.02))
    found["jobs"] = get("/jobs")
    at = f"/jobs/{order.reference}"
    found["job"] = get(at)
    dwayne.post(f"{at}/begin")
    found["job, begun"] = get(f"{at}?begun")
    for name in NAMES[5:16]:
        found[name] = get(f"{at}/tell/{name.partition(': ')[2]}")
    found["tell: no_access, nothing said"] = sent(f"{at}/tell/no_access", {"told": "now"})
    found["tell: part_done, nothing said"] = sent(f"{at}/tell/part_done", {"told": "earlier"})
    passed = {"words": f"Half of it. {ARABIC}", "told": "now", "next_words": "The rest.", **day("next_day", -72)}
    found["tell: part_done, a day that has passed"] = sent(f"{at}/tell/part_done", passed)
    found["more"] = get(f"{at}/more")
    found["more, nothing said"] = sent(f"{at}/more")
    found["more, not our code"] = sent(f"{at}/more", {"lines": "NOPE 3", "why": "Soft plaster."})
    found["photos"] = get(f"{at}/photos")
    refused = {"files": [picture(), office_file()], "shows": "before"}
    found["photos, one refused"] = answered(dwayne, dwayne.post(f"{at}/photos", refused))
    again = {"tried": ["knocked", "card"], "told": "now", "next_words": "Ring first.", **day("next_day", 48)}
    sent(f"{at}/tell/no_access", again)
    found["job, nobody in"] = get(f"{at}?told")
    sent(f"{at}/more", {"lines": "DMP-04 9", "why": "The plaster behind it is <i>soft</i>."})
    found["job, over the limit"] = get(f"{at}?added")
    dwayne.post(f"{at}/photos", {"files": [picture("navy")], "shows": "after"})
    found["job, with photos"] = get(at)
    sent(f"/jobs/{soon.reference}/tell/done", {"told": "now"})
    found["job, over"] = get(f"/jobs/{soon.reference}?told")
    board = {"words": "A board over it.", "told": "now", "next_words": "The new pane.", **day("next_day", 96)}
    sent(f"/jobs/{late.reference}/tell/temporary_fix", {**board, "is_made_safe": "yes"})
    found["job, goes on in another"] = get(f"/jobs/{late.reference}")
    assert tuple(found) == NAMES, sorted(set(found) ^ set(NAMES))
    return found
