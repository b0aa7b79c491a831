"""A household that needs somewhere else to stay, to test with: a case that was looked into, and offers to it."""

from putright.hazards.actions import answer_offer, offer_stay, receive, state
from putright.hazards.models import Case, Suitability
from tests.hazards.a_street import NOW, later

BY = "SURVEYOR1"
SUITS = dict.fromkeys(Suitability.Of.values, (True, ""))


def case_of(mould):
    """A case of mould that was looked into on the second day, and found to be significant."""
    case = receive(draft=mould, by="resident", at=NOW).case
    state(case=case, name="found", value="significant", by=BY, at=later(days=2))
    state(case=case, name="investigated_at", value=later(days=2), by=BY, at=later(days=2))
    return Case.objects.select_related("report", "owner").get(pk=case.pk)


def offered(case, officer, *, at=None, key="offer-1", **more):
    """A hotel that suits them, at our cost, unless something else is said."""
    at = at or later(days=3)
    told = {
        "needed_because": "The wall must come down, and it cannot be done in five days.",
        "kind": "hotel",
        "where": "Seaview, 3 Hidden Lane",
        "covers": "Breakfast, evening meals and the bus to school.",
        "begins_on": at.date(),
        "paid_by": "landlord",
        "cost_pence": 8_500,
        "suits": SUITS,
        "offered_at": at,
        **more,
    }
    return offer_stay(case=case, offered_by=officer, sent_with=key, by=BY, at=at, **told)


def said(stay, kind, officer, *, at, key="answer-1", words=""):
    """What they said on the phone."""
    return answer_offer(stay=stay, kind=kind, words=words, said_at=at, sent_with=key, taken_by=officer, by=BY, at=at)
