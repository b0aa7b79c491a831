"""Every page of the desk about works, in every state."""

from datetime import timedelta

from tests.repairs import works
from tests.web.desk import office
from tests.web.desk.office import hours_ago, told, when
from tests.web.resident import street

NAMES = (
    "order works, nobody to ask",
    "order works",
    "order works, nothing said",
    "order works, much to put right",
    "order works, a reason",
    "case, works ordered",
    "works, one",
    "works order, ordered",
    "works begun",
    "works begun, nothing said",
    "tell works: part_done",
    "tell works: no_access",
    "tell works: not_needed",
    "tell works: done",
    "tell works: no_access, nothing tried",
    "tell works: part_done, nothing said",
    "tell works: part_done, before it was begun",
    "works order, nobody in",
    "vary works",
    "vary works, nothing said",
    "vary works, not our code",
    "works order, over the limit",
    "approve works",
    "approve works, no answer",
    "approve works, no without a reason",
    "works photos",
    "works photos, one refused",
    "works order",
    "works begun, begun before",
    "order works, going on from another",
    "check works",
    "check works, nothing said",
    "check works, not right and no words",
    "works order, checked and not right",
    "fixed",
    "fixed, nothing said",
    "fixed, not and no words",
    "works",
    "case, works checked and not fixed",
)
ARABIC = "اغسل الجدار <b>كله</b>"


def day(name, hours):
    """A day as the boxes of a form have it."""
    boxes = when(hours_ago(-hours))
    return {f"{name}-{part}": boxes[f"day-{part}"] for part in ("day", "month", "year")}


def ordered(ours, **more):
    """What the form for an order is filled in with."""
    return {
        "purpose": "put_right",
        "trade": "damp",
        "contractor": ours.reference,
        "instruction": f"Wash the wall. {ARABIC}",
        "at_the_door": "Ring ten minutes before.",
        "lines": "DMP-04 2.5",
        **day("wanted", 72),
        **more,
    }


def gather(here, picture):
    """What a page is, and how it was answered."""
    found = {}
    report = told(here.amina, at=hours_ago(60))
    at = f"/desk/reports/{report.reference}"
    found["order works, nobody to ask"] = here.get(f"{at}/works/new")
    since = (street.NOW - timedelta(days=30)).date()
    ours = works.team(since=since)
    works.worker(ours, since=since)
    works.rate(since=since)
    works.limit(ours, 20_000, since=street.NOW.date())
    new = f"{at}/works/new"
    found["order works"] = here.get(new)
    found["order works, nothing said"] = here.send(new)
    wrong = {"lines": "DMP-04\nXYZ 3", "wanted-day": "31", "wanted-month": "2", "wanted-year": "2026", "time": "25:99"}
    found["order works, much to put right"] = here.send(new, ordered(ours, trade="juggling", **wrong))
    found["order works, a reason"] = here.send(new, ordered(ours, at_the_door="She has asthma."))
    here.send(new, ordered(ours))
    order = report.orders.get()
    its = f"/desk/works/{order.reference}"
    found["case, works ordered"] = here.get(at)
    found["works, one"] = here.get(f"{at}/works")
    found["works order, ordered"] = here.get(its)
    found |= _told_of(here, its)
    found["vary works"] = here.get(f"{its}/vary")
    found["vary works, nothing said"] = here.send(f"{its}/vary")
    found["vary works, not our code"] = here.send(f"{its}/vary", {"lines": "NOPE 3", "why": "Soft plaster."})
    sam = {"lines": "DMP-04 9", "why": "The plaster behind it is <i>soft</i>."}
    office.send(here.sam, f"{its}/vary", sam)
    found["works order, over the limit"] = here.get(its)
    line = order.lines.get(is_over_limit=True)
    found["approve works"] = here.get(f"{its}/lines/{line.pk}")
    found["approve works, no answer"] = here.send(f"{its}/lines/{line.pk}")
    found["approve works, no without a reason"] = here.send(f"{its}/lines/{line.pk}", {"answer": "no"})
    here.send(f"{its}/lines/{line.pk}", {"answer": "yes"})
    found["works photos"] = here.get(f"{its}/photos")
    refused = {"files": [picture(), office_file()], "shows": "before"}
    found["works photos, one refused"] = here.answered(here.client.post(f"{its}/photos", refused))
    here.client.post(f"{its}/photos", {"files": [picture("navy")], "shows": "after"})
    here.send(f"{its}/begun", {"told": "now"})
    here.send(f"{its}/told/done", {"told": "now", "words": ""})
    found["works order"] = here.get(its)
    found["works begun, begun before"] = here.get(f"{its}/begun")
    found["order works, going on from another"] = here.get(f"{new}?follows={order.reference}")
    found |= _after(here, at, its)
    return found


def office_file():
    """Something that is no photo."""
    return street.file("holiday.mp4", b"not a photo")


def _told_of(here, its):
    found = {"works begun": here.get(f"{its}/begun")}
    found["works begun, nothing said"] = here.send(f"{its}/begun", {"told": "earlier"})
    for what in ("part_done", "no_access", "not_needed", "done"):
        found[f"tell works: {what}"] = here.get(f"{its}/told/{what}")
    found["tell works: no_access, nothing tried"] = here.send(f"{its}/told/no_access", {"told": "now"})
    found["tell works: part_done, nothing said"] = here.send(f"{its}/told/part_done", {"told": "earlier"})
    nothing_left = {"words": "All <u>but</u> one.", "next_words": "One more.", **day("next_day", 48)}
    early = {**nothing_left, "told": "earlier", **when(hours_ago(24 * 90)), "is_made_safe": "yes"}
    found["tell works: part_done, before it was begun"] = here.send(f"{its}/told/part_done", early)
    again = {"tried": ["knocked", "card"], "told": "now", "next_words": "Ring first.", **day("next_day", 48)}
    here.send(f"{its}/told/no_access", again)
    found["works order, nobody in"] = here.get(its)
    return found


def _after(here, at, its):
    found = {
        "check works": here.get(f"{its}/check"),
        "check works, nothing said": here.send(f"{its}/check"),
        "check works, not right and no words": here.send(f"{its}/check", {"right": "no", "told": "now"}),
    }
    here.send(f"{its}/check", {"right": "no", "words": f"The corner is wet. {ARABIC}", "told": "now"})
    found["works order, checked and not right"] = here.get(its)
    found["fixed"] = here.get(f"{at}/fixed")
    found["fixed, nothing said"] = here.send(f"{at}/fixed")
    found["fixed, not and no words"] = here.send(f"{at}/fixed", {"fixed": "no"})
    here.send(f"{at}/fixed", {"fixed": "no", "words": f"It is back. {ARABIC}"})
    found["works"] = here.get(f"{at}/works")
    found["case, works checked and not fixed"] = here.get(at)
    return found
