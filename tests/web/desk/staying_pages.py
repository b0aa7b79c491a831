"""The desk's pages of somewhere else to stay, the risk, waiting for works, the homes near by and what the law covers, by state."""

from datetime import UTC, datetime, timedelta

from tests.web.desk import office
from tests.web.desk.office import hours_ago, send, signed_in, told, when
from tests.web.gathering import answered
from tests.web.resident import street

NAMES = (
    "case, somewhere to stay needed",
    "stays, nothing",
    "offer stay",
    "offer stay, nothing",
    "offer stay, much to put right",
    "offer stay, before we knew",
    "stays, offered",
    "stays, for the contact centre",
    "stay suits",
    "stay suits, not said how",
    "stay answered",
    "stay answered, nothing",
    "stays, declined",
    "stay answered, before",
    "stay right",
    "stay right, nothing",
    "stay right, too late",
    "stay step: secured",
    "stay step: moved",
    "stay step: gone",
    "stay step: moved, nothing",
    "stay step: secured, no amount",
    "stays, they stay there",
    "case, they stay elsewhere",
    "stay step: reviewed",
    "stay step: ended",
    "stay step: reviewed, too late",
    "stay step: ended, not safe yet",
    "stays, over",
    "waiting, nobody assessed it",
    "risk",
    "risk, nothing",
    "risk, too long until the next",
    "risk, assessed",
    "risk, for the contact centre",
    "waiting",
    "waiting, nothing",
    "waiting, not in place yet",
    "waiting, they wait",
    "waiting, for the contact centre",
    "progress",
    "progress, nothing",
    "waiting, told",
    "stop waiting",
    "stop waiting, nothing",
    "case, decided anew",
    "scope",
    "scope, nothing",
    "scope, found",
    "scope, one's own second person",
    "scope, for a second person",
    "scope, for a complaints officer",
    "scope, agreed",
    "in scope",
    "in scope, nothing",
    "neighbours",
    "neighbours, nothing",
    "neighbours, found",
    "neighbours, chosen",
    "look",
    "look, nothing",
    "look, no words",
    "look, too early",
    "neighbours, looked at",
    "neighbours, for the contact centre",
)
ARABIC = "لا يوجد مصعد <b>هناك</b> 🌧"
SUITS = {f"suits_{of}": "yes" for of in ("place", "size", "access", "school", "work", "care", "pets", "risk")}


def day(name, moment):
    """A day as the three boxes of a form have it."""
    return {f"{name}-day": moment.day, f"{name}-month": moment.month, f"{name}-year": moment.year}


def ahead(days):
    return datetime.now(UTC) + timedelta(days=days)


def offer(**more):
    """What is typed to offer a hotel that suits."""
    return {
        "needed_because": "The wall must come down.",
        "kind": "hotel",
        "where": "Seaview\n3 Hidden Lane",
        "covers": "Breakfast, evening meals, and the bus to school.",
        **day("begins_on", ahead(1)),
        "paid_by": "landlord",
        "cost": "£1,250.50",
        **SUITS,
        "told": "now",
        **more,
    }


def risk(**more):
    """What is typed to assess a risk."""
    return {
        "at_risk": ["under_5", "breathing"],
        "who": f"Her son of three. {ARABIC}",
        "severity": "severe",
        "likelihood": "likely",
        "in_place": "He sleeps in her room.",
        **day("review_on", ahead(20)),
        "told": "now",
        **more,
    }


def waiting(**more):
    """What is typed to let them wait for major works."""
    return {
        "expert": "Dr Ng, chartered surveyor",
        **day("advised_on", hours_ago(48)),
        "advice": "The wall can wait while nobody sleeps beside it.",
        "mitigation": "The room is shut.",
        **day("mitigated_on", hours_ago(48)),
        "update_every_days": "14",
        **day("programme_on", ahead(60)),
        **more,
    }


def looked_into(person, *, hours=144, answers=None):
    """A report of mould, investigated a day after it was told; and where its page is."""
    from putright.hazards.actions import state

    report = told(person, answers, at=hours_ago(hours))
    at = hours_ago(hours - 24)
    state(case=report.case, name="found", value="significant", by="SURVEYOR1", at=at)
    state(case=report.case, name="investigated_at", value=at, by="SURVEYOR1", at=at)
    return report, f"/desk/reports/{report.reference}"


