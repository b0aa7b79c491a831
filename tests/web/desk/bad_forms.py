"""The forms of looking into it, of works, stays, risk, waiting, near homes and the law's cover: where, and filled in how.

For each address what is filled in besides, and the boxes that take words or choices.
"""

from putright.hazards.models import Look, Stay
from tests.web.desk import office
from tests.web.desk.investigating import begin, typed, write
from tests.web.desk.office import hours_ago, send, told
from tests.web.desk.staying_pages import SUITS, ahead, day, looked_into, offer, risk, waiting
from tests.web.resident import street

DECIDED = {"is_class": "significant", "hazard": "damp_and_mould", "why": "He is well today."}


def forms(client, larkfield):
    """All of them, for a member of staff and somebody who rents a home."""
    return {
        **_looking_into_it(client, larkfield.amina),
        **_staying(client, larkfield.amina),
        **_risk(client, larkfield.amina),
        **_near(client, larkfield.amina),
        **_scope(client, larkfield.amina),
    }


def _of(name):
    # The month and the year of a day are read by the same lines, and met where works are ordered.
    return (f"{name}-day",)


def _looking_into_it(client, person):
    mould = told(person, at=hours_ago(50))
    send(client, f"/desk/reports/{mould.reference}/decide", DECIDED)
    page = begin(client, mould)
    # It says everything but what was found, so it never concludes, and each box is read each time.
    visit = {**typed(found=""), "do": "conclude"}
    rooms = ("room-1-name", "room-1-words", "room-1-humidity_percent", "room-20-words", "recommend-1-purpose")
    work = ("recommend-1-words", *_of("recommend-1-begin"), *_of("recommend-1-finish"), "recommend-2-why_not")
    whole = ("found", "hazard", "causes", "why", "is_in_person", "competence", "present", "told", "time")
    damp = told(person, at=hours_ago(49))
    send(client, f"/desk/reports/{damp.reference}/decide", DECIDED)
    concluded = begin(client, damp)
    write(client, concluded, typed())
    client.post(f"{concluded}/summary", {"do": "make"})
    handed = {"person": person.reference, "route": "in_person", "proof": "At the door.", "told": "now"}
    return {
        page: (visit, (*rooms, *work, *whole, "kept_times")),
        f"{page}/emergency": ({"told": "now", "words": "The ceiling hangs."}, ("told", "words", "time")),
        f"{concluded}/summary": (handed, ("person", "route", "proof", "told")),
        f"{concluded}/not-done/2": ({"why_not": "It is to be pulled down."}, ("why_not",)),
        f"/desk/reports/{damp.reference}/investigate": (
            {"kind": "standard", "why_again": "They say that it is worse."},
            ("kind", "why_again"),
        ),
    }


def _staying(client, person):
    _, at = looked_into(person)
    send(client, f"{at}/stays/offer", offer())
    stay = f"{at}/stays/{Stay.objects.latest('pk').reference}"
    _, begun = looked_into(person)
    send(client, f"{begun}/stays/offer", offer())
    there = f"{begun}/stays/{Stay.objects.latest('pk').reference}"
    send(client, f"{there}/answer", {"kind": "accepted", "told": "now"})
    send(client, f"{there}/secured", {"told": "now", "cost": "1300"})
    send(client, f"{there}/moved", {"told": "now", "who": "everyone", **day("review_on", ahead(7))})
    suits = ("suits_place", "words_place", "suits_risk", "words_risk")
    offered = ("needed_because", "kind", "where", "covers", *_of("begins_on"), "paid_by", "cost", "told", *suits)
    return {
        f"{at}/stays/offer": (offer(), offered),
        f"{stay}/suits": (SUITS, suits),
        f"{stay}/answer": ({"kind": "declined", "words": "No lift.", "told": "now"}, ("kind", "words", "told")),
        f"{stay}/right": ({"what": "offered_at", "why": "I read it wrong."}, ("what", "why", "withdraw", "time")),
        f"{stay}/secured": ({"told": "now", "cost": "1300"}, ("told", "cost")),
        f"{there}/reviewed": (
            {"told": "now", "words": "They are well.", **day("review_on", ahead(7))},
            ("told", "words", *_of("review_on")),
        ),
        f"{there}/ended": ({"told": "now", "because": "place_ended", "words": "It shut."}, ("because", "words")),
        f"{there}/gone": ({"told": ""}, ("told", "time")),
    }


def _risk(client, person):
    _, at = looked_into(person)
    _, waits = looked_into(person)
    send(client, f"{waits}/risk", risk())
    send(client, f"{waits}/waiting", waiting())
    _, assessed = looked_into(person)
    send(client, f"{assessed}/risk", risk())
    boxes = ("at_risk", "who", "severity", "likelihood", "in_place", *_of("review_on"), "told")
    days = (*_of("advised_on"), *_of("mitigated_on"), *_of("programme_on"))
    return {
        f"{at}/risk": (risk(), boxes),
        f"{assessed}/waiting": (waiting(), ("expert", "advice", "mitigation", "update_every_days", *days)),
        f"{waits}/waiting/progress": ({"words": "It is as planned."}, ("words",)),
        f"{waits}/waiting/end": ({}, ("because",)),
    }


def _near(client, person):
    beside = street.home("10")
    street.tenant(beside, "Ben Okoro", "07700 900222")
    _, at = looked_into(person)
    near = f"{at}/neighbours"
    send(client, near, {"kind": "leak", f"home-{beside.reference}": "beside"})
    look = Look.objects.latest("pk").pk
    _, other = looked_into(person)
    chosen = {"kind": "leak", "nobody_near": "It stands alone."}
    return {
        f"{other}/neighbours": (chosen, ("kind", "nobody_near", f"home-{beside.reference}", "home-nobody")),
        f"{near}/{look}": ({"told": "now", "outcome": "found", "words": "Wet."}, ("told", "outcome", "words")),
    }


def _scope(client, person):
    _, at = looked_into(person)
    send(client, f"{at}/scope", {"reason": "breach", "words": "The wall was cut open for a door."})
    second = office.signed_in(office.member("surveyor", "Sam Reed, surveyor"))
    send(second, f"{at}/scope", {"words": "I saw the wall, and read term 14."})
    return {f"{at}/scope/end": ({}, ("words",))}
