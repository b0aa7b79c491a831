"""Every resident's page in every state."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.web.gathering import answered
from tests.web.resident import staying_pages, street
from tests.web.resident.street import answer, page_of

# What each is: known before any of them is made, so that each is a test of its own.
NAMES = (
    "no landlord: front",
    "no landlord: report",
    "front",
    "report",
    "report, gone",
    "report, added",
    "form to print",
    "report, two answers that cannot both be",
    "check, nothing told",
    "question: address",
    "question: room",
    "question: what",
    "question: own_words",
    "report, going on",
    "question: words, too many",
    "question: how_much",
    "question: water_now",
    "question: warm",
    "question: since",
    "question: told",
    "question: told_when",
    "question: household",
    "question: unwell",
    "question: needs",
    "question: visits",
    "question: reach",
    "question: a day that is none",
    "question: no way to reach them",
    "photos",
    "photos, two",
    "photos, one refused",
    "question, to change",
    "check",
    "sent",
    "told, without an account",
    "emergency, nothing known",
    "emergency, kept",
    "emergency, asked for a number",
    "emergency, known",
    "emergency, more to tell",
    "emergency, photos",
    "emergency, and a slip",
    "told, running",
    "why this date, running: hazards.keep_informed",
    "why this date, running: hazards.significant_investigate",
    "why this date, running: promises.first_contact",
    "told, late",
    "why this date, late: hazards.keep_informed",
    "why this date, late: hazards.significant_investigate",
    "why this date, late: promises.answer_not_right",
    "why this date, late: promises.first_contact",
    "told, added",
    "add",
    "add, nothing",
    "add, a photo refused",
    "not right",
    "not right, a line",
    "not right, nothing",
    "told, works ordered",
    "told, works come to",
    "told, works in outline",
    "is it fixed",
    "is it fixed, nothing said",
    "is it fixed, not and no words",
    "told, not fixed",
    "home, amina",
    "report, amina",
    "home, yusuf, of no home",
    "report, yusuf, of no home",
    "question: address, at home",
    "told, looked into",
    "summary",
    "ask for a visit",
    "ask for a visit, asked already",
    "summary, a visit asked for",
    *staying_pages.NAMES,
)
AFTERWARDS = ("how_much", "water_now", "warm", "since", "told", "told_when", "household", "unwell", "needs", "visits", "reach")  # fmt: skip
LONG = "There is mould on the wall. " * 400


def picture(colour="seagreen", size=(900, 600)):
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return SimpleUploadedFile("wall.jpg", out.getvalue(), "image/jpeg")


def gather():
    """What a page is, and how it was answered."""
    from django.test import Client

    found = {"no landlord: front": _get(Client(), "/"), "no landlord: report": _get(Client(), "/report")}
    street.landlord()
    priya, where = street.officer(), street.home()
    amina, yusuf = street.tenant(where), street.tenant(None, "Yusuf Ali", "07700 900124")
    found |= _telling(Client(), Client())
    found |= _danger(Client())
    found |= _told(amina, priya)
    found |= _works(amina, where)
    found |= _signed_in(amina, yusuf)
    found |= _looked_into(amina, priya)
    found |= staying_pages.gather(amina, priya, told_by)
    assert tuple(found) == NAMES, sorted(set(found) ^ set(NAMES))
    return found


def _get(client, address):
    return answered(client, client.get(address))


def _telling(client, other):
    found = {
        "front": _get(client, "/"),
        "report": _get(client, "/report"),
        "report, gone": _get(client, "/report?gone"),
        "report, added": _get(client, "/report?added"),
        "form to print": _get(client, "/report/form"),
        "report, two answers that cannot both be": answered(
            client, answer(client, "/report", {"danger": ["none", "x"]})
        ),
    }
    answer(other, "/report", {"danger": "none"})
    found["check, nothing told"] = answered(other, other.post("/report/check"))
    answer(client, "/report", {"danger": "none"})
    for key in ("address", "room", "what", "own_words"):
        found[f"question: {key}"] = _get(client, f"/report/{key}")
        client.post(f"/report/{key}", street.MOULD.get(key, {}))
    found["report, going on"] = _get(client, "/report")
    found["question: words, too many"] = answered(client, client.post("/report/own_words", {"own_words": LONG}))
    for key in AFTERWARDS:
        found[f"question: {key}"] = _get(client, f"/report/{key}")
    wrong = {"since-day": "31", "since-month": "2", "since-year": "soon"}
    found["question: a day that is none"] = answered(client, client.post("/report/since", wrong))
    wrong = {"reach-phone": "ring me", "reach-email": "amina", "reach": ["only_speak", "safe_text"]}
    found["question: no way to reach them"] = answered(client, client.post("/report/reach", wrong))
    found["photos"] = _get(client, "/report/photos")
    client.post("/report/photos", {"files": [picture(), picture("navy", (300, 500))], "then": "stay"})
    found["photos, two"] = _get(client, "/report/photos")
    bad = SimpleUploadedFile("holiday.mp4", b"not a photo")
    found["photos, one refused"] = answered(client, client.post("/report/photos", {"files": [bad], "then": "go"}))
    for key in ("since", "told", "household", "unwell", "needs", "visits", "reach"):
        client.post(f"/report/{key}", street.MOULD[key])
    found["question, to change"] = _get(client, "/report/what?then=check")
    found["check"] = _get(client, "/report/check")
    client.post("/report/check")
    found["sent"] = _get(client, "/report/sent")
    found["told, without an account"] = _get(
        client, f"/reports/{street.reference_on(page_of(client.get('/report/sent')))}"
    )
    return found


def _danger(client):
    answer(client, "/report", {"danger": "gas"})
    found = {"emergency, nothing known": _get(client, "/report/emergency")}
    client.post("/report/address", {"address-lines": "99 Nowhere Road"})
    found["emergency, kept"] = _get(client, "/report/emergency")
    found["emergency, asked for a number"] = _get(client, "/report/reach")
    client.post("/report/reach", {"reach-phone": "07700 900555"})
    found["emergency, known"] = _get(client, "/report/emergency")
    found["emergency, more to tell"] = _get(client, "/report/room")
    found["emergency, photos"] = _get(client, "/report/photos")
    wrong = {"danger": ["gas"], "danger-words": LONG}
    found["emergency, and a slip"] = answered(client, answer(client, "/report", wrong))
    return found


def _told(amina, priya):
    """A report of hers that runs, one that is late, and one that is done."""
    from django.test import Client

    from putright.hazards import actions as hazards

    found, client = {}, Client()
    client.force_login(amina.account)
    running = told_by(amina, at=datetime.now(UTC) - timedelta(hours=2))
    hazards.take_on(report=running, owner=priya, by=priya.code, at=datetime.now(UTC))
    late = told_by(amina, at=datetime.now(UTC) - timedelta(days=60), photos=3)
    words = {"report": late, "by": amina.account.code, "at": datetime.now(UTC), "person": amina}
    hazards.hear(kind="more", words="المطبخ أيضا <b>رطب</b>", sent_with="a" * 43, **words)
    hazards.hear(kind="not_right", words="I told you in the spring!", sent_with="b" * 43, **words)
    for name, report in (("running", running), ("late", late)):
        address = f"/reports/{report.reference}"
        found[f"told, {name}"] = _get(client, address)
        for row in _names(report):
            found[f"why this date, {name}: {row}"] = _get(client, f"{address}/why/{row}")
    address = f"/reports/{late.reference}"
    found["told, added"] = _get(client, f"{address}?added")
    found["add"] = _get(client, f"{address}/add")
    found["add, nothing"] = answered(client, client.post(f"{address}/add", {"add": "more"}))
    bad = {"add": "more", "add-words": "It is worse.", "files": SimpleUploadedFile("x.pdf", b"%PDF-1.7")}
    found["add, a photo refused"] = answered(client, client.post(f"{address}/add", bad))
    line = _lines(late)[0]
    found["not right"] = _get(client, f"{address}/not-right")
    found["not right, a line"] = _get(client, f"{address}/not-right?line={line}")
    found["not right, nothing"] = answered(client, client.post(f"{address}/not-right", {"line": line}))
    return found


def _works(amina, where):
    """Works in her home, from when they are ordered until she says that it is not fixed."""
    from django.test import Client

    from putright.hazards import actions as hazards
    from tests.repairs import works

    found, client, at = {}, Client(), datetime.now(UTC)
    client.force_login(amina.account)
    ours = works.team(since=street.LONG_AGO.date())
    dwayne = works.worker(ours, since=street.LONG_AGO.date())
    report = told_by(amina, at=at - timedelta(hours=30))
    address = f"/reports/{report.reference}"
    told = works.wanted(
        wanted_before=at + timedelta(hours=9), at=at - timedelta(hours=9), instruction="اغسل <b>الجدار</b>"
    )
    order = hazards.order_works(report=report, contractor=ours, **told)
    found["told, works ordered"] = _get(client, address)
    came = {"told_by": dwayne, "by": dwayne.code, "words": "Half."}
    for hours, what in ((8, "no_access"), (7, "temporary_fix")):
        moment = at - timedelta(hours=hours)
        given = {"happened_at": moment, "at": moment, "sent_with": works.key(), "tried": ["rang"], **came}
        after = {"next_words": "The rest.", "next_before": at + timedelta(hours=40)}
        hazards.tell_outcome(order=order, what=what, **given, **after)
    found["told, works come to"] = _get(client, address)
    son = street.tenant(None, "Idris Yusuf", "07700 900125")
    where.households.get().members.create(person=son, since=street.LONG_AGO.date())
    other = Client()
    other.force_login(son.account)
    found["told, works in outline"] = _get(other, address)
    found["is it fixed"] = _get(client, f"{address}/fixed")
    found["is it fixed, nothing said"] = answered(client, client.post(f"{address}/fixed"))
    found["is it fixed, not and no words"] = answered(client, client.post(f"{address}/fixed", {"fixed": "no"}))
    client.post(f"{address}/fixed", {"fixed": "no", "fixed-words": "المطبخ أيضا <b>رطب</b>"})
    found["told, not fixed"] = _get(client, address)
    return found


def _names(report):
    from putright.deadlines.models import Deadline
    from putright.record.models import about_any
    from putright.web.resident.told.answers import abouts_of

    rows = Deadline.objects.filter(about_any(abouts_of(report))).exclude(kind="task")
    return sorted({row.name for row in rows})


def _lines(report):
    from putright.record.models import Line

    return list(Line.objects.about(report.about).for_residents().values_list("pk", flat=True))


def _signed_in(amina, yusuf):
    from django.test import Client

    found = {}
    for name, person in (("amina", amina), ("yusuf, of no home", yusuf)):
        client = Client()
        client.force_login(person.account)
        found[f"home, {name}"] = _get(client, "/home")
        found[f"report, {name}"] = _get(client, "/report")
    client = Client()
    client.force_login(amina.account)
    answer(client, "/report", {"danger": "none"})
    found["question: address, at home"] = _get(client, "/report/address")
    return found


def _looked_into(amina, priya):
    """Looked into without a visit, and written down for her to keep."""
    from datetime import timedelta

    from django.test import Client

    from putright.hazards.actions import begin_investigation, conclude, make_summary
    from putright.hazards.findings import Findings, Recommended, Seen

    client, at = Client(), datetime.now(UTC)
    client.force_login(amina.account)
    report = told_by(amina, at=at - timedelta(days=4))
    by = {"by": priya.code}
    held = begin_investigation(case=report.case, kind="standard", investigator=priya, at=at - timedelta(days=2), **by)
    days = {"begin_on": at.date() + timedelta(days=1), "finish_on": at.date() + timedelta(days=3)}
    findings = Findings(
        concluded_at=at - timedelta(hours=2),
        is_in_person=False,
        competence="Damp surveyor for nine years",
        found="significant",
        hazard="damp_and_mould",
        causes="There is no fan in the bathroom.",
        rooms=(Seen("Small bedroom", "Black mould by the window, in the photos you sent. رطوبة"),),
        recommended=(Recommended("make_safe", "Wash the mould off and treat the wall.", **days),),
    )
    conclude(investigation=held, findings=findings, at=at, **by)
    made = make_summary(investigation=held, at=at, **by)
    address = f"/summaries/{made.reference}"
    found = {
        "told, looked into": _get(client, f"/reports/{report.reference}"),
        "summary": _get(client, address),
        "ask for a visit": _get(client, f"{address}/come"),
    }
    client.post(f"{address}/come")
    found["ask for a visit, asked already"] = _get(client, f"{address}/come")
    found["summary, a visit asked for"] = _get(client, f"{address}?asked")
    return found


def told_by(person, *, at, answers=None, photos=0):
    """A report that somebody with an account told, at a moment."""
    from putright.hazards.actions import receive
    from putright.people.queries import home_of
    from putright.repairs import actions as repairs

    told = answers or {
        "danger": {"chosen": ["none"]},
        "what": {"chosen": ["mould"]},
        "own_words": {"words": "There's mould in my son's room."},
        "household": {"chosen": ["under_5", "breathing"]},
    }
    by = {"by": person.account.code, "at": at}
    draft = repairs.begin(channel="online", person=person, home=home_of(person, at.date()), **by)
    for question, value in told.items():
        draft = repairs.keep_answer(key=draft.key, question=question, value=value, **by)
    for number in range(photos):
        repairs.add_photo(key=draft.key, data=picture(size=(400 + number, 300)).read(), **by)
    return receive(draft=draft, **by)
