"""The pages of looking into it, in every state; and what somebody types in them."""

from datetime import UTC, datetime, timedelta

from tests.web.desk import office
from tests.web.desk.office import hours_ago, told
from tests.web.gathering import answered

NAMES = (
    "investigate",
    "investigate, nothing chosen",
    "investigation, nothing written",
    "investigation, kept",
    "photos seen",
    "photos seen, one refused",
    "investigation, with a photo",
    "investigation, from an old page",
    "investigation, much to put right",
    "danger on the way",
    "danger on the way, nothing said",
    "summary, to be made",
    "investigation, concluded",
    "case, looked into",
    "not done",
    "not done, nothing said",
    "summary, made",
    "summary, no email",
    "summary, nothing chosen",
    "summary, sent",
    "investigate, again",
    "investigate, again for no reason",
    "investigation, somebody else's",
    "case, two that differ",
    "which stands",
    "which stands, nothing chosen",
)
ARABIC = "رطوبة في غرفة ابني"


def in_days(days):
    local = datetime.now(UTC) + timedelta(days=days)
    return local.day, local.month, local.year


def day(box, days):
    return dict(zip((f"{box}-day", f"{box}-month", f"{box}-year"), map(str, in_days(days))))


def typed(**more):
    """A visit that found mould, as it is typed."""
    return {
        "room-1-name": "Small bedroom",
        "room-1-words": f"Black mould by the window. {ARABIC}",
        "room-1-humidity_percent": "78,5",
        "found": "significant",
        "hazard": "damp_and_mould",
        "causes": "There is no fan in the bathroom.",
        "recommend-1-purpose": "make_safe",
        "recommend-1-words": "Wash the mould off and treat the wall.",
        **day("recommend-1-begin", 1),
        **day("recommend-1-finish", 2),
        "recommend-2-purpose": "prevent",
        "recommend-2-words": "Fit a fan.",
        **day("recommend-2-begin", 3),
        **day("recommend-2-finish", 9),
        "is_in_person": "in_person",
        "competence": "Damp surveyor for nine years",
        "present": "Ms Yusuf",
        "told": "now",
        **more,
    }


NOTHING = {
    **{f"recommend-{number}-{box}": "" for number in (1, 2) for box in ("words",)},
    **{
        f"recommend-{number}-{box}-{part}": ""
        for number in (1, 2)
        for box in ("begin", "finish")
        for part in ("day", "month", "year")
    },
    "found": "none",
    "causes": "",
    "why": "It is a stain from an old leak, and it is dry.",
}


def write(client, at, boxes, do="conclude"):
    """Type into the page of an investigation and press one of its buttons."""
    from tests.web.desk.office import page_of

    times = page_of(client.get(at)).one("input", name="kept_times")["value"]
    return client.post(at, {**boxes, "kept_times": times, "do": do})


def begin(client, report, **more):
    """Begin to look into a report; where that is."""
    address = f"/desk/reports/{report.reference}/investigate"
    return client.post(address, {"kind": "standard", **more})["Location"]


def _photos(joan, page):
    from tests.web.desk.pages import picture
    from tests.web.desk.works_pages import office_file

    at = f"{page}/photos"
    return {
        "photos seen": answered(joan, joan.get(at)),
        "photos seen, one refused": answered(joan, joan.post(at, {"files": [picture(), office_file()]})),
        "investigation, with a photo": answered(joan, joan.get(page)),
    }


def gather(here):
    """What a page is, and how it was answered."""
    joan = office.signed_in(office.member("surveyor", "Joan Pike, surveyor"))

    def get(address):
        return answered(joan, joan.get(address))

    mould = told(here.amina, at=hours_ago(50))
    at = f"/desk/reports/{mould.reference}"
    here.send(f"{at}/decide", {"is_class": "significant", "hazard": "damp_and_mould", "why": "He is well today."})
    found = {"investigate": get(f"{at}/investigate")}
    found["investigate, nothing chosen"] = answered(joan, joan.post(f"{at}/investigate", {}))
    page = begin(joan, mould)
    found["investigation, nothing written"] = get(page)
    write(joan, page, typed(), "keep")
    found["investigation, kept"] = get(f"{page}?kept")
    found |= _photos(joan, page)
    old = {**typed(causes="From another page."), "kept_times": "0", "do": "keep"}
    found["investigation, from an old page"] = answered(joan, joan.post(page, old))
    wrong = typed(competence="", hazard="", told="earlier")
    wrong |= {"room-2-words": "Damp", "room-2-humidity_percent": "wet", "room-2-air_celsius": "900"}
    wrong |= {"recommend-3-words": "Paint", "recommend-3-begin-day": "31", "recommend-3-begin-month": "2"}
    found["investigation, much to put right"] = answered(joan, write(joan, page, wrong))
    found["danger on the way"] = get(f"{page}/emergency")
    found["danger on the way, nothing said"] = answered(joan, joan.post(f"{page}/emergency", {}))
    write(joan, page, typed())
    found["summary, to be made"] = get(f"{page}/summary")
    found["investigation, concluded"] = get(page)
    found["case, looked into"] = get(at)
    found["not done"] = get(f"{page}/not-done/2")
    found["not done, nothing said"] = answered(joan, joan.post(f"{page}/not-done/2", {}))
    joan.post(f"{page}/summary", {"do": "make"})
    found["summary, made"] = get(f"{page}/summary")
    email = {"person": here.amina.reference, "route": "email"}
    found["summary, no email"] = answered(joan, joan.post(f"{page}/summary", email))
    found["summary, nothing chosen"] = answered(joan, joan.post(f"{page}/summary", {"told": "earlier"}))
    handed = {"person": here.amina.reference, "route": "in_person", "proof": "At the door.", "told": "now"}
    joan.post(f"{page}/summary", handed)
    found["summary, sent"] = get(f"{page}/summary")
    found["investigate, again"] = here.get(f"{at}/investigate")
    found["investigate, again for no reason"] = here.send(f"{at}/investigate", {"kind": "standard"})
    again = begin(here.client, mould, why_again="They say that it is worse.")
    found["investigation, somebody else's"] = get(again)
    write(here.client, again, typed(**NOTHING))
    found["case, two that differ"] = here.get(at)
    found["which stands"] = here.get(f"{at}/which-stands")
    found["which stands, nothing chosen"] = here.send(f"{at}/which-stands")
    return found