def lily():
    """A home in another street."""
    from putright.homes.actions import add_home

    told = {"line": "99", "street": "Lily Street", "town": "Wexcombe", "postcode": "ZZ1 2AD", "lsoa": street.LSOA}
    return add_home(**told, archetype="terrace", landlord_repairs=["structure"], **street.BY)


def gather(here):
    """What each page is, and how it was answered. `here` is who is there (pages._Here)."""
    here.second = signed_in(office.member("surveyor", "Sam Reed, surveyor"))
    here.complaints = signed_in(office.member("complaints_officer", "Ola Obi, complaints"))
    return {**_stays(here), **_waiting(here), **_scope(here), **_near(here)}


def _as(client, address):
    return answered(client, client.get(address))


def _stays(here):
    from putright.hazards.models import Stay

    _, at = looked_into(here.amina)
    found = {
        "case, somewhere to stay needed": here.get(at),
        "stays, nothing": here.get(f"{at}/stays"),
        "offer stay": here.get(f"{at}/stays/offer"),
        "offer stay, nothing": here.send(f"{at}/stays/offer"),
        "offer stay, much to put right": here.send(
            f"{at}/stays/offer", offer(cost="a lot", suits_pets="no", suits_risk="", words_risk=ARABIC, kind="tent")
        ),
        "offer stay, before we knew": here.send(f"{at}/stays/offer", offer(told="earlier", **when(hours_ago(500)))),
    }
    send(here.client, f"{at}/stays/offer", offer(suits_access="no", words_access=ARABIC, suits_pets=""))
    stay = f"{at}/stays/{Stay.objects.latest('pk').reference}"
    found["stays, offered"] = here.get(f"{at}/stays")
    found["stays, for the contact centre"] = _as(here.sam, f"{at}/stays")
    found["stay suits"] = here.get(f"{stay}/suits")
    found["stay suits, not said how"] = here.send(f"{stay}/suits", {**SUITS, "suits_size": "no"})
    send(here.client, f"{stay}/suits", SUITS)
    found["stay answered"] = here.get(f"{stay}/answer")
    found["stay answered, nothing"] = here.send(f"{stay}/answer", {"told": "now"})
    send(here.client, f"{stay}/answer", {"kind": "declined", "words": ARABIC, "told": "now"})
    found["stays, declined"] = here.get(f"{at}/stays")
    earlier = {"kind": "accepted", "told": "earlier", **when(hours_ago(60))}
    found["stay answered, before"] = here.send(f"{stay}/answer", earlier)
    send(here.client, f"{stay}/answer", {"kind": "accepted", "told": "now"})
    found["stay right"] = here.get(f"{stay}/right")
    found["stay right, nothing"] = here.send(f"{stay}/right")
    late = {"what": "offered_at", "why": "I read it wrong.", **when(hours_ago(-30))}
    found["stay right, too late"] = here.send(f"{stay}/right", late)
    send(here.client, f"{stay}/right", {**late, **when(hours_ago(1))})
    found |= {f"stay step: {one}": here.get(f"{stay}/{one}") for one in ("secured", "moved", "gone")}
    found["stay step: moved, nothing"] = here.send(f"{stay}/moved", {"told": "now"})
    found["stay step: secured, no amount"] = here.send(f"{stay}/secured", {"told": "now", "cost": "9" * 9})
    send(here.client, f"{stay}/secured", {"told": "now", "cost": "1300"})
    send(here.client, f"{stay}/moved", {"told": "now", "who": "everyone", **day("review_on", ahead(7))})
    found["stays, they stay there"] = here.get(f"{at}/stays")
    found["case, they stay elsewhere"] = here.get(at)
    found |= {f"stay step: {one}": here.get(f"{stay}/{one}") for one in ("reviewed", "ended")}
    found["stay step: reviewed, too late"] = here.send(
        f"{stay}/reviewed", {"told": "now", "words": "Well.", **day("review_on", ahead(90))}
    )
    week = day("review_on", ahead(7))
    send(here.client, f"{stay}/reviewed", {"told": "now", "words": ARABIC, **week})
    found["stay step: ended, not safe yet"] = here.send(f"{stay}/ended", {"told": "now", "because": "made_safe"})
    send(here.client, f"{stay}/ended", {"told": "now", "because": "place_ended", "words": ARABIC})
    found["stays, over"] = here.get(f"{at}/stays")
    return found


