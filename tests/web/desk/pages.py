"""Every page of the desk, and the board's, in every state."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.web.desk import investigating, office, staying_pages, works_pages
from tests.web.desk.office import hours_ago, send, signed_in, told, when
from tests.web.gathering import answered
from tests.web.resident import street

NAMES = (
    "queue, nothing",
    "queue, told nothing",
    "board, nothing",
    "take, choose",
    "take, homes found",
    "take, no home found",
    "take",
    "take, home not known",
    "take, much to put right",
    "take, nothing said",
    "take, danger kept",
    "phone script",
    "case, to decide",
    "case, for the contact centre",
    "decide",
    "decide, otherwise with no reason",
    "decide, nothing",
    "case, decided",
    "what happened",
    "fact, a moment",
    "fact, yes or no",
    "fact, a choice",
    "fact, nothing",
    "fact, no choice",
    "fact, to come",
    "fact, before we knew",
    "fact, a time that came twice",
    "put right",
    "put right, no reason",
    "case, facts put right",
    "done",
    "done, no day",
    "done, both",
    "take on",
    "take on, a stranger",
    "say",
    "say, nothing",
    "changed",
    "changed, nothing",
    "finish",
    "finish, still owed",
    "finish, no reason",
    "photos",
    "case, not right",
    "photos, two",
    "photos, one refused",
    "case, changed and answered",
    "history",
    "history, part 2",
    "why this date: a promise",
    "why this date: a task",
    "why this date: in hours",
    "why this date: in working days",
    "why this date: no date",
    "why this date: not asked any more",
    "case, late",
    "same",
    "same, nothing",
    "case, danger and no home",
    "match",
    "match, found",
    "match, none found",
    "match, who",
    "match, a stranger",
    "case, nothing owed",
    "case, finished",
    "home",
    "home history",
    "home, nothing yet",
    "person",
    "person, little known",
    "note",
    "note, nothing",
    "note, written",
    "note, reported",
    "search",
    "search, found",
    "search, words",
    "search, a person",
    "search, nothing",
    "queue",
    "queue, further on",
    "queue, one view",
    "queue, narrowed",
    "queue, a view with no name",
    "queue, a view of one's own",
    "for you",
    "for you, of the contact centre",
    "board",
    *investigating.NAMES,
    *works_pages.NAMES,
    *staying_pages.NAMES,
)
ARABIC = "رطوبة في غرفة ابني <b>منذ الشتاء</b>"
LONG = "There is mould on the wall. " * 400


def picture(colour="seagreen", size=(900, 600)):
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return SimpleUploadedFile("wall.jpg", out.getvalue(), "image/jpeg")


def gather():
    """What a page is, and how it was answered."""
    street.landlord()
    priya, home = street.officer(), street.home()
    sam, grace = office.member("contact_centre", "Sam Lee, contact centre"), office.member("board", "Grace Obi")
    amina = street.tenant(home)
    here = _Here(signed_in(priya), signed_in(sam), signed_in(grace), priya, home, amina)
    found = {"queue, nothing": here.get("/desk"), "queue, told nothing": here.get("/desk/told")}
    found["board, nothing"] = answered(here.grace, here.grace.get("/board"))
    found |= _taking(here)
    found |= _case(here)
    found |= _home_and_search(here)
    found |= _queue(here)
    found |= _told_and_board(here)
    found |= investigating.gather(here)
    found |= works_pages.gather(here, picture)
    found |= staying_pages.gather(here)
    assert tuple(found) == NAMES, sorted(set(found) ^ set(NAMES))
    return found


class _Here:
    """Who is there, and their browsers."""

    def __init__(self, client, sam, grace, priya, home, amina):
        self.client, self.sam, self.grace = client, sam, grace
        self.priya, self.home, self.amina = priya, home, amina

    def get(self, address):
        return answered(self.client, self.client.get(address))

    def answered(self, response):
        return answered(self.client, response)

    def send(self, address, data=None):
        return answered(self.client, send(self.client, address, data))


def _taking(here):
    at_home = f"/desk/report/new?home={here.home.reference}"
    words = {
        "reach-name": "Wolfe" * 50,
        "reach-phone": "ring me",
        "since-day": "31",
        "since-month": "2",
        "since-year": "2026",
    }
    gas = {
        "danger": ["gas"],
        "reach-phone": "ring me",
        "address-lines": "99 Nowhere Road",
        "taken-channel": "phone",
        "taken-told": "now",
    }
    wrong = {**words, "taken-told": "earlier", "taken-channel": "phone", "taken-time": "25:99"}
    return {
        "take, choose": here.get("/desk/report"),
        "take, homes found": here.get("/desk/report?words=rose"),
        "take, no home found": here.get("/desk/report?words=zzzz"),
        "take": here.get(at_home),
        "take, home not known": here.get("/desk/report/new"),
        "take, much to put right": here.send(at_home, wrong),
        "take, nothing said": here.send("/desk/report/new", {"taken-channel": "", "taken-told": "now"}),
        "take, danger kept": here.send("/desk/report/new", gas),
        "phone script": here.get("/desk/phone-script"),
    }


def _case(here):
    """A report of mould, from the moment it comes until it is finished; a late one; a gas leak; one with no home."""
    found = {}
    mould = told(here.amina, at=hours_ago(30))
    at = f"/desk/reports/{mould.reference}"
    found["case, to decide"] = here.get(at)
    found["case, for the contact centre"] = answered(here.sam, here.sam.get(at))
    found["decide"] = here.get(f"{at}/decide")
    otherwise = {"is_class": "neither", "hazard": "damp_and_mould", "why": ""}
    found["decide, otherwise with no reason"] = here.send(f"{at}/decide", otherwise)
    found["decide, nothing"] = here.send(f"{at}/decide", {"why": LONG})
    here.send(
        f"{at}/decide",
        {"is_class": "significant", "hazard": "damp_and_mould", "why": "He has an inhaler, and is well today."},
    )
    found["case, decided"] = here.get(at)
    found |= _facts(here, at)
    found |= _doings(here, at, mould)
    late = told(here.amina, {**office.MOULD, "own_words": {"words": ARABIC}}, at=hours_ago(24 * 60))
    found["case, late"] = here.get(f"/desk/reports/{late.reference}")
    found["same"] = here.get(f"/desk/reports/{told(here.amina).reference}/same")
    found["same, nothing"] = here.send(f"/desk/reports/{told(here.amina).reference}/same")
    gas = told(None, office.GAS, at=hours_ago(1))
    found["case, danger and no home"] = here.get(f"/desk/reports/{gas.reference}")
    found["match"] = here.get(f"/desk/reports/{gas.reference}/home")
    found["match, found"] = here.get(f"/desk/reports/{gas.reference}/home?words=rose")
    found["match, none found"] = here.get(f"/desk/reports/{gas.reference}/home?words=zzzz")
    found["match, who"] = here.get(f"/desk/reports/{gas.reference}/home?home={here.home.reference}")
    wrong = {"person": "nobody", "home": here.home.reference}
    found["match, a stranger"] = here.send(f"/desk/reports/{gas.reference}/home?home={here.home.reference}", wrong)
    door = told(here.amina, office.DOOR, at=hours_ago(3))
    at = f"/desk/reports/{door.reference}"
    here.send(f"{at}/decide", {"is_class": "neither", "why": "It is a cupboard."})
    here.send(f"{at}/done/promises.first_contact", {"told": "now"})
    found["case, nothing owed"] = here.get(at)
    here.send(f"{at}/finish", {"why": "put_right"})
    found["case, finished"] = here.get(at)
    return found


def _facts(here, at):
    found = {
        "what happened": here.get(f"{at}/facts"),
        "fact, a moment": here.get(f"{at}/facts/investigated_at"),
        "fact, yes or no": here.get(f"{at}/facts/landlord_responsible"),
        "fact, a choice": here.get(f"{at}/facts/found"),
        "fact, nothing": here.send(f"{at}/facts/investigated_at"),
        "fact, no choice": here.send(f"{at}/facts/found"),
        "fact, to come": here.send(f"{at}/facts/investigated_at", when(hours_ago(-30))),
        "fact, before we knew": here.send(f"{at}/facts/investigated_at", when(hours_ago(500))),
        "fact, a time that came twice": here.send(
            f"{at}/facts/no_access_at", {"day-day": 26, "day-month": 10, "day-year": 2025, "time": "01:30"}
        ),
    }
    here.send(f"{at}/facts/investigated_at", when(hours_ago(5)))
    here.send(f"{at}/facts/found", {"choice": "significant"})
    found["put right"] = here.get(f"{at}/facts/investigated_at/1")
    found["put right, no reason"] = here.send(f"{at}/facts/investigated_at/1", when(hours_ago(6)))
    here.send(f"{at}/facts/investigated_at/1", {**when(hours_ago(6)), "why": "It was <i>an hour</i> before."})
    here.send(f"{at}/facts/found/1", {"withdraw": "yes", "why": "Nobody has said yet."})
    found["case, facts put right"] = here.get(at)
    return found


def _doings(here, at, mould):
    from putright.hazards.actions import hear

    by = {"by": here.amina.account.code, "person": here.amina, "at": hours_ago(1)}
    hear(report=mould, kind="not_right", words=f"I told you in the spring! {ARABIC}", sent_with="a" * 43, **by)
    found = {
        "done": here.get(f"{at}/done/promises.first_contact"),
        "done, no day": here.send(f"{at}/done/promises.first_contact", {"told": "earlier"}),
        "done, both": here.send(f"{at}/done/promises.first_contact", {"told": "now", **when(hours_ago(1))}),
        "take on": here.get(f"{at}/take-on"),
        "take on, a stranger": here.send(f"{at}/take-on", {"owner": "nobody"}),
        "say": here.get(f"{at}/say?kind=reply"),
        "say, nothing": here.send(f"{at}/say"),
        "changed": here.get(f"{at}/changed"),
        "changed, nothing": here.send(f"{at}/changed", {"told": ""}),
        "finish": here.get(f"{at}/finish"),
        "finish, still owed": here.send(f"{at}/finish", {"why": "put_right"}),
        "finish, no reason": here.send(f"{at}/finish"),
        "photos": here.get(f"{at}/photos"),
        "case, not right": here.get(at),
    }
    here.client.post(f"{at}/photos", {"files": [picture(), picture("navy", (300, 500))]})
    found["photos, two"] = here.get(f"{at}/photos")
    bad = SimpleUploadedFile("holiday.mp4", b"not a photo")
    found["photos, one refused"] = answered(here.client, here.client.post(f"{at}/photos", {"files": [bad]}))
    here.send(f"{at}/take-on", {"owner": here.priya.code})
    here.send(f"{at}/say", {"kind": "reply", "words": "We are sorry. You told Mr Hall in April, and we missed it."})
    here.send(f"{at}/changed", {"words": "It is in the hall as well now.", "told": "now"})
    here.send(f"{at}/done/promises.first_contact", {"told": "earlier", **when(hours_ago(4))})
    found["case, changed and answered"] = here.get(at)
    found["history"] = here.get(f"{at}/history")
    found["history, part 2"] = here.get(f"{at}/history?part=2")
    found |= {f"why this date: {kind}": here.get(f"{at}/why/{pk}") for kind, pk in _dates(mould)}
    return found


def _dates(report):
    """A date of each kind: what it is, and its number."""
    from putright.deadlines.models import Deadline

    rows = Deadline.objects.filter(about_id__in=(report.reference, report.case.reference)).order_by("id")
    kinds = {
        "a promise": rows.filter(kind="promise"),
        "a task": rows.filter(kind="task"),
        "in hours": rows.filter(name="hazards.emergency_make_safe"),
        "in working days": rows.filter(name="hazards.significant_investigate"),
        "no date": rows.filter(due_before=None),
        "not asked any more": rows.filter(fell_away_by="facts_corrected"),
    }
    return [(kind, found.first().pk) for kind, found in kinds.items()]


def _home_and_search(here):
    at = f"/desk/homes/{here.home.reference}"
    found = {
        "home": here.get(at),
        "home history": here.get(f"{at}/history"),
        "home, nothing yet": here.get(f"/desk/homes/{street.home('14').reference}"),
        "person": here.get(f"/desk/people/{here.amina.reference}"),
        "person, little known": here.get(f"/desk/people/{street.tenant(None, 'Ng', '07700 900124').reference}"),
        "note": here.get(f"{at}/note"),
        "note, nothing": here.send(f"{at}/note", {"told": "earlier"}),
    }
    written = send(
        here.client, f"{at}/note", {"words": "She says it is damp again.", "said_by": "Ms Yusuf", "told": "now"}
    )
    found["note, written"] = here.get(written["Location"])
    here.client.post(f"{written['Location']}/report")
    found["note, reported"] = here.get(written["Location"])
    found |= {
        "search": here.get("/desk/search"),
        "search, found": here.get("/desk/search?words=rose"),
        "search, words": here.get("/desk/search?words=mould"),
        "search, a person": here.get("/desk/search?words=amina"),
        "search, nothing": here.get("/desk/search?words=zzzz"),
    }
    return found


def _queue(here):
    for number in range(26):
        told(None, {**office.DOOR, "address": {"lines": f"{number} Elsewhere Road"}}, at=hours_ago(number))
    first = here.client.get("/desk")
    further = next(link["href"] for link in office.page_of(first).all("a") if link["text"].startswith("Next 25"))
    found = {
        "queue": answered(here.client, first),
        "queue, further on": here.get(further),
        "queue, one view": here.get("/desk?is_class=emergency"),
        "queue, narrowed": here.get("/desk?is_class=emergency&hazard=damp_and_mould&is_mine=yes"),
        "queue, a view with no name": answered(
            here.client, here.client.post("/desk/views/keep", {"is_mine": "yes", "needs_triage": "yes"})
        ),
    }
    here.client.post("/desk/views/keep", {"is_mine": "yes", "needs_triage": "yes", "name": "Mine, to decide"})
    found["queue, a view of one's own"] = here.get("/desk?is_mine=yes&needs_triage=yes")
    return found


def _told_and_board(here):
    from putright.deadlines.actions import set_task
    from putright.messages.actions import write_to_account
    from putright.record.actions import seal
    from putright.repairs.models import Report

    report = Report.objects.exclude(home=None).earliest("pk")
    at, by = hours_ago(1), "watch"
    for _ in range(2):
        params = {"name": "tasks.triage", "due_before": hours_ago(-3)}
        write_to_account(account=here.priya, template="deadline_due", params=params, about=report.about, by=by, at=at)
    set_task(name="tasks.reach_another_way", about=report.about, owner=here.priya, by=by, at=at)
    seal(by=by, at=at)
    return {
        "for you": here.get("/desk/told"),
        "for you, of the contact centre": answered(here.sam, here.sam.get("/desk/told")),
        "board": answered(here.grace, here.grace.get("/board")),
    }
