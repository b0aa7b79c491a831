"""A resident's pages of somewhere else to stay, and of works that a home waits for, in every state."""

from datetime import UTC, datetime, timedelta

from tests.hazards.away import SUITS, offered
from tests.web.gathering import answered
from tests.web.resident.street import answer

NAMES = (
    "stay",
    "stay, nothing answered",
    "stay, answered",
    "stay, changed their mind",
    "told, an offer to answer",
    "stay, they stay there",
    "told, they stay elsewhere",
    "stay, over",
    "stay, gone",
    "told, waiting for works",
)
NOW = datetime.now(UTC)
ARABIC = "لا يوجد مصعد <b>هناك</b> 🌧"


def offer_to(report, officer, *, key="o1", at=None, **more):
    """A hotel that suits, offered an hour ago unless another moment is given."""
    at = at or NOW - timedelta(hours=1)
    return offered(report.case, officer, at=at, key=key, **{"suits": SUITS, **more})


def gather(amina, priya, told_by):
    """What each page is, and how it was answered. `told_by` makes a report of hers."""
    from django.test import Client

    from putright.hazards import actions as hazards

    report = told_by(amina, at=NOW - timedelta(days=3))
    client, by = Client(), {"by": priya.code, "at": datetime.now(UTC)}
    client.force_login(amina.account)
    stay = offer_to(report, priya)
    at = f"/reports/{report.reference}/stays/{stay.reference}"

    def get(address):
        return answered(client, client.get(address))

    found = {"stay": get(at), "stay, nothing answered": answered(client, client.post(at, {"words": ARABIC}))}
    answer(client, at, {"kind": "declined", "words": ARABIC})
    found["stay, answered"] = get(f"{at}?answered")
    answer(client, at, {"kind": "taken_back"})
    found["stay, changed their mind"] = get(at)
    found["told, an offer to answer"] = get(f"/reports/{report.reference}")
    by["at"] = datetime.now(UTC)
    hazards.secure_stay(stay=stay, secured_at=by["at"], **by)
    week = (NOW + timedelta(days=7)).date()
    hazards.begin_stay(stay=stay, moved_at=by["at"], is_everyone=True, review_on=week, **by)
    found["stay, they stay there"] = get(at)
    found["told, they stay elsewhere"] = get(f"/reports/{report.reference}")
    hazards.end_stay(stay=stay, returned_at=by["at"], because="they_chose", words="She asked to.", **by)
    found["stay, over"] = get(at)
    second = offer_to(report, priya, key="o2", at=by["at"], kind="our_home")
    hazards.lose_stay(stay=second, gone_at=by["at"], **by)
    found["stay, gone"] = get(f"/reports/{report.reference}/stays/{second.reference}")
    found["told, waiting for works"] = _waiting(report, priya, by, get)
    return found


def _waiting(report, priya, by, get):
    from putright.deadlines.models import Deadline
    from putright.hazards import actions as hazards

    day = NOW.date()
    hazards.assess_risk(
        case=report.case, at_risk=["under_5"], who="Her son.", severity="serious", likelihood="possible",
        in_place="An air filter.", review_on=day + timedelta(days=20), assessed_at=by["at"], assessed_by=priya,
        sent_with="r1", **by,
    )  # fmt: skip
    assert not Deadline.objects.open().filter(name="tasks.assess_risk").exists()
    deferral = hazards.begin_waiting(
        case=report.case, expert="Dr Ng, surveyor", advised_on=day, advice="It can wait.", mitigation=f"A. {ARABIC}",
        mitigated_on=day, update_every_days=14, programme_on=day + timedelta(days=60), began_by=priya,
        sent_with="w1", **by,
    )  # fmt: skip
    hazards.tell_progress(deferral=deferral, words="As planned.", told_by=priya, sent_with="p1", **by)
    return get(f"/reports/{report.reference}")