def _waiting(here):
    _, at = looked_into(here.amina)
    found = {
        "waiting, nobody assessed it": here.get(f"{at}/waiting"),
        "risk": here.get(f"{at}/risk"),
        "risk, nothing": here.send(f"{at}/risk", {"told": ""}),
        "risk, too long until the next": here.send(f"{at}/risk", risk(**day("review_on", ahead(200)))),
    }
    send(here.client, f"{at}/risk", risk())
    found["risk, assessed"] = here.get(f"{at}/risk")
    found["risk, for the contact centre"] = _as(here.sam, f"{at}/risk")
    found["waiting"] = here.get(f"{at}/waiting")
    found["waiting, nothing"] = here.send(f"{at}/waiting", {"update_every_days": "often"})
    found["waiting, not in place yet"] = here.send(f"{at}/waiting", waiting(**day("mitigated_on", ahead(5))))
    send(here.client, f"{at}/waiting", waiting())
    found["waiting, they wait"] = here.get(f"{at}/waiting")
    found["waiting, for the contact centre"] = _as(here.sam, f"{at}/waiting")
    found["progress"] = here.get(f"{at}/waiting/progress")
    found["progress, nothing"] = here.send(f"{at}/waiting/progress")
    send(here.client, f"{at}/waiting/progress", {"words": f"It is as planned. {ARABIC}"})
    found["waiting, told"] = here.get(f"{at}/waiting")
    found["stop waiting"] = here.get(f"{at}/waiting/end")
    found["stop waiting, nothing"] = here.send(f"{at}/waiting/end")
    send(here.client, f"{at}/waiting/end", {"because": "slipped"})
    found["case, decided anew"] = here.get(at)
    return found


def _scope(here):
    _, at = looked_into(here.amina)
    found = {"scope": here.get(f"{at}/scope"), "scope, nothing": here.send(f"{at}/scope")}
    send(here.client, f"{at}/scope", {"reason": "breach", "words": f"The wall was cut open for a door. {ARABIC}"})
    found["scope, found"] = here.get(f"{at}/scope")
    found["scope, one's own second person"] = here.send(f"{at}/scope", {"words": "I agree with myself."})
    found["scope, for a second person"] = _as(here.second, f"{at}/scope")
    found["scope, for a complaints officer"] = _as(here.complaints, f"{at}/scope")
    send(here.second, f"{at}/scope", {"words": "I saw the wall, and read term 14."})
    found["scope, agreed"] = here.get(f"{at}/scope")
    found["in scope"] = here.get(f"{at}/scope/end")
    found["in scope, nothing"] = here.send(f"{at}/scope/end")
    return found


def _near(here):
    from putright.hazards.models import Look

    beside, empty, far = street.home("10"), street.home("16"), lily()
    street.tenant(beside, "Ben Okoro", "07700 900222")
    _, at = looked_into(here.amina)
    near = f"{at}/neighbours"
    found = {
        "neighbours": here.get(near),
        "neighbours, nothing": here.send(near),
        "neighbours, found": here.get(f"{near}?words=lily"),
    }
    places = {
        f"home-{beside.reference}": "beside",
        f"home-{empty.reference}": "beside",
        f"home-{far.reference}": "above",
    }
    send(here.client, near, {"kind": "leak", **places})
    found["neighbours, chosen"] = here.get(near)
    first, second, third = Look.objects.order_by("pk")
    found["look"] = here.get(f"{near}/{first.pk}")
    found["look, nothing"] = here.send(f"{near}/{first.pk}", {"told": "now"})
    found["look, no words"] = here.send(f"{near}/{first.pk}", {"told": "now", "outcome": "found"})
    early = {"told": "earlier", "outcome": "nothing", **when(hours_ago(400))}
    found["look, too early"] = here.send(f"{near}/{first.pk}", early)
    send(here.client, f"{near}/{first.pk}", {"told": "now", "outcome": "found", "words": f"Wet. {ARABIC}"})
    send(here.client, f"{near}/{second.pk}", {"told": "now", "outcome": "nothing"})
    send(here.client, f"{near}/{third.pk}", {"told": "now", "outcome": "not_needed", "words": "It is being rebuilt."})
    found["neighbours, looked at"] = here.get(near)
    found["neighbours, for the contact centre"] = _as(here.sam, near)
    return found
